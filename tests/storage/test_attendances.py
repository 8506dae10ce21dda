from dataclasses import replace

import pytest

from bot.domain.meeting import Attendance, Coming, Input
from bot.domain.message import Attachment, AttachmentKind
from bot.storage.database import Database, StorageError
from bot.storage.unit import StorageUnit
from tests.storage.examples import ANNA, BRAM, LATER, NOW, known, within
from tests.storage.jobs import MEETING


async def planned(database: Database) -> int:
    """Store a meeting and return its id."""

    def store(unit: StorageUnit) -> int:
        known(unit)
        return unit.meetings.add(MEETING).id

    return await within(database, store)


async def test_somebody_is_invited_once_and_their_answer_stays(database: Database) -> None:
    meeting = await planned(database)
    invited = Attendance(meeting, ANNA.id, None, NOW)
    assert await within(database, lambda unit: unit.meetings.invite(invited)) is True
    assert await within(database, lambda unit: unit.meetings.attendance(meeting, ANNA.id)) == invited
    answered = replace(invited, coming=Coming.MAYBE, at=LATER)
    await within(database, lambda unit: unit.meetings.answer(answered))
    assert await within(database, lambda unit: unit.meetings.invite(invited)) is False
    assert await within(database, lambda unit: unit.meetings.attendance(meeting, ANNA.id)) == answered


@pytest.mark.parametrize("coming", Coming)
async def test_who_was_not_invited_can_answer_and_change_it(database: Database, coming: Coming) -> None:
    meeting = await planned(database)
    assert await within(database, lambda unit: unit.meetings.attendance(meeting, BRAM.id)) is None

    def answer(unit: StorageUnit) -> None:
        for each in (Coming.YES, coming):
            unit.meetings.answer(Attendance(meeting, BRAM.id, each, LATER))

    await within(database, answer)
    found = await within(database, lambda unit: unit.meetings.attendance(meeting, BRAM.id))
    assert found == Attendance(meeting, BRAM.id, coming, LATER)


async def test_lines_stand_in_the_order_of_the_invitations(database: Database) -> None:
    meeting, other = await planned(database), await planned(database)
    lines = [Attendance(meeting, person, None, NOW) for person in (ANNA.id, BRAM.id)]

    def store(unit: StorageUnit) -> None:
        unit.meetings.invite(Attendance(other, BRAM.id, None, NOW))
        for line in lines:
            unit.meetings.invite(line)
        unit.meetings.answer(replace(lines[0], coming=Coming.NO))

    await within(database, store)
    found = await within(database, lambda unit: unit.meetings.attendances(meeting))
    assert found == [replace(lines[0], coming=Coming.NO), lines[1]]


async def test_what_is_given_along_comes_back_oldest_first(database: Database) -> None:
    meeting, other = await planned(database), await planned(database)
    photo = Attachment(AttachmentKind.PHOTO, file_id="p1")
    given = [Input(0, meeting, ANNA.id, "denk aan de fietsen", LATER), Input(0, meeting, BRAM.id, "", NOW, photo)]

    def store(unit: StorageUnit) -> list[Input]:
        unit.meetings.add_input(Input(0, other, ANNA.id, "elders", NOW))
        return [unit.meetings.add_input(one) for one in given]

    stored = await within(database, store)
    assert [replace(one, id=0) for one in stored] == given
    assert await within(database, lambda unit: unit.meetings.inputs(meeting)) == stored


async def test_of_a_meeting_that_is_not_there_nothing_is_kept(database: Database) -> None:
    meeting = await planned(database)
    with pytest.raises(StorageError):
        await within(database, lambda unit: unit.meetings.invite(Attendance(meeting + 1, ANNA.id, None, NOW)))
    with pytest.raises(StorageError):
        await within(database, lambda unit: unit.meetings.add_input(Input(0, meeting + 1, ANNA.id, "hoi", NOW)))
