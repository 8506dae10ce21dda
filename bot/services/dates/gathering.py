"""Notices about promised days, of which many come at once: while one has not left yet, the next makes it one list.

When the doors open, or after we stood still for days, a person would otherwise get a message for each question. What a
notice is about stands in its subject: the due row that it says ("due:17"), which ends once the message arrived, or the
question where there is no such row ("card:5"). A list's subject keeps them all ("dates:17,c5"), so a restart loses
none; its words are put together only when it leaves, for by then questions may be answered, or more may have come.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import count
from types import MappingProxyType

from bot.domain.access import Role
from bot.domain.contact import Contact
from bot.domain.due import Due
from bot.domain.enquiry import WAITING_FOR_TOWN, Enquiry
from bot.domain.message import Button, Message, Rows, Text, button, text
from bot.domain.narrowing import Filter
from bot.domain.town import Town
from bot.services.clock.digest import GATHERED, due_ids
from bot.services.dates.holders import place_of
from bot.services.ports import Lane, Outgoing, Unit
from bot.services.wording import pairs, titled

KINDS = (Due.ENQUIRY_SOON, Due.ENQUIRY_LATE)
"""The due rows that are said this way; each is to one person, about the days of one question."""

LONGEST_SUBJECT = 2000
"""Characters; PostgreSQL indexes subjects, and takes 2,704 bytes. What does not fit makes another list."""

GATHER_SECONDS = 0.2
"""How long a notice may wait for others: a tick takes several transactions."""

MOST_LINES = 4
"""Questions that a list tells something about, each with a button; of all others it gives the number."""

_CARD, _QUESTION = "card:", "c"

_SAYS_MOST: Mapping[str, int] = MappingProxyType({"dates.woken": 0, "dates.late": 1, "dates.moved": 2})
"""The notices by how much they tell about their question, most first: the whole card, how late it is, the new day."""


class Gathering:
    """Owes staff such notices: one alone as it is, several as one message."""

    def __init__(self, town: Town) -> None:
        self._town = town

    def owe(self, unit: Unit, person: Contact, subject: str, message: Message) -> None:
        """Owe that person this notice; ``subject`` is "due:…" or "card:…".

        Where others wait it grows into a list with them. Several about one question are no list: the one that says most
        stands for them.
        """
        key, waiting = _room(unit, person, subject)
        shown, grown = message, subject
        if waiting is not None:
            shown, grown = _together(unit, waiting, subject, message), _grown(waiting.subject, subject)
        unit.outbox.put(person, shown, lane=Lane.NOTICE, subject=grown, merge_key=key, hold=GATHER_SECONDS)

    def as_it_leaves(self, unit: Unit, person_id: int, subject: str) -> Message | None:
        """Return the list with that subject as it stands now, None for what is none, or is about one question."""
        person = unit.contacts.get(person_id) if subject.startswith(GATHERED) else None
        found = _questions(unit, subject) if person is not None else ()
        if person is None or len(found) <= 1:
            return None
        wait = [one for one in found if _concerns(unit, one, person)]
        wait.sort(key=lambda one: (one.missed_on is None, one.counted_on or date.max, one.number))
        over = [one for one in found if one not in wait]
        if not wait:
            return Message(_numbered("dates.gathered_over", over))
        lines = [self._line(one, subject, person) for one in wait[:MOST_LINES]]
        lines += [_numbered("dates.gathered_rest", wait[MOST_LINES:])] if wait[MOST_LINES:] else []
        lines += [_numbered("dates.gathered_done", over)] if over else []
        key = "dates.gathered_bare" if person.role is Role.ADMINISTRATOR else "dates.gathered"
        return Message(text(key, count=len(wait), lines=tuple(lines)), self._rows(wait, person))

    def _line(self, enquiry: Enquiry, subject: str, person: Contact) -> Text:
        missed, promised = enquiry.missed_on, enquiry.promised_on or enquiry.changed_at
        if person.role is Role.ADMINISTRATOR:
            where = place_of(self._town, enquiry)
            return text("dates.gathered_bare_line", number=enquiry.number, missed=missed or promised, where=where)
        said = {"number": enquiry.number, "title": titled(enquiry), "promised": promised}
        if missed is not None:
            return text("dates.gathered_late", **said, missed=missed)
        # A notice without a due row is of a day that was missed, or of a question that was put off until now.
        woken = f"{_QUESTION}{enquiry.id}" in _parts(subject)
        return text("dates.gathered_woken" if woken else "dates.gathered_soon", **said)

    def _rows(self, wait: Sequence[Enquiry], person: Contact) -> Rows:
        """Return the ways to the first questions and to all; administrators read none."""
        if person.role is Role.ADMINISTRATOR:
            return ()
        shown = [
            button("queue.button", "queue.show", one.id, number=one.number, topic=self._town.short(one.topic))
            for one in wait[:MOST_LINES]
        ]
        return (*pairs(shown), (_all(wait, person),))


def about_one(unit: Unit, subject: str) -> int:
    """Return the id of the question that such a message is about, 0 where that is not exactly one."""
    found = _questions(unit, subject) if subject.startswith(GATHERED) or due_ids(subject) else ()
    return found[0].id if len(found) == 1 else 0


def _all(wait: Sequence[Enquiry], person: Contact) -> Button:
    if person.role is not Role.MANAGER:
        return button("queue.open", "hold.list", 0)
    if any(one.missed_on is not None for one in wait):
        return button("dates.show_late", "queue.only", Filter.LATE.value, 0)
    return button("queue.open", "queue.list", 0)


def _numbered(key: str, questions: Sequence[Enquiry]) -> Text:
    numbers = tuple(text("dates.gathered_number", number=one.number) for one in questions)
    return text(key, count=len(questions), numbers=numbers)


def _concerns(unit: Unit, enquiry: Enquiry, person: Contact) -> bool:
    """Tell whether its asker still waits, and this person may still read what it says."""
    reads = person.role is not Role.STAFF or person.department in unit.assignments.departments(enquiry.id)
    return reads and enquiry.status in WAITING_FOR_TOWN


def _room(unit: Unit, person: Contact, subject: str) -> tuple[str, Outgoing | None]:
    """Return the merge key under which there is room for that subject, and what waits there."""
    keys = (f"{GATHERED}{place}" for place in count())
    found = ((key, unit.outbox.waiting(person.id, key)) for key in keys)
    return next((key, one) for key, one in found if one is None or len(_grown(one.subject, subject)) <= LONGEST_SUBJECT)


def _together(unit: Unit, waiting: Outgoing, subject: str, message: Message) -> Message:
    """Return what stands for both until it leaves; of a list that is no more than how it begins."""
    new = next(_ids(unit, subject), 0)
    if any(one != new for one in _ids(unit, waiting.subject)):
        return Message(text("dates.gathered", count=len(_parts(waiting.subject)) + 1, lines=()))
    return min(message, waiting.message, key=lambda one: _SAYS_MOST.get(one.key, len(_SAYS_MOST)))


def _grown(waiting: str, subject: str) -> str:
    """Return the subject of a message that says both."""
    if waiting == subject:
        return subject
    return GATHERED + ",".join(dict.fromkeys((*_parts(waiting), *_parts(subject))))


def _parts(subject: str) -> tuple[str, ...]:
    """Return what a subject names: the ids of due rows, and those of questions with their letter."""
    if subject.startswith(_CARD):
        return (_QUESTION + subject.removeprefix(_CARD),)
    if subject.startswith(GATHERED):
        return tuple(subject.removeprefix(GATHERED).split(","))
    return tuple(str(due_id) for due_id in due_ids(subject))


def _ids(unit: Unit, subject: str) -> Iterator[int]:
    """Yield the id of the question of each part, looked up one by one."""
    for part in _parts(subject):
        if part.startswith(_QUESTION):
            yield int(part.removeprefix(_QUESTION))
        elif (due := unit.dues.get(int(part))) is not None and due.what in KINDS:
            yield due.subject_id


def _questions(unit: Unit, subject: str) -> tuple[Enquiry, ...]:
    found = (unit.enquiries.get(enquiry_id) for enquiry_id in dict.fromkeys(_ids(unit, subject)))
    return tuple(one for one in found if one is not None)
