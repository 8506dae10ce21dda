"""What the use cases need of the work on questions: who was given them, notes, canned texts, numbers, the audit."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from bot.domain.assignment import Assignment, Held
from bot.domain.audit import Entry
from bot.domain.letter import Letter
from bot.domain.note import Canned, Note, UseFor
from bot.domain.tally import Count, Tally


class Assignments(Protocol):
    """Which departments were given which questions, and how that went."""

    def add(self, assignment: Assignment) -> Assignment | None:
        """Store a new one and return it with its id; None when that department has that question already."""
        ...

    def save(self, assignment: Assignment) -> None:
        """Store the changed one."""
        ...

    def get(self, assignment_id: int) -> Assignment | None:
        """Return the one with that id."""
        ...

    def of_enquiry(self, enquiry_id: int) -> Sequence[Assignment]:
        """Return all of a question, oldest first, whatever their state."""
        ...

    def live(self, enquiry_id: int, department: str) -> Assignment | None:
        """Return the one by which that department has that question now."""
        ...

    def departments(self, enquiry_id: int) -> frozenset[str]:
        """Return the departments that may read a question."""
        ...

    def of_department(
        self, department: str, states: Sequence[Held], limit: int, offset: int = 0
    ) -> Sequence[Assignment]:
        """Return the newest of a department in these states, the states one after the other."""
        ...

    def count_of_department(self, department: str) -> Mapping[Held, int]:
        """Return how many of a department are offered and accepted now."""
        ...

    def of_person(self, person_id: int) -> Sequence[Assignment]:
        """Return what that colleague accepted and still has."""
        ...


class Notes(Protocol):
    """What staff tell each other."""

    def add(self, note: Note) -> Note:
        """Store a note and return it with its id."""
        ...

    def of_enquiry(self, enquiry_id: int) -> Sequence[Note]:
        """Return the notes on a question, oldest first."""
        ...

    def typed_as(self, author_id: int, message_id: int) -> Note | None:
        """Return the note that this author typed in that message."""
        ...

    def save(self, note: Note) -> None:
        """Store the changed words of a note."""
        ...


class CannedTexts(Protocol):
    """Answers to use again."""

    def add(self, canned: Canned) -> Canned:
        """Store one and return it with its id."""
        ...

    def save(self, canned: Canned) -> None:
        """Store the changed one."""
        ...

    def get(self, canned_id: int) -> Canned | None:
        """Return the one with that id, also when it is offered no more."""
        ...

    def for_topic(self, topic: str, department: str, use_for: UseFor, limit: int, offset: int = 0) -> Sequence[Canned]:
        """Return those that fit: of that topic before those for every topic, the most used first."""
        ...


class Letters(Protocol):
    """What staff write to askers besides answers."""

    def add(self, letter: Letter) -> Letter:
        """Store a letter and return it with its id."""
        ...

    def save(self, letter: Letter) -> None:
        """Store the changed letter."""
        ...

    def get(self, letter_id: int) -> Letter | None:
        """Return the letter with that id."""
        ...

    def latest(self, enquiry_id: int, use_for: UseFor) -> Letter | None:
        """Return the letter of that kind about that question that was written last of those that were sent."""
        ...

    def unsent(self, enquiry_id: int, author_id: int, use_for: UseFor) -> Letter | None:
        """Return the letter of that kind that this author began last about that question, of those not sent."""
        ...

    def typed_as(self, author_id: int, message_id: int) -> Letter | None:
        """Return the letter whose words this author typed in that message."""
        ...


class Audit(Protocol):
    """The chain of what was done that somebody may have to account for."""

    def append(self, at: datetime, actor_id: int, action: str, subject: str = "", outcome: str = "done") -> None:
        """Add an entry at the end."""
        ...

    def entries(self, after: int, limit: int) -> Sequence[Entry]:
        """Return entries with an id above ``after``, in order."""
        ...

    def count(self, actor_id: int, action: str, since: datetime) -> int:
        """Return how often somebody did that since that moment."""
        ...

    def newest(self, limit: int, offset: int = 0) -> Sequence[Entry]:
        """Return the newest entries first."""
        ...


class Tallies(Protocol):
    """Numbers by month, topic, zone and department."""

    def count(self, tally: Tally, by: int = 1) -> None:
        """Count one more, or ``by``."""
        ...

    def sums(self, since: str, until: str, department: str = "") -> Sequence[Count]:
        """Return the counts of the months from ``since`` to ``until`` (both "2026-11"), of one department or of all."""
        ...


class Ledger(Protocol):
    """What became of the messages that came in."""

    def outcomes(self, since: datetime, until: datetime) -> Mapping[str, int]:
        """Return how many updates ended in that time with each outcome."""
        ...

    def received(self, since: datetime, until: datetime) -> int:
        """Return how many updates came in in that time."""
        ...

    def first_received(self) -> datetime | None:
        """Return when the oldest update came in that is still there."""
        ...

    def open_at(self, at: datetime) -> int:
        """Return how many updates had come in and had not ended at that moment."""
        ...

    def leftovers(self, before: datetime, limit: int) -> Sequence[tuple[int, str, str]]:
        """Return updates that came before that moment and did not end well: id, state, outcome."""
        ...

    def keep_day(self, day: date, counts: Mapping[str, int]) -> None:
        """Store the counts of a day, in the place of those that it had."""
        ...

    def days(self, since: date, until: date) -> Mapping[date, Mapping[str, int]]:
        """Return the stored days from ``since`` to ``until``."""
        ...

    def unowned(self, limit: int) -> Sequence[int]:
        """Return the numbers of open questions without an owner or without a promised day."""
        ...
