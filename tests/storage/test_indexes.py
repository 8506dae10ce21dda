"""No question that is asked at each update walks through a whole table."""

from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest

from bot.services.ports import Delivery, Incoming, State
from bot.storage.database import Database, Params, Row, Transaction
from bot.storage.unit import StorageUnit
from tests.storage.examples import ANNA, CARD, LATER, NOW, known, part, sent


class Watched:
    """A transaction that asks SQLite for the plan of each statement before it runs it."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self.walks: list[str] = []
        self._tables = {row["name"] for row in tx.fetch_all("SELECT name FROM sqlite_master WHERE type = 'table'")}

    def execute(self, sql: str, params: Params = {}) -> int:  # noqa: B006 - nobody writes in it
        self._look(sql, params)
        return self._tx.execute(sql, params)

    def execute_many(self, sql: str, params: Sequence[Params]) -> None:
        self._tx.execute_many(sql, params)

    def fetch_one(self, sql: str, params: Params = {}) -> Row | None:  # noqa: B006 - nobody writes in it
        self._look(sql, params)
        return self._tx.fetch_one(sql, params)

    def fetch_all(self, sql: str, params: Params = {}) -> list[Row]:  # noqa: B006 - nobody writes in it
        self._look(sql, params)
        return self._tx.fetch_all(sql, params)

    def _look(self, sql: str, params: Params) -> None:
        plan = [str(row["detail"]) for row in self._tx.fetch_all(f"EXPLAIN QUERY PLAN {sql}", params)]
        # A few rows that a part of the statement found already may be walked through; a table may not.
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
    lambda unit: unit.enquiries.parts(1),
    lambda unit: unit.enquiries.newest_version(ANNA.id, 5),
    lambda unit: unit.enquiries.of_album(ANNA.id, "7"),
    lambda unit: unit.enquiries.take_parts(1),
    lambda unit: unit.enquiries.remove_unsent(ANNA.id),
    lambda unit: unit.enquiries.history(1),
    lambda unit: unit.enquiries.answer(1),
    lambda unit: unit.enquiries.latest_answer(1),
    lambda unit: unit.outbox.put(ANNA, CARD, merge_key="queue"),
    lambda unit: unit.outbox.pending(0, 5),
    lambda unit: unit.outbox.claim(1),
    lambda unit: unit.outbox.record(Delivery(1, ANNA.id, State.PENDING)),
    lambda unit: unit.outbox.record(Delivery(1, ANNA.id, State.DELIVERED, 5)),
    lambda unit: unit.outbox.subject_of(ANNA.id, 5),
    lambda unit: unit.outbox.latest_with_buttons(ANNA.id),
    lambda unit: unit.outbox.message_of("card:1", ANNA.id),
    lambda unit: unit.outbox.waits(ANNA.id, "queue"),
    lambda unit: unit.outbox.revive(ANNA.id),
    lambda unit: unit.outbox.migrate(ANNA.id, 5),
    lambda unit: unit.inbox.store([Incoming(2, 7, "{}")], NOW),
    lambda unit: unit.inbox.waiting(0, 5),
    lambda unit: unit.inbox.finish(1, NOW, "done"),
    lambda unit: unit.inbox.attempt_failed(1, "KeyError"),
    lambda unit: unit.inbox.purge(LATER + timedelta(days=7)),
    lambda unit: unit.leases.take("poller", "one", NOW, LATER),
    lambda unit: unit.staff.claim_invite("a", 1, NOW),
]


@pytest.mark.parametrize("use", USES, ids=range(len(USES)))
async def test_it_goes_through_an_index(sqlite: Database, use: Callable[[StorageUnit], object]) -> None:
    def work(tx: Transaction) -> list[str]:
        plain = StorageUnit(tx, NOW)
        known(plain)
        plain.enquiries.add_part(part(sent(plain)))
        watched = Watched(tx)
        use(StorageUnit(watched, NOW))
        return watched.walks

    assert await sqlite.run(work) == []
