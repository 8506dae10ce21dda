"""Internal notes and canned texts, on both engines."""

from dataclasses import replace

from bot.domain.note import Canned, Note, UseFor
from bot.storage.database import Database
from bot.storage.unit import StorageUnit
from tests.storage.examples import BRAM, LATER, NOW, known, sent, within

CANNED = Canned(0, "Terras", "Dat mag, {naam}.", BRAM.id, NOW, topic="terras")


async def test_notes_stay_in_order_and_are_found_by_their_message(database: Database) -> None:
    def work(unit: StorageUnit) -> None:
        known(unit)
        enquiry = sent(unit)
        first = unit.notes.add(Note(0, enquiry.id, BRAM.id, "bel hem", NOW, message_id=5))
        second = unit.notes.add(Note(0, enquiry.id, 7_000_000_009, "%s :x", LATER))
        assert unit.notes.of_enquiry(enquiry.id) == [first, second]
        assert unit.notes.of_enquiry(enquiry.id + 1) == []
        assert unit.notes.typed_as(BRAM.id, 5) == first
        assert unit.notes.typed_as(BRAM.id, 6) is None
        assert unit.notes.typed_as(second.author_id, 0) is None
        unit.notes.save(replace(first, text="bel haar"))
        assert unit.notes.of_enquiry(enquiry.id) == [replace(first, text="bel haar"), second]
        assert unit.enquiries.versions(enquiry.id) == []

    await within(database, work)


async def test_a_canned_text_comes_back_as_stored(database: Database) -> None:
    def work(unit: StorageUnit) -> None:
        first = unit.canned.add(CANNED)
        assert unit.canned.get(first.id) == first
        changed = replace(first, title="Stoep", text="Nee.", department="ruimte", topic="", used=3, ended_at=LATER)
        unit.canned.save(replace(changed, use_for=UseFor.POSTPONE))
        assert unit.canned.get(first.id) == replace(changed, use_for=UseFor.POSTPONE)
        assert unit.canned.get(first.id + 1) is None

    await within(database, work)


async def test_what_fits_comes_first_and_what_is_another_department_s_never(database: Database) -> None:
    def work(unit: StorageUnit) -> None:
        add = unit.canned.add
        everywhere = add(replace(CANNED, topic="", used=9))
        seldom, often = add(CANNED), add(replace(CANNED, used=2))
        own = add(replace(CANNED, department="ruimte", used=1))
        add(replace(CANNED, department="wonen"))
        add(replace(CANNED, use_for=UseFor.ASK_BACK))
        add(replace(CANNED, ended_at=LATER))
        add(replace(CANNED, topic="markt"))
        found = [often, own, seldom, everywhere]
        assert unit.canned.for_topic("terras", "ruimte", UseFor.ANSWER, 9) == found
        assert unit.canned.for_topic("terras", "ruimte", UseFor.ANSWER, 2, 1) == found[1:3]
        assert unit.canned.for_topic("terras", "ruimte", UseFor.ANSWER, 2, 3) == found[3:]
        assert unit.canned.for_topic("terras", "", UseFor.ANSWER, 9) == [often, seldom, everywhere]
        assert unit.canned.for_topic("", "", UseFor.ANSWER, 9) == [everywhere]

    await within(database, work)
