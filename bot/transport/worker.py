"""Hands each update to whoever handles it: those of one chat strictly in order, chats side by side."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence

import structlog

from bot.services.ports import Handled, Incoming
from bot.transport.backlog import Backlog, Fetch
from bot.transport.backoff import Backoff
from bot.transport.metrics import Metrics

log = structlog.get_logger(__name__)

Handle = Callable[[Incoming], Awaitable[Handled]]


class _Lane:
    """The updates of one chat that wait; the first stays in it while it is in hand."""

    __slots__ = ("backoff", "updates")

    def __init__(self, first_delay: float) -> None:
        self.updates: deque[Incoming] = deque()
        self.backoff = Backoff(first_delay, 10.0)


class Worker:
    """The per-chat lanes.

    Args:
        handle: handles one update and says how that ended.
        waiting: reads unhandled updates from the inbox (numbered above, at most).
        concurrency: how many chats are served at once.
        room: how many updates may wait in memory; the rest waits in the inbox.
        first_delay: seconds before an update that was not done is tried again; grows to ten.
    """

    def __init__(
        self,
        handle: Handle,
        waiting: Fetch[Incoming],
        *,
        concurrency: int = 256,
        room: int = 10_000,
        first_delay: float = 0.2,
        metrics: Metrics | None = None,
    ) -> None:
        self._handle = handle
        self._concurrency = concurrency
        self._first_delay = first_delay
        self._metrics = metrics or Metrics()
        self._backlog: Backlog[Incoming] = Backlog(waiting, lambda update: update.update_id, room=room)
        self._lanes: dict[int, _Lane] = {}
        self._ready: deque[int] = deque()
        self._tasks: set[asyncio.Task[None]] = set()
        self._serving = 0
        self._filling: asyncio.Task[None] | None = None
        self._stopping = False
        self._idle = asyncio.Event()
        self._idle.set()
        self._metrics.waiting["inbox"] = self.waiting

    def waiting(self) -> int:
        """Return how many updates are in memory, those in hand included."""
        return len(self._backlog)

    def offer(self, updates: Sequence[Incoming]) -> None:
        """Take in updates that the inbox has just stored; one that is here already is left out."""
        for update in updates:
            # While older updates are still in the table, newer ones must wait there as well to keep their order.
            if self._backlog.behind or self._backlog.full:
                self._backlog.miss(update.update_id)
                self._idle.clear()
            else:
                self._take(update)
        self._fill_if_room()

    async def recover(self) -> None:
        """Load what the inbox still holds from before; call it before the first ``offer``."""
        self._backlog.miss(1)
        self._idle.clear()
        self._fill_if_room()
        if self._filling is not None:
            # Not awaited itself: a caller that is cancelled must not end the reading, nor the other way round.
            await asyncio.wait([self._filling])

    async def drained(self) -> None:
        """Wait until nothing is left to handle."""
        await self._idle.wait()

    async def stop(self, grace: float = 4.0) -> bool:
        """Finish the updates in hand and leave the others in the inbox.

        Returns:
            False when some took longer than ``grace`` seconds and were cancelled.
        """
        self._stopping = True
        if self._filling is not None:
            self._filling.cancel()
        if not self._tasks:
            return True
        _, late = await asyncio.wait(self._tasks, timeout=grace)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        return not late

    def _take(self, update: Incoming) -> None:
        if not self._backlog.admit(update):
            return
        self._idle.clear()
        lane = self._lanes.get(update.chat_id)
        if lane is None:
            lane = self._lanes[update.chat_id] = _Lane(self._first_delay)
        lane.updates.append(update)
        if len(lane.updates) == 1:
            self._make_ready(update.chat_id)

    def _make_ready(self, chat_id: int) -> None:
        self._ready.append(chat_id)
        if self._serving < self._concurrency and not self._stopping:
            self._serving += 1
            task = asyncio.create_task(self._serve())
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _serve(self) -> None:
        try:
            while self._ready and not self._stopping:
                await self._serve_one(self._ready.popleft())
        finally:
            # Here and not in a done-callback: in between, a lane made ready would find nobody to serve it.
            self._serving -= 1

    async def _serve_one(self, chat_id: int) -> None:
        lane = self._lanes[chat_id]
        outcome = await self._attempt(lane.updates[0])
        self._metrics.handled[outcome] += 1
        if outcome is Handled.DONE:
            self._finish(chat_id, lane)
        else:
            asyncio.get_running_loop().call_later(lane.backoff.next(), self._make_ready, chat_id)

    async def _attempt(self, update: Incoming) -> Handled:
        try:
            return await self._handle(update)
        except Exception as error:  # noqa: BLE001 - what it says may hold people's words, so only its name is logged
            # Only the storage can end an update; until it has, the update keeps its place.
            log.error("worker.handler_raised", update_id=update.update_id, error=type(error).__name__)
            return Handled.RETRY

    def _finish(self, chat_id: int, lane: _Lane) -> None:
        self._backlog.forget(lane.updates.popleft().update_id)
        lane.backoff.reset()
        if lane.updates:
            self._ready.append(chat_id)
        else:
            del self._lanes[chat_id]
        self._fill_if_room()
        self._note_idle()

    def _fill_if_room(self) -> None:
        if self._backlog.wants_more and self._filling is None and not self._stopping:
            self._filling = asyncio.create_task(self._backlog.fill(self._take))
            self._filling.add_done_callback(self._filled)

    def _filled(self, task: asyncio.Task[None]) -> None:
        self._filling = None
        if not task.cancelled():
            task.result()
            self._fill_if_room()
            self._note_idle()

    def _note_idle(self) -> None:
        if not self._backlog and not self._backlog.behind:
            self._idle.set()
