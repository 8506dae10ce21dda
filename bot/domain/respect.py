"""Whether, and when, somebody may be told something that they did not ask for at this moment.

Quiet hours, Sundays and public holidays are the town's; the switches, the pause and one message a day are the person's.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from bot.domain.calendar import Calendar
from bot.domain.contact import Contact, Matter, Proactive

QUIET_FROM, QUIET_UNTIL = time(19), time(9)
MOST_A_DAY = 1
_SUNDAY = 6


@dataclass(frozen=True, slots=True)
class Now:
    """It may be said at once."""


@dataclass(frozen=True, slots=True)
class Wait:
    """It may be said from that moment on, as far as is known now; ask again then."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Never:
    """This person does not want it."""


Verdict = Now | Wait | Never


@dataclass(frozen=True, slots=True)
class Topic:
    """What somebody would be told about.

    ``matter`` is the switch that it heeds, None for what people asked for themselves or must know. ``own`` says that
    it is about a question of their own. ``urgent`` is for what is of no use any more tomorrow.
    """

    matter: Matter | None
    own: bool = False
    urgent: bool = False


def decide(person: Contact, topic: Topic, now: datetime, said_today: int, calendar: Calendar) -> Verdict:
    """Return whether this person may be told about that topic at this aware moment.

    ``said_today`` counts the messages with a matter that were owed or delivered to them since ``day_began``.
    """
    if topic.matter is None:
        return Now()
    if not wants(person, topic):
        return Never()
    if is_paused(person, now) and person.paused_until is not None:
        return Wait(allowed_from(calendar, person.paused_until))
    if topic.urgent:
        return Now()
    if is_quiet(calendar, now):
        return Wait(allowed_from(calendar, now))
    if said_today >= MOST_A_DAY and not topic.own:
        return Wait(allowed_from(calendar, _midnight(calendar, now, days=1)))
    return Now()


def wants(person: Contact, topic: Topic) -> bool:
    """Tell whether their switches let it through, whatever the moment; a pause is no switch."""
    if topic.matter is None:
        return True
    if topic.matter in person.muted or person.proactive is Proactive.NONE:
        return False
    # None: never asked whether we may write unasked, so we may not.
    return topic.own or person.proactive is Proactive.ALL


def is_paused(person: Contact, now: datetime) -> bool:
    """Tell whether they want nothing unasked at that moment."""
    return person.paused_until is not None and person.paused_until > now


def is_quiet(calendar: Calendar, at: datetime) -> bool:
    """Tell whether nobody is disturbed at that aware moment: evening, night, a Sunday or a public holiday."""
    local = at.astimezone(calendar.zone)
    if local.weekday() == _SUNDAY or local.date() in calendar.holidays:
        return True
    return not QUIET_UNTIL <= local.time() < QUIET_FROM


def allowed_from(calendar: Calendar, at: datetime) -> datetime:
    """Return that aware moment when it is not quiet then, else the first one after it that is not; in UTC."""
    if not is_quiet(calendar, at):
        return at.astimezone(UTC)
    day = at.astimezone(calendar.zone).date()
    while True:
        morning = datetime.combine(day, QUIET_UNTIL, tzinfo=calendar.zone).astimezone(UTC)
        if morning > at and not is_quiet(calendar, morning):
            return morning
        day += timedelta(days=1)


def day_began(calendar: Calendar, now: datetime) -> datetime:
    """Return the town's last midnight at or before that aware moment, in UTC: from when "today" is counted."""
    return _midnight(calendar, now)


def _midnight(calendar: Calendar, now: datetime, days: int = 0) -> datetime:
    day = calendar.local_date(now) + timedelta(days=days)
    return datetime.combine(day, time(), tzinfo=calendar.zone).astimezone(UTC)
