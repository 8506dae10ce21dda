"""What became of every message that came in, and who tried what they may not."""
