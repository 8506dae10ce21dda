"""Dialogues: every screen, told by the people who see it."""
