from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from bot.domain.message import Attachment, AttachmentKind, Message, text
from bot.services.ports import Delivery, Lane, Outgoing, State
from bot.storage.codec import message, moment_text
from bot.storage.database import Database, Row
from bot.storage.unit import StorageUnit
from tests.storage.examples import ANNA, BRAM, CARD, LATER, NOW, PLAIN, within

ENDS = [state for state in State if state is not State.PENDING]


async def put(
    database: Database, message: Message = PLAIN, *, lane: Lane = Lane.REPLY, merge_key: str = ""
) -> Outgoing:
    """Owe Anna a message and return its row."""

    def store(unit: StorageUnit) -> Outgoing:
        unit.outbox.put(ANNA, message, lane=lane, merge_key=merge_key)
        return unit.fresh[-1]

    return await within(database, store)


async def record(database: Database, row: Outgoing, state: State, message_id: int = 0, error: str = "") -> None:
    delivery = Delivery(row.id, row.chat_id, state, message_id, error)
    await within(database, lambda unit: unit.outbox.record(delivery), LATER)


async def pending(database: Database) -> list[Outgoing]:
    return list(await within(database, lambda unit: unit.outbox.pending(0, 100)))


async def stored(database: Database, row: Outgoing) -> Row:
    found = await database.run(lambda tx: tx.fetch_one("SELECT * FROM outbox WHERE id = :id", {"id": row.id}))
    assert found is not None
    return found


async def test_what_is_put_is_pending_and_fresh_with_its_id(database: Database) -> None:
    message = replace(CARD, attachment=Attachment(AttachmentKind.PHOTO, "x"), silent=True)

    def store(unit: StorageUnit) -> list[Outgoing]:
        unit.outbox.put(ANNA, message, lane=Lane.NOTICE, edits=5, reply_to=6, subject="card:41", merge_key="queue")
        unit.outbox.put(BRAM, PLAIN)
        return unit.fresh

    first, second = await within(database, store)
    assert first == Outgoing(first.id, ANNA.id, Lane.NOTICE, message, "fr", 5, 6, "card:41", "queue")
    assert second == Outgoing(second.id, BRAM.id, Lane.REPLY, PLAIN, "nl")
    assert 0 < first.id < second.id
    assert await pending(database) == [first, second]


async def test_pending_is_paged_by_id(database: Database) -> None:
    rows = [await put(database) for _ in range(3)]
    assert await within(database, lambda unit: unit.outbox.pending(0, 2)) == rows[:2]
    assert await within(database, lambda unit: unit.outbox.pending(rows[1].id, 2)) == rows[2:]


async def test_for_the_unreachable_the_row_has_ended_already(database: Database) -> None:
    def store(unit: StorageUnit) -> list[Outgoing]:
        unit.outbox.put(replace(ANNA, unreachable_since=NOW), CARD, merge_key="queue")
        return unit.fresh

    assert await within(database, store) == []
    assert await pending(database) == []
    [row] = await database.run(lambda tx: tx.fetch_all("SELECT state, ended_at FROM outbox"))
    assert row == {"state": "blocked", "ended_at": moment_text(NOW)}


async def test_a_merged_row_keeps_its_id_and_says_the_newest(database: Database) -> None:
    first = await put(database, PLAIN, lane=Lane.BULK, merge_key="queue")
    await record(database, first, State.PENDING, error="timeout")

    def merge(unit: StorageUnit) -> list[Outgoing]:
        unit.outbox.put(ANNA, CARD, lane=Lane.NOTICE, edits=7, subject="card:42", merge_key="queue")
        return unit.fresh

    assert await within(database, merge) == []
    [row] = await pending(database)
    merged = Outgoing(first.id, ANNA.id, Lane.NOTICE, CARD, "fr", 7, 0, "card:42", "queue", attempts=1)
    assert row == merged


async def test_what_is_put_twice_in_one_transaction_is_fresh_once_with_the_newest_words(database: Database) -> None:
    def store(unit: StorageUnit) -> list[Outgoing]:
        unit.outbox.put(ANNA, PLAIN, merge_key="queue")
        unit.outbox.put(ANNA, CARD, merge_key="queue")
        return unit.fresh

    [fresh] = await within(database, store)
    assert fresh.message == CARD
    assert await pending(database) == [fresh]


async def test_only_the_same_key_in_the_same_chat_merges(database: Database) -> None:
    def store(unit: StorageUnit) -> None:
        unit.outbox.put(ANNA, PLAIN, merge_key="queue")
        unit.outbox.put(BRAM, PLAIN, merge_key="queue")
        unit.outbox.put(ANNA, PLAIN, merge_key="other")
        unit.outbox.put(ANNA, PLAIN)
        unit.outbox.put(ANNA, PLAIN)

    await within(database, store)
    assert len(await pending(database)) == 5


@pytest.mark.parametrize("state", ENDS)
async def test_a_row_that_has_ended_is_not_merged_into(database: Database, state: State) -> None:
    first = await put(database, merge_key="queue")
    await record(database, first, state)
    second = await put(database, CARD, merge_key="queue")
    assert await pending(database) == [second]


@pytest.mark.parametrize("lane", Lane)
async def test_nothing_merges_into_a_claimed_row(database: Database, lane: Lane) -> None:
    first = await put(database, merge_key="queue", lane=lane)
    claimed = await within(database, lambda unit: unit.outbox.claim(first.id))
    assert claimed == replace(first, merge_key="")
    second = await put(database, CARD, merge_key="queue", lane=lane)
    assert second.id > first.id
    await record(database, first, State.DELIVERED, 9)
    assert await pending(database) == [second]


async def test_a_claim_returns_what_was_merged_in_the_meantime(database: Database) -> None:
    first = await put(database, merge_key="queue")
    await within(database, lambda unit: unit.outbox.put(ANNA, CARD, merge_key="queue"))
    claimed = await within(database, lambda unit: unit.outbox.claim(first.id))
    assert claimed is not None
    assert claimed.message == CARD


async def test_a_claimed_bulk_row_counts_as_uncertain_until_its_end_is_known(database: Database) -> None:
    row = await put(database, lane=Lane.BULK)
    await within(database, lambda unit: unit.outbox.claim(row.id))
    assert await pending(database) == []
    assert (await stored(database, row))["state"] == "uncertain"
    await record(database, row, State.PENDING, error="not sent")
    assert await pending(database) == [replace(row, attempts=1)]
    await within(database, lambda unit: unit.outbox.claim(row.id))
    assert await within(database, lambda unit: unit.outbox.claim(row.id)) == replace(row, attempts=1)
    await record(database, row, State.DELIVERED, 8)
    assert (await stored(database, row))["state"] == "delivered"
    assert await within(database, lambda unit: unit.outbox.claim(row.id)) is None


@pytest.mark.parametrize("state", ENDS)
async def test_an_end_is_stored_and_stays(database: Database, state: State) -> None:
    row = await put(database)
    await record(database, row, state, message_id=77, error="first")
    await record(database, row, State.PENDING, error="second")
    await record(database, row, State.FAILED, message_id=78, error="third")
    found = await stored(database, row)
    assert (found["state"], found["message_id"], found["error"], found["attempts"]) == (state, 77, "first", 0)
    assert found["ended_at"] == moment_text(LATER)
    assert await within(database, lambda unit: unit.outbox.claim(row.id)) is None
    assert await pending(database) == []


async def test_the_moment_of_the_delivery_itself_goes_before_that_of_its_recording(database: Database) -> None:
    row = await put(database)
    delivery = Delivery(row.id, row.chat_id, State.DELIVERED, 1, at=NOW)
    await within(database, lambda unit: unit.outbox.record(delivery), LATER)
    assert (await stored(database, row))["ended_at"] == moment_text(NOW)


async def test_a_failed_attempt_is_counted_and_stays_pending(database: Database) -> None:
    row = await put(database)
    for _ in range(2):
        await record(database, row, State.PENDING, error="timeout")
    assert await pending(database) == [replace(row, attempts=2)]
    assert (await stored(database, row))["error"] == "timeout"


@pytest.mark.parametrize(("state", "given", "kept"), [("delivered", 0, 5), ("delivered", 9, 9), ("failed", 0, 0)])
async def test_a_delivered_edit_bears_the_id_of_what_it_edited(
    database: Database, state: str, given: int, kept: int
) -> None:
    await within(database, lambda unit: unit.outbox.put(ANNA, CARD, edits=5))
    [row] = await pending(database)
    await record(database, row, State(state), given)
    assert (await stored(database, row))["message_id"] == kept


async def about(database: Database, subject: str, message_id: int, message: Message = PLAIN, edits: int = 0) -> None:
    """Deliver a message about a subject to Anna."""
    await within(database, lambda unit: unit.outbox.put(ANNA, message, subject=subject, edits=edits))
    [row] = await pending(database)
    await record(database, row, State.DELIVERED, message_id)


async def test_a_message_leads_to_what_it_was_about_and_back(database: Database) -> None:
    await about(database, "card:41", 5)
    await about(database, "", 0, edits=5)
    await about(database, "card:42", 6)
    await about(database, "card:41", 7)

    def subject(message_id: int, chat_id: int = ANNA.id) -> Callable[[StorageUnit], str]:
        return lambda unit: unit.outbox.subject_of(chat_id, message_id)

    def message(subject: str, chat_id: int = ANNA.id) -> Callable[[StorageUnit], int]:
        return lambda unit: unit.outbox.message_of(subject, chat_id)

    assert [await within(database, subject(each)) for each in (5, 6, 7)] == ["card:41", "card:42", "card:41"]
    assert [await within(database, subject(8)), await within(database, subject(5, BRAM.id))] == ["", ""]
    assert await within(database, subject(0)) == ""
    assert [await within(database, message(each)) for each in ("card:41", "card:42", "card:43")] == [7, 6, 0]
    assert [await within(database, message("card:41", BRAM.id)), await within(database, message(""))] == [0, 0]


async def test_an_edit_can_change_what_a_message_is_about(database: Database) -> None:
    await about(database, "card:41", 5)
    await about(database, "card:42", 0, edits=5)
    assert await within(database, lambda unit: unit.outbox.subject_of(ANNA.id, 5)) == "card:42"


async def test_what_has_not_arrived_has_no_message(database: Database) -> None:
    await within(database, lambda unit: unit.outbox.put(ANNA, PLAIN, subject="card:41"))
    assert await within(database, lambda unit: unit.outbox.message_of("card:41", ANNA.id)) == 0


async def test_when_a_message_arrived(database: Database) -> None:
    def arrived(subject: str, chat_id: int = ANNA.id) -> Callable[[StorageUnit], datetime | None]:
        return lambda unit: unit.outbox.arrived_at(subject, chat_id)

    assert await within(database, arrived("answer:1")) is None
    await about(database, "answer:1", 5)
    assert await within(database, arrived("answer:1")) == LATER
    assert await within(database, arrived("answer:1", BRAM.id)) is None
    assert await within(database, arrived("")) is None


@pytest.mark.parametrize("state", [State.PENDING, State.BLOCKED])
async def test_what_did_not_arrive_can_say_something_else(database: Database, state: State) -> None:
    def owe(unit: StorageUnit) -> Outgoing:
        unit.outbox.put(ANNA, PLAIN, subject="answer:1", merge_key="answer:1")
        return unit.fresh[-1]

    row = await within(database, owe)
    await record(database, row, state)
    await within(database, lambda unit: unit.outbox.say_instead("answer:2", ANNA.id, CARD))
    await within(database, lambda unit: unit.outbox.say_instead("answer:1", BRAM.id, CARD))
    await within(database, lambda unit: unit.outbox.say_instead("answer:1", ANNA.id, CARD))
    await within(database, lambda unit: unit.outbox.revive(ANNA.id))
    claimed = await within(database, lambda unit: unit.outbox.claim(row.id))
    assert claimed is not None
    assert claimed.message == CARD


async def test_what_arrived_says_what_it_said(database: Database) -> None:
    row = await put(database)
    await database.run(lambda tx: tx.execute("UPDATE outbox SET subject = 'answer:1'"))
    await record(database, row, State.DELIVERED, 5)
    await within(database, lambda unit: unit.outbox.say_instead("answer:1", ANNA.id, CARD))
    assert message((await stored(database, row))["message"]) == PLAIN


async def test_the_latest_message_counts_only_when_it_has_buttons(database: Database) -> None:
    def latest(unit: StorageUnit) -> Outgoing | None:
        return unit.outbox.latest_with_buttons(ANNA.id)

    assert await within(database, latest) is None
    await within(database, lambda unit: unit.outbox.put(BRAM, CARD))
    assert await within(database, latest) is None
    row = await put(database, CARD)
    assert await within(database, latest) == row
    await record(database, row, State.DELIVERED, 5)
    assert await within(database, latest) == row
    await put(database, PLAIN)
    assert await within(database, latest) is None


async def test_a_claimed_row_can_get_other_words_until_it_ends(database: Database) -> None:
    row = await put(database, CARD, merge_key="queue")
    await within(database, lambda unit: unit.outbox.claim(row.id))
    await within(database, lambda unit: unit.outbox.reword(row.id, Message(text("list"))))
    [stored] = await within(database, lambda unit: unit.outbox.pending(0, 5))
    assert stored.message == Message(text("list"))
    await record(database, row, State.FAILED)
    await within(database, lambda unit: unit.outbox.reword(row.id, CARD))
    assert await within(database, lambda unit: unit.outbox.pending(0, 5)) == []


@pytest.mark.parametrize("state", [State.BLOCKED, State.FAILED, State.UNCERTAIN])
async def test_what_did_not_arrive_is_not_the_latest(database: Database, state: State) -> None:
    row = await put(database, CARD)
    lost = await put(database, Message(text("lost")))
    await record(database, lost, state)
    assert await within(database, lambda unit: unit.outbox.latest_with_buttons(ANNA.id)) == row


async def test_a_row_waits_until_it_is_claimed_or_ends(database: Database) -> None:
    def waits(unit: StorageUnit) -> bool:
        return unit.outbox.waits(ANNA.id, "queue")

    assert not await within(database, waits)
    row = await put(database, merge_key="queue")
    assert await within(database, waits)
    assert not await within(database, lambda unit: unit.outbox.waits(BRAM.id, "queue"))
    assert not await within(database, lambda unit: unit.outbox.waits(ANNA.id, ""))
    found = await within(database, lambda unit: unit.outbox.waiting(ANNA.id, "queue"))
    assert found is not None
    assert (found.id, found.message, found.merge_key) == (row.id, row.message, "queue")
    await within(database, lambda unit: unit.outbox.claim(row.id))
    assert not await within(database, waits)
    assert await within(database, lambda unit: unit.outbox.waiting(ANNA.id, "queue")) is None


async def test_a_long_subject_is_found_again(database: Database) -> None:
    # Ids in no order: what an index can compress does not count.
    long = "dates:" + ",".join(str(hash((number, number)) % 900_000 + 100_000) for number in range(284))

    def say(unit: StorageUnit) -> int:
        unit.outbox.put(ANNA, PLAIN, subject=long, merge_key="dates:0")
        unit.outbox.record(Delivery(unit.fresh[-1].id, ANNA.id, State.DELIVERED, 7))
        return unit.outbox.message_of(long, ANNA.id)

    assert await within(database, say) == 7
    assert await within(database, lambda unit: unit.outbox.subject_of(ANNA.id, 7)) == long


async def test_what_was_promised_to_the_unreachable_is_owed_again_once_they_are_back(database: Database) -> None:
    gone = replace(ANNA, unreachable_since=NOW)

    def promise(unit: StorageUnit) -> None:
        for subject in ("answer:1", "enquiry:41", "receipt:41", "card:41", ""):
            unit.outbox.put(gone, CARD, subject=subject, merge_key=subject)
            unit.outbox.put(gone, CARD, subject=subject, merge_key=subject)
        unit.outbox.put(gone, CARD, subject="answer:1", edits=5)
        unit.outbox.put(replace(BRAM, unreachable_since=NOW), CARD, subject="answer:2")
        unit.outbox.put(ANNA, PLAIN, subject="answer:1", merge_key="answer:1")

    def revive(unit: StorageUnit) -> list[Outgoing]:
        unit.outbox.revive(ANNA.id)
        return unit.fresh

    await within(database, promise)
    failed = await put(database)
    await record(database, failed, State.FAILED)
    [waiting] = await pending(database)
    revived = await within(database, revive)
    assert [row.subject for row in revived] == ["answer:1"] * 2 + ["enquiry:41"] * 2 + ["receipt:41"] * 2
    assert await pending(database) == [*revived, waiting]
    assert await within(database, revive) == []
    assert (await stored(database, revived[0]))["ended_at"] is None


async def test_what_a_group_still_gets_moves_with_it_and_names_no_message_of_the_old_one(database: Database) -> None:
    new = -1_001_234_567_890

    def store(unit: StorageUnit) -> None:
        unit.outbox.put(ANNA, CARD, edits=5, reply_to=6, subject="card:41", merge_key="queue")
        unit.outbox.put(BRAM, PLAIN)
        unit.outbox.put(replace(ANNA, id=new), PLAIN, merge_key="queue")

    await within(database, store)
    ended = await put(database)
    await record(database, ended, State.DELIVERED, 5)
    before = await pending(database)
    await within(database, lambda unit: unit.outbox.migrate(ANNA.id, new))
    moved = replace(before[0], chat_id=new, edits=0, reply_to=0, merge_key="")
    assert await pending(database) == [moved, *before[1:]]
    assert (await stored(database, ended))["chat_id"] == ANNA.id
