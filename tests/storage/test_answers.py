from dataclasses import replace

from bot.domain.enquiry import Answer, Signed
from bot.domain.message import Attachment, AttachmentKind
from bot.storage.database import Database
from bot.storage.unit import StorageUnit
from tests.storage.examples import BRAM, LATER, NOW, known, sent, within


async def draft(database: Database, words: str = "ja") -> Answer:
    """Store an answer that is being prepared to an enquiry of its own."""

    def store(unit: StorageUnit) -> Answer:
        known(unit)
        return unit.enquiries.add_answer(Answer(0, sent(unit).id, BRAM.id, words, NOW))

    return await within(database, store)


async def test_an_answer_gets_an_id_and_comes_back_as_stored(database: Database) -> None:
    answer = await draft(database)
    assert answer.id > 0
    assert await within(database, lambda unit: unit.enquiries.answer(answer.id)) == answer
    assert await within(database, lambda unit: unit.enquiries.answer(answer.id + 1)) is None


async def test_every_field_can_change(database: Database) -> None:
    answer = await draft(database)
    place = Attachment(AttachmentKind.LOCATION, latitude=50.8544, longitude=4.3387)
    changed = replace(
        answer,
        text="nee",
        attachment=place,
        sent_at=LATER,
        closes=True,
        signed=Signed.DEPARTMENT,
        taken_back_at=LATER,
        version=3,
    )
    await within(database, lambda unit: unit.enquiries.save_answer(changed))
    assert await within(database, lambda unit: unit.enquiries.answer(answer.id)) == changed


async def test_the_latest_answer_is_the_one_sent_last(database: Database) -> None:
    first = await draft(database)
    enquiry_id = first.enquiry_id
    assert await within(database, lambda unit: unit.enquiries.latest_answer(enquiry_id)) is None

    def store(unit: StorageUnit) -> Answer:
        unit.enquiries.save_answer(replace(first, sent_at=LATER))
        second = unit.enquiries.add_answer(Answer(0, enquiry_id, BRAM.id, "ook", NOW, sent_at=LATER))
        unit.enquiries.add_answer(Answer(0, enquiry_id, BRAM.id, "vroeger", NOW, sent_at=NOW))
        unit.enquiries.add_answer(Answer(0, enquiry_id, BRAM.id, "nog niet", NOW))
        return second

    second = await within(database, store)
    assert await within(database, lambda unit: unit.enquiries.latest_answer(enquiry_id)) == second


async def test_an_answer_that_is_being_prepared_is_found_again(database: Database) -> None:
    first = await draft(database)

    def work(unit: StorageUnit) -> None:
        second = unit.enquiries.add_answer(replace(first, text="nee"))
        assert unit.enquiries.unsent_answer(first.enquiry_id, BRAM.id) == second
        unit.enquiries.save_answer(replace(second, sent_at=LATER))
        assert unit.enquiries.unsent_answer(first.enquiry_id, BRAM.id) == first
        assert unit.enquiries.unsent_answer(first.enquiry_id, BRAM.id + 1) is None
        assert unit.enquiries.unsent_answer(first.enquiry_id + 1, BRAM.id) is None

    await within(database, work)
