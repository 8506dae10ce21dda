"""Meetings without Telegram."""
