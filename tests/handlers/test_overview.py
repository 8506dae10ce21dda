"""The town's numbers: a month, a picture of it, and the questions as a file."""

import csv
from io import StringIO

import pytest

from bot.domain.access import Role
from bot.domain.assignment import Assignment, Held
from bot.domain.message import AttachmentKind
from bot.services.ports import Unit
from bot.services.tables import MARK
from tests.dialogue import Dialogue, Person, Shown
from tests.handlers.scenes import answers, asks

FORMULA = "=cmd|' /C calc'!A0 mag mijn terras blijven?"
MONTH = 202611


async def year(talk: Dialogue, sofie: Person, amira: Person) -> None:
    """Let a question be asked and answered in time, and one be asked and answered late."""
    await asks(sofie, FORMULA)
    await answers(amira)
    await asks(sofie, "wanneer komen jullie het karton ophalen?", "afval")
    talk.passes(days=14)
    await answers(amira)
    await amira.looks_away()


def table(shown: Shown) -> list[list[str]]:
    file = shown.message.attachment
    assert file is not None
    assert file.kind is AttachmentKind.DOCUMENT
    return list(csv.reader(StringIO(file.content.removeprefix(MARK)), delimiter=";"))


async def test_a_month_in_numbers(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await year(talk, sofie, amira)
    await sofie.taps("mine.helped")
    await amira.looks_away()
    await amira.says("/overzicht")
    (december,) = await amira.sees("overview.month")
    assert (december.value("asked"), december.value("answered"), december.value("on_time")) == (0, 1, 0)
    assert (december.value("asked_before"), december.value("answered_before")) == (2, 1)
    assert december.value("helped") == 1
    await amira.taps("overview.show", MONTH)
    (november,) = await amira.sees("overview.month")
    assert (november.value("asked"), november.value("on_time"), november.value("days")) == (2, 1, 0.0)
    assert november.edits


@pytest.mark.parametrize(("by", "lines"), [("topic", 2), ("zone", 1), ("department", 2)])
async def test_it_is_broken_down(talk: Dialogue, sofie: Person, amira: Person, by: str, lines: int) -> None:
    await year(talk, sofie, amira)
    await amira.says("/overzicht")
    await amira.taps("overview.show", MONTH)
    await amira.taps("overview.by", by)
    shown = (await amira.news())[-1]
    assert shown.key == "overview.by"
    found = shown.value("lines")
    assert isinstance(found, tuple)
    assert len(found) == lines


async def test_a_picture_of_it(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await year(talk, sofie, amira)
    await amira.says("/overzicht")
    assert await amira.taps("overview.picture") == talk.words("overview.nothing")
    await amira.taps("overview.show", MONTH)
    await amira.looks_away()
    await amira.taps("overview.picture")
    picture, _ = await amira.sees("overview.month", "overview.month")
    assert picture.message.attachment is not None
    assert picture.message.attachment.kind is AttachmentKind.PHOTO
    assert "\t1" in picture.message.attachment.content


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
async def test_the_questions_as_a_file(talk: Dialogue, sofie: Person, amira: Person, kind: str) -> None:
    await year(talk, sofie, amira)
    await amira.says("/overzicht")
    await amira.taps("overview.files")
    await amira.looks_away()
    await amira.taps("overview.take", 12, kind)
    file, _ = await amira.sees("overview.file", "overview.month")
    head, first, second = table(file)
    assert [row[0] for row in (first, second)] == ["1", "2"]
    assert len(head) == len(first)
    assert first[-1].startswith("'=" if kind == "csv" else "=")
    assert "Claes" not in str(file.message)
    audit = await talk.unit(lambda unit: unit.audit.newest(1))
    assert (audit[0].action, audit[0].actor_id, audit[0].subject) == ("export", amira.id, f"2026-01+12:{kind}")


async def test_a_colleague_sees_and_takes_their_departments_numbers(
    talk: Dialogue, sofie: Person, amira: Person
) -> None:
    await year(talk, sofie, amira)
    colleague, department = talk.person("staff"), talk.bot.town.topics["afval"].department
    await talk.appoint(colleague, Role.STAFF, department, "Jan Peeters")

    def give(unit: Unit) -> None:
        enquiry = unit.enquiries.by_number(2)
        assert enquiry is not None
        unit.assignments.add(Assignment(0, enquiry.id, department, amira.id, unit.now, unit.now, Held.DONE))

    await talk.unit(give)
    await colleague.says("/overzicht")
    await colleague.taps("overview.show", MONTH)
    shown = (await colleague.news())[-1]
    assert shown.value("asked") == 1
    await colleague.taps_data(f"1|overview.by|{MONTH}|department")
    await colleague.sees("error.not_found")
    await colleague.taps_data(f"1|overview.take|{MONTH}|12|csv")
    head, row = table((await colleague.news())[0])
    assert row[0] == "2"
    assert talk.words("overview.column.words") not in head


async def test_an_administrator_gets_numbers_only(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await year(talk, sofie, amira)
    administrator = talk.person("staff")
    await talk.appoint(administrator, Role.ADMINISTRATOR, "", "Jan Peeters")
    await administrator.says("/overzicht")
    await administrator.taps("overview.files")
    await administrator.looks_away()
    await administrator.taps("overview.take", 12, "csv")
    file, _ = await administrator.sees("overview.file", "overview.month")
    assert "cmd" not in str(file.message)
    assert table(file)[1][0] == "2026-11"


async def test_a_colleague_of_no_department_sees_nothing(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await year(talk, sofie, amira)
    colleague = talk.person("staff")
    await talk.appoint(colleague, Role.STAFF, "", "Jan Peeters")
    await colleague.says("/overzicht")
    await colleague.sees("error.not_found")


@pytest.mark.parametrize(
    "data",
    [
        "1|overview.show|202701",
        "1|overview.show|13",
        "1|overview.by|202611|asker_id",
        "1|overview.take|202611|5|csv",
        "1|overview.take|202611|1|exe",
    ],
)
async def test_forged_values_show_nothing(talk: Dialogue, amira: Person, data: str) -> None:
    await amira.says("/overzicht")
    await amira.looks_away()
    await amira.taps_data(data)
    await amira.sees("error.not_found")


async def test_an_asker_sees_no_numbers(talk: Dialogue, sofie: Person) -> None:
    await asks(sofie)
    await sofie.says("/overzicht")
    await sofie.sees("error.not_allowed")
