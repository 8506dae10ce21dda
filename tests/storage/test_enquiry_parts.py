from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.domain.enquiry import Enquiry, Event, Part, Status, Step
from bot.domain.message import Attachment, AttachmentKind
from bot.storage.database import Database, StorageError
from bot.storage.unit import StorageUnit
from tests.storage.examples import ANNA, BRAM, DRAFT, LATER, NOW, known, part, sent, within

PHOTO = Attachment(AttachmentKind.PHOTO, "AgACAg", size=12)


async def stored(database: Database) -> tuple[Enquiry, Enquiry]:
    """Return a draft of Anna's and a sent enquiry of Bram's."""

    def store(unit: StorageUnit) -> tuple[Enquiry, Enquiry]:
        known(unit)
        return unit.enquiries.add(DRAFT), sent(unit, replace(DRAFT, asker_id=BRAM.id))

    return await within(database, store)


def adding(said: Part) -> Callable[[StorageUnit], None]:
    return lambda unit: unit.enquiries.add_part(said)


async def test_a_part_comes_back_as_stored(database: Database) -> None:
    draft, _ = await stored(database)
    said = replace(part(draft, "met foto", message_id=5, album="7"), attachment=PHOTO, at=LATER)
    await within(database, lambda unit: unit.enquiries.add_part(said))
    assert await within(database, lambda unit: unit.enquiries.parts(draft.id)) == [said]
    assert await within(database, lambda unit: unit.enquiries.newest_version(ANNA.id, 5)) == said


async def test_the_same_message_a_second_time_changes_nothing(database: Database) -> None:
    draft, _ = await stored(database)
    said = part(draft, message_id=5)
    for again in (said, said, replace(said, text="anders")):
        await within(database, adding(again))
    assert await within(database, lambda unit: unit.enquiries.parts(draft.id)) == [said]


async def test_parts_without_a_message_id_all_stay(database: Database) -> None:
    draft, _ = await stored(database)
    for _ in range(2):
        await within(database, adding(part(draft, "x")))
    assert await within(database, lambda unit: unit.enquiries.parts(draft.id)) == [part(draft, "x")] * 2


async def test_an_edit_takes_the_place_of_what_it_edits(database: Database) -> None:
    draft, other = await stored(database)
    first, second = part(draft, "een", message_id=5), part(draft, "twee", message_id=6)
    newest, late = replace(first, text="drie", version=3), replace(first, text="later", version=2)

    def store(unit: StorageUnit) -> None:
        for said in (first, second, newest, late, part(other, message_id=5)):
            unit.enquiries.add_part(said)

    await within(database, store)
    assert await within(database, lambda unit: unit.enquiries.parts(draft.id)) == [newest, second]
    assert await within(database, lambda unit: unit.enquiries.newest_version(ANNA.id, 5)) == newest
    assert await within(database, lambda unit: unit.enquiries.newest_version(ANNA.id, 0)) is None
    assert await within(database, lambda unit: unit.enquiries.newest_version(9, 5)) is None


async def test_what_is_taken_from_a_draft_is_gone_there(database: Database) -> None:
    draft, _ = await stored(database)
    first, second = part(draft, "een", message_id=5), part(draft, "twee")

    def store(unit: StorageUnit) -> None:
        for said in (first, second, replace(first, text="beter", version=2)):
            unit.enquiries.add_part(said)

    await within(database, store)
    taken = await within(database, lambda unit: unit.enquiries.take_parts(draft.id))
    assert taken == [replace(first, text="beter", version=2), second]
    assert await within(database, lambda unit: unit.enquiries.parts(draft.id)) == []
    assert await within(database, lambda unit: unit.enquiries.take_parts(draft.id)) == []


async def test_nothing_is_taken_from_what_was_sent(database: Database) -> None:
    _, enquiry = await stored(database)
    await within(database, lambda unit: unit.enquiries.add_part(part(enquiry)))
    assert await within(database, lambda unit: unit.enquiries.take_parts(enquiry.id)) == []
    assert await within(database, lambda unit: unit.enquiries.parts(enquiry.id)) == [part(enquiry)]


async def test_no_trace_remains_of_what_was_never_sent(database: Database) -> None:
    def store(unit: StorageUnit) -> tuple[Enquiry, Enquiry, Enquiry, Enquiry]:
        known(unit)
        draft, discarded = unit.enquiries.add(DRAFT), unit.enquiries.add(replace(DRAFT, status=Status.DISCARDED))
        others = sent(unit), unit.enquiries.add(replace(DRAFT, asker_id=BRAM.id))
        for enquiry in (draft, discarded, *others):
            unit.enquiries.add_part(part(enquiry))
            unit.enquiries.append(Event(enquiry.id, NOW, Step.START, enquiry.asker_id, enquiry.status))
        return draft, discarded, *others

    def traces(unit: StorageUnit, enquiry: Enquiry) -> int:
        found = unit.enquiries.get(enquiry.id)
        return len(unit.enquiries.parts(enquiry.id)) + len(unit.enquiries.history(enquiry.id)) + (found is not None)

    enquiries = await within(database, store)
    await within(database, lambda unit: unit.enquiries.remove_unsent(ANNA.id))
    assert await within(database, lambda unit: [traces(unit, enquiry) for enquiry in enquiries]) == [0, 0, 3, 3]


async def test_whoever_sent_nothing_is_forgotten_once_the_drafts_are_gone(database: Database) -> None:
    await stored(database)
    await within(database, lambda unit: unit.enquiries.remove_unsent(ANNA.id))
    await within(database, lambda unit: unit.contacts.forget(ANNA.id))
    assert await within(database, lambda unit: unit.contacts.get(ANNA.id)) is None


async def test_history_is_kept_in_order(database: Database) -> None:
    draft, other = await stored(database)
    lines = [
        Event(draft.id, LATER, Step.START, ANNA.id, Status.DRAFT),
        Event(draft.id, NOW, Step.SUBMIT, ANNA.id, Status.NEW, "terras"),
    ]

    def store(unit: StorageUnit) -> None:
        for line in (lines[0], Event(other.id, NOW, Step.START, BRAM.id, Status.NEW), lines[1]):
            unit.enquiries.append(line)

    await within(database, store)
    assert await within(database, lambda unit: unit.enquiries.history(draft.id)) == lines


@pytest.mark.parametrize("orphan", [part(replace(DRAFT, id=99)), Event(99, NOW, Step.START, 1, Status.DRAFT)])
async def test_nothing_is_said_in_an_enquiry_that_is_not_there(database: Database, orphan: Part | Event) -> None:
    def store(unit: StorageUnit) -> None:
        if isinstance(orphan, Part):
            unit.enquiries.add_part(orphan)
        else:
            unit.enquiries.append(orphan)

    with pytest.raises(StorageError):
        await within(database, store)
