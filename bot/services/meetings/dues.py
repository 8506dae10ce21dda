"""What a meeting plans to say, and how a change takes that back: in the transaction of the change itself."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from bot.domain.contact import Contact, Matter
from bot.domain.due import EVERYBODY, Due, DueRow, DueState
from bot.domain.meeting import Coming, Meeting
from bot.domain.meeting_times import reminders
from bot.domain.respect import allowed_from
from bot.domain.town import Town
from bot.services.ports import Unit

MATTERS = {Due.MEETING_WEEK: Matter.MEETING}
"""The reminder that nobody asked for; the others are promised to those who come, or are for managers."""

REMINDERS = (Due.MEETING_WEEK, Due.MEETING_DAY, Due.MEETING_OWED_3, Due.MEETING_OWED_7)
SOON = timedelta(hours=12)
"""A meeting that was or is within so long has its change told at once, whatever the hour."""

WHEN, WHERE = "when", "where"
"""What of a meeting changed; the row of who must hear it carries these words with ``BETWEEN`` between."""

BETWEEN = "+"

COME = frozenset({Coming.YES, Coming.MAYBE})

_TOLD = frozenset({DueState.OWED, DueState.DELIVERED, DueState.UNCERTAIN})


def plan_reminders(unit: Unit, town: Town, meeting: Meeting) -> None:
    """Plan what is still to be said around this version of the meeting, and nothing of earlier versions."""
    unit.dues.void(REMINDERS, meeting.id, unit.now)
    planned = reminders(town.calendar, meeting, unit.now)
    unit.dues.plan([_row(what, meeting, EVERYBODY, at, MATTERS.get(what)) for what, at in planned.items()])


def tell_moved(unit: Unit, town: Town, before: Meeting, meeting: Meeting) -> int:
    """Owe everybody who knows of the meeting what is new, plan the reminders anew, and return to how many."""
    waiting = [row for row in unit.dues.about(Due.MEETING_CHANGED, meeting.id) if row.state is DueState.WAITING]
    changes = changes_of(before, meeting) | {word for row in waiting for word in row.why.split(BETWEEN)}
    unit.dues.void((Due.MEETING_CHANGED,), meeting.id, unit.now)
    plan_reminders(unit, town, meeting)
    return _tell(unit, town, Due.MEETING_CHANGED, before, meeting, changes)


def tell_cancelled(unit: Unit, town: Town, before: Meeting, meeting: Meeting) -> int:
    """Owe everybody who knows of the meeting that it is off, stop all the rest, and return to how many."""
    unit.dues.void((*REMINDERS, Due.MEETING_CHANGED), meeting.id, unit.now)
    told = _tell(unit, town, Due.MEETING_CANCELLED, before, meeting, ())
    unit.dues.void((Due.MEETING_AGENDA,), meeting.id, unit.now)
    return told


def changes_of(before: Meeting, meeting: Meeting) -> frozenset[str]:
    """Return which of moment and place are new."""
    when = {WHEN} if before.starts_at != meeting.starts_at else set()
    return frozenset(when | ({WHERE} if before.place != meeting.place else set()))


def who_knows(unit: Unit, meeting: Meeting) -> Sequence[Contact]:
    """Return those who answered, or whom the agenda reached; to others it still comes as it is by then, or never.

    Whoever wants no messages about meetings any more hears of a change only when they would stand at a closed door.
    """
    reached = {row.person_id for row in unit.dues.about(Due.MEETING_AGENDA, meeting.id) if row.state in _TOLD}
    known = []
    for one in unit.meetings.attendances(meeting.id):
        person = unit.contacts.get(one.person_id)
        muted = person is not None and Matter.MEETING in person.muted
        knows = one.coming is not None or one.person_id in reached
        if person is not None and (one.coming in COME if muted else knows):
            known.append(person)
    return known


def invited(unit: Unit, meeting_id: int, among: Iterable[Coming | None]) -> Sequence[Contact]:
    """Return those who were invited and whose answer is one of these, in the order in which they were."""
    answers = {*among}
    found = [unit.contacts.get(one.person_id) for one in unit.meetings.attendances(meeting_id) if one.coming in answers]
    return [person for person in found if person is not None]


def _tell(unit: Unit, town: Town, what: Due, before: Meeting, meeting: Meeting, why: Iterable[str]) -> int:
    urgent = any(unit.now <= one.ends_at and one.starts_at - unit.now <= SOON for one in (before, meeting))
    at = unit.now if urgent else allowed_from(town.calendar, unit.now)
    words = BETWEEN.join(sorted(why))
    return unit.dues.plan([_row(what, meeting, one.id, at, None, words) for one in who_knows(unit, meeting)])


def _row(what: Due, meeting: Meeting, person: int, at: datetime, matter: Matter | None, why: str = "") -> DueRow:
    return DueRow(0, what, meeting.id, meeting.version, person, at, matter, why)
