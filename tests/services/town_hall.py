"""The use cases on a database in memory, with a postman who delivers at once. No event loop, no HTTP."""

import sqlite3
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

from bot.app import build_catalogues
from bot.content import load_town, packaged_content
from bot.domain.access import Permission, Role
from bot.domain.contact import Contact, Welcome
from bot.domain.errors import Refused
from bot.routing.small_talk import SmallTalk
from bot.services.clock.clockwork import Broken
from bot.services.desk import build_desk
from bot.services.free_text import FreeText, unknown_button
from bot.services.guard import Gate, UseCase
from bot.services.ledger.kinds import Ended
from bot.services.ports import Delivery, Incoming, Outgoing, State, Unit
from bot.services.visit import Said, Visit
from bot.storage.ballast import Ballast
from bot.storage.migrations import TOKENS, migrations, statements
from bot.storage.session import commit_together
from bot.storage.sqlite_session import SqliteSession
from bot.storage.unit import StorageUnit
from handlers.callback_data import UnknownButton, decode, encode
from handlers.screens import Screens
from handlers.taps import taps

T = TypeVar("T")

MANAGER = 2001
TOWN = load_town(packaged_content())
CATALOGUES = build_catalogues(packaged_content(), TOWN)
SCREENS = Screens(CATALOGUES)
TUESDAY = datetime(2026, 11, 24, 9, 12, tzinfo=UTC)


DESK = build_desk(TOWN, CATALOGUES)
_UNTAUGHT = deepcopy(DESK.guide._in_use)
TAPS = taps(DESK)
FREE_TEXT = FreeText(
    DESK.welcoming,
    DESK.asking,
    DESK.additions,
    DESK.answering,
    DESK.conversing,
    DESK.takers,
    SmallTalk(TOWN.small_talk),
    TAPS,
    CATALOGUES.label,
)


@dataclass
class Chat:
    """What one person wrote and got; ``buttons`` are all that were ever shown, with the message they stand under."""

    name: str
    wrote: list[int] = field(default_factory=list)
    got: list[tuple[int, Outgoing]] = field(default_factory=list)
    buttons: list[tuple[int, str]] = field(default_factory=list)


class TownHall:
    """One desk, its database, and the chats of everybody."""

    def __init__(self) -> None:
        self.now = TUESDAY
        self.chats: dict[int, Chat] = {}
        self._updates, self._messages = count(1), count(1)
        self._connection = sqlite3.connect(":memory:", isolation_level=None)
        for migration in migrations():
            sql = migration.sql
            for token, meaning in TOKENS["sqlite"].items():
                sql = sql.replace(token, meaning)
            for statement in statements(sql):
                self._connection.execute(statement)
        self._session = SqliteSession(Ballast(Path("none"), 0), self._connection)
        # What was taught in another hall is not known here.
        DESK.guide._router, DESK.guide._seen = deepcopy(_UNTAUGHT), (0, 0)
        self.unit(self._appoint)

    def close(self) -> None:
        """Forget everything."""
        self._connection.close()

    def unit(self, work: Callable[[Unit], T]) -> T:
        """Return what the work returns, in one transaction, and let the postman deliver."""
        held: list[StorageUnit] = []

        def whole(transaction: Any) -> T:  # noqa: ANN401 - the session itself
            held.append(StorageUnit(transaction, self.now))
            return work(held[-1])

        (outcome,) = commit_together(self._session, [whole])
        if outcome.error is not None:
            raise outcome.error
        for row in held[-1].fresh:
            self._deliver(row)
        result: T = outcome.result
        return result

    def passes(self, minutes: int) -> None:
        """Let time pass."""
        self.now += timedelta(minutes=minutes)

    def says(self, person: int, words: str, *, reply_to: int = 0) -> None:
        """Let somebody write."""
        message_id = next(self._messages)
        self._chat(person).wrote.append(message_id)
        said = Said(words, message_id, reply_to=reply_to)
        self.acts(person, Gate(Permission.ASK, ends=Ended.WORDS), FREE_TEXT.receive, said)

    def edits(self, person: int, message_id: int, words: str) -> None:
        """Let somebody change what they wrote."""
        self.acts(person, Gate(Permission.ASK, ends=Ended.EDIT), DESK.edit, Said(words, message_id))

    def taps(self, person: int, message_id: int, data: str) -> None:
        """Let somebody tap a button, or send its data as a forged client can."""
        try:
            tap, values = decode(data, TAPS)
        except UnknownButton:
            self.acts(person, Gate(Permission.BE_GREETED, ends=Ended.REFUSED), unknown_button, tapped=message_id)
            return
        self.acts(person, tap.gate, tap.use_case, *values, tapped=message_id)

    def acts(self, person: int, gate: Gate, use_case: UseCase, *values: object, tapped: int = 0) -> None:
        """Run a use case as the shell does; a refusal is told, anything else that is raised is a fault of ours."""
        visit = Visit(next(self._updates), person, self._chat(person).name, "nl", tapped)
        door = DESK.door
        incoming = Incoming(visit.update_id, person, "{}")
        self.unit(lambda unit: unit.inbox.store([incoming], unit.now))
        try:
            self.unit(lambda unit: door.enter(unit, visit, gate, use_case, *values))
        except Refused as refused:
            reason = refused
            self.unit(lambda unit: door.refuse(unit, visit, reason, use_case.__qualname__))

    def ticks(self) -> int:
        """Let the clock do everything that is due, as the running bot does, and return how much that was."""
        total = 0
        while done := self._tick():
            total += done
            assert total < 5_000, "the clock never comes to rest"
        return total

    def _tick(self) -> int:
        try:
            return self.unit(DESK.clockwork.tick)
        except Broken as broken:
            raise AssertionError(f"a chore broke: {broken}") from broken

    def rows(self, sql: str) -> list[Mapping[str, Any]]:
        """Return rows of the database."""
        return self._session.fetch_all(sql)

    def _chat(self, person: int) -> Chat:
        return self.chats.setdefault(person, Chat(f"Person {person}"))

    def _deliver(self, row: Outgoing) -> None:
        message_id = row.edits or next(self._messages)
        chat = self._chat(row.chat_id)
        chat.got.append((message_id, row))
        chat.buttons += [(message_id, encode(button)) for line in row.message.rows for button in line]
        delivery = Delivery(row.id, row.chat_id, State.DELIVERED, message_id, "", row.subject, self.now)
        self.unit(lambda unit: DESK.deliveries.record(unit, [delivery]))

    def _appoint(self, unit: Unit) -> None:
        unit.contacts.save(Contact(MANAGER, "Amira", "nl", unit.now, welcome=Welcome.DONE))
        unit.staff.appoint(MANAGER, Role.MANAGER, "", unit.now)
