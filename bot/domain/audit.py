"""What was done that somebody may have to account for: a chain of entries, in which nothing can be changed unseen."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """One act: who, what, to what, how it ended; never what people wrote. ``hash`` covers it and all before it."""

    id: int
    at: datetime
    actor_id: int
    action: str
    subject: str
    outcome: str
    hash: str = ""

    def after(self, before: str) -> "Entry":
        """Return this entry sealed behind the one with that hash, "" for the first."""
        parts = (before, self.id, self.at.astimezone(UTC).isoformat(), self.actor_id, *self._words())
        return replace(self, hash=hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest())

    def _words(self) -> tuple[str, ...]:
        return self.action, self.subject, self.outcome


def broken_at(entries: Iterable[Entry], before: str = "") -> int:
    """Return the id of the first entry that does not follow from those before it, 0 when all is as it was written."""
    for entry in entries:
        if entry.after(before).hash != entry.hash:
            return entry.id
        before = entry.hash
    return 0
