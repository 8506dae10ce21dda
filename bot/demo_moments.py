"""When things happened in the demo's town, reckoned from the moment at which the demo opens."""

from datetime import date, datetime, time, timedelta

from bot.domain.calendar import Calendar

BEFORE_CLOSING = timedelta(minutes=40)
"""How long before closing time staff did what the file has them do after it."""

_A_WHILE = timedelta(minutes=4)
"""The least that passes between two things that happen to one question."""


class Moments:
    """Turns "-3 10:30" into a moment before the demo's, in opening hours where staff are at work."""

    def __init__(self, calendar: Calendar, start: datetime) -> None:
        self._calendar = calendar
        self.start = start

    def day(self, offset: int) -> date:
        """Return the working day so many after the demo's, or before it for a number below zero."""
        if offset > 0:
            return self._calendar.add_working_days(self.start, offset)
        day = self._calendar.local_date(self.start)
        for _ in range(-offset):
            day = self._calendar.working_day_before(day)
        return day

    def opening(self, offset: int) -> datetime:
        """Return when the doors open on that working day."""
        return self._calendar.next_opening(self._at(self.day(offset), time()))

    def any_hour(self, said: str) -> datetime:
        """Return the moment that "-3 20:15" says, as it is."""
        offset, _, wall = said.partition(" ")
        return self._at(self.day(int(offset)), time.fromisoformat(wall))

    def at_work(self, said: str, after: datetime) -> datetime:
        """Return the moment that "-3 10:30" or "last 50" says, later than ``after`` and in opening hours."""
        before, _, minutes = said.partition(" ")
        at = self._last(timedelta(minutes=int(minutes))) if before == "last" else self._in_hours(self.any_hour(said))
        at = max(at, after + _A_WHILE)
        return at if self._calendar.is_open(at) else self._calendar.next_opening(at) + _A_WHILE

    def _in_hours(self, at: datetime) -> datetime:
        closes = self._calendar.closing(self._calendar.local_date(at))
        return at if closes is None or at < closes else closes - BEFORE_CLOSING

    def _last(self, before: timedelta) -> datetime:
        at = self.start - before
        if self._calendar.is_open(at):
            return at
        closes = self._calendar.closing(self.day(-1))
        return at if closes is None else closes - before

    def _at(self, day: date, wall: time) -> datetime:
        return datetime.combine(day, wall, tzinfo=self._calendar.zone)
