"""What became of the messages that came in: counted by outcome, kept by day, and what is left over named."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from bot.storage.codec import day, moment, moment_text
from bot.storage.enquiries import OPEN_SQL
from bot.storage.table import Table

_OUTCOMES = """SELECT state, outcome, COUNT(*) AS count FROM inbox
WHERE handled_at IS NOT NULL AND handled_at >= :since AND handled_at < :until GROUP BY state, outcome"""
_RECEIVED = "SELECT COUNT(*) AS count FROM inbox WHERE received_at >= :since AND received_at < :until"
_STILL_OPEN = "SELECT COUNT(*) AS count FROM inbox WHERE state = 'waiting' AND received_at < :at"
_ENDED_LATER = """SELECT COUNT(*) AS count FROM inbox
WHERE handled_at IS NOT NULL AND handled_at >= :at AND received_at < :at"""
# Waiting ones by their own index, set aside and unreadable ones by when they ended.
_WAITING = """SELECT update_id, state, outcome FROM inbox
WHERE state = 'waiting' AND received_at < :before ORDER BY update_id LIMIT :limit"""
_ASIDE = """SELECT update_id, state, outcome FROM inbox
WHERE handled_at IS NOT NULL AND handled_at < :before AND state IN ('aside', 'quarantined')
ORDER BY handled_at LIMIT :limit"""
_CLEAR = "DELETE FROM ledger_days WHERE day = :day"
_KEEP = "INSERT INTO ledger_days (day, kind, count) VALUES (:day, :kind, :count)"
_DAYS = "SELECT day, kind, count FROM ledger_days WHERE day >= :since AND day <= :until ORDER BY day, kind"
_UNOWNED = f"""SELECT number FROM enquiries WHERE {OPEN_SQL} AND (owner_id = 0 OR promised_on IS NULL)
ORDER BY number LIMIT :limit"""


class LedgerTable(Table):
    """Implements ``bot.services.ports.Ledger``."""

    __slots__ = ()

    def outcomes(self, since: datetime, until: datetime) -> Mapping[str, int]:
        """Return how many updates ended in that time with each outcome; what was set aside as ``aside``."""
        found: dict[str, int] = {}
        for row in self._tx.fetch_all(_OUTCOMES, {"since": moment_text(since), "until": moment_text(until)}):
            outcome = row["outcome"] if row["state"] == "handled" else row["state"]
            found[outcome] = found.get(outcome, 0) + row["count"]
        return found

    def received(self, since: datetime, until: datetime) -> int:
        """Return how many updates came in in that time."""
        row = self._tx.fetch_one(_RECEIVED, {"since": moment_text(since), "until": moment_text(until)})
        return row["count"] if row else 0

    def first_received(self) -> datetime | None:
        """Return when the oldest update came in that is still there."""
        row = self._tx.fetch_one("SELECT received_at FROM inbox ORDER BY received_at LIMIT 1")
        return moment(row["received_at"]) if row else None

    def open_at(self, at: datetime) -> int:
        """Return how many updates had come in and had not ended at that moment."""
        rows = [self._tx.fetch_one(sql, {"at": moment_text(at)}) for sql in (_STILL_OPEN, _ENDED_LATER)]
        return sum(row["count"] for row in rows if row)

    def leftovers(self, before: datetime, limit: int) -> Sequence[tuple[int, str, str]]:
        """Return updates that came before that moment and did not end well: id, state, outcome."""
        values = {"before": moment_text(before), "limit": limit}
        rows = (*self._tx.fetch_all(_WAITING, values), *self._tx.fetch_all(_ASIDE, values))
        return [(row["update_id"], row["state"], row["outcome"]) for row in rows][:limit]

    def keep_day(self, day: date, counts: Mapping[str, int]) -> None:
        """Store the counts of a day, in the place of those that it had."""
        self._tx.execute(_CLEAR, {"day": day.isoformat()})
        rows = [{"day": day.isoformat(), "kind": kind, "count": count} for kind, count in sorted(counts.items())]
        if rows:
            self._tx.execute_many(_KEEP, rows)

    def days(self, since: date, until: date) -> Mapping[date, Mapping[str, int]]:
        """Return the stored days from ``since`` to ``until``."""
        found: dict[date, dict[str, int]] = {}
        for row in self._tx.fetch_all(_DAYS, {"since": since.isoformat(), "until": until.isoformat()}):
            found.setdefault(day(row["day"]), {})[row["kind"]] = row["count"]
        return found

    def unowned(self, limit: int) -> Sequence[int]:
        """Return the numbers of open questions without an owner or without a promised day."""
        return [row["number"] for row in self._tx.fetch_all(_UNOWNED, {"limit": limit})]
