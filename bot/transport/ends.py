"""Stores how attempts to send ended: in batches, one being written while the next gathers, and none ever dropped."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import structlog

from bot.services.ports import Delivery
from bot.transport.backoff import Backoff

log = structlog.get_logger(__name__)

Record = Callable[[Sequence[Delivery]], Awaitable[None]]

_MOST_TOGETHER = 500


class Ends:
    """The queue in front of ``record``.

    Args:
        record: stores a batch, whole or not at all.
        stored: is told of each that is stored.
    """

    def __init__(self, record: Record, stored: Callable[[Delivery], None]) -> None:
        self._record = record
        self._stored = stored
        self._waiting: list[Delivery] = []
        self._writing: asyncio.Task[None] | None = None
        self._backoff = Backoff(0.1, 10.0)

    def add(self, delivery: Delivery) -> None:
        """Store this as soon as can be."""
        self._waiting.append(delivery)
        if self._writing is None:
            self._writing = asyncio.create_task(self._write())

    async def flush(self, grace: float) -> bool:
        """Wait until everything is stored; False when that took longer than ``grace`` seconds, and give up then."""
        if self._writing is None:
            return True
        done, _ = await asyncio.wait([self._writing], timeout=grace)
        if not done:
            self._writing.cancel()
            await asyncio.gather(self._writing, return_exceptions=True)
            log.error("ends.not_stored", count=len(self._waiting))
        return bool(done)

    async def _write(self) -> None:
        try:
            together = _MOST_TOGETHER
            while self._waiting:
                batch = self._waiting[:together]
                if await self._store(batch):
                    together = _MOST_TOGETHER
                    del self._waiting[: len(batch)]
                    for delivery in batch:
                        self._stored(delivery)
                elif len(batch) > 1:
                    together = len(batch) // 2
                else:
                    # Should it be this one that cannot be stored, then the others need not wait for it.
                    self._waiting.append(self._waiting.pop(0))
        finally:
            self._writing = None

    async def _store(self, batch: Sequence[Delivery]) -> bool:
        try:
            await self._record(batch)
        except Exception as error:  # noqa: BLE001 - whatever the storage says, these ends must not be lost
            log.warning("ends.storage_failed", error=type(error).__name__)
            await asyncio.sleep(self._backoff.next())
            return False
        self._backoff.reset()
        return True
