"""A town with a manager, an administrator and two colleagues of one department, and a clock to turn."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

from bot.content import load_town, packaged_content
from bot.domain.access import Role
from bot.domain.assignment import Assignment
from bot.domain.contact import Contact, Welcome
from bot.domain.due import Due, DueRow
from bot.domain.enquiry import Enquiry, Status, Step
from bot.domain.message import Message
from bot.i18n import Catalogues
from bot.services.dates.promises import Promises
from bot.services.enquiries.moves import Moves
from bot.services.enquiries.promising import Promising
from bot.storage.unit import StorageUnit
from tests.screen_rules import broken_rules
from tests.storage.memory import Memory

T = TypeVar("T")

TOWN = load_town(packaged_content())
CATALOGUES = Catalogues(packaged_content() / "locales", TOWN.zone)
NOW = datetime(2026, 11, 24, 9, 12, tzinfo=UTC)
"""A Tuesday; the town hall is open."""

SOFIE = Contact(1001, "Sofie Claes", "nl", NOW, welcome=Welcome.DONE)
AMIRA = Contact(2001, "Amira Haddad", "nl", NOW, role=Role.MANAGER)
JORIS = Contact(3001, "Joris Maes", "nl", NOW, role=Role.STAFF, department="mobiliteit")
LIEN = Contact(3002, "Lien Aerts", "fr", NOW, role=Role.STAFF, department="mobiliteit")
BART = Contact(4001, "Bart Pauwels", "nl", NOW, role=Role.ADMINISTRATOR)
STAFF = (AMIRA, JORIS, LIEN, BART)


class Hall:
    """The database of that town, and what was said in it."""

    def __init__(self) -> None:
        self.memory = Memory()
        self.now = NOW
        self.moves = Moves((Promises(TOWN),), Promising(TOWN))
        self.said: list[tuple[int, Message]] = []

        def store(unit: StorageUnit) -> None:
            for person in (SOFIE, *STAFF):
                unit.contacts.save(person)
            for person in STAFF:
                unit.staff.appoint(person.id, person.role, person.department, NOW)

        self.do(store)

    def do(self, use: Callable[[StorageUnit], T]) -> T:
        """Return what the use gives at this moment, and keep what it said, each screen checked."""

        def within(unit: StorageUnit) -> T:
            result = use(unit)
            self.said += [(one.chat_id, one.message) for one in unit.fresh]
            return result

        result = self.memory.within(within, self.now)
        assert not [line for _, one in self.said for line in broken_rules(one, CATALOGUES, TOWN.languages)]
        return result

    def heard(self) -> list[tuple[int, str]]:
        """Return who was told what since the last look, as ids and keys."""
        heard = [(person_id, message.key) for person_id, message in self.said]
        self.said.clear()
        return heard

    def asked(self, topic: str = "parkeren", asker: Contact = SOFIE) -> Enquiry:
        """Return a question that was just sent, with its owner and promised day."""

        def send(unit: StorageUnit) -> Enquiry:
            draft = unit.enquiries.add(Enquiry(0, asker.id, Status.DRAFT, "nl", "mag dat?", self.now, self.now))
            sent = replace(
                draft.after(Step.SUBMIT, self.now),
                number=unit.enquiries.next_number(),
                topic=topic,
                department=TOWN.topics[topic].department,
                owner_id=AMIRA.id,
                asked_at=self.now,
            ).promising(TOWN.promised(topic, self.now))
            return self.moves.keep(unit, draft, sent, Step.SUBMIT, asker.id)

        return self.do(send)

    def takes(self, enquiry: Enquiry, step: Step, by: Contact = AMIRA) -> Enquiry:
        """Return the question after that step, as it is stored now."""
        return self.do(lambda unit: self.moves.move(unit, self._stored(unit, enquiry), step, by.id))

    def given(self, enquiry: Enquiry, to: Contact | None = None) -> Enquiry:
        """Return the question as offered to the department, or as taken by a colleague of it."""

        def give(unit: StorageUnit) -> Enquiry:
            held = unit.assignments.add(
                Assignment(0, enquiry.id, "mobiliteit", AMIRA.id, self.now, self.now + timedelta(days=1))
            )
            assert held is not None
            current = replace(self._stored(unit, enquiry).after(Step.OFFER, self.now), department="mobiliteit")
            current = self.moves.keep(unit, enquiry, current, Step.OFFER, AMIRA.id)
            if to is None:
                return current
            unit.assignments.save(held.accepted(to.id))
            taken = current.after(Step.ACCEPT, self.now).owned(to.id)
            return self.moves.keep(unit, current, taken, Step.ACCEPT, to.id)

        return self.do(give)

    def stored(self, enquiry: Enquiry) -> Enquiry:
        """Return the question as it is stored now."""
        return self.do(lambda unit: self._stored(unit, enquiry))

    def rows(self, what: Due, enquiry: Enquiry | None = None) -> list[DueRow]:
        """Return the rows of that kind that wait."""
        found = self.do(lambda unit: list(unit.dues.planned(99)))
        return [row for row in found if row.what is what and (enquiry is None or row.subject_id == enquiry.id)]

    @staticmethod
    def _stored(unit: StorageUnit, enquiry: Enquiry) -> Enquiry:
        found = unit.enquiries.get(enquiry.id)
        assert found is not None
        return found


def local(day: date, hour: int, minute: int = 0) -> datetime:
    """Return that wall time in the town as a moment."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=TOWN.zone).astimezone(UTC)
