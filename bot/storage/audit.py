"""The audit: a chain of entries that is only ever appended to."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.audit import Entry
from bot.storage.codec import moment, moment_text
from bot.storage.database import Row
from bot.storage.table import Table

_SELECT = "SELECT id, at, actor_id, action, subject, outcome, hash FROM audit"
# Whoever counts up holds the chain's end until their transaction is over.
_NEXT = "UPDATE counters SET value = value + 1 WHERE name = 'audit' RETURNING value"
_LAST = "SELECT value FROM counters WHERE name = 'audit'"
_HASH = "SELECT hash FROM audit WHERE id = :id"
_COUNT = """SELECT COUNT(*) AS count FROM audit
WHERE actor_id = :actor_id AND action = :action AND at >= :since"""
_APPEND = """INSERT INTO audit (id, at, actor_id, action, subject, outcome, hash)
VALUES (:id, :at, :actor_id, :action, :subject, :outcome, :hash)"""


class AuditTable(Table):
    """Implements ``bot.services.ports.Audit``."""

    __slots__ = ()

    def append(self, at: datetime, actor_id: int, action: str, subject: str = "", outcome: str = "done") -> None:
        """Add an entry at the end."""
        row = self._tx.fetch_one(_NEXT)
        if row is None:
            raise LookupError("the counter of the audit is gone from the database")
        before = self._tx.fetch_one(_HASH, {"id": row["value"] - 1})
        entry = Entry(row["value"], at, actor_id, action, subject, outcome).after(before["hash"] if before else "")
        values = {"id": entry.id, "at": moment_text(at), "actor_id": actor_id, "action": action}
        self._tx.execute(_APPEND, {**values, "subject": subject, "outcome": outcome, "hash": entry.hash})

    def entries(self, after: int, limit: int) -> Sequence[Entry]:
        """Return entries with an id above ``after``, in order."""
        sql = f"{_SELECT} WHERE id > :after ORDER BY id LIMIT :limit"
        return [_entry(row) for row in self._tx.fetch_all(sql, {"after": after, "limit": limit})]

    def count(self, actor_id: int, action: str, since: datetime) -> int:
        """Return how often somebody did that since that moment."""
        row = self._tx.fetch_one(_COUNT, {"actor_id": actor_id, "action": action, "since": moment_text(since)})
        return row["count"] if row else 0

    def newest(self, limit: int, offset: int = 0) -> Sequence[Entry]:
        """Return the newest entries first."""
        # Ids have no gaps, so a page far back costs as much as the first.
        sql = f"{_SELECT} WHERE id <= ({_LAST}) - :offset ORDER BY id DESC LIMIT :limit"
        return [_entry(row) for row in self._tx.fetch_all(sql, {"limit": limit, "offset": offset})]


def _entry(row: Row) -> Entry:
    return Entry(**{**row, "at": moment(row["at"])})
