"""What became of the messages that came in, on both engines."""

from dataclasses import replace
from datetime import date, timedelta

from bot.domain.enquiry import Status
from bot.services.ports import Incoming
from bot.storage.database import Database
from bot.storage.unit import StorageUnit
from tests.storage.examples import BRAM, DRAFT, LATER, NOW, known, sent, within

HOUR = timedelta(hours=1)
MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


def came(unit: StorageUnit, *numbers: int) -> None:
    unit.inbox.store([Incoming(number, BRAM.id, "{}") for number in numbers], NOW)


async def test_updates_are_counted_by_how_and_when_they_ended(database: Database) -> None:
    def work(unit: StorageUnit) -> None:
        came(unit, 1, 2, 3, 4, 5, 6)
        for number in (1, 2):
            unit.inbox.finish(number, NOW, "question")
        unit.inbox.finish(3, LATER, "button: Queue.show")
        unit.inbox.set_aside(4, NOW, "KeyError")
        unit.inbox.quarantine(Incoming(5, 0, "?"), NOW, "no chat")
        counted = {"question": 2, "aside": 1, "quarantined": 1}
        assert unit.ledger.outcomes(NOW, LATER) == counted
        assert unit.ledger.outcomes(NOW, LATER + HOUR) == {**counted, "button: Queue.show": 1}
        assert unit.ledger.outcomes(NOW - HOUR, NOW) == {}
        assert unit.ledger.received(NOW, LATER) == 6
        assert unit.ledger.received(LATER, LATER + HOUR) == 0
        assert [unit.ledger.open_at(at) for at in (NOW, LATER, LATER + HOUR)] == [0, 2, 1]

    await within(database, work)


async def test_an_outcome_is_named_anew(database: Database) -> None:
    def work(unit: StorageUnit) -> None:
        came(unit, 1)
        unit.inbox.finish(1, NOW, "words")
        unit.inbox.name(1, "question")
        assert unit.ledger.outcomes(NOW, LATER) == {"question": 1}

    await within(database, work)


async def test_who_leaves_stays_counted_without_their_words(database: Database) -> None:
    def work(unit: StorageUnit) -> None:
        came(unit, 1, 2)
        unit.inbox.finish(1, NOW, "question")
        unit.inbox.forget(BRAM.id)
        assert unit.ledger.outcomes(NOW, LATER) == {"question": 1}
        assert unit.inbox.waiting(0, 5) == [Incoming(2, BRAM.id, "{}")]

    await within(database, work)
    assert await database.run(lambda tx: tx.fetch_all("SELECT chat_id, raw FROM inbox WHERE update_id = 1")) == [
        {"chat_id": 0, "raw": ""}
    ]


async def test_the_oldest_update_is_known(database: Database) -> None:
    assert await within(database, lambda unit: unit.ledger.first_received()) is None
    await within(database, lambda unit: unit.inbox.store([Incoming(1, 7, "{}")], LATER))
    await within(database, lambda unit: came(unit, 2))
    assert await within(database, lambda unit: unit.ledger.first_received()) == NOW


async def test_what_waits_and_what_went_wrong_is_left_over(database: Database) -> None:
    def work(unit: StorageUnit) -> None:
        came(unit, 1, 2, 3, 4)
        unit.inbox.finish(1, NOW, "question")
        unit.inbox.set_aside(3, NOW, "KeyError")
        unit.inbox.quarantine(Incoming(4, 0, "?"), NOW, "no chat")
        left = unit.ledger.leftovers(LATER, 9)
        assert left[0] == (2, "waiting", "")
        assert sorted(left[1:]) == [(3, "aside", "KeyError"), (4, "quarantined", "no chat")]
        assert unit.ledger.leftovers(LATER, 1) == [(2, "waiting", "")]
        assert unit.ledger.leftovers(NOW, 9) == []

    await within(database, work)


async def test_a_day_that_is_counted_again_takes_the_place_of_before(database: Database) -> None:
    def work(unit: StorageUnit) -> None:
        unit.ledger.keep_day(MONDAY, {"question": 2, "edit": 1})
        unit.ledger.keep_day(MONDAY, {"question": 3})
        unit.ledger.keep_day(TUESDAY, {"answer": 1})
        assert unit.ledger.days(MONDAY, TUESDAY) == {MONDAY: {"question": 3}, TUESDAY: {"answer": 1}}
        assert unit.ledger.days(TUESDAY, TUESDAY) == {TUESDAY: {"answer": 1}}
        unit.ledger.keep_day(MONDAY, {})
        assert unit.ledger.days(MONDAY, MONDAY) == {}

    await within(database, work)


async def test_open_questions_without_owner_or_day_are_named(database: Database) -> None:
    def work(unit: StorageUnit) -> None:
        known(unit)
        asked = replace(DRAFT, status=Status.NEW)
        sent(unit, replace(asked, owner_id=BRAM.id, promised_on=TUESDAY))
        nobody = sent(unit, replace(asked, promised_on=TUESDAY))
        never = sent(unit, replace(asked, owner_id=BRAM.id))
        sent(unit, replace(asked, status=Status.CLOSED))
        unit.enquiries.add(DRAFT)
        assert unit.ledger.unowned(9) == [nobody.number, never.number]
        assert unit.ledger.unowned(1) == [nobody.number]

    await within(database, work)
