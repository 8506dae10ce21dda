"""Learning and rules without Telegram."""
