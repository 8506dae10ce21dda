"""The one queue in front of the database's thread: while a batch commits, the next one gathers."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar, cast

from bot.storage.database import StorageError, Transaction
from bot.storage.session import Outcome, Work

T = TypeVar("T")

MOST_TOGETHER = 64
"""How many works share one commit at most: past that, the first ones would wait longer than the commit costs."""


class CommitQueue:
    """Gathers works and hands them on in batches, in the order in which they came, through ``hop``.

    ``hop`` takes a batch to the database's thread and comes back with its outcomes: one wake-up of the event loop
    for the whole batch.
    """

    def __init__(self, hop: Callable[[Sequence[Work]], Awaitable[list[Outcome]]]) -> None:
        self._hop = hop
        self._waiting: deque[tuple[Work, asyncio.Future[object]]] = deque()
        self._draining: asyncio.Task[None] | None = None
        self._open = True

    async def run(self, work: Callable[[Transaction], T]) -> T:
        """Return the work's result once it is committed; raise what it raised, or ``StorageError``."""
        if not self._open:
            raise StorageError("The database is closed; open it before giving it work.")
        loop = asyncio.get_running_loop()
        future: asyncio.Future[object] = loop.create_future()
        self._waiting.append((work, future))
        if self._draining is None:
            self._draining = loop.create_task(self._drain())
        return cast("T", await future)

    async def close(self) -> None:
        """Take no more work and wait until what was queued is done."""
        self._open = False
        if self._draining is not None:
            await asyncio.wait([self._draining])  # not awaited itself: a cancelled close must not cancel the works

    async def _drain(self) -> None:
        try:
            while self._waiting:
                batch = [self._waiting.popleft() for _ in range(min(MOST_TOGETHER, len(self._waiting)))]
                outcomes = await self._together([work for work, _ in batch])
                for (_, future), outcome in zip(batch, outcomes, strict=True):
                    _tell(future, outcome)
        finally:
            self._draining = None

    async def _together(self, works: Sequence[Work]) -> list[Outcome]:
        try:
            return await self._hop(works)
        except Exception as error:  # noqa: BLE001 - whoever waits must hear it, whatever it is
            return [Outcome(None, error) for _ in works]


def _tell(future: asyncio.Future[object], outcome: Outcome) -> None:
    if future.done():  # its waiter was cancelled; the work happened whole all the same
        return
    if outcome.error is None:
        future.set_result(outcome.result)
    elif isinstance(outcome.error, StopIteration):  # a future refuses this one, and its waiter would wait for ever
        future.set_exception(RuntimeError("the work raised StopIteration"))
    else:
        future.set_exception(outcome.error)
