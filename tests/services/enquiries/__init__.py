"""Questions without Telegram."""
