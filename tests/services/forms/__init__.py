"""Forms: every step, tap and typed word of the engine."""
