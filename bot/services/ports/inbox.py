"""What came in: every update from the moment that it is kept until it is handled."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class Waiting(StrEnum):
    """How it stands with an update that came in."""

    WAITING = "waiting"
    HANDLED = "handled"
    SET_ASIDE = "aside"
    QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True)
class Incoming:
    """One update as it came, with the chat whose order it keeps (0 when it belongs to none)."""

    update_id: int
    chat_id: int
    raw: str
    attempts: int = 0


class Handled(StrEnum):
    """How one try at an update ended: it is over, it may be tried again, or the storage must come back first."""

    DONE = "done"
    FAILED = "failed"
    RETRY = "retry"


class Inbox(Protocol):
    """Every update as it came in, until it is handled."""

    def store(self, updates: Sequence[Incoming], at: datetime) -> Sequence[int]:
        """Store the batch; return the ids that were not known yet (a second delivery changes nothing)."""
        ...

    def quarantine(self, update: Incoming, at: datetime, reason: str) -> None:
        """Store an update that cannot be read, apart, so that it never comes round again."""
        ...

    def waiting(self, after: int, limit: int) -> Sequence[Incoming]:
        """Return updates that nobody handled yet, with an id above ``after``, oldest first."""
        ...

    def finish(self, update_id: int, at: datetime, outcome: str) -> bool:
        """Mark the update as handled; False when somebody else did, and then nothing may be stored for it."""
        ...

    def name(self, update_id: int, outcome: str) -> None:
        """Say anew as what an update ended that was marked as handled in this transaction."""
        ...

    def attempt_failed(self, update_id: int, error: str) -> int:
        """Count one more failed attempt and return how many there were."""
        ...

    def set_aside(self, update_id: int, at: datetime, error: str) -> None:
        """Take an update that keeps failing out of the way, for the administrator."""
        ...

    def forget(self, chat_id: int) -> None:
        """Remove what stands in the handled updates of that chat, and whose they were; they stay counted."""
        ...

    def purge(self, before: datetime) -> int:
        """Remove updates that ended before that moment and return how many (raw words of people: 7 days at most)."""
        ...
