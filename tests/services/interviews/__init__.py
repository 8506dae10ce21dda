"""Rounds of interviews without Telegram."""
