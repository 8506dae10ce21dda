"""The silence that Telegram asks for: one for the whole bot, whoever heard of it first."""

import asyncio
import time
from collections.abc import Callable


class Silence:
    """Shared by the sender and by the requests that handlers make themselves; times are in seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._until = 0.0

    def begin(self, seconds: float) -> None:
        """Be silent for that long from now, or for as long as was asked before, whichever ends last."""
        self._until = max(self._until, self._clock() + seconds)

    def remaining(self) -> float:
        """Return how much longer to be silent, 0 when there is no need."""
        return max(0.0, self._until - self._clock())

    async def over(self) -> None:
        """Wait for the end of the silence."""
        while left := self.remaining():  # noqa: ASYNC110 - the end may move while we wait for it
            await asyncio.sleep(left)
