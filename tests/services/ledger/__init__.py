"""The ledger and the journal without Telegram."""
