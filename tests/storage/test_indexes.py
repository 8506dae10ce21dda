"""No question that is asked at each update walks through a whole table."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.access import Role
from bot.domain.assignment import Assignment, Held
from bot.domain.audience import Audience, Group
from bot.domain.decision import Link, LinkKind
from bot.domain.due import CastState, Due, DueState
from bot.domain.lesson import Forecast, Lesson, Source
from bot.domain.meeting import Attendance, Coming
from bot.domain.narrowing import Filter, Narrowed
from bot.domain.note import UseFor
from bot.domain.staff import Invite
from bot.domain.tally import Counted, Tally
from bot.services.ports import Delivery, Incoming, State
from bot.storage.database import Database, Params, Row, Transaction
from bot.storage.unit import StorageUnit
from tests.databases import MakeDatabase
from tests.storage.examples import ANNA, BRAM, CARD, LATER, NOW, known, part, sent
from tests.storage.jobs import CAST, DECISION, MEETING, TALK, due

LESSON = Lesson(1, ANNA.id, "mag dat", "terras", Source.ASKER, ANNA.id, NOW)
OFFER = Assignment(0, 1, "ruimte", BRAM.id, NOW, LATER)
ASKED = Tally("2026-11", "terras", "", "", Counted.ASKED)
FORECAST = Forecast(1, "one", "terras", ("terras",), NOW)


class Watched:
    """A transaction that asks SQLite for the plan of each statement before it runs it."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self.walks: list[str] = []
        self.sorts: list[str] = []
        self._tables = {row["name"] for row in tx.fetch_all("SELECT name FROM sqlite_master WHERE type = 'table'")}

    def execute(self, sql: str, params: Params = {}) -> int:  # noqa: B006 - nobody writes in it
        self._look(sql, params)
        return self._tx.execute(sql, params)

    def execute_many(self, sql: str, params: Sequence[Params]) -> int:
        return self._tx.execute_many(sql, params)

    def fetch_one(self, sql: str, params: Params = {}) -> Row | None:  # noqa: B006 - nobody writes in it
        self._look(sql, params)
        return self._tx.fetch_one(sql, params)

    def fetch_all(self, sql: str, params: Params = {}) -> list[Row]:  # noqa: B006 - nobody writes in it
        self._look(sql, params)
        return self._tx.fetch_all(sql, params)

    def _look(self, sql: str, params: Params) -> None:
        plan = [str(row["detail"]) for row in self._tx.fetch_all(f"EXPLAIN QUERY PLAN {sql}", params)]
        # A few rows that a part of the statement found already may be walked through; a table may not.
        self.sorts += [f"{step} <- {sql}" for step in plan if "TEMP B-TREE" in step]
        scans = [step for step in plan if step.startswith("SCAN") and "INDEX" not in step]
        self.walks += [f"{step} <- {sql}" for step in scans if step.split()[1] in self._tables]


USES: list[Callable[[StorageUnit], object]] = [
    lambda unit: unit.contacts.get(ANNA.id),
    lambda unit: unit.contacts.save(ANNA),
    lambda unit: unit.enquiries.get(1),
    lambda unit: unit.enquiries.by_number(1),
    lambda unit: unit.enquiries.next_number(),
    lambda unit: unit.enquiries.draft_of(ANNA.id),
    lambda unit: unit.enquiries.latest_sent_of(ANNA.id),
    lambda unit: unit.enquiries.of_asker(ANNA.id, 5),
    lambda unit: unit.enquiries.count_of_asker(ANNA.id),
    lambda unit: unit.enquiries.queue(5),
    lambda unit: unit.enquiries.count_open("2026-11-23"),
    lambda unit: unit.enquiries.standing("2026-11-23"),
    lambda unit: unit.enquiries.parts(1),
    lambda unit: unit.enquiries.newest_version(ANNA.id, 5),
    lambda unit: unit.enquiries.of_album(ANNA.id, "7"),
    lambda unit: unit.enquiries.take_parts(1),
    lambda unit: unit.enquiries.remove_unsent(ANNA.id),
    lambda unit: unit.enquiries.history(1),
    lambda unit: unit.enquiries.answer(1),
    lambda unit: unit.enquiries.latest_answer(1),
    lambda unit: unit.enquiries.unsent_answer(1, BRAM.id),
    lambda unit: unit.letters.get(1),
    lambda unit: unit.letters.latest(1, UseFor.ASK_BACK),
    lambda unit: unit.letters.unsent(1, BRAM.id, UseFor.ASK_BACK),
    lambda unit: unit.letters.typed_as(BRAM.id, 5),
    lambda unit: unit.archive.index(1, ["terras"]),
    lambda unit: unit.archive.unindexed(5),
    lambda unit: unit.archive.answered_like(["terras", "kerstm"], 1, 5),
    lambda unit: unit.archive.said([1, 2], 600),
    *(lambda unit, by=by: unit.browsing.page(Narrowed(by, "milieu", 2), "2026-11-23", 5) for by in Filter),
    *(lambda unit, by=by: unit.browsing.count(Narrowed(by, "milieu", 2), "2026-11-23") for by in Filter),
    lambda unit: unit.browsing.by_department(),
    lambda unit: unit.browsing.search([("terras", "terras"), ("kerstm", "kerstma")], "", 5),
    lambda unit: unit.browsing.search([("terras", "terras")], "milieu", 5),
    lambda unit: unit.browsing.asked_between(NOW, LATER, "milieu", 5),
    lambda unit: unit.browsing.followers(1),
    lambda unit: unit.browsing.open_like(["terras", "kerstm"], 1, 5),
    lambda unit: unit.browsing.index_names(5),
    lambda unit: unit.staff_rules.all(),
    lambda unit: unit.staff_rules.end("staff:1", NOW),
    lambda unit: unit.outbox.put(ANNA, CARD, merge_key="queue"),
    lambda unit: unit.outbox.pending(0, 5),
    lambda unit: unit.outbox.claim(1),
    lambda unit: unit.outbox.record(Delivery(1, ANNA.id, State.PENDING)),
    lambda unit: unit.outbox.record(Delivery(1, ANNA.id, State.DELIVERED, 5)),
    lambda unit: unit.outbox.subject_of(ANNA.id, 5),
    lambda unit: unit.outbox.latest_with_buttons(ANNA.id),
    lambda unit: unit.outbox.message_of("card:1", ANNA.id),
    lambda unit: unit.outbox.arrived_at("answer:1", ANNA.id),
    lambda unit: unit.outbox.say_instead("answer:1", ANNA.id, CARD),
    lambda unit: unit.outbox.waits(ANNA.id, "queue"),
    lambda unit: unit.outbox.waiting(ANNA.id, "queue"),
    lambda unit: unit.outbox.revive(ANNA.id),
    lambda unit: unit.outbox.migrate(ANNA.id, 5),
    lambda unit: unit.inbox.store([Incoming(2, 7, "{}")], NOW),
    lambda unit: unit.inbox.waiting(0, 5),
    lambda unit: unit.inbox.finish(1, NOW, "done"),
    lambda unit: unit.inbox.attempt_failed(1, "KeyError"),
    lambda unit: unit.inbox.purge(LATER + timedelta(days=7)),
    lambda unit: unit.leases.take("poller", "one", NOW, LATER),
    lambda unit: unit.staff.claim_invite("a", 1, NOW),
    lambda unit: unit.staff.rehash(Invite("a", Role.STAFF, "ruimte", NOW, LATER, id=1, code_hash="b")),
    lambda unit: unit.audit.count(1, "team.claim_refused", NOW),
    lambda unit: unit.enquiries.pass_on(2, 3),
    lambda unit: unit.contacts.in_audience(Audience(Group.PERSON, "2")),
    lambda unit: unit.contacts.forget(3),
    lambda unit: unit.enquiries.recent(NOW, 5),
    lambda unit: unit.conversations.add(TALK),
    lambda unit: unit.conversations.save(replace(TALK, id=1)),
    lambda unit: unit.conversations.get(1),
    lambda unit: unit.conversations.latest(ANNA.id, TALK.form, TALK.subject),
    lambda unit: unit.conversations.unfinished(ANNA.id),
    lambda unit: unit.conversations.of_form(TALK.form),
    lambda unit: unit.conversations.of_subject(TALK.form, TALK.subject),
    lambda unit: unit.meetings.add(MEETING),
    lambda unit: unit.meetings.save(replace(MEETING, id=1)),
    lambda unit: unit.meetings.get(1),
    lambda unit: unit.meetings.of_item(1),
    lambda unit: unit.meetings.upcoming(NOW, 5),
    lambda unit: unit.meetings.newest(5),
    lambda unit: unit.meetings.recent_items(NOW, 5),
    lambda unit: unit.meetings.invite(Attendance(1, ANNA.id, None, NOW)),
    lambda unit: unit.meetings.answer(Attendance(1, ANNA.id, Coming.YES, NOW)),
    lambda unit: unit.meetings.attendance(1, ANNA.id),
    lambda unit: unit.meetings.attendances(1),
    lambda unit: unit.meetings.inputs(1),
    lambda unit: unit.decisions.save(replace(DECISION, id=1)),
    lambda unit: unit.decisions.link(1, Link(LinkKind.REACTION, 5)),
    lambda unit: unit.decisions.get(1),
    lambda unit: unit.decisions.of(LinkKind.ENQUIRY, 41),
    lambda unit: unit.decisions.published(5),
    lambda unit: unit.decisions.untold(5),
    lambda unit: unit.decisions.count_published(),
    lambda unit: unit.campaigns.get(1),
    lambda unit: unit.dues.get(1),
    lambda unit: unit.dues.ready(NOW, 5),
    lambda unit: unit.dues.planned(5),
    lambda unit: unit.dues.waiting_of(ANNA.id),
    lambda unit: unit.dues.said_since(ANNA.id, NOW),
    lambda unit: unit.dues.postpone(1, LATER),
    lambda unit: unit.dues.end(1, DueState.OWED, NOW),
    lambda unit: unit.dues.void([Due.MEETING_DAY], 5, NOW),
    lambda unit: unit.dues.find(Due.MEETING_DAY, 5, 0, ANNA.id),
    lambda unit: unit.dues.about(Due.MEETING_DAY, 5),
    lambda unit: unit.dues.revive(ANNA.id, NOW, LATER),
    lambda unit: unit.dues.of_cast(1, [DueState.WAITING, DueState.OWED], 5),
    lambda unit: unit.dues.totals(1),
    lambda unit: unit.dues.stop(1, NOW),
    lambda unit: unit.dues.add_cast(CAST),
    lambda unit: unit.dues.save_cast(replace(CAST, id=1)),
    lambda unit: unit.dues.cast(1),
    lambda unit: unit.dues.cast_of(CAST.what, CAST.subject_id, CAST.version),
    lambda unit: unit.dues.casts(CastState.SENDING),
    lambda unit: unit.lessons.revision(),
    lambda unit: unit.lessons.teach(LESSON),
    lambda unit: unit.lessons.undo(1),
    lambda unit: unit.lessons.of_enquiry(1),
    lambda unit: unit.lessons.since(1, 5),
    lambda unit: unit.lessons.standing(5),
    lambda unit: unit.lessons.erase(ANNA.id),
    lambda unit: unit.forecasts.put(FORECAST),
    lambda unit: unit.forecasts.of_enquiry(1),
    lambda unit: unit.forecasts.outcome(NOW, LATER),
    lambda unit: unit.inbox.name(1, "question"),
    lambda unit: unit.inbox.forget(ANNA.id),
    lambda unit: unit.staff.members(),
    lambda unit: unit.staff.left(),
    lambda unit: unit.staff.member(ANNA.id),
    lambda unit: unit.staff.of_department("ruimte"),
    lambda unit: unit.staff.revoke(ANNA.id, NOW),
    lambda unit: unit.staff.set_away(ANNA.id, NOW, 2),
    lambda unit: unit.staff.claim_code("a", 1, NOW),
    lambda unit: unit.staff.invite(1),
    lambda unit: unit.staff.open_invites(2, NOW),
    lambda unit: unit.staff.save_invite(Invite("a", Role.STAFF, "ruimte", NOW, LATER, id=1)),
    lambda unit: unit.assignments.add(OFFER),
    lambda unit: unit.assignments.save(replace(OFFER, id=1)),
    lambda unit: unit.assignments.get(1),
    lambda unit: unit.assignments.of_enquiry(1),
    lambda unit: unit.assignments.live(1, "ruimte"),
    lambda unit: unit.assignments.departments(1),
    lambda unit: unit.assignments.of_department("ruimte", [Held.OFFERED, Held.ACCEPTED], 5),
    lambda unit: unit.assignments.count_of_department("ruimte"),
    lambda unit: unit.assignments.of_person(1),
    lambda unit: unit.notes.of_enquiry(1),
    lambda unit: unit.notes.typed_as(1, 5),
    lambda unit: unit.canned.get(1),
    lambda unit: unit.canned.for_topic("terras", "ruimte", UseFor.ANSWER, 5),
    lambda unit: unit.audit.append(NOW, 1, "act"),
    lambda unit: unit.audit.entries(1, 5),
    lambda unit: unit.audit.newest(5),
    lambda unit: unit.tallies.count(ASKED),
    lambda unit: unit.tallies.sums("2026-01", "2026-12"),
    lambda unit: unit.ledger.outcomes(NOW, LATER),
    lambda unit: unit.ledger.received(NOW, LATER),
    lambda unit: unit.ledger.first_received(),
    lambda unit: unit.ledger.open_at(NOW),
    lambda unit: unit.ledger.leftovers(NOW, 5),
    lambda unit: unit.ledger.keep_day(NOW.date(), {"question": 1}),
    lambda unit: unit.ledger.days(NOW.date(), LATER.date()),
    lambda unit: unit.ledger.unowned(5),
]

ORDERED: list[Callable[[StorageUnit], object]] = [
    lambda unit: unit.dues.ready(NOW, 5),
    lambda unit: unit.dues.planned(5),
    lambda unit: unit.dues.said_since(ANNA.id, NOW),
    lambda unit: unit.dues.totals(1),
    lambda unit: unit.dues.of_cast(1, [DueState.WAITING], 5),
    lambda unit: unit.dues.casts(CastState.HELD),
    lambda unit: unit.contacts.get(ANNA.id),
    lambda unit: unit.enquiries.recent(NOW, 5),
    *(lambda unit, by=by: unit.browsing.page(Narrowed(by, "milieu", 2), "2026-11-23", 5) for by in Filter),
    lambda unit: unit.browsing.by_department(),
    lambda unit: unit.browsing.asked_between(NOW, LATER, "", 5),
    lambda unit: unit.lessons.revision(),
    lambda unit: unit.lessons.since(1, 5),
    lambda unit: unit.lessons.standing(5),
]
"""What the clock asks each second, and what each update asks: rows come out of the index as they are wanted."""


@pytest.mark.parametrize("use", USES, ids=range(len(USES)))
async def test_it_goes_through_an_index(sqlite: Database, use: Callable[[StorageUnit], object]) -> None:
    def work(tx: Transaction) -> list[str]:
        plain = StorageUnit(tx, NOW)
        known(plain)
        plain.enquiries.add_part(part(sent(plain)))
        plain.meetings.add(MEETING)
        plain.decisions.add(DECISION)
        plain.lessons.teach(LESSON)
        watched = Watched(tx)
        use(StorageUnit(watched, NOW))
        return watched.walks

    assert await sqlite.run(work) == []


@pytest.mark.parametrize("use", ORDERED, ids=range(len(ORDERED)))
async def test_nothing_is_sorted_for_it(sqlite: Database, use: Callable[[StorageUnit], object]) -> None:
    def work(tx: Transaction) -> list[str]:
        watched = Watched(tx)
        use(StorageUnit(watched, NOW))
        return watched.sorts

    assert await sqlite.run(work) == []


class Explaining:
    """A transaction that asks PostgreSQL for the plan of each question."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self.execute, self.execute_many, self.fetch_one = tx.execute, tx.execute_many, tx.fetch_one
        self.plans: list[str] = []

    def fetch_all(self, sql: str, params: Params = {}) -> list[Row]:  # noqa: B006 - nobody writes in it
        self.plans.append(str(self._tx.fetch_all(f"EXPLAIN {sql}", params)))
        return self._tx.fetch_all(sql, params)


@pytest.mark.postgres
async def test_on_a_server_too_the_clock_finds_what_is_due_through_an_index(make_database: MakeDatabase) -> None:
    def ask(tx: Transaction) -> list[str]:
        StorageUnit(tx, NOW).dues.plan([due(person, cast_id=1) for person in range(1, 3001)])
        tx.execute("UPDATE dues SET state = 'delivered', ended_at = due_at WHERE id % 100 <> 0")
        tx.execute("ANALYZE dues")
        explaining = Explaining(tx)
        dues = StorageUnit(explaining, NOW).dues
        assert len(dues.ready(NOW, 5)) == len(dues.planned(5)) == 5
        return explaining.plans

    database = await make_database("postgres")
    for plan in await database.run(ask):
        assert "dues_ready" in plan
        assert "Sort" not in plan
