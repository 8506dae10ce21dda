"""Rounds of interviews (guide 3.3): invite, answer, results, feedback."""
