"""What can come due, each an ``Occasion``: whom it concerns and why, what it says, and whether it still helps."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.domain.contact import Contact, Matter
from bot.domain.due import Cast, Due, DueRow
from bot.domain.message import Message, Text
from bot.services.ports import Unit


@dataclass(frozen=True, slots=True)
class Concerned:
    """Somebody whom an occasion concerns; ``why`` is a word that the occasion's own texts know ("asked", "zone")."""

    person: Contact
    why: str = ""


class Gathers(Protocol):
    """Says rows of some kinds that often come many at once: while one has not left, the next joins it."""

    def owe(self, unit: Unit, person: Contact, subject: str, message: Message) -> None:
        """Owe the person this; ``subject`` names the due row, and has to come back among ``due_ids``."""
        ...


class Chore(Protocol):
    """One kind of thing that is done at its moment, rather than said; what it leads to says itself.

    Whether it is still to be done is asked there and then: a question that was answered meanwhile expires no more.
    """

    what: Due

    def do(self, unit: Unit, due: DueRow) -> None:
        """Do it, or nothing when it is no use any more."""
        ...

    def title(self, unit: Unit, due: DueRow) -> Text:
        """Return one line that names it, in the list of what is planned."""
        ...


class Occasion(Protocol):
    """One kind of thing that is said at its moment, to one person or to many.

    ``matter`` is the switch that it heeds (None: none). Everything is asked anew right before a message leaves, so a
    meeting that moved, or somebody who answered meanwhile, makes an old row say nothing.
    """

    what: Due
    matter: Matter | None

    def people(self, unit: Unit, subject_id: int, version: int) -> Sequence[Concerned]:
        """Return everybody whom it concerns at this moment, each once."""
        ...

    def message(self, unit: Unit, due: DueRow, person: Contact) -> Message | None:
        """Return what this person is told, None when there is nothing to tell (any more)."""
        ...

    def title(self, unit: Unit, due: DueRow) -> Text:
        """Return one line that names it, in a digest and in the list of what is planned."""
        ...

    def helps(self, unit: Unit, due: DueRow) -> bool:
        """Tell whether it is still worth saying at this moment, when it comes later than planned."""
        ...

    def urgent(self, unit: Unit, due: DueRow) -> bool:
        """Tell whether it may come besides the one message a day, and in quiet hours (a meeting of today moved)."""
        ...

    def begun(self, unit: Unit, cast: Cast) -> None:
        """Take note that a message to many of this kind begins to leave now."""
        ...
