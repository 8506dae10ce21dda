"""Numbers by month, topic, zone and department, counted as things happen."""

from collections.abc import Sequence

from bot.domain.tally import Count, Counted, Tally
from bot.storage.table import Table

_COUNT = """INSERT INTO tallies (month, topic, zone, department, what, count)
VALUES (:month, :topic, :zone, :department, :what, :by)
ON CONFLICT (month, topic, zone, department, what) DO UPDATE SET count = tallies.count + excluded.count"""
_SUMS = """SELECT month, topic, zone, department, what, count FROM tallies
WHERE month >= :since AND month <= :until AND (:department = '' OR department = :department)
ORDER BY month, topic, zone, department, what"""


class TallyTable(Table):
    """Implements ``bot.services.ports.Tallies``."""

    __slots__ = ()

    def count(self, tally: Tally, by: int = 1) -> None:
        """Count one more, or ``by``."""
        keys = {"month": tally.month, "topic": tally.topic, "zone": tally.zone, "department": tally.department}
        self._tx.execute(_COUNT, {**keys, "what": tally.what.value, "by": by})

    def sums(self, since: str, until: str, department: str = "") -> Sequence[Count]:
        """Return the counts of the months from ``since`` to ``until``, of one department or of all."""
        rows = self._tx.fetch_all(_SUMS, {"since": since, "until": until, "department": department})
        return [
            Count(Tally(row["month"], row["topic"], row["zone"], row["department"], Counted(row["what"])), row["count"])
            for row in rows
        ]
