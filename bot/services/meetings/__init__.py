"""Meetings (guide 3.7): plan, invite, answer, move, cancel, report."""
