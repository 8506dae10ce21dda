"""The past of the demo's town: believable at whatever moment the demo opens, and nobody hears of it again."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.app import build_catalogues
from bot.content import load_town, packaged_content
from bot.demo_people import COLLEAGUE, MANAGER, settle
from bot.demo_script import BY_ASKER, Deed, Script, read_script
from bot.demo_town import Past
from bot.domain.enquiry import OPEN, Author, Enquiry, Event, Status, Step
from bot.domain.message import Text
from bot.services.desk import build_desk
from bot.services.enquiries.moves import CLOCK
from bot.storage.database import Transaction
from bot.storage.unit import StorageUnit
from tests.databases import MakeDatabase

CONTENT = packaged_content()
TOWN = load_town(CONTENT)
CATALOGUES = build_catalogues(CONTENT, TOWN)
SCRIPT = read_script(CONTENT)

MOMENTS = (
    "2026-11-23 16:03",
    "2026-11-24 18:40",
    "2026-11-25 09:01",
    "2026-11-26 13:05",
    "2026-11-27 12:20",
    "2026-12-28 10:15",  # after Christmas
    "2027-03-30 11:00",  # the clock has just changed, Easter Monday was yesterday
)
"""Moments at which the doors are open, in the middle of everything that can be odd about a day."""


def moment(said: str) -> datetime:
    return datetime.fromisoformat(said).replace(tzinfo=TOWN.calendar.zone).astimezone(UTC)


def play(transaction: Transaction, start: datetime, script: Script = SCRIPT) -> StorageUnit:
    unit = StorageUnit(transaction, start)
    assert settle(unit, TOWN)
    Past(script, TOWN, CATALOGUES, start).play(transaction)
    return unit


def asked(unit: StorageUnit) -> Sequence[Enquiry]:
    return [one for number in range(1, 31) if (one := unit.enquiries.by_number(number)) is not None]


def histories(unit: StorageUnit) -> Mapping[int, Sequence[Event]]:
    return {one.number: unit.enquiries.history(one.id) for one in asked(unit)}


@pytest.mark.parametrize("said", MOMENTS)
async def test_it_is_believable_whenever_the_demo_opens(make_database: MakeDatabase, said: str) -> None:
    start = moment(said)

    def look(transaction: Transaction) -> None:
        unit = play(transaction, start)
        questions, today = asked(unit), TOWN.calendar.local_date(start)
        stands = Counter(one.status for one in questions)
        assert stands.keys() == set(Status) - {Status.DRAFT, Status.DISCARDED}
        assert sum(stands.values()) == 30
        assert 2 <= sum(one.is_late(today) for one in questions) <= 5
        for one in questions:
            assert one.status not in OPEN or (one.owner_id and one.promised_on)
            assert one.status not in OPEN or one.promised_on is None or one.asked_at is None or one.promises
        for events in histories(unit).values():
            assert [event.at for event in events] == sorted(event.at for event in events)
            assert all(event.at <= start for event in events)
            by_staff = [event for event in events if event.actor_id == MANAGER or 3000 < event.actor_id < 4000]
            assert all(TOWN.calendar.is_open(event.at) for event in by_staff)
        assert any(event.actor_id == CLOCK for events in histories(unit).values() for event in events)

    await (await make_database("sqlite")).run(look)


async def test_nobody_hears_of_it_again(make_database: MakeDatabase) -> None:
    start = moment(MOMENTS[0])

    def look(transaction: Transaction) -> None:
        unit = play(transaction, start)
        assert unit.outbox.pending(0, 100) == []
        assert unit.dues.ready(start, 100) == []
        assert unit.dues.planned(1)
        answered = [one for one in asked(unit) if one.status is Status.ANSWERED]
        assert answered
        for one in answered:
            answer = unit.enquiries.latest_answer(one.id)
            assert answer is not None
            assert unit.outbox.arrived_at(f"answer:{answer.id}", one.asker_id) == answer.sent_at
        assert unit.enquiries.next_number() == 31

    await (await make_database("sqlite")).run(look)


async def test_the_department_has_work(make_database: MakeDatabase) -> None:
    def look(transaction: Transaction) -> None:
        unit = play(transaction, moment(MOMENTS[0]))
        bram = unit.contacts.get(COLLEAGUE)
        assert bram is not None
        assert unit.assignments.of_person(bram.id)
        assert set(unit.assignments.count_of_department(bram.department).values()) >= {2}
        steps = [event for events in histories(unit).values() for event in events]
        expired = [event.enquiry_id for event in steps if event.step is Step.EXPIRE]
        (twice,) = {one for one in expired if expired.count(one) > 1}
        stands = unit.enquiries.get(twice)
        assert stands is not None
        assert stands.status is Status.NEW
        said = [part for one in asked(unit) for part in unit.enquiries.parts(one.id)]
        assert {part.author for part in said} == {Author.ASKER, Author.STAFF}
        noted = [note.text for one in asked(unit) for note in unit.notes.of_enquiry(one.id)]
        assert len(noted) == sum(step.does is Deed.NOTE for question in SCRIPT.questions for step in question.steps)
        assert not set(noted) & {part.text for part in said}

    await (await make_database("sqlite")).run(look)


async def test_how_late_the_department_is_counts_from_the_first_day_that_was_promised(
    make_database: MakeDatabase,
) -> None:
    def look(transaction: Transaction) -> None:
        unit = play(transaction, moment(MOMENTS[0]))
        bram = unit.contacts.get(COLLEAGUE)
        assert bram is not None
        screen = build_desk(TOWN, CATALOGUES).work_list.list(unit, bram).screen
        assert screen is not None
        lines = screen.text.values["lines"]
        assert isinstance(lines, tuple)
        states = [line.values["state"] for line in lines if "state" in line.values]
        late = [state.values["count"] for state in states if isinstance(state, Text) and state.key == "queue.late"]
        assert late == [4]

    await (await make_database("sqlite")).run(look)


def test_the_file_names_only_who_and_what_there_is() -> None:
    keys = {person.key for person in SCRIPT.people}
    assert len({person.id for person in SCRIPT.people}) == len(keys)
    assert {question.asker for question in SCRIPT.questions} <= keys | {"luc", "emily", "karel"}
    assert {question.topic for question in SCRIPT.questions} <= {*TOWN.topics, "anders"}
    for person in SCRIPT.people:
        assert person.trade in TOWN.trades
        assert person.zone in TOWN.zones
        assert set(person.themes) <= TOWN.themes.keys()
    steps = [step for question in SCRIPT.questions for step in question.steps]
    assert {step.to for step in steps if step.does is Deed.OFFER} <= TOWN.departments.keys()
    assert {step.by for step in steps if step.does not in BY_ASKER} <= {"", "bram", "ilse", "katrien", "yusuf"}
    assert {step.does for step in steps} == set(Deed)


def test_a_town_without_such_a_file_has_no_past(tmp_path: Path) -> None:
    assert read_script(tmp_path) == Script()
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "town.toml").write_text("[[questions]]\nasker = 'x'\ntopic = 'y'\nat = 'soon'\nsays = 'z'\n")
    with pytest.raises(ValidationError):
        read_script(tmp_path)
