"""The queue narrowed and searched, its numbers, and what is taken along."""
