"""Who somebody is to us: the welcome, their settings, how they take part, and how staff come in."""
