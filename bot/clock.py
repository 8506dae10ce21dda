"""Which moment it is: the one door through which the program learns the time."""

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Anything that knows the present moment; the demo and the tests bring one that can be moved."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        ...


class SystemClock:
    """The computer's own clock."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        return datetime.now(UTC)
