"""Decisions (guide, "koppel terug"): tell those whom they concern first, with the why, and hear them."""
