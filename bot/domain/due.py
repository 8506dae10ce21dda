"""What is to be said at some moment, to whom, about which version of what; and messages to many as a whole.

A due row exists once (what, about what, which version, whom), so whatever is planned twice is said once.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.contact import Matter


class Due(StrEnum):
    """What a due row lets us say; each is an ``Occasion`` of the services.

    New ones come last: buttons name them by their place.
    """

    INTERVIEW_INVITATION = "interview.invitation"
    INTERVIEW_LATER = "interview.later"
    INTERVIEW_UNBEGUN = "interview.unbegun"
    INTERVIEW_FEEDBACK = "interview.feedback"
    INTERVIEW_OWED = "interview.owed"
    MEETING_AGENDA = "meeting.agenda"
    MEETING_WEEK = "meeting.week"
    MEETING_DAY = "meeting.day"
    MEETING_CHANGED = "meeting.changed"
    MEETING_CANCELLED = "meeting.cancelled"
    MEETING_REPORT = "meeting.report"
    MEETING_OWED_3 = "meeting.owed3"
    MEETING_OWED_7 = "meeting.owed7"
    DECISION = "decision.card"
    LEARNING_MONTH = "learning.month"
    ENQUIRY_EXPIRE = "enquiry.expire"
    ENQUIRY_WAKE = "enquiry.wake"
    ENQUIRY_REMIND = "enquiry.remind"
    ENQUIRY_LAPSE = "enquiry.lapse"
    ENQUIRY_SOON = "enquiry.soon"
    ENQUIRY_DELAY = "enquiry.delay"
    ENQUIRY_LATE = "enquiry.late"
    ENQUIRY_CHECK = "enquiry.check"
    ENQUIRY_FOLLOW_UP = "enquiry.follow_up"
    DIGEST_MORNING = "digest.morning"
    LEDGER_NIGHT = "ledger.night"
    LEDGER_MORNING = "ledger.morning"
    INVITE_LAPSE = "invite.lapse"


def due_at_place(place: int) -> Due | None:
    """Return the one at that place, as a button names it, None when there is none."""
    known = list(Due)
    return known[place] if 0 <= place < len(known) else None


def place_of(what: Due) -> int:
    """Return the place by which a button names it."""
    return list(Due).index(what)


class DueState(StrEnum):
    """How it stands with a due row."""

    WAITING = "waiting"
    OWED = "owed"
    DELIVERED = "delivered"
    BLOCKED = "blocked"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    MUTED = "muted"
    VOID = "void"
    LATE = "late"


EVERYBODY = 0
"""The person of a due row that stands for all whom its occasion concerns; it becomes a row for each at its moment."""


@dataclass(frozen=True, slots=True)
class DueRow:
    """One thing to say, to one person, at some moment.

    ``why`` is a word for why this person gets it ("asked", "present", "zone", …). ``matter`` None is for what people
    asked for themselves, or what staff must know: it heeds no switch. ``cast_id`` is 0 outside a message to many.
    """

    id: int
    what: Due
    subject_id: int
    version: int
    person_id: int
    due_at: datetime
    matter: Matter | None = None
    why: str = ""
    cast_id: int = 0
    state: DueState = DueState.WAITING
    ended_at: datetime | None = None


class CastState(StrEnum):
    """How it stands with a message to many."""

    HELD = "held"
    SENDING = "sending"
    STOPPED = "stopped"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Cast:
    """One message to many, that somebody confirmed. Until ``starts_at`` it can be stopped whole."""

    id: int
    what: Due
    subject_id: int
    version: int
    by: int
    confirmed_at: datetime
    starts_at: datetime
    state: CastState = CastState.HELD

    def row(self, person_id: int, due_at: datetime, matter: Matter | None = None, why: str = "") -> DueRow:
        """Return the due row of one person for it, not stored yet."""
        return DueRow(0, self.what, self.subject_id, self.version, person_id, due_at, matter, why, self.id)
