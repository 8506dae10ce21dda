"""Fixtures for the whole tree."""

pytest_plugins = ("tests.postgres_cluster", "tests.databases")
