"""The life of an enquiry: its states, the steps between them, what people said in it and what happened to it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from bot.domain.errors import Refused
from bot.domain.message import Attachment, text

JOIN_WINDOW = timedelta(minutes=2)
"""How long after sending loose messages still belong to the enquiry just sent (conversations B2)."""


class Status(StrEnum):
    """Where an enquiry stands."""

    DRAFT = "draft"
    DISCARDED = "discarded"
    NEW = "new"
    ANSWERED = "answered"
    CLOSED = "closed"
    REOPENED = "reopened"


OPEN = frozenset({Status.NEW, Status.ANSWERED, Status.REOPENED})
"""The states in which the town owes something; such an enquiry stands in the queue."""

WAITING_FOR_TOWN = frozenset({Status.NEW, Status.REOPENED})
"""The open states in which the asker waits for us."""


class Step(StrEnum):
    """What can happen to an enquiry; the same verbs stand in every layer."""

    START = "start"
    DISCARD = "discard"
    SUBMIT = "submit"
    ADD = "add"
    EDIT = "edit"
    REROUTE = "reroute"
    ANSWER = "answer"
    CLOSE = "close"
    REOPEN = "reopen"


TRANSITIONS: Mapping[tuple[Status, Step], Status] = MappingProxyType(
    {
        (Status.DRAFT, Step.ADD): Status.DRAFT,
        (Status.DRAFT, Step.EDIT): Status.DRAFT,
        (Status.DRAFT, Step.SUBMIT): Status.NEW,
        (Status.DRAFT, Step.DISCARD): Status.DISCARDED,
        (Status.NEW, Step.ADD): Status.NEW,
        (Status.NEW, Step.EDIT): Status.NEW,
        (Status.NEW, Step.REROUTE): Status.NEW,
        (Status.NEW, Step.ANSWER): Status.ANSWERED,
        (Status.ANSWERED, Step.ADD): Status.REOPENED,
        (Status.ANSWERED, Step.EDIT): Status.ANSWERED,
        (Status.ANSWERED, Step.REROUTE): Status.ANSWERED,
        (Status.ANSWERED, Step.ANSWER): Status.ANSWERED,
        (Status.ANSWERED, Step.CLOSE): Status.CLOSED,
        (Status.ANSWERED, Step.REOPEN): Status.REOPENED,
        (Status.CLOSED, Step.EDIT): Status.CLOSED,
        (Status.CLOSED, Step.ADD): Status.REOPENED,
        (Status.CLOSED, Step.ANSWER): Status.ANSWERED,
        (Status.CLOSED, Step.REOPEN): Status.REOPENED,
        (Status.REOPENED, Step.ADD): Status.REOPENED,
        (Status.REOPENED, Step.EDIT): Status.REOPENED,
        (Status.REOPENED, Step.REROUTE): Status.REOPENED,
        (Status.REOPENED, Step.ANSWER): Status.ANSWERED,
    }
)
"""The only steps there are; what is not here is refused. Writing to an answered or closed enquiry opens it again."""


@dataclass(frozen=True, slots=True)
class Enquiry:
    """A question of an entrepreneur, from its first draft to its end.

    ``id`` is ours, ``number`` is what people say aloud, given when it is sent. ``promised_on`` is the day by which
    the asker was told to expect an answer. ``summary`` is one short line of the asker's own words.
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

    def after(self, step: Step, at: datetime) -> "Enquiry":
        """Return this enquiry one step further, or raise ``Refused`` with the reason when the step is not allowed."""
        status = TRANSITIONS.get((self.status, step))
        if status is None:
            raise Refused("error.step_refused", number=self.number, status=text(f"status.{self.status}"))
        return replace(self, status=status, changed_at=at)

    def about(self, topic: str, department: str) -> "Enquiry":
        """Return this enquiry with another topic and the department that goes with it."""
        return replace(self, topic=topic, department=department)

    def joins(self, at: datetime) -> bool:
        """Tell whether a loose message at that moment still belongs to this enquiry."""
        return self.asked_at is not None and self.status in OPEN and at - self.asked_at <= JOIN_WINDOW

    def is_late(self, today: date) -> bool:
        """Tell whether the promised day has passed while the asker still waits."""
        return self.status in WAITING_FOR_TOWN and self.promised_on is not None and self.promised_on < today


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


@dataclass(frozen=True, slots=True)
class Answer:
    """What staff want to say, kept from the first word until it is sent; ``sent_at`` tells that it was."""

    id: int
    enquiry_id: int
    author_id: int
    text: str
    drafted_at: datetime
    attachment: Attachment | None = None
    sent_at: datetime | None = None
    closes: bool = False
    message_id: int = 0
