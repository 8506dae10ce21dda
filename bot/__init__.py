"""Kernpunt: one door between entrepreneurs and their town."""
