"""What we owe people: rows committed together with the reason why, and how each of them ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Protocol

from bot.domain.contact import Contact
from bot.domain.message import Language, Message


class Lane(IntEnum):
    """Who goes first at the sender: replies to somebody who waits, then notices, then messages to many.

    MANY are promises to many people (a decision, an agenda), each sent at least once. BULK is news, at most once.
    """

    REPLY = 0
    NOTICE = 1
    MANY = 2
    BULK = 3


class State(StrEnum):
    """How it stands with a message that we owe somebody; all but the first are an end."""

    PENDING = "pending"
    DELIVERED = "delivered"
    BLOCKED = "blocked"
    FAILED = "failed"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One row of the outbox. ``edits`` is the message that it takes the place of, 0 when it is a new one.

    ``subject`` names what it is about, for whoever replies to it and for what must happen once it arrived
    ("card:41"). Rows of one chat with the same ``merge_key`` are one row as long as they have not left. ``hold`` is how
    many seconds it may wait for more to merge into it; a restart does not remember it.
    """

    id: int
    chat_id: int
    lane: Lane
    message: Message
    language: Language
    edits: int = 0
    reply_to: int = 0
    subject: str = ""
    merge_key: str = ""
    attempts: int = 0
    hold: float = 0.0


@dataclass(frozen=True, slots=True)
class Delivery:
    """How one attempt to send a row ended. PENDING means: try again later; ``error`` is a short technical name."""

    row_id: int
    chat_id: int
    state: State
    message_id: int = 0
    error: str = ""
    subject: str = ""
    at: datetime | None = None


class Outbox(Protocol):
    """What we owe people: rows committed together with the reason why, then delivered by the sender."""

    def put(
        self,
        to: Contact,
        message: Message,
        *,
        lane: Lane = Lane.REPLY,
        edits: int = 0,
        reply_to: int = 0,
        subject: str = "",
        merge_key: str = "",
        hold: float = 0.0,
    ) -> None:
        """Owe this message to that contact, in their language; nothing when we know that it cannot reach them."""
        ...

    def pending(self, after: int, limit: int) -> Sequence[Outgoing]:
        """Return undelivered rows with an id above ``after``, in order."""
        ...

    def claim(self, row_id: int) -> Outgoing | None:
        """Return the row as it leaves now; None when it is no longer pending.

        From here on nothing merges into it (its merge key is cleared), so a later ``put`` makes a row of its own.
        A BULK row counts as UNCERTAIN from here until ``record`` knows better: a crash must not send it twice.
        """
        ...

    def reword(self, row_id: int, message: Message) -> None:
        """Let a claimed row say this instead: what it says is only known now that it leaves."""
        ...

    def record(self, delivery: Delivery) -> None:
        """Store how an attempt ended; only a row that is pending or claimed changes, an end stays an end."""
        ...

    def subject_of(self, chat_id: int, message_id: int) -> str:
        """Return what a delivered message was about, "" when unknown."""
        ...

    def latest_with_buttons(self, chat_id: int) -> Outgoing | None:
        """Return the newest message of the chat, delivered or on its way, when that one has buttons."""
        ...

    def message_of(self, subject: str, chat_id: int) -> int:
        """Return the id of the newest message of the chat about that subject, 0 when none is known yet."""
        ...

    def arrived_at(self, subject: str, chat_id: int) -> datetime | None:
        """Return when the newest message of the chat about that subject arrived, None when none did."""
        ...

    def say_instead(self, subject: str, chat_id: int, message: Message) -> None:
        """Let what the chat is owed about that subject, and did not get, say this.

        What may be on its way already takes it over only where it has a merge key: then it is read when it leaves.
        """
        ...

    def waits(self, chat_id: int, merge_key: str) -> bool:
        """Tell whether a row of that chat with that merge key has not left yet."""
        ...

    def waiting(self, chat_id: int, merge_key: str) -> Outgoing | None:
        """Return the row of that chat with that merge key that has not left yet."""
        ...

    def revive(self, chat_id: int) -> None:
        """Owe again what was promised to a person while they could not be reached; they are back."""
        ...

    def forget(self, chat_id: int) -> None:
        """Remove everything that was ever said to that chat and has ended."""
        ...

    def purge(self, before: datetime) -> int:
        """Remove ended rows of before that moment that nothing refers to, and return how many."""
        ...

    def migrate(self, old_chat_id: int, new_chat_id: int) -> None:
        """Rewrite what is pending for a group that became a supergroup."""
        ...
