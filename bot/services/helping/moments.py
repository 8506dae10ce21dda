"""When what belongs to a letter comes due, in the town's own working days, hours and holidays."""

from datetime import date, datetime, timedelta

from bot.domain.calendar import Calendar
from bot.domain.due import EVERYBODY, Due, DueRow
from bot.domain.enquiry import Enquiry
from bot.domain.letter import Letter
from bot.domain.respect import allowed_from
from bot.domain.town import Town


def last_day(town: Town, asked_at: datetime) -> date:
    """Return the last day on which we wait for who was asked something at that aware moment."""
    return town.calendar.add_working_days(asked_at, town.terms.asked_days)


def lapses_at(town: Town, asked_at: datetime) -> datetime:
    """Return the moment, in UTC, at which we wait no longer: on the first working morning after the last day."""
    return allowed_from(town.calendar, town.calendar.opening(last_day(town, asked_at) + timedelta(days=1)))


def checks_at(town: Town, handed_at: datetime) -> datetime:
    """Return the moment, in UTC, at which we ask somebody whom we sent elsewhere whether they were helped."""
    return _days_later(town.calendar, handed_at, town.terms.check_days)


def follows_up_at(town: Town, answered_at: datetime) -> datetime:
    """Return the moment, in UTC, at which we ask how it went with what was answered at that aware moment."""
    return _days_later(town.calendar, answered_at, town.terms.follow_up_days)


def of_question_back(town: Town, enquiry: Enquiry, letter: Letter, at: datetime) -> tuple[DueRow, ...]:
    """Return what comes due of a question back that was sent at that moment: one reminder, and the end."""
    lapses = lapses_at(town, at)
    day = town.calendar.add_working_days(at, town.terms.remind_days)
    reminds = allowed_from(town.calendar, town.calendar.opening(day))
    end = DueRow(0, Due.ENQUIRY_LAPSE, enquiry.id, letter.id, EVERYBODY, lapses)
    if reminds >= lapses:
        return (end,)
    return (DueRow(0, Due.ENQUIRY_REMIND, enquiry.id, letter.id, enquiry.asker_id, reminds), end)


def of_hand_over(town: Town, enquiry: Enquiry, letter: Letter, at: datetime) -> tuple[DueRow, ...]:
    """Return what comes due after somebody was sent elsewhere at that moment: whether it helped, and the end."""
    checks = checks_at(town, at)
    return (
        DueRow(0, Due.ENQUIRY_CHECK, enquiry.id, letter.id, enquiry.asker_id, checks),
        DueRow(0, Due.ENQUIRY_LAPSE, enquiry.id, letter.id, EVERYBODY, lapses_at(town, checks)),
    )


def _days_later(calendar: Calendar, at: datetime, days: int) -> datetime:
    """Return the same time on the wall so many days later, or the first moment after it that is not quiet."""
    local = at.astimezone(calendar.zone)
    return allowed_from(calendar, local + timedelta(days=days))
