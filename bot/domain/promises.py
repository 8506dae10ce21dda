"""The days that are promised to askers: when whoever answers is warned, when a day is moved, which other day can be."""

from datetime import UTC, date, datetime, timedelta

from bot.domain.calendar import Calendar
from bot.domain.errors import Refused

MOST_DAYS = 60
"""Working days from today; what takes longer than three months is no promise."""

LAST_HOUR = timedelta(hours=1)
"""So long before the doors close on the promised day, the asker is told that it takes longer."""


def warned_at(calendar: Calendar, promised: date, days: int, now: datetime) -> datetime | None:
    """Return when whoever has to answer is warned, in UTC: at the opening ``days`` working days before that day.

    Where that has passed it is the opening of the day itself, and where that has passed too there is no use: None.
    """
    day = promised
    for _ in range(days):
        day = calendar.working_day_before(day)
    moments = (calendar.opening(day), calendar.opening(promised))
    return next((at for at in moments if at > now), None)


def moved_at(calendar: Calendar, promised: date) -> datetime:
    """Return when that day is moved if nobody answered, in UTC: one opening hour before the doors close on it.

    A day on which they turn out not to open is moved on the working day before, so the asker never hears too late.
    """
    day = promised if calendar.is_working_day(promised) else calendar.working_day_before(promised)
    left = LAST_HOUR
    for interval in reversed(calendar.intervals(day)):
        opens, closes = (
            datetime.combine(day, wall, tzinfo=calendar.zone).astimezone(UTC)
            for wall in (interval.opens, interval.closes)
        )
        if closes - opens >= left:
            return closes - left
        left -= closes - opens
    return calendar.opening(day)


def moved_to(calendar: Calendar, promised: date, now: datetime, days: int) -> date:
    """Return the day that is promised instead: so many working days after that one, or after today if that is later."""
    return calendar.working_day_after(max(promised, calendar.local_date(now)), days)


def escalated_at(calendar: Calendar, missed: date, days: int) -> datetime:
    """Return when others hear of a day that passed, in UTC: at the opening so many working days after it."""
    return calendar.opening(calendar.working_day_after(missed, days))


def check_new_day(calendar: Calendar, promised: date, now: datetime, day: date) -> None:
    """Raise ``Refused`` with the reason where that day cannot be promised instead of the present one."""
    today = calendar.local_date(now)
    if day <= today or day <= promised:
        raise Refused("dates.not_later", promised=max(promised, today))
    if not calendar.is_working_day(day):
        raise Refused("dates.closed_that_day", day=day)
    if day > calendar.working_day_after(today, MOST_DAYS):
        raise Refused("dates.too_far", count=MOST_DAYS)


def wakes_at(calendar: Calendar, day: date, promised: date | None, now: datetime) -> datetime:
    """Return when a question comes back that is put off until that day, in UTC: at its opening.

    Raises ``Refused``: that is no working day to come, or later than the day that the asker was promised.
    """
    if day <= calendar.local_date(now):
        raise Refused("dates.later_past")
    if not calendar.is_working_day(day):
        raise Refused("dates.closed_that_day", day=day)
    if promised is not None and day > promised:
        raise Refused("dates.later_promised", promised=promised)
    return calendar.opening(day)
