"""What comes due and how it is said: the tick, messages to many, and what keeps a message from being said now."""
