"""Helping besides answering, without a bot around it."""
