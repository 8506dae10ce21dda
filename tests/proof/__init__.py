"""Kills, floods and fuzzes: what the whole bot must survive."""
