from dataclasses import replace
from datetime import timedelta

from bot.domain.message import Message, text
from bot.services.ports import Delivery, Incoming, State, Unit
from bot.storage.database import Database
from tests.storage.examples import ANNA, BRAM, LATER, NOW, within


async def _blocked(database: Database, subject: str, *, edits: int = 0) -> None:
    gone = replace(ANNA, unreachable_since=NOW)
    await within(database, lambda unit: unit.outbox.put(gone, Message(text("a")), subject=subject, edits=edits))


def _say_to_both(unit: Unit) -> None:
    for contact in (ANNA, BRAM):
        unit.outbox.put(contact, Message(text("a")), subject="enquiry:1")
    for row in unit.outbox.pending(0, 10):
        unit.outbox.record(Delivery(row.id, row.chat_id, State.DELIVERED, message_id=5, at=LATER))


async def test_promises_are_owed_again_to_who_comes_back(database: Database) -> None:
    for subject in ("receipt:1", "answer:2", "enquiry:3"):
        await _blocked(database, subject)
    await within(database, lambda unit: unit.outbox.revive(ANNA.id))
    owed = await within(database, lambda unit: unit.outbox.pending(0, 10))
    assert [row.subject for row in owed] == ["receipt:1", "answer:2", "enquiry:3"]


async def test_screens_and_edits_of_that_time_are_not(database: Database) -> None:
    await _blocked(database, "draft:1")
    await _blocked(database, "answer:2", edits=7)
    await within(database, lambda unit: unit.outbox.revive(ANNA.id))
    assert not await within(database, lambda unit: unit.outbox.pending(0, 10))


async def test_an_edit_on_its_way_already_knows_its_message(database: Database) -> None:
    await within(database, lambda unit: unit.outbox.put(ANNA, Message(text("a")), subject="sent:1", edits=31))
    assert await within(database, lambda unit: unit.outbox.message_of("sent:1", ANNA.id)) == 31


async def test_a_chat_can_be_forgotten_and_another_is_not(database: Database) -> None:
    await within(database, _say_to_both)
    await within(database, lambda unit: unit.outbox.forget(ANNA.id))
    assert await within(database, lambda unit: unit.outbox.message_of("enquiry:1", ANNA.id)) == 0
    assert await within(database, lambda unit: unit.outbox.message_of("enquiry:1", BRAM.id)) == 5


async def test_raw_updates_of_a_chat_can_be_forgotten_and_stay_counted(database: Database) -> None:
    updates = [Incoming(1, ANNA.id, "{}"), Incoming(2, ANNA.id, "{}"), Incoming(3, BRAM.id, "{}")]
    await within(database, lambda unit: unit.inbox.store(updates, NOW))
    await within(database, lambda unit: unit.inbox.finish(1, NOW, "done"))
    await within(database, lambda unit: unit.inbox.finish(3, NOW, "done"))
    await within(database, lambda unit: unit.inbox.forget(ANNA.id))
    again = await within(database, lambda unit: unit.inbox.store(updates, NOW))
    rows = await database.run(lambda tx: tx.fetch_all("SELECT chat_id, raw FROM inbox ORDER BY update_id", {}))
    assert (list(again), [tuple(row.values()) for row in rows]) == ([], [(0, ""), (ANNA.id, "{}"), (BRAM.id, "{}")])


async def test_old_screens_are_purged_and_what_can_be_replied_to_is_not(database: Database) -> None:
    await within(database, _say_screens)
    removed = await within(database, lambda unit: unit.outbox.purge(LATER))
    assert removed == 0  # they ended then, not before
    assert await within(database, lambda unit: unit.outbox.purge(LATER + timedelta(seconds=1))) == 2
    assert await within(database, lambda unit: unit.outbox.message_of("card:1", ANNA.id)) == 5


def _say_screens(unit: Unit) -> None:
    for subject in ("", "draft:1", "card:1"):
        unit.outbox.put(ANNA, Message(text("a")), subject=subject)
    for row in unit.outbox.pending(0, 10):
        unit.outbox.record(Delivery(row.id, row.chat_id, State.DELIVERED, message_id=5, at=LATER))
    unit.outbox.put(ANNA, Message(text("still owed")))
