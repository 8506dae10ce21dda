"""The one door to a database: a whole piece of work, run in one transaction in the database's own thread."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from bot.services.ports import Unavailable

T = TypeVar("T")
Row = Mapping[str, Any]
Params = Mapping[str, object]


class StorageError(Exception):
    """The database cannot do its work now; the sentence says what to do. Nothing of the work was kept."""


class StorageUnavailable(StorageError, Unavailable):  # noqa: N818 - a state that passes, named as operators name it
    """Locked, full, restarting or out of reach: the same work may be tried again later."""


class SchemaError(StorageError):
    """The database is missing, empty, newer than the program, or not ours."""


class Transaction(Protocol):
    """What one piece of work does its reading and writing with. Parameters are named: ``:name`` in the SQL."""

    def execute(self, sql: str, params: Params = ...) -> int:
        """Run a statement and return the number of rows it touched."""
        ...

    def execute_many(self, sql: str, params: Sequence[Params]) -> int:
        """Run a statement once for each set of parameters and return the number of rows it touched in all."""
        ...

    def fetch_one(self, sql: str, params: Params = ...) -> Row | None:
        """Return the first row, None when there is none."""
        ...

    def fetch_all(self, sql: str, params: Params = ...) -> list[Row]:
        """Return all rows."""
        ...


class Database(Protocol):
    """A database of ours, SQLite or PostgreSQL."""

    name: str

    async def open(self) -> None:
        """Connect and check the settings that our promises rest on; raise ``StorageError``."""
        ...

    async def close(self) -> None:
        """Finish what is queued and disconnect."""
        ...

    async def run(self, work: Callable[[Transaction], T]) -> T:
        """Run the work whole, in the database's thread, and return its result once it is committed.

        Works that wait together share one commit, each in a savepoint of its own: one that raises leaves nothing
        behind and does not disturb the others. A cancelled waiter cancels nothing: the work then still happens whole.
        """
        ...
