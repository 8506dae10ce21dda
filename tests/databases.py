"""Databases with our tables in them, of either engine, for any test."""

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import pytest

from bot.storage.database import Database
from bot.storage.migrations import migrate
from bot.storage.postgres import PostgresDatabase
from bot.storage.sqlite import SqliteDatabase
from tests.postgres_cluster import Cluster, run_apart

Engine = Literal["sqlite", "postgres"]
MakeDatabase = Callable[[Engine], Awaitable[Database]]

ENGINES = ("sqlite", pytest.param("postgres", marks=pytest.mark.postgres))
"""To parametrise a test with: ``@pytest.mark.parametrize("engine", ENGINES)``."""


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with our tables in it, made once a session, to be copied."""
    path = tmp_path_factory.mktemp("template") / "template.sqlite3"
    run_apart(_create(path))
    return path


@pytest.fixture
async def make_database(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[MakeDatabase]:
    """Call it with an engine: it returns a fresh database, migrated and open, which is closed when the test ends."""
    databases: list[Database] = []
    urls: list[str] = []

    async def make(engine: Engine) -> Database:
        database: Database
        if engine == "sqlite":
            path = tmp_path / f"{len(databases)}.sqlite3"
            shutil.copy(request.getfixturevalue("sqlite_template"), path)
            database = SqliteDatabase(path, ballast_bytes=0)
        else:
            urls.append(cluster_of(request).create())
            database = PostgresDatabase(urls[-1])
        await database.open()
        databases.append(database)
        return database

    yield make
    for database in databases:
        await database.close()
    for url in urls:
        cluster_of(request).drop(url)


def cluster_of(request: pytest.FixtureRequest) -> Cluster:
    """Return the session's server, started only when somebody asks."""
    cluster: Cluster = request.getfixturevalue("postgres_cluster")
    return cluster


async def _create(path: Path) -> None:
    database = SqliteDatabase(path, create=True, ballast_bytes=0)
    await database.open()
    await migrate(database, datetime.now(UTC))
    await database.close()
