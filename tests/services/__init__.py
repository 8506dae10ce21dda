"""The use cases without Telegram: what holds whatever people do, in whatever order."""
