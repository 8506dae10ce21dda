"""A town with two departments, three colleagues and a question, on a database in memory."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import TypeVar

from bot.app import build_catalogues
from bot.content import load_town, packaged_content
from bot.domain.access import Role
from bot.domain.assignment import Assignment
from bot.domain.contact import Contact
from bot.domain.enquiry import Author, Enquiry, Part, Status
from bot.domain.message import Message
from bot.services.desk import build_desk
from bot.services.visit import Reply, Said
from bot.storage.session import commit_together
from bot.storage.unit import StorageUnit
from tests.storage.examples import NOW
from tests.storage.memory import Memory

T = TypeVar("T")

TOWN = load_town(packaged_content())
DESK = build_desk(TOWN, build_catalogues(packaged_content(), TOWN))
DOMAIN, TRAFFIC = "openbaar_domein", "mobiliteit"
SOFIE = Contact(1001, "Sofie Claes", "nl", NOW)
AMIRA = Contact(2001, "Amira Haddad", "nl", NOW, role=Role.MANAGER)
KARIM = Contact(3001, "Karim Aziz", "nl", NOW, role=Role.STAFF, department=DOMAIN)
LENA = Contact(3002, "Lena Peeters", "fr", NOW, role=Role.STAFF, department=DOMAIN)
WOUT = Contact(3003, "Wout Maes", "nl", NOW, role=Role.STAFF, department=TRAFFIC)
STAFF = (AMIRA, KARIM, LENA, WOUT)
COLLEAGUES = (KARIM, LENA, WOUT)


class House:
    """The use cases on one question, and a clock."""

    def __init__(self) -> None:
        self.memory = Memory()
        self.now = NOW
        self._messages = count(1)
        self.enquiry_id = self.within(self._begin)

    def close(self) -> None:
        """Forget everything."""
        self.memory.close()

    def within(self, use: Callable[[StorageUnit], T]) -> T:
        """Return what the use returns, in one transaction at this house's moment; raise what it raised."""
        (outcome,) = commit_together(self.memory._session, [lambda tx: use(StorageUnit(tx, self.now))])
        if outcome.error is not None:
            raise outcome.error
        result: T = outcome.result
        return result

    def does(self, person: Contact, use_case: Callable[..., Reply], *values: object) -> Reply:
        """Let somebody do something, as they are known at this moment."""

        def act(unit: StorageUnit) -> Reply:
            actor = unit.contacts.get(person.id)
            assert actor is not None
            return use_case(unit, actor, *values)

        return self.within(act)

    def types(self, person: Contact, take: Callable[..., Reply], words: str, subject: int, about: str = "") -> Reply:
        """Let somebody type what was asked for."""
        return self.does(person, take, Said(words, next(self._messages), about=about), subject)

    def passes(self, **time: float) -> None:
        """Let time pass, and the clock do what is due."""
        self.now += timedelta(**time)
        while self.within(DESK.clockwork.tick):
            pass

    def enquiry(self) -> Enquiry:
        """Return the question as it is now."""
        found = self.within(lambda unit: unit.enquiries.get(self.enquiry_id))
        assert found is not None
        return found

    def given(self) -> list[Assignment]:
        """Return its assignments."""
        return self.within(lambda unit: list(unit.assignments.of_enquiry(self.enquiry_id)))

    def owed(self, person: Contact) -> list[tuple[int, Message]]:
        """Return what that person is owed, and in the place of which message."""
        pending = self.within(lambda unit: unit.outbox.pending(0, 1000))
        return [(row.edits, row.message) for row in pending if row.chat_id == person.id]

    @staticmethod
    def _begin(unit: StorageUnit) -> int:
        unit.contacts.save(SOFIE)
        for one in STAFF:
            unit.contacts.save(one)
            unit.staff.appoint(one.id, one.role, one.department, NOW)
        new = Enquiry(0, SOFIE.id, Status.NEW, "nl", "terras", NOW, NOW, number=unit.enquiries.next_number())
        stored = unit.enquiries.add(
            replace(new, topic="terras", department=DOMAIN, owner_id=AMIRA.id, asked_at=NOW).promising(
                TOWN.promised("terras", NOW)
            )
        )
        unit.enquiries.add_part(Part(stored.id, Author.ASKER, SOFIE.id, "mag mijn terras?", NOW, message_id=1))
        return stored.id
