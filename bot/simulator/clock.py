"""The simulator's clock: it runs in real time, can be frozen, and can be moved by hand."""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class SimClock:
    """A movable clock; everybody who waits on it notices a jump.

    Without `start` it shows the real time. `frozen=True` keeps it still between jumps, for tests.
    """

    def __init__(self, start: datetime | None = None, *, frozen: bool = False) -> None:
        self._start = None if start is None else _aware(start)
        self._starts_frozen = frozen
        self._listeners: list[Callable[[], None]] = []
        self._jumped = 0.0
        self._shift = timedelta()
        self._still: datetime | None = None
        self._rewind()

    def now(self) -> datetime:
        """Return the simulated moment as an aware UTC datetime."""
        return self._still if self._still is not None else datetime.now(UTC) + self._shift

    def timestamp(self) -> float:
        """Return the simulated moment in seconds since 1970."""
        return self.now().timestamp()

    def monotonic(self) -> float:
        """Return seconds that never go back: real time plus all jumps ahead; it also runs while the clock is frozen."""
        return time.monotonic() + self._jumped

    @property
    def frozen(self) -> bool:
        """Whether the clock stands still between jumps."""
        return self._still is not None

    def advance(self, seconds: float) -> None:
        """Move the clock by `seconds`; negative moves it back."""
        self.set(self.now() + timedelta(seconds=seconds))

    def set(self, moment: datetime) -> None:
        """Move the clock to `moment` (a naive one counts as UTC); it goes on from there."""
        moment = _aware(moment)
        self._jumped += max(0.0, (moment - self.now()).total_seconds())
        if self._still is not None:
            self._still = moment
        else:
            self._shift = moment - datetime.now(UTC)
        self._tell()

    def freeze(self) -> None:
        """Let the clock stand still where it is."""
        self._still = self.now()
        self._tell()

    def unfreeze(self) -> None:
        """Let the clock run on from where it stands."""
        if self._still is not None:
            self._shift = self._still - datetime.now(UTC)
            self._still = None
        self._tell()

    def reset(self) -> None:
        """Put the clock back to how it was made."""
        self._rewind()
        self._tell()

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call `listener` after every jump, freeze or release; returns a function that ends this."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    async def sleep(self, seconds: float) -> None:
        """Wait until `seconds` went by, in real time or by jumps ahead."""
        deadline = self.monotonic() + seconds
        while (left := deadline - self.monotonic()) > 0:
            await self.wait_for_change(left)

    async def wait_for_change(self, at_most: float) -> bool:
        """Wait for a jump, `at_most` real seconds; returns whether there was one."""
        changed = asyncio.Event()
        end = self.subscribe(changed.set)
        try:
            await asyncio.wait_for(changed.wait(), at_most)
        except TimeoutError:
            return False
        finally:
            end()
        return True

    def _rewind(self) -> None:
        self._still = None
        self._shift = timedelta() if self._start is None else self._start - datetime.now(UTC)
        if self._starts_frozen:
            self._still = self._start or datetime.now(UTC)

    def _tell(self) -> None:
        for listener in list(self._listeners):
            listener()


def _aware(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
