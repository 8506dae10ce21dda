"""What Kernpunt knows about its world: pure values and decisions; no I/O, no clock, no randomness."""
