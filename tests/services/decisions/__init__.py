"""Decisions without Telegram."""
