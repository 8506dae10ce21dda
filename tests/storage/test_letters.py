"""Letters to askers: kept from the first word, found again by their question once they were sent."""

from dataclasses import replace

import pytest

from bot.domain.letter import Letter
from bot.domain.message import Attachment, AttachmentKind
from bot.domain.note import UseFor
from bot.storage.unit import StorageUnit
from tests.databases import ENGINES, Engine, MakeDatabase
from tests.storage.examples import ANNA, BRAM, LATER, NOW, known, sent, within


@pytest.mark.parametrize("engine", ENGINES)
async def test_a_letter_is_kept_changed_and_sent(make_database: MakeDatabase, engine: Engine) -> None:
    database = await make_database(engine)

    def write(unit: StorageUnit) -> Letter:
        known(unit)
        enquiry = sent(unit)
        letter = Letter(0, enquiry.id, BRAM.id, UseFor.HAND_OVER, "", NOW, party="favv")
        return unit.letters.add(letter)

    letter = await within(database, write)
    assert letter.id
    worded = replace(letter, text="Zij keuren dat.")
    await within(database, lambda unit: unit.letters.save(worded))
    assert await within(database, lambda unit: unit.letters.get(letter.id)) == worded
    assert await within(database, lambda unit: unit.letters.latest(letter.enquiry_id, UseFor.HAND_OVER)) is None
    await within(database, lambda unit: unit.letters.save(worded.sent(LATER)))
    found = await within(database, lambda unit: unit.letters.latest(letter.enquiry_id, UseFor.HAND_OVER))
    assert found == worded.sent(LATER)


@pytest.mark.parametrize("engine", ENGINES)
async def test_the_newest_of_each_kind_counts(make_database: MakeDatabase, engine: Engine) -> None:
    database = await make_database(engine)

    def write(unit: StorageUnit) -> list[Letter]:
        known(unit)
        enquiry = sent(unit)
        first = Letter(0, enquiry.id, BRAM.id, UseFor.ASK_BACK, "hoe breed?", NOW, sent_at=NOW)
        second = replace(first, text="hoe hoog?", sent_at=LATER)
        other = replace(first, use_for=UseFor.HAND_OVER, party="favv")
        return [unit.letters.add(one) for one in (first, second, other)]

    _, second, other = await within(database, write)
    assert await within(database, lambda unit: unit.letters.latest(1, UseFor.ASK_BACK)) == second
    assert await within(database, lambda unit: unit.letters.latest(1, UseFor.HAND_OVER)) == other
    assert await within(database, lambda unit: unit.letters.latest(2, UseFor.ASK_BACK)) is None
    assert await within(database, lambda unit: unit.letters.get(99)) is None


@pytest.mark.parametrize("engine", ENGINES)
async def test_it_is_found_by_its_author_before_and_after(make_database: MakeDatabase, engine: Engine) -> None:
    database = await make_database(engine)
    photo = Attachment(AttachmentKind.PHOTO, "abc", size=3)

    def write(unit: StorageUnit) -> list[Letter]:
        known(unit)
        enquiry = sent(unit)
        first = Letter(0, enquiry.id, BRAM.id, UseFor.ASK_BACK, "", NOW, attachment=photo, message_id=5)
        second = replace(first, text="hoe hoog?", message_id=0, attachment=None)
        other = replace(first, author_id=ANNA.id, message_id=6)
        return [unit.letters.add(one) for one in (first, second, other)]

    def look(unit: StorageUnit) -> None:
        assert unit.letters.get(first.id) == first
        assert unit.letters.unsent(1, BRAM.id, UseFor.ASK_BACK) == second
        assert unit.letters.unsent(1, BRAM.id, UseFor.HAND_OVER) is None
        assert unit.letters.typed_as(BRAM.id, 5) == first
        assert unit.letters.typed_as(BRAM.id, 6) is None
        assert unit.letters.typed_as(BRAM.id, 0) is None
        worded = second.saying("hoe diep?", LATER, 7).taking(photo).sent(LATER)
        unit.letters.save(worded)
        assert unit.letters.get(second.id) == worded
        assert unit.letters.unsent(1, BRAM.id, UseFor.ASK_BACK) == first

    first, second, _ = await within(database, write)
    await within(database, look)
