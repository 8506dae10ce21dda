"""Questions that are the same become one work, and one message with two questions becomes two."""
