"""What the use cases need of the clock's work: rows that come due, and messages to many."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.due import Cast, CastState, Due, DueRow, DueState


class Dues(Protocol):
    """What is to be said, to whom, when; each (what, subject, version, person) exists once."""

    def plan(self, rows: Sequence[DueRow]) -> int:
        """Store those that are not there yet and return how many that were."""
        ...

    def get(self, due_id: int) -> DueRow | None:
        """Return the row with that id."""
        ...

    def find(self, what: Due, subject_id: int, version: int, person_id: int) -> DueRow | None:
        """Return the row of that kind about that version of that subject for that person."""
        ...

    def about(self, what: Due, subject_id: int) -> Sequence[DueRow]:
        """Return all rows of that kind about that subject, whatever their state, in order of their ids."""
        ...

    def ready(self, now: datetime, limit: int) -> Sequence[DueRow]:
        """Return waiting rows that are due at that moment, in the order in which they came due."""
        ...

    def waiting_of(self, person_id: int) -> Sequence[DueRow]:
        """Return this person's waiting rows with a matter, in the order in which they come due."""
        ...

    def postpone(self, due_id: int, until: datetime) -> None:
        """Let a waiting row wait until that moment."""
        ...

    def end(self, due_id: int, state: DueState, at: datetime) -> None:
        """Store how it stands with a row; DELIVERED, BLOCKED, FAILED, MUTED, VOID and LATE stay as they are."""
        ...

    def revive(self, person_id: int, since: datetime, at: datetime) -> int:
        """Let this person's rows that ended as BLOCKED since a moment wait again, due at once; return how many."""
        ...

    def void(self, what: Sequence[Due], subject_id: int, at: datetime) -> int:
        """End every waiting row of these kinds about that subject, and return how many."""
        ...

    def said_since(self, person_id: int, since: datetime) -> int:
        """Return how many rows with a matter were owed or delivered to this person since that moment."""
        ...

    def planned(self, limit: int) -> Sequence[DueRow]:
        """Return the waiting rows that come due first."""
        ...

    def of_cast(self, cast_id: int, states: Sequence[DueState], limit: int) -> Sequence[DueRow]:
        """Return rows of that message to many in these states, in order of their ids."""
        ...

    def totals(self, cast_id: int) -> Mapping[DueState, int]:
        """Return how many rows of that message to many are in each state; states without rows are left out."""
        ...

    def stop(self, cast_id: int, at: datetime) -> int:
        """End the waiting rows of that message to many as VOID, and return how many."""
        ...

    def add_cast(self, cast: Cast) -> Cast | None:
        """Store a message to many and return it with its id; None when there is one of that what and version."""
        ...

    def save_cast(self, cast: Cast) -> None:
        """Store the changed message to many."""
        ...

    def cast(self, cast_id: int) -> Cast | None:
        """Return the message to many with that id."""
        ...

    def cast_of(self, what: Due, subject_id: int, version: int) -> Cast | None:
        """Return the message to many of that kind about that version of that subject."""
        ...

    def casts(self, state: CastState) -> Sequence[Cast]:
        """Return the messages to many in that state, oldest first."""
        ...
