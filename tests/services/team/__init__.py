"""The people of the town."""
