"""SQLite, the default engine: whole works on the thread of one aiosqlite connection, each committed for good."""

import os
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TypeVar, cast

import aiosqlite

from bot.storage.ballast import Ballast
from bot.storage.database import SchemaError, StorageError, StorageUnavailable, Transaction
from bot.storage.migrations import check_version
from bot.storage.queue import CommitQueue
from bot.storage.session import Outcome, Work, commit_together
from bot.storage.sqlite_session import SqliteSession, connect

T = TypeVar("T")

BALLAST_BYTES = 1 << 20


class WorkConnection(aiosqlite.Connection):
    """An aiosqlite connection whose thread takes a whole function instead of one statement."""

    def __init__(self, connector: Callable[[], sqlite3.Connection]) -> None:
        super().__init__(connector, iter_chunk_size=64)
        self._thread.daemon = True  # a program that fails before it can close must end, not hang on this thread

    async def open(self) -> None:
        """Start the thread and connect; raise what the connector raises."""
        try:
            await self
        except BaseException:
            self._thread.join()  # it is told to stop by now; outliving the event loop, it would fail when it reports
            raise

    async def run(self, function: Callable[[sqlite3.Connection], T]) -> T:
        """Run the function in the connection's thread and return its result."""
        result = await self._execute(function, self._conn)  # type: ignore[no-untyped-call] # aiosqlite's has no types
        return cast("T", result)


class SqliteDatabase:
    """The database in one file. ``create`` allows that it is not there yet; ``ballast_bytes`` 0 keeps no ballast."""

    name = "sqlite"

    def __init__(self, path: str | Path, *, create: bool = False, ballast_bytes: int = BALLAST_BYTES) -> None:
        self.path = Path(path)
        self._create = create
        self._ballast = Ballast(self.path.with_name(self.path.name + ".ballast"), ballast_bytes)
        self._thread: WorkConnection | None = None
        self._queue: CommitQueue | None = None

    async def open(self) -> None:
        """Connect, check that pragmas are in force, that the file is sound and its schema not newer than we are.

        Raises:
            SchemaError: the file is missing or empty and ``create`` is not set, or it is newer than the program.
            StorageUnavailable: another program holds it, or the disk refuses.
            StorageError: it is damaged, no SQLite file, or a pragma did not take.
        """
        if not self._create and (not self.path.is_file() or self.path.stat().st_size == 0):
            raise SchemaError(f"There is no database at {self.path}; create it first, or correct the address.")
        thread = WorkConnection(partial(connect, self.path, create=self._create))
        await thread.open()
        session = await thread.run(partial(SqliteSession, self._ballast))
        self._thread, self._queue = thread, CommitQueue(partial(self._commit, thread, session))
        try:
            await self.run(partial(check_version, create=self._create))
            self._ballast.restore()
        except BaseException:
            await self.close()
            raise

    async def close(self) -> None:
        """Finish what is queued and disconnect; closing twice is no error."""
        queue, thread = self._queue, self._thread
        self._queue = self._thread = None
        if queue is not None:
            await queue.close()
        if thread is not None:
            await thread.close()

    async def run(self, work: Callable[[Transaction], T]) -> T:
        """Run the work whole and return its result once it is on the disk; see ``Database.run``."""
        if self._queue is None:
            raise StorageError("The database is not open.")
        return await self._queue.run(work)

    async def keep_copy(self, label: str) -> Path:
        """Write a sound copy beside the database, named after the label, and return where it is."""
        if self._thread is None:
            raise StorageError("The database is not open.")
        target = self.path.with_name(f"{self.path.name}.{label}")
        await self._thread.run(partial(_copy, target))
        return target

    async def _commit(self, thread: WorkConnection, session: SqliteSession, works: Sequence[Work]) -> list[Outcome]:
        return await thread.run(lambda _: commit_together(session, works))


def _copy(target: Path, connection: sqlite3.Connection) -> None:
    """Copy through a second name, so that what bears the final name is always whole, and on the disk."""
    unfinished = target.with_name(target.name + ".unfinished")
    try:
        unfinished.unlink(missing_ok=True)
        connection.execute("VACUUM INTO ?", (str(unfinished),))
        with unfinished.open("rb") as file:
            os.fsync(file.fileno())
        unfinished.replace(target)
    except (sqlite3.Error, OSError) as error:
        with suppress(OSError):
            unfinished.unlink()
        raise StorageUnavailable(f"No copy of the database could be made ({error}); is there room for it?") from error
