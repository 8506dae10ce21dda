"""Telegram's ceilings and the two measures that keep below them, for any clock that counts in seconds.

aiolimiter's leaky bucket is not used: it lets a burst of 29 through and 28 more within the same second, where Telegram
takes 30 in any second; and whoever waits in it can no longer be overtaken by a reply.
"""

from collections import deque
from dataclasses import dataclass

NEVER = float("-inf")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much may be sent; None means without limit.

    ``overall_per_second`` holds for any second, whichever way it is laid, as it looks from the other side: Telegram
    takes 30. To one chat Telegram asks for one a second and tolerates short bursts: ``chat_burst``. A group takes 20 a
    minute.
    """

    overall_per_second: int | None = 30
    per_chat_per_second: float | None = 1.0
    chat_burst: int = 3
    per_group_per_minute: int | None = 20

    @classmethod
    def none(cls) -> "Limits":
        """Return no limits at all, for a server of our own that has none."""
        return cls(None, None, 1, None)


class Window:
    """At most so many in any stretch of so many seconds."""

    __slots__ = ("_most", "_seconds", "_times")

    def __init__(self, most: int | None, seconds: float) -> None:
        self._most = most
        self._seconds = seconds
        self._times: deque[float] = deque(maxlen=most)

    def free_at(self) -> float:
        """Return the moment from which the next one may happen."""
        return NEVER if self._most is None or len(self._times) < self._most else self._times[0] + self._seconds

    def note(self, now: float) -> None:
        """Count one that happens now."""
        if self._most is not None:
            self._times.append(now)


class Landing:
    """The latest moment at which a request can have arrived, as far as is known."""

    __slots__ = ("latest",)

    def __init__(self, latest: float) -> None:
        self.latest = latest


class Arrivals:
    """At most so many in any second as the other side counts them, whatever delays each of them on its way.

    A request that is held up arrives together with later ones. So each counts from when it was surely there: when its
    answer came, or a little after it left.
    """

    __slots__ = ("_landings", "_most", "_seconds")

    def __init__(self, most: int | None, seconds: float) -> None:
        self._most = most
        self._seconds = seconds
        self._landings: list[Landing] = []

    def free_at(self, spare: int = 0) -> float:
        """Return the moment from which the next one may leave so that there is room for ``spare`` more."""
        if self._most is None or len(self._landings) < self._most - spare:
            return NEVER
        return sorted(one.latest for one in self._landings)[spare - self._most] + self._seconds

    def note(self, now: float, landing: Landing) -> None:
        """Count one that leaves now; its ``latest`` changes when its answer comes."""
        if self._most is not None:
            self._landings = [one for one in self._landings if one.latest + self._seconds > now]
            self._landings.append(landing)


class Rhythm:
    """So many a second, with some that may come before their beat when it was quiet."""

    __slots__ = ("_beat", "_early", "_next")

    def __init__(self, per_second: float | None, burst: int) -> None:
        self._beat = 1 / per_second if per_second else 0.0
        self._early = self._beat * (burst - 1)
        self._next = NEVER

    def free_at(self) -> float:
        """Return the moment from which the next one may happen."""
        return self._next - self._early

    def note(self, now: float) -> None:
        """Count one that happens now."""
        self._next = max(self._next, now) + self._beat
