"""Telegram's side of the house: updates come in and are kept, messages go out within Telegram's limits."""
