"""The life of an enquiry: its states, the steps between them, what people said in it and what happened to it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from bot.domain.errors import Refused
from bot.domain.message import Attachment, text

BUSY_LASTS = timedelta(minutes=10)
"""How long whoever began an answer is the only one who writes one (conversations B4)."""

JOIN_WINDOW = timedelta(minutes=2)
"""How long after sending loose messages still belong to the enquiry just sent (conversations B2)."""


class Status(StrEnum):
    """Where an enquiry stands."""

    DRAFT = "draft"
    DISCARDED = "discarded"
    NEW = "new"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    ASKED = "asked"
    SNOOZED = "snoozed"
    ELSEWHERE = "elsewhere"
    ANSWERED = "answered"
    CLOSED = "closed"
    REOPENED = "reopened"
    WITHDRAWN = "withdrawn"


WAITING_FOR_TOWN = frozenset({Status.NEW, Status.OFFERED, Status.ACCEPTED, Status.SNOOZED, Status.REOPENED})
"""The open states in which the asker waits for us; in these a promised day can pass."""

OPEN = WAITING_FOR_TOWN | {Status.ASKED, Status.ELSEWHERE, Status.ANSWERED}
"""The states that are no end: such an enquiry stands in the queue, and somebody owns it."""


class Step(StrEnum):
    """What can happen to an enquiry; the same verbs stand in every layer."""

    START = "start"
    DISCARD = "discard"
    SUBMIT = "submit"
    ADD = "add"
    EDIT = "edit"
    REROUTE = "reroute"
    OFFER = "offer"
    ACCEPT = "accept"
    REFUSE = "refuse"
    EXPIRE = "expire"
    RECALL = "recall"
    RELEASE = "release"
    HAND_ON = "hand_on"
    ADVISE = "advise"
    ASK_BACK = "ask_back"
    LAPSE = "lapse"
    SNOOZE = "snooze"
    WAKE = "wake"
    POSTPONE = "postpone"
    HAND_OVER = "hand_over"
    NUDGE = "nudge"
    WITHDRAW = "withdraw"
    LINK = "link"
    UNLINK = "unlink"
    SPLIT = "split"
    ANSWER = "answer"
    CORRECT = "correct"
    TAKE_BACK = "take_back"
    CLOSE = "close"
    REOPEN = "reopen"
    JUDGE = "judge"


BACK = Status.DRAFT
"""In the table below: to where it was before it was paused. No step of an enquiry that was sent leads to a draft."""


def _transitions() -> Mapping[tuple[Status, Step], Status]:
    table: dict[tuple[Status, Step], Status] = {
        (Status.DRAFT, Step.ADD): Status.DRAFT,
        (Status.DRAFT, Step.EDIT): Status.DRAFT,
        (Status.DRAFT, Step.SUBMIT): Status.NEW,
        (Status.DRAFT, Step.DISCARD): Status.DISCARDED,
        # Of a department: it is offered, taken or not, and comes back to whoever offered it.
        (Status.OFFERED, Step.ACCEPT): Status.ACCEPTED,
        (Status.OFFERED, Step.REFUSE): Status.NEW,
        (Status.OFFERED, Step.EXPIRE): Status.NEW,
        (Status.ACCEPTED, Step.RELEASE): Status.NEW,
        (Status.ACCEPTED, Step.HAND_ON): Status.ACCEPTED,
        (Status.ACCEPTED, Step.ADVISE): Status.ACCEPTED,
        (Status.OFFERED, Step.ADVISE): Status.OFFERED,
        # From colleague to colleague also while it is paused: it stays theirs.
        (Status.ASKED, Step.HAND_ON): Status.ASKED,
        (Status.SNOOZED, Step.HAND_ON): Status.SNOOZED,
        # Of a pause: what the asker writes, or the moment that was set, ends it.
        (Status.ASKED, Step.ADD): BACK,
        (Status.ASKED, Step.LAPSE): BACK,
        (Status.SNOOZED, Step.ADD): BACK,
        (Status.SNOOZED, Step.WAKE): BACK,
        # Who got the answer of another question can still be kept from the next one.
        (Status.ANSWERED, Step.UNLINK): Status.ANSWERED,
        (Status.CLOSED, Step.UNLINK): Status.CLOSED,
        # Of an end: writing to it opens it again.
        (Status.ELSEWHERE, Step.CLOSE): Status.CLOSED,
        (Status.ANSWERED, Step.CLOSE): Status.CLOSED,
        (Status.ANSWERED, Step.CORRECT): Status.ANSWERED,
        (Status.CLOSED, Step.CORRECT): Status.CLOSED,
        (Status.ANSWERED, Step.TAKE_BACK): Status.REOPENED,
        (Status.CLOSED, Step.TAKE_BACK): Status.REOPENED,
    }
    for status in WAITING_FOR_TOWN:
        table.setdefault((status, Step.ADD), status)
        table[status, Step.POSTPONE] = status
        table[status, Step.NUDGE] = status
    for status in (*WAITING_FOR_TOWN, Status.ASKED):
        table[status, Step.REROUTE] = status
        table[status, Step.OFFER] = Status.OFFERED
        table[status, Step.ASK_BACK] = Status.ASKED
        table[status, Step.SNOOZE] = Status.SNOOZED
        table[status, Step.HAND_OVER] = Status.ELSEWHERE
        table[status, Step.WITHDRAW] = Status.WITHDRAWN
        table[status, Step.LINK] = status
        table[status, Step.UNLINK] = status
        table[status, Step.SPLIT] = status
    for status in (Status.OFFERED, Status.ACCEPTED, Status.ASKED, Status.SNOOZED):
        table[status, Step.RECALL] = Status.NEW
    for status in (*OPEN, Status.CLOSED):
        table[status, Step.ANSWER] = Status.ANSWERED
    for status in OPEN - {Status.ANSWERED}:
        # An answer of before can still be put right, or be taken away, once the question is open again.
        table[status, Step.CORRECT] = status
        table[status, Step.TAKE_BACK] = status
    table[Status.ANSWERED, Step.REROUTE] = Status.ANSWERED
    table[Status.CLOSED, Step.JUDGE] = Status.CLOSED
    for status in (Status.ELSEWHERE, Status.ANSWERED, Status.CLOSED, Status.WITHDRAWN):
        table[status, Step.ADD] = Status.REOPENED
        table[status, Step.REOPEN] = Status.REOPENED
    for status in (*OPEN, Status.CLOSED, Status.WITHDRAWN):
        table[status, Step.EDIT] = status
    return MappingProxyType(table)


TRANSITIONS = _transitions()
"""The only steps there are; what is not here is refused."""

WITH_DEPARTMENT = frozenset({Status.OFFERED, Status.ACCEPTED})
"""The states in which a department has it."""

PAUSES = frozenset({Status.ASKED, Status.SNOOZED})
"""The states from which an enquiry goes back to where it was."""


CAN_BE_PUT_OFF = frozenset({Status.NEW, Status.ACCEPTED, Status.REOPENED, Status.SNOOZED})
"""The states in which somebody has it and can let it rest; one on offer is first taken, or taken back."""


@dataclass(frozen=True, slots=True)
class Enquiry:
    """A question of an entrepreneur, from its first draft to its end.

    ``id`` is ours, ``number`` is what people say aloud, given when it is sent. ``promised_on`` is the day by which
    the asker was told to expect an answer, ``promises`` how many such days they were told. ``summary`` is one short
    line of the asker's own words. ``department`` is the one it lies with, or goes to by its topic. ``resumes`` is where
    a paused one goes back to, ``paused_until`` when. ``follows`` is the enquiry whose answer this one gets too, 0 for
    none. ``busy_id`` is who is writing an answer, until ``busy_until``. ``missed_on`` is the first promised day that
    had to be moved because nobody had answered: from that day on it is late, whatever was promised since.
    """

    id: int
    asker_id: int
    status: Status
    language: str
    summary: str
    started_at: datetime
    changed_at: datetime
    number: int = 0
    topic: str = ""
    department: str = ""
    owner_id: int = 0
    asked_at: datetime | None = None
    promised_on: date | None = None
    satisfied: bool | None = None
    promises: int = 0
    resumes: Status | None = None
    paused_until: datetime | None = None
    follows: int = 0
    busy_id: int = 0
    busy_until: datetime | None = None
    missed_on: date | None = None

    def after(self, step: Step, at: datetime) -> "Enquiry":
        """Return this enquiry one step further, or raise ``Refused`` with the reason when the step is not allowed."""
        status = TRANSITIONS.get((self.status, step))
        if status is None:
            raise Refused("error.step_refused", number=self.number, status=text(f"status.{self.status}"))
        if status in PAUSES:
            # Who is asked about a paused question is still to come back to where it was before.
            resumes = self.resumes if self.status in PAUSES else _held(self.status)
            missed = self.missed_on if status in WAITING_FOR_TOWN else None
            return replace(self, status=status, changed_at=at, resumes=resumes, missed_on=missed)
        if self.status in PAUSES and status is BACK:
            status = self.resumes or Status.NEW
        if status is self.status:
            return replace(self, changed_at=at)
        missed = self.missed_on if status in WAITING_FOR_TOWN else None
        return replace(self, status=status, changed_at=at, resumes=None, paused_until=None, missed_on=missed)

    def paused(self, until: datetime) -> "Enquiry":
        """Return this paused enquiry with the moment at which it comes back by itself."""
        return replace(self, paused_until=until)

    def promising(self, day: date) -> "Enquiry":
        """Return this enquiry with the (next) day by which an answer is promised."""
        return replace(self, promised_on=day, promises=self.promises + 1)

    def missing(self) -> "Enquiry":
        """Return this enquiry as one whose promised day passes unanswered; of several such days the first counts."""
        return replace(self, missed_on=self.missed_on or self.promised_on)

    def owned(self, owner_id: int) -> "Enquiry":
        """Return this enquiry with that owner."""
        return replace(self, owner_id=owner_id)

    def is_busy(self, actor_id: int, at: datetime) -> bool:
        """Tell whether somebody else than that actor is writing an answer at that moment."""
        return self.busy_id not in {0, actor_id} and self.busy_until is not None and self.busy_until > at

    def locked(self, actor_id: int, at: datetime) -> "Enquiry":
        """Return this enquiry with the actor as the one who writes an answer from that moment on."""
        return replace(self, busy_id=actor_id, busy_until=at + BUSY_LASTS)

    def unlocked(self) -> "Enquiry":
        """Return this enquiry with nobody writing an answer."""
        return replace(self, busy_id=0, busy_until=None)

    def about(self, topic: str, department: str) -> "Enquiry":
        """Return this enquiry with another topic and the department that goes with it."""
        return replace(self, topic=topic, department=department)

    def joins(self, at: datetime) -> bool:
        """Tell whether a loose message at that moment still belongs to this enquiry."""
        return self.asked_at is not None and self.status in OPEN and at - self.asked_at <= JOIN_WINDOW

    @property
    def counted_on(self) -> date | None:
        """Return the day after which it is late: the first that passed without an answer, or else the one promised."""
        return self.missed_on or self.promised_on

    def is_late(self, today: date) -> bool:
        """Tell whether that day has passed while the asker still waits."""
        return self.status in WAITING_FOR_TOWN and self.counted_on is not None and self.counted_on < today


def _held(status: Status) -> Status:
    """Return where an enquiry in that state goes back to after a pause: what was only offered is nobody's yet."""
    return Status.NEW if status is Status.OFFERED else status


@dataclass(frozen=True, slots=True)
class Standing:
    """How many open enquiries are in one state with one department, and how many of them are late."""

    status: Status
    department: str
    count: int
    late: int


class Author(StrEnum):
    """Who said a part of an enquiry."""

    ASKER = "asker"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Part:
    """One message in an enquiry. An edit is a new part with the same message id and the next version."""

    enquiry_id: int
    author: Author
    author_id: int
    text: str
    at: datetime
    attachment: Attachment | None = None
    message_id: int = 0
    album: str = ""
    version: int = 1

    def moved_to(self, enquiry_id: int) -> "Part":
        """Return the same words as a part of another enquiry."""
        return replace(self, enquiry_id=enquiry_id)

    def edited(self, words: str, at: datetime) -> "Part":
        """Return the next version of this part."""
        return replace(self, text=words, at=at, version=self.version + 1)


@dataclass(frozen=True, slots=True)
class Event:
    """One line of an enquiry's history; lines are only ever added."""

    enquiry_id: int
    at: datetime
    step: Step
    actor_id: int
    status: Status
    detail: str = ""


class Signed(StrEnum):
    """How an answer is signed: with a name and a department, or as the department only."""

    PERSON = "person"
    DEPARTMENT = "department"


@dataclass(frozen=True, slots=True)
class Answer:
    """What staff want to say, kept from the first word until it is sent; ``sent_at`` tells that it was.

    ``version`` counts up with each correction after that, ``taken_back_at`` tells that it holds no more.
    """

    id: int
    enquiry_id: int
    author_id: int
    text: str
    drafted_at: datetime
    attachment: Attachment | None = None
    sent_at: datetime | None = None
    closes: bool = False
    message_id: int = 0
    signed: Signed = Signed.PERSON
    taken_back_at: datetime | None = None
    version: int = 1
