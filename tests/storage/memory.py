"""A database in memory without a thread of its own, for tests that take thousands of small steps."""

import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from bot.storage.ballast import Ballast
from bot.storage.migrations import TOKENS, migrations, statements
from bot.storage.session import commit_together
from bot.storage.sqlite_session import SqliteSession
from bot.storage.unit import StorageUnit
from tests.storage.examples import NOW

T = TypeVar("T")


class Memory:
    """Our tables, and a transaction for each use."""

    def __init__(self) -> None:
        self._connection = sqlite3.connect(":memory:", isolation_level=None)
        for migration in migrations():
            sql = migration.sql
            for token, meaning in TOKENS["sqlite"].items():
                sql = sql.replace(token, meaning)
            for statement in statements(sql):
                self._connection.execute(statement)
        self._session = SqliteSession(Ballast(Path("none"), 0), self._connection)

    def close(self) -> None:
        """Forget everything."""
        self._connection.close()

    def within(self, use: Callable[[StorageUnit], T], at: datetime = NOW) -> T:
        """Run the use in one transaction at that moment and return its result, or raise what it raised."""
        (outcome,) = commit_together(self._session, [lambda tx: use(StorageUnit(tx, at))])
        if outcome.error is not None:
            raise outcome.error
        result: T = outcome.result
        return result
