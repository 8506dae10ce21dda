"""PostgreSQL, for a town that has a server: whole works on one connection, in a thread of its own."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

from bot.storage.database import StorageError, Transaction
from bot.storage.migrations import check_version
from bot.storage.postgres_session import PostgresSession
from bot.storage.queue import CommitQueue
from bot.storage.session import Outcome, Work, commit_together

T = TypeVar("T")


class PostgresDatabase:
    """The database on a server. ``create`` allows that our tables are not there yet.

    A lost connection fails the works that were under way as ``StorageUnavailable``; the next ones make a new one.
    When it is lost during the commit itself, nobody can tell whether that came through: a work that is tried again
    must notice (the inbox row that it marks handled).
    """

    name = "postgresql"

    def __init__(self, url: str, *, create: bool = False) -> None:
        self._url = url
        self._create = create
        self._thread: ThreadPoolExecutor | None = None
        self._queue: CommitQueue | None = None
        self._session: PostgresSession | None = None

    async def open(self) -> None:
        """Connect, check that our settings are in force and that the schema is not newer than we are.

        Raises:
            SchemaError: there is nothing of ours and ``create`` is not set, or it is newer than the program.
            StorageUnavailable: the server cannot be reached.
            StorageError: a setting did not take.
        """
        thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="postgresql")
        session = PostgresSession(self._url)
        self._thread, self._session = thread, session
        self._queue = CommitQueue(partial(_commit, thread, session))
        try:
            await asyncio.get_running_loop().run_in_executor(thread, session.connect)
            await self.run(partial(check_version, create=self._create))
        except BaseException:
            await self.close()
            raise

    async def close(self) -> None:
        """Finish what is queued and disconnect; closing twice is no error."""
        queue, thread, session = self._queue, self._thread, self._session
        self._queue = self._thread = self._session = None
        if queue is not None:
            await queue.close()
        if thread is not None and session is not None:
            await asyncio.get_running_loop().run_in_executor(thread, session.drop)
            thread.shutdown()

    async def run(self, work: Callable[[Transaction], T]) -> T:
        """Run the work whole and return its result once it is committed; see ``Database.run``."""
        if self._queue is None:
            raise StorageError("The database is not open.")
        return await self._queue.run(work)


async def _commit(thread: ThreadPoolExecutor, session: PostgresSession, works: Sequence[Work]) -> list[Outcome]:
    return await asyncio.get_running_loop().run_in_executor(thread, commit_together, session, works)
