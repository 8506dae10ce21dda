"""Where everything is kept: SQLite or PostgreSQL behind one small Protocol; the only place that knows SQL."""
