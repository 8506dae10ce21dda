"""Which rows of a growing table are in memory, and from where on the table holds more: none twice, none forgotten."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

import structlog

from bot.transport.backoff import Backoff

R = TypeVar("R")
Fetch = Callable[[int, int], Awaitable[Sequence[R]]]
"""Returns rows that are not ended, numbered above the first argument, in order, at most the second."""

log = structlog.get_logger(__name__)


class Backlog(Generic[R]):
    """The numbers of the rows in hand, and the lowest number that the table has and we have not.

    Args:
        fetch: reads a page of the table.
        key: gives a row's number.
        room: how many rows may be in hand; rows beyond it stay in the table.
        page: how many rows are read at a time.
    """

    def __init__(self, fetch: Fetch[R], key: Callable[[R], int], *, room: int = 10_000, page: int = 500) -> None:
        self._fetch = fetch
        self._key = key
        self._room = room
        self._page = page
        self._in_hand: set[int] = set()
        self._missed: int | None = None
        self._reading = False
        self._ended_while_reading: list[int] = []
        self._backoff = Backoff(0.2, 10.0)

    def __len__(self) -> int:
        return len(self._in_hand)

    @property
    def behind(self) -> bool:
        """Tell whether the table may hold rows that are not in hand."""
        return self._reading or self._missed is not None

    @property
    def full(self) -> bool:
        """Tell whether rows should stay in the table."""
        return len(self._in_hand) >= self._room

    @property
    def wants_more(self) -> bool:
        """Tell whether there is so much room again that reading a page pays."""
        return self._missed is not None and not self._reading and len(self._in_hand) <= self._room // 2

    def admit(self, row: R) -> bool:
        """Take the row in hand; False when it is already."""
        number = self._key(row)
        if number in self._in_hand:
            return False
        self._in_hand.add(number)
        return True

    def miss(self, number: int) -> None:
        """Remember that the row with that number was left in the table, and perhaps others after it."""
        self._missed = number if self._missed is None else min(self._missed, number)

    def forget(self, number: int) -> None:
        """Let go of a row that ended."""
        if self._reading:
            # The page under way may have been read before the row ended; it must still be recognised in it.
            self._ended_while_reading.append(number)
        else:
            self._in_hand.discard(number)

    async def scan(self, take: Callable[[R], None]) -> None:
        """Read the whole table once, room or no room; ``take`` says ``miss`` of what it leaves there."""
        first: int | None = 1
        while first is not None:
            first = await self._read(first, take)

    async def fill(self, take: Callable[[R], None]) -> None:
        """Read what was missed until nothing is, or there is no room."""
        while self._missed is not None and not self._reading and not self.full:
            first, self._missed = self._missed, None
            try:
                after = await self._read(first, take)
            except BaseException:
                self.miss(first)
                raise
            if after is not None:
                self.miss(after)

    async def _read(self, first: int, take: Callable[[R], None]) -> int | None:
        """Read one page from ``first`` on and return where the next one begins; storage that fails is waited for."""
        self._reading = True
        try:
            rows = await self._fetch_at_last(first - 1)
            for row in rows:
                if self._key(row) not in self._in_hand:
                    take(row)
        finally:
            self._reading = False
            self._in_hand.difference_update(self._ended_while_reading)
            self._ended_while_reading.clear()
        return self._key(rows[-1]) + 1 if len(rows) >= self._page else None

    async def _fetch_at_last(self, after: int) -> Sequence[R]:
        while True:
            try:
                rows = await self._fetch(after, self._page)
            except Exception as error:  # noqa: BLE001 - whatever the storage says, what it holds must still be handled
                log.warning("backlog.unreadable", error=type(error).__name__)
                await asyncio.sleep(self._backoff.next())
            else:
                self._backoff.reset()
                return rows
