"""The local Bot API server, tested over real HTTP."""
