"""Fixtures for the whole tree, and how properties are tried."""

from hypothesis import settings

pytest_plugins = ("tests.postgres_cluster", "tests.databases")

# A busy machine is no fault: how fast something is, is for the benchmark to say.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
