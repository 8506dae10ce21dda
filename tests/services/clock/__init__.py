"""What comes due, and messages to many."""
