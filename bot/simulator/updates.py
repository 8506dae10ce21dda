"""One bot's updates: numbered, kept until confirmed or too old, and handed out by long polling."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import count

from bot.simulator.clock import SimClock
from bot.simulator.wire import ApiError, JsonObject

KEPT_SECONDS = 24 * 3600
CALLBACK_SECONDS = 150
MAX_POLL_SECONDS = 50
_BELOW_FIRST_ID = 100_000_000
_ONLY_ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
_NEWS, _TERMINATED, _CLOSING = "news", "terminated", "closing"


@dataclass(slots=True)
class Queued:
    """An update that waits to be fetched."""

    update: JsonObject
    update_id: int
    chat_id: int
    expires: float
    done: bool = False


class UpdateQueue:
    """The updates of one bot.

    Attributes:
        allowed: kinds the bot asked for; None means all but those that must be asked for by name.
        on_push: called with every new update; the webhook hangs on it.
    """

    def __init__(self, clock: SimClock, first_number: int = 1) -> None:
        self.clock = clock
        self.allowed: frozenset[str] | None = None
        self.on_push: Callable[[Queued], None] | None = None
        self._queue: deque[Queued] = deque()
        self._ids = count(_BELOW_FIRST_ID + first_number)
        self._soonest = float("inf")
        self._waiter: asyncio.Future[str] | None = None

    def allow(self, kinds: Iterable[str]) -> None:
        """Remember which kinds of update the bot wants; an empty list means the usual ones."""
        self.allowed = frozenset(kinds) or None

    def wants(self, kind: str) -> bool:
        """Return whether an update of this kind is kept for the bot."""
        return kind not in _ONLY_ON_REQUEST if self.allowed is None else kind in self.allowed

    def next_id(self) -> int:
        """Return a fresh update_id."""
        return next(self._ids)

    def push(self, update: JsonObject, chat_id: int) -> None:
        """Queue an Update object and wake whoever waits for it."""
        life = CALLBACK_SECONDS if "callback_query" in update else KEPT_SECONDS
        queued = Queued(update, update["update_id"], chat_id, self.clock.timestamp() + life)
        self._soonest = min(self._soonest, queued.expires)
        self._queue.append(queued)
        if self.on_push is not None:
            self.on_push(queued)
        self._wake(_NEWS)

    def pending(self) -> list[Queued]:
        """Return what waits, the oldest first, without what became too old."""
        now = self.clock.timestamp()
        if now >= self._soonest:
            self._queue = deque(entry for entry in self._queue if entry.expires > now)
            self._soonest = min((entry.expires for entry in self._queue), default=float("inf"))
        while self._queue and self._queue[0].done:
            self._queue.popleft()
        return [entry for entry in self._queue if not entry.done]

    def is_alive(self, entry: Queued) -> bool:
        """Return whether this update still has to be delivered."""
        return not entry.done and entry.expires > self.clock.timestamp()

    def clear(self) -> None:
        """Forget everything that waits."""
        for entry in self._queue:
            entry.done = True
        self._queue.clear()

    def close(self) -> None:
        """Let an open long poll end, empty."""
        self._wake(_CLOSING)

    async def poll(self, offset: int, limit: int, timeout: int) -> list[JsonObject]:  # noqa: ASYNC109 - the Bot API's own parameter
        """Return up to `limit` updates, after at most `timeout` real seconds (less when the clock jumps that far).

        Raises:
            ApiError: 409, to this poll, when a later one takes over.
        """
        self._wake(_TERMINATED)
        self._confirm(offset)
        batch = self._batch(limit)
        if batch or timeout <= 0:
            return batch
        outcome = await self._wait(min(timeout, MAX_POLL_SECONDS))
        if outcome == _TERMINATED:
            raise ApiError(
                409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
            )
        return [] if outcome == _CLOSING else self._batch(limit)

    async def _wait(self, seconds: float) -> str:
        waiter: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._waiter = waiter
        deadline = self.clock.monotonic() + seconds
        end = self.clock.subscribe(lambda: self._wake(_NEWS) if self.clock.monotonic() >= deadline else None)
        try:
            return await asyncio.wait_for(waiter, seconds)
        except TimeoutError:
            return _NEWS
        finally:
            end()
            if self._waiter is waiter:
                self._waiter = None

    def _wake(self, outcome: str) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(outcome)
        self._waiter = None

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            while len(self._queue) > -offset:
                self._queue.popleft().done = True
        while self._queue and self._queue[0].update_id < offset:
            self._queue.popleft().done = True

    def _batch(self, limit: int) -> list[JsonObject]:
        return [entry.update for entry in self.pending()[:limit]]
