"""When a meeting is, and at which moments we speak of it: wall times here, also across a change of the clock."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta

from bot.domain.calendar import Calendar
from bot.domain.due import Due
from bot.domain.errors import Refused
from bot.domain.meeting import Meeting

REMINDED = time(10)
"""The wall time of reminders to those who were invited."""

OWED = time(9, 30)
"""The wall time at which managers hear that a report is still owed."""

SUNDAY = 6
BREATH = timedelta(days=1)
"""Who got the agenda less than this before the reminder of a week does not need that one."""


def moment_of(calendar: Calendar, day: date, start: time) -> datetime:
    """Return that wall time as a moment in UTC; of an hour that comes twice, the first.

    Raises ``Refused`` for an hour that the clock skips on that day.
    """
    at = datetime.combine(day, start, tzinfo=calendar.zone).astimezone(UTC)
    if at.astimezone(calendar.zone).replace(tzinfo=None) != datetime.combine(day, start):
        raise Refused("meeting.no_such_hour", day=day)
    return at


def day_off(calendar: Calendar, day: date) -> bool:
    """Tell whether people are left alone on that day: a Sunday or a public holiday."""
    return day.weekday() == SUNDAY or day in calendar.holidays


def day_reminder(calendar: Calendar, meeting: Meeting) -> datetime:
    """Return when those who come are reminded: the day before, or the last day before it that is no day off."""
    return _reminder(calendar, meeting.day - timedelta(days=1))


def reminders(calendar: Calendar, meeting: Meeting, now: datetime) -> Mapping[Due, datetime]:
    """Return what is to be said around this meeting, and when; only what is still ahead."""
    week = _reminder(calendar, meeting.day - timedelta(days=7))
    planned = {
        Due.MEETING_DAY: day_reminder(calendar, meeting),
        Due.MEETING_OWED_3: _owed(calendar, meeting, 3),
        Due.MEETING_OWED_7: _owed(calendar, meeting, 7),
    }
    ahead = {what: at for what, at in planned.items() if at > now}
    return {Due.MEETING_WEEK: week, **ahead} if week > now + BREATH else ahead


def _reminder(calendar: Calendar, day: date) -> datetime:
    while day_off(calendar, day):
        day -= timedelta(days=1)
    return moment_of(calendar, day, REMINDED)


def _owed(calendar: Calendar, meeting: Meeting, days: int) -> datetime:
    day = meeting.day + timedelta(days=days)
    while day_off(calendar, day):
        day += timedelta(days=1)
    return moment_of(calendar, day, OWED)
