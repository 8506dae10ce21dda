"""Use cases: synchronous functions that load, decide with the domain, store, and say what the person sees next."""
