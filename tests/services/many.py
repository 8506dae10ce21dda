"""The clock's work and messages to many on a database in memory: occasions made for tests, and a postman."""

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

from bot.content import load_town, packaged_content
from bot.domain.access import Role
from bot.domain.contact import Contact, Matter, Proactive, Welcome
from bot.domain.due import Cast, Due, DueRow, DueState
from bot.domain.message import Message, Text, text
from bot.i18n import Catalogues
from bot.services.clock.casting import Casting
from bot.services.clock.clockwork import Clockwork
from bot.services.clock.occasions import Concerned
from bot.services.dates.gathering import Gathering
from bot.services.deliveries import Deliveries
from bot.services.door import Door
from bot.services.enquiries.answer_screens import AnswerScreens
from bot.services.enquiries.notices import Notices
from bot.services.enquiries.posting import Posting
from bot.services.enquiries.queue_screens import QueueScreens
from bot.services.enquiries.screens import EnquiryScreens
from bot.services.handing.telling import Telling
from bot.services.learning.guide import Guide
from bot.services.learning.reasons import Reasons
from bot.services.ports import Delivery, Outgoing, State, Unit
from bot.services.visit import Reply, Visit
from bot.storage.ballast import Ballast
from bot.storage.migrations import TOKENS, migrations, statements
from bot.storage.session import commit_together
from bot.storage.sqlite_session import SqliteSession
from bot.storage.unit import StorageUnit
from tests.screen_rules import broken_rules

T = TypeVar("T")

MANAGER = 2001
TOWN = load_town(packaged_content())
CATALOGUES = Catalogues(packaged_content() / "locales", TOWN.zone)
SCREENS = QueueScreens(TOWN, Reasons(TOWN, Guide(TOWN)))
POSTING = Posting(EnquiryScreens(TOWN), AnswerScreens(TOWN, SCREENS))
TUESDAY = datetime(2026, 11, 24, 9, 12, tzinfo=UTC)


@dataclass
class FakeOccasion:
    """Says its version to whoever stands in ``whom`` (each with why), as long as nothing is against it."""

    what: Due = Due.DECISION
    matter: Matter | None = Matter.DECISION
    whom: dict[int, str] = field(default_factory=dict)
    version: int = 1
    is_helpful: bool = True
    is_urgent: bool = False
    breaks: bool = False
    has_no_title: bool = False
    begun_with: list[Cast] = field(default_factory=list)

    def people(self, unit: Unit, subject_id: int, version: int) -> Sequence[Concerned]:
        del subject_id, version
        found = [(unit.contacts.get(person), why) for person, why in self.whom.items()]
        return [Concerned(person, why) for person, why in found if person is not None]

    def message(self, unit: Unit, due: DueRow, person: Contact) -> Message | None:
        del unit
        if self.breaks and due.id:
            raise ZeroDivisionError
        said = text("decision.said", subject=due.subject_id, why=due.why, person=person.name)
        return Message(said) if due.version == self.version else None

    def title(self, unit: Unit, due: DueRow) -> Text:
        del unit
        if self.has_no_title:
            raise ZeroDivisionError
        return text("cast.name", name=f"{self.what} {due.subject_id}")

    def helps(self, unit: Unit, due: DueRow) -> bool:
        del unit, due
        return self.is_helpful

    def urgent(self, unit: Unit, due: DueRow) -> bool:
        del unit, due
        return self.is_urgent

    def begun(self, unit: Unit, cast: Cast) -> None:
        del unit
        if self.breaks:
            raise ZeroDivisionError
        self.begun_with.append(cast)


class House:
    """The rooms under test with their database; the postman delivers when he is told to."""

    def __init__(self, *occasions: FakeOccasion) -> None:
        self.now = TUESDAY
        self.told = FakeOccasion()
        self.week = FakeOccasion(Due.MEETING_WEEK, Matter.MEETING)
        self.own = FakeOccasion(Due.INTERVIEW_LATER, None)
        known = {one.what: one for one in (*occasions, self.told, self.week, self.own)}
        self.casting = Casting(TOWN, known)
        self.clockwork = Clockwork(TOWN, known, self.casting)
        self.deliveries = Deliveries(
            Notices(SCREENS), POSTING, Telling(TOWN, SCREENS), self.casting.progress, Gathering(TOWN)
        )
        self.owed: list[Outgoing] = []
        self.messages = count(1)
        self._connection = sqlite3.connect(":memory:", isolation_level=None)
        for migration in migrations():
            sql = migration.sql
            for token, meaning in TOKENS["sqlite"].items():
                sql = sql.replace(token, meaning)
            for statement in statements(sql):
                self._connection.execute(statement)
        self._session = SqliteSession(Ballast(Path("none"), 0), self._connection)
        self.person(MANAGER, name="Amira")
        self.unit(lambda unit: unit.staff.appoint(MANAGER, Role.MANAGER, "", unit.now))

    def close(self) -> None:
        self._connection.close()

    def unit(self, work: Callable[[Unit], T]) -> T:
        """Return what the work returns, in one transaction; what it owes waits for the postman."""
        held: list[StorageUnit] = []

        def whole(transaction: Any) -> T:  # noqa: ANN401 - the session itself
            held.append(StorageUnit(transaction, self.now))
            return work(held[-1])

        (outcome,) = commit_together(self._session, [whole])
        if outcome.error is not None:
            raise outcome.error
        fresh = {row.id: row for row in (*self.owed, *held[-1].fresh)}
        self.owed = list(fresh.values())
        result: T = outcome.result
        return result

    def person(self, number: int, **more: Any) -> Contact:  # noqa: ANN401 - any field
        """Store somebody who wants to hear everything."""
        known = Contact(number, f"Person {number}", "nl", TUESDAY, welcome=Welcome.DONE, proactive=Proactive.ALL)
        known = replace(known, **more)
        self.unit(lambda unit: unit.contacts.save(known))
        return known

    def comes_back(self, person: int) -> None:
        """Let somebody who was out of reach write again."""
        self.unit(lambda unit: Door(TOWN).recognise(unit, Visit(1, person, f"Person {person}")))

    def people(self, *numbers: int, why: str = "zone") -> None:
        """Let the decision and the meeting concern these."""
        for number in numbers:
            self.person(number)
        self.told.whom = self.week.whom = dict.fromkeys(numbers, why)

    def plans(self, what: Due, person: int, at: datetime | None = None, **more: Any) -> DueRow:  # noqa: ANN401 - any field
        """Plan one row and return it."""
        matter = {Due.DECISION: Matter.DECISION, Due.MEETING_WEEK: Matter.MEETING}.get(what)
        row = DueRow(0, what, more.pop("subject_id", 7), more.pop("version", 1), person, at or self.now, matter, **more)
        assert self.unit(lambda unit: unit.dues.plan([row])) == 1
        found = self.unit(lambda unit: unit.dues.find(what, row.subject_id, row.version, person))
        assert found is not None
        return found

    def ticks(self) -> int:
        """Let the clock do everything that is due, and return how much that was."""
        total = 0
        while done := self.unit(self.clockwork.tick):
            total += done
            assert total < 20_000, "the clock never comes to rest"
        return total

    def passes(self, **time: float) -> None:
        self.now += timedelta(**time)

    def delivers(self, *, blocked: Sequence[int] = (), state: State = State.DELIVERED) -> list[Outgoing]:
        """Let everything that is owed leave and arrive, also what follows from it; return it as it left."""
        left: list[Outgoing] = []
        while self.owed:
            row = self.owed.pop(0)
            number = row.id
            leaving = self.unit(lambda unit: self.deliveries.claim(unit, number)) if row.merge_key else row  # noqa: B023 - run at once
            assert leaving is not None
            self._check(leaving)
            left.append(leaving)
            ends = State.BLOCKED if row.chat_id in blocked else state
            message_id = row.edits or next(self.messages)
            delivery = Delivery(row.id, row.chat_id, ends, message_id, "", row.subject, self.now)
            self.unit(lambda unit: self.deliveries.record(unit, [delivery]))  # noqa: B023 - run at once
        return left

    def acts(self, use_case: Callable[..., Reply], *values: object, actor: int = MANAGER) -> Reply:
        """Run a use case as the door does, and owe its screen."""

        def act(unit: Unit) -> Reply:
            person = unit.contacts.get(actor)
            assert person is not None
            reply = use_case(unit, person, *values)
            if reply.screen is not None:
                edits = 0 if reply.fresh else 500 + actor
                unit.outbox.put(person, reply.screen, edits=edits, subject=reply.subject, merge_key=reply.merge_key)
            return reply

        return self.unit(act)

    def state(self, row: DueRow) -> DueState:
        """Return how it stands with that row."""
        found = self.unit(lambda unit: unit.dues.get(row.id))
        assert found is not None
        return found.state

    def row(self, row: DueRow) -> DueRow:
        found = self.unit(lambda unit: unit.dues.get(row.id))
        assert found is not None
        return found

    def totals(self, cast_id: int = 1) -> dict[DueState, int]:
        return dict(self.unit(lambda unit: unit.dues.totals(cast_id)))

    @staticmethod
    def _check(row: Outgoing) -> None:
        if row.message.key != "decision.said":
            broken = list(broken_rules(row.message, CATALOGUES, TOWN.languages))
            assert not broken, broken
            for language in TOWN.languages:
                CATALOGUES.render(row.message.text, language)


def buttons(message: Message | None) -> list[str]:
    """Return the actions that the message offers."""
    return [one.action for row in message.rows for one in row] if message is not None else []
