"""When the town hall is open, and on which date a promise made in working days falls.

All arithmetic is done on local dates and wall times, so the days on which the clock changes count like any other.
Opening hours start at 04:00 or later: the hour that is skipped or repeated at a clock change is never one of them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from bot.domain.message import Localized

LONGEST_CLOSURE_DAYS = 366
"""A calendar without a working day in so many days is a mistake, not a holiday."""


class NeverOpenError(LookupError):
    """The calendar has no working day within a year."""


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """A stretch of a day in wall time: open from ``opens`` on, no longer at ``closes``."""

    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Calendar:
    """The town's opening hours and closed days; ``hours`` holds seven days, Monday first, each with its intervals."""

    zone: ZoneInfo
    hours: tuple[tuple[Interval, ...], ...]
    holidays: Mapping[date, Localized]
    closing_days: Mapping[date, Localized]

    def local_date(self, at: datetime) -> date:
        """Return the date on the town's calendar at that aware moment."""
        return at.astimezone(self.zone).date()

    def closed_for(self, day: date) -> Localized | None:
        """Return the name of the public holiday or closing day that falls on ``day``, or None."""
        return self.holidays.get(day) or self.closing_days.get(day)

    def intervals(self, day: date) -> tuple[Interval, ...]:
        """Return the hours of ``day`` in order; none on weekdays without hours, public holidays and closing days."""
        return () if self.closed_for(day) else self.hours[day.weekday()]

    def is_working_day(self, day: date) -> bool:
        """Return whether the town hall opens at all on ``day``."""
        return bool(self.intervals(day))

    def is_open(self, at: datetime) -> bool:
        """Return whether the town hall is open at that aware moment."""
        local = at.astimezone(self.zone)
        return any(interval.opens <= local.time() < interval.closes for interval in self.intervals(local.date()))

    def next_opening(self, after: datetime) -> datetime:
        """Return the first moment later than ``after`` at which the doors open, aware, in the town's zone.

        Raises:
            NeverOpenError: no day within a year has opening hours.
        """
        today = self.local_date(after)
        for interval in self.intervals(today):
            opening = self._moment(today, interval.opens)
            if opening.astimezone(UTC) > after:
                return opening
        day = next(self._working_days_after(today))
        return self._moment(day, self.intervals(day)[0].opens)

    def add_working_days(self, start: datetime, days: int) -> date:
        """Return the ``days``-th working day after the day on which ``start`` counts as arrived.

        Something that arrives while the doors are closed arrives at the next opening; 0 days gives that day of arrival.

        Raises:
            ValueError: ``days`` is negative.
            NeverOpenError: a year without opening hours lies between.
        """
        if days < 0:
            raise ValueError("working days are counted forwards")
        arrival = self.local_date(start if self.is_open(start) else self.next_opening(start))
        if days == 0:
            return arrival
        return next(islice(self._working_days_after(arrival), days - 1, None))

    def _moment(self, day: date, wall: time) -> datetime:
        return datetime.combine(day, wall, tzinfo=self.zone)

    def _working_days_after(self, day: date) -> Iterator[date]:
        """Yield the working days later than ``day``, without end."""
        last = day
        while (day - last).days <= LONGEST_CLOSURE_DAYS:
            day += timedelta(days=1)
            if self.is_working_day(day):
                yield day
                last = day
        raise NeverOpenError(f"no working day in the {LONGEST_CLOSURE_DAYS} days after {last}")
