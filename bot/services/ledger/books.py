"""The books of each day: how many messages came in, as what they ended, and whether that adds up."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from bot.domain.town import Town
from bot.services.ledger.kinds import WITH_REASON, Ended, ended_as
from bot.services.ports import Unit, Waiting

RECEIVED, OPEN = "received", "open"
"""What a day's counts say besides how its messages ended: how many came in, and how many had not ended at its end."""

TOO_LONG = timedelta(hours=1)
"""Whatever waits longer than this is left over: an update is handled within a second."""

MOST_NAMED = 100
"""Leftovers that are looked at; beyond that it is known that much is wrong."""


@dataclass(frozen=True, slots=True)
class Day:
    """One day: what came in, what was open before and after it, and how the rest ended, by kind (with its reason)."""

    day: date
    received: int
    before: int | None
    open: int
    ended: Mapping[str, int] = field(default_factory=dict)

    @property
    def adds_up(self) -> bool:
        """Tell whether all that was open before and came in has ended or is still open; True for the first day."""
        return self.before is None or self.before + self.received == sum(self.ended.values()) + self.open

    def count(self, ended: Ended) -> int:
        """Return how many ended as that, whatever the reason."""
        return sum(count for kept, count in self.ended.items() if ended_as(kept) is ended)


class Books:
    """Counts each day once, after its end, as long as its messages are there to be counted."""

    def __init__(self, town: Town) -> None:
        self._town = town

    def keep(self, unit: Unit) -> int:
        """Count every day that ended and was not counted, and return how many those were."""
        today = self._town.calendar.local_date(unit.now)
        oldest = unit.ledger.first_received()
        first = self._town.calendar.local_date(oldest) if oldest is not None else today
        kept = unit.ledger.days(first, today)
        missing = [day for day in days_between(first, today) if day not in kept]
        for day in missing:
            unit.ledger.keep_day(day, self._counted(unit, day))
        return len(missing)

    def days(self, unit: Unit, since: date, until: date) -> Sequence[Day]:
        """Return the counted days from ``since`` up to, not with, ``until``, oldest first."""
        kept = unit.ledger.days(since - timedelta(days=1), until - timedelta(days=1))
        found = []
        for day in days_between(since, until):
            if day in kept:
                before = kept.get(day - timedelta(days=1), {}).get(OPEN)
                ended = {kind: count for kind, count in kept[day].items() if kind not in {RECEIVED, OPEN}}
                found.append(Day(day, kept[day].get(RECEIVED, 0), before, kept[day].get(OPEN, 0), ended))
        return found

    def waiting(self, unit: Unit) -> Sequence[int]:
        """Return the updates that wait for too long."""
        left = unit.ledger.leftovers(unit.now - TOO_LONG, MOST_NAMED)
        return [update_id for update_id, state, _ in left if state == Waiting.WAITING]

    def _counted(self, unit: Unit, day: date) -> Mapping[str, int]:
        since, until = self._midnight(day), self._midnight(day + timedelta(days=1))
        found = Counter({RECEIVED: unit.ledger.received(since, until), OPEN: unit.ledger.open_at(until)})
        for kept, count in unit.ledger.outcomes(since, until).items():
            ended = ended_as(kept) or Ended.WORDS
            found[kept if ended in WITH_REASON else ended.value] += count
        return found

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(), tzinfo=self._town.zone)


def days_between(since: date, until: date) -> Sequence[date]:
    """Return the days from ``since`` up to, not with, ``until``."""
    return [since + timedelta(days=at) for at in range((until - since).days)]
