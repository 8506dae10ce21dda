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

    def add_working_hours(self, start: datetime, hours: float) -> datetime:
        """Return the moment, in UTC, at which the doors were open so many hours since that aware moment.

        Hours are those of the clock on the wall: opening hours never lie where the clock changes.

        Raises:
            ValueError: ``hours`` is negative.
            NeverOpenError: a year without opening hours lies between.
        """
        if hours < 0:
            raise ValueError("working hours are counted forwards")
        left = timedelta(hours=hours)
        at = start if self.is_open(start) else self.next_opening(start)
        while True:
            day = self.local_date(at)
            closes = next(
                self._moment(day, one.closes)
                for one in self.intervals(day)
                if one.opens <= at.astimezone(self.zone).time() < one.closes
            )
            rest = closes.astimezone(UTC) - at
            if left <= rest:
                return (at + left).astimezone(UTC)
            left -= rest
            at = self.next_opening(closes.astimezone(UTC))

    def closing(self, day: date) -> datetime | None:
        """Return the moment, in UTC, at which the doors close for good on that day, None when they never open."""
        open_hours = self.intervals(day)
        return self._moment(day, open_hours[-1].closes).astimezone(UTC) if open_hours else None

    def working_day_before(self, day: date) -> date:
        """Return the last working day before that one."""
        before = day - timedelta(days=1)
        while not self.is_working_day(before):
            before -= timedelta(days=1)
            if (day - before).days > LONGEST_CLOSURE_DAYS:
                raise NeverOpenError(f"no working day in the {LONGEST_CLOSURE_DAYS} days before {day}")
        return before

    def working_day_after(self, day: date, days: int = 1) -> date:
        """Return the ``days``-th working day after that one, which need not be one itself; ``days`` is 1 or more."""
        return next(islice(self._working_days_after(day), days - 1, None))

    def opening(self, day: date) -> datetime:
        """Return the moment, in UTC, at which the doors first open on that day, or on the first working day after."""
        return self.next_opening(self._moment(day, time()) - timedelta(microseconds=1)).astimezone(UTC)

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
