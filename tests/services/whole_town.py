"""A town hall with several askers, two departments of two colleagues and two managers, and what each may see."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.domain.access import Permission, Role
from bot.domain.assignment import LIVE, READABLE
from bot.domain.contact import Contact, Welcome
from bot.domain.enquiry import OPEN
from bot.services.guard import Gate, UseCase
from bot.services.ledger.kinds import Ended, ended_as
from bot.services.ports import Outgoing, Unit
from bot.services.visit import Said
from tests.services.town_hall import CATALOGUES, DESK, MANAGER, TOWN, TownHall

ASKERS = (1001, 1002, 1003, 1004)
HERE, THERE = list(TOWN.departments)[:2]
COLLEAGUES = {3001: HERE, 3002: HERE, 3003: THERE, 3004: THERE}
MANAGERS = (MANAGER, 2002)
ADMINISTRATOR = 4001
ROLES: Mapping[int, tuple[Role, str]] = {
    **{person: (Role.STAFF, department) for person, department in COLLEAGUES.items()},
    **dict.fromkeys(MANAGERS, (Role.MANAGER, "")),
    ADMINISTRATOR: (Role.ADMINISTRATOR, ""),
}
EVERYBODY = (*ASKERS, *ROLES)

COMMANDS: Sequence[tuple[Permission, UseCase]] = (
    (Permission.WORK_QUEUE, DESK.queue.list),
    (Permission.WORK_AT_ALL, DESK.work_list.list),
    (Permission.FOLLOW_OWN, DESK.following.list),
    (Permission.OVERSEE, DESK.overview.show),
    (Permission.RUN_TEAM, DESK.team.roster.show),
    (Permission.RUN_TEAM, DESK.journal.list),
    (Permission.BE_AWAY, DESK.team.leaving.ask),
    (Permission.BE_AWAY, DESK.team.absence.show),
    (Permission.ASK, DESK.asking.ask_for_question),
    (Permission.BE_GREETED, DESK.settings.show),
)
"""Commands from which whatever else there is can be reached."""

MARK = re.compile(r"q(\d+)x(\d+)q")
"""What every message of an asker bears: who wrote it, and which one it is."""

INSIDE = re.compile(r"n(\d+)x(\d+)n")
"""What every message of somebody of the town bears."""


def named(person: int) -> str:
    """Return a name that is nowhere else in a text."""
    return f"Naam{person}z"


class WholeTown(TownHall):
    """Everybody in one hall, with what was written by whom, and for whom."""

    def __init__(self) -> None:
        super().__init__()
        self._written = 0
        self.kept: dict[str, int] = {}
        self.inside: set[str] = set()
        self.ended: set[int] = set()
        self._readable: set[tuple[int, str]] = set()
        self._readable_before: set[tuple[int, str]] = set()
        self._read = dict.fromkeys(EVERYBODY, 0)
        self.unit(self._fill)

    def writes(self, person: int, words: str, *, reply_to: int = 0) -> str:
        """Let somebody write words that are known again, and return as what they ended."""
        mark = self.mark(person)
        self.says(person, f"{mark} {words}", reply_to=reply_to)
        outcome = str(self.rows("SELECT outcome FROM inbox ORDER BY update_id DESC LIMIT 1")[0]["outcome"])
        ended = ended_as(outcome)
        if person in ASKERS and ended in {Ended.QUESTION, Ended.ADDITION}:
            said = self.rows(f"SELECT enquiry_id FROM enquiry_parts WHERE text LIKE '%{mark}%'")
            assert said, f"what somebody wrote is lost: {outcome}"
        # What a department advises may become a part of the answer, when the manager puts it there.
        if ended is Ended.NOTE and not self.rows(f"SELECT 1 FROM assignments WHERE advice LIKE '%{mark}%'"):
            self.inside.add(mark)
        return outcome

    def mark(self, person: int) -> str:
        """Return a new mark of that person."""
        self._written += 1
        return f"q{person}x{self._written}q" if person in ASKERS else f"n{person}x{self._written}n"

    def tap_the_newest(self, person: int, which: int, pattern: str = "") -> bool:
        """Let somebody tap the newest button of one of the kinds that they were shown; tell whether there was one."""
        chat = self.chats.get(person)
        newest = {data.split("|")[1]: (message_id, data) for message_id, data in chat.buttons} if chat else {}
        actions = [action for action in sorted(newest) if re.match(pattern, action)]
        if actions:
            self.taps(person, *newest[actions[which % len(actions)]])
        return bool(actions)

    def commands(self, person: int, which: int) -> None:
        """Let somebody type a command; most of them are not for everybody."""
        permission, use_case = COMMANDS[which % len(COMMANDS)]
        self.acts(person, Gate(permission), use_case)

    def finds(self, person: int, words: str) -> None:
        """Let somebody of the town look for questions."""
        self.acts(person, Gate(Permission.WORK_AT_ALL), DESK.search.find, Said(words, 0))

    def offers(self, manager: int, which: int) -> None:
        """Let a manager give a question to a department in which somebody works."""
        self.tap_the_newest(manager, which, r"queue\.show|hand\.choose")
        self.tap_the_newest(manager, 0, r"hand\.choose")
        wanted = [one for one in self.chats[manager].buttons if re.search(rf"hand\..*({HERE}|{THERE})$", one[1])]
        if wanted:
            self.taps(manager, *wanted[-1 - which % min(2, len(wanted))])
            self.tap_the_newest(manager, 0, r"hand\.offer")

    def staffed(self) -> None:
        """Let everybody of the town who left have their role again."""

        def appoint(unit: Unit) -> None:
            for person, (role, department) in ROLES.items():
                if unit.staff.member(person) is None:
                    unit.staff.appoint(person, role, department, unit.now)

        self.unit(appoint)

    # What must hold, whatever they do

    def check(self) -> None:
        """Raise ``AssertionError`` where something is not as it must be."""
        self._look_who_may_read()
        wrong = (self._without_owner(), self._assignments_that_came_back(), self._lost(), self._seen_by_others())
        for one in wrong:
            found = [*one]
            assert not found, found
        outcomes = [row["outcome"] for row in self.rows("SELECT DISTINCT outcome FROM inbox")]
        assert [one for one in outcomes if ended_as(one) in {None, Ended.WORDS}] == []
        assert self.rows("SELECT * FROM inbox WHERE state <> 'handled'") == []

    def _without_owner(self) -> Iterator[str]:
        works = {row["person_id"] for row in self.rows("SELECT person_id FROM staff WHERE revoked_at IS NULL")}
        for row in self.rows("SELECT id, status, owner_id, promised_on FROM enquiries"):
            if row["status"] in OPEN and (row["owner_id"] not in works or row["promised_on"] is None):
                yield f"{row['id']} is {row['status']}, owner {row['owner_id']}, by {row['promised_on']}"

    def _assignments_that_came_back(self) -> Iterator[str]:
        sql = "SELECT a.id, a.state, a.ended_at, e.status FROM assignments a JOIN enquiries e ON e.id = a.enquiry_id"
        for row in self.rows(sql):
            live = row["state"] in LIVE
            if live and (row["id"] in self.ended or row["ended_at"] is not None):
                yield f"{row['id']} is {row['state']} though it ended"
            if live and row["status"] not in OPEN:
                yield f"{row['id']} is {row['state']} though its question is {row['status']}"
            if not live:
                self.ended.add(row["id"])

    def _lost(self) -> Iterator[str]:
        """Yield what was in a question that was sent, and is nowhere any more."""
        sql = """SELECT p.text, p.enquiry_id FROM enquiry_parts p JOIN enquiries e ON e.id = p.enquiry_id
        WHERE e.number > 0 AND p.author = 'asker'"""
        found = {mark.group(): row["enquiry_id"] for row in self.rows(sql) for mark in MARK.finditer(row["text"])}
        yield from sorted(self.kept.keys() - found.keys())
        self.kept |= found

    def _seen_by_others(self) -> Iterator[str]:
        for person, chat in self.chats.items():
            fresh = chat.got[self._read.get(person, 0) :]
            self._read[person] = len(chat.got)
            for _, row in fresh:
                yield from (f"{person} sees {what} in {row.message.key}" for what in self._not_theirs(person, row))

    def _not_theirs(self, person: int, row: Outgoing) -> Iterator[str]:
        words = CATALOGUES.render(row.message.text, "nl")
        file = row.message.attachment
        if file is not None and file.content:
            words += file.content
        role, departments = self._role(person)
        for mark in MARK.finditer(words):
            author = int(mark.group(1))
            if not self._may_read(person, role, departments, author, mark.group()):
                yield f"the words {mark.group()}"
        if role is Role.ASKER:
            yield from (f"the note {mark.group()}" for mark in INSIDE.finditer(words) if mark.group() in self.inside)
            yield from (f"the name of {one}" for one in ASKERS if one != person and named(one) in words)

    def _may_read(self, person: int, role: Role, department: str, author: int, mark: str) -> bool:
        if author == person or role is Role.MANAGER:
            return True
        if role is not Role.STAFF or not department:
            return False
        found = self.rows(f"SELECT enquiry_id FROM enquiry_parts WHERE text LIKE '%{mark}%'")
        readable = self._readable | self._readable_before
        return any((row["enquiry_id"], department) in readable for row in found)

    def _look_who_may_read(self) -> None:
        # In one step of hours much happens: whoever could read it when it was said may have lost it since.
        self._readable_before, rows = self._readable, self.rows("SELECT enquiry_id, department, state FROM assignments")
        self._readable = {(row["enquiry_id"], row["department"]) for row in rows if row["state"] in READABLE}

    def _role(self, person: int) -> tuple[Role, str]:
        rows = self.rows(f"SELECT role, department FROM staff WHERE person_id = {person} AND revoked_at IS NULL")
        return (Role(rows[0]["role"]), rows[0]["department"]) if rows else (Role.ASKER, "")

    def _fill(self, unit: Unit) -> None:
        for person in EVERYBODY:
            name = named(person) if person in ASKERS else f"Collega {person}"
            unit.contacts.save(Contact(person, name, "nl", unit.now, welcome=Welcome.DONE))
            self._chat(person).name = name
        for person, (role, department) in ROLES.items():
            unit.staff.appoint(person, role, department, unit.now)


def everything_of(hall: TownHall, last: int) -> Sequence[Sequence[Mapping[str, Any]]]:
    """Return all that is kept of the questions up to that id: themselves, who asked, what was said, done and noted."""
    tables = ("enquiry_parts", "enquiry_events", "answers", "assignments", "notes")
    said = [hall.rows(f"SELECT * FROM {table} WHERE enquiry_id <= {last}") for table in tables]
    askers = f"SELECT * FROM contacts WHERE id IN (SELECT asker_id FROM enquiries WHERE id <= {last}) ORDER BY id"
    return [hall.rows(f"SELECT * FROM enquiries WHERE id <= {last} ORDER BY id"), hall.rows(askers), *said]
