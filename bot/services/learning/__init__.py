"""Where questions go: one router for all, kept in step with everything that people teach it."""
