"""A town in which everybody has a question of their own, at a department or not, to try every act of every role on."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from bot.domain.access import Belongs, Role
from bot.domain.assignment import Assignment, Held
from bot.domain.contact import Contact, Expectation, Welcome
from bot.domain.enquiry import Answer, Author, Enquiry, Part, Status
from bot.domain.errors import Refused
from bot.services.guard import Gate, Thing, UseCase
from bot.services.ports import Incoming, Unit
from bot.services.visit import Visit
from tests.services.town_hall import DESK, MANAGER, TOWN, TownHall

HERE, THERE = list(TOWN.departments)[:2]
NOTHING_THERE = 4_000_000
PEOPLE: Mapping[str, tuple[int, Role, str]] = {
    "asker": (1001, Role.ASKER, ""),
    "staff": (3001, Role.STAFF, HERE),
    "staff without department": (3009, Role.STAFF, ""),
    "manager": (MANAGER, Role.MANAGER, ""),
    "administrator": (4001, Role.ADMINISTRATOR, ""),
}
STRANGER = 1999
KEPT_APART = {"inbox", "audit", "outbox", "counters", "sqlite_sequence"}
"""What a refusal may change: the update ends, it is audited, and the person is told."""


class Everything:
    """One town hall with one of everything for everybody; nothing that is tried on it stays."""

    def __init__(self) -> None:
        self.hall = TownHall()
        self.of: dict[str, dict[Thing, dict[str, int]]] = {}
        self.belongs: dict[tuple[Thing, int], Belongs] = {}
        self._tables = [row["name"] for row in self.hall.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
        self._updates = 10_000
        self.told = ""
        self.hall.unit(self._settle)

    def close(self) -> None:
        self.hall.close()

    def tries(
        self, who: str, gate: Gate, use_case: UseCase, *values: object, expects: Expectation | None = None
    ) -> tuple[str, bool]:
        """Return as what the act ended, and whether anything changed besides what a refusal changes; then undo it."""
        person, _, _ = PEOPLE[who]
        self._updates += 1
        visit = Visit(self._updates, person, f"Person {person}")
        ended: list[tuple[str, bool]] = []

        def work(unit: Unit) -> None:
            known = unit.contacts.get(person)
            assert known is not None
            unit.contacts.save(known.expecting(expects))
            before = self._state()
            unit.inbox.store([Incoming(visit.update_id, person, "{}")], unit.now)
            self._act(unit, visit, gate, use_case, *values)
            (row,) = self.hall.rows(f"SELECT outcome FROM inbox WHERE update_id = {visit.update_id}")
            after = self._state()
            if expects is not None:  # that we do not ask any more is no change of what is somebody's
                before.pop("contacts"), after.pop("contacts")
            ended.append((str(row["outcome"]), before != after))
            self.told = str(self.hall.rows(f"SELECT * FROM outbox WHERE chat_id = {person}"))
            raise Undone

        with suppress(Undone):
            self.hall.unit(work)
        return ended[0]

    def _act(self, unit: Unit, visit: Visit, gate: Gate, use_case: UseCase, *values: object) -> None:
        connection = self.hall._connection
        connection.execute("SAVEPOINT act")
        try:
            DESK.door.enter(unit, visit, gate, use_case, *values)
        except Refused as refused:
            connection.execute("ROLLBACK TO act")
            DESK.door.refuse(unit, visit, refused, use_case.__qualname__)
        connection.execute("RELEASE act")

    def audited(self) -> int:
        (row,) = self.hall.rows("SELECT COUNT(*) AS count FROM audit")
        return int(row["count"])

    def _state(self) -> dict[str, Sequence[Mapping[str, Any]]]:
        tables = [name for name in self._tables if name not in KEPT_APART]
        return {name: self.hall.rows(f"SELECT * FROM {name}") for name in tables}

    def _settle(self, unit: Unit) -> None:
        for person, role, department in (*PEOPLE.values(), (STRANGER, Role.ASKER, "")):
            unit.contacts.save(Contact(person, f"Person {person}", "nl", unit.now, welcome=Welcome.DONE))
            if role is not Role.ASKER:
                unit.staff.appoint(person, role, department, unit.now)
        for who, (person, _, _) in PEOPLE.items():
            self.of[who] = {thing: {} for thing in Thing}
            self._put(unit, who, "own", person, None)
            self._put(unit, who, "nobody's", STRANGER, None)
            self._put(unit, who, "here", STRANGER, HERE)
            self._put(unit, who, "there", STRANGER, THERE)
            for thing in Thing:
                self.of[who][thing]["not there"] = NOTHING_THERE

    def _put(self, unit: Unit, who: str, whose: str, asker: int, department: str | None) -> None:
        enquiry = unit.enquiries.add(
            Enquiry(
                0,
                asker,
                Status.ACCEPTED if department else Status.NEW,
                "nl",
                f"van merk{asker}x{department}x",
                unit.now,
                unit.now,
                number=unit.enquiries.next_number(),
                topic=next(iter(TOWN.topics)),
                owner_id=MANAGER,
                asked_at=unit.now,
                promised_on=unit.now.date(),
            )
        )
        mark = f"merk{asker}x{department}x"
        part = Part(enquiry.id, Author.ASKER, asker, f"mag dat {mark}", unit.now, message_id=enquiry.id)
        unit.enquiries.add_part(part)
        answer = unit.enquiries.add_answer(Answer(0, enquiry.id, MANAGER, f"ja {mark}", unit.now, sent_at=unit.now))
        belongs = Belongs(asker, frozenset({department} if department else ()))
        self._note(who, whose, Thing.ENQUIRY, enquiry.id, belongs)
        self._note(who, whose, Thing.ANSWER, answer.id, belongs)
        if department:
            given = Assignment(0, enquiry.id, department, MANAGER, unit.now, unit.now)
            kept = unit.assignments.add(replace(given, state=Held.ACCEPTED, person_id=PEOPLE["staff"][0]))
            assert kept is not None
            self._note(who, whose, Thing.ASSIGNMENT, kept.id, Belongs(departments=frozenset({department})))

    def _note(self, who: str, whose: str, thing: Thing, number: int, belongs: Belongs) -> None:
        self.of[who][thing][whose] = number
        self.belongs[thing, number] = belongs


class Undone(Exception):  # noqa: N818 - it is no error
    """What was tried is undone."""
