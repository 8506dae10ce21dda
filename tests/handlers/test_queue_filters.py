"""The manager's list narrowed: late, new, mine, a department's, waiting for the asker."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

from bot.domain.enquiry import Enquiry, Status, Step
from bot.domain.message import Text
from bot.services.ports import Unit
from tests.dialogue import Dialogue, Person, Shown
from tests.handlers.scenes import TERRACE, asks

FEW = 4
PARKING = "waar kan ik mijn bestelwagen parkeren?"


def numbers(page: Shown) -> list[object]:
    lines = page.value("lines")
    assert isinstance(lines, tuple)
    return [line.values["number"] for line in lines]


def heading(page: Shown) -> object:
    name = page.value("filter")
    return name.key if isinstance(name, Text) else name


async def becomes(talk: Dialogue, number: int, **values: Any) -> None:  # noqa: ANN401 - any field of an enquiry
    """Let a question stand otherwise, as if that happened long ago."""

    def store(unit: Unit) -> None:
        found = unit.enquiries.by_number(number)
        assert isinstance(found, Enquiry)
        unit.enquiries.save(replace(found, **values))

    await talk.unit(store)


async def several(talk: Dialogue, sofie: Person, amira: Person) -> None:
    """Let there be a late question, one that waits for its asker, and a new one of somebody else's."""
    await asks(sofie)
    talk.passes(days=10)
    for _ in range(2):
        await asks(sofie, PARKING, "parkeren")
        talk.passes(minutes=3)
    await becomes(talk, 2, status=Status.ASKED, resumes=Status.NEW)
    await becomes(talk, 3, owner_id=77)
    await amira.looks_away()


async def test_the_ways_to_narrow_it_stand_on_one_screen_with_how_many_there_are(
    talk: Dialogue, sofie: Person, amira: Person
) -> None:
    await several(talk, sofie, amira)
    await amira.says("/werklijst")
    await amira.taps("queue.filters")
    _, offered = await amira.sees("queue.list_late", "queue.filters")
    counts = {
        button.args[0]: button.label.values["count"]
        for row in offered.message.rows
        for button in row
        if button.action == "queue.only"
    }
    assert counts == {"late": 1, "new": 2, "mine": 2, "asker": 1}


async def test_each_filter_is_named_in_the_heading(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await several(talk, sofie, amira)
    for by, found in (("late", [1]), ("new", [1, 3]), ("mine", [1, 2]), ("asker", [2])):
        await amira.says("/werklijst")
        await amira.taps("queue.filters")
        await amira.taps("queue.only", by, 0)
        page = (await amira.news())[-1]
        assert (page.key, heading(page)) == ("queue.narrowed", f"queue.filter.{by}")
        assert numbers(page) == found
    await amira.taps("queue.show", 2)
    (card,) = await amira.sees("card")
    assert card.subject == "card:2"


async def test_a_departments_questions(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await several(talk, sofie, amira)
    department = talk.bot.town.topics["parkeren"].department
    await amira.says("/werklijst")
    await amira.taps("queue.filters")
    await amira.taps("queue.departments")
    await amira.taps("queue.of", department, 0)
    page = (await amira.news())[-1]
    assert (heading(page), numbers(page)) == (talk.bot.town.departments[department].name, [3, 2])


async def test_a_narrowed_list_turns_its_pages_in_place(talk: Dialogue, sofie: Person, amira: Person) -> None:
    for _ in range(6):
        await asks(sofie, TERRACE)
        talk.passes(minutes=3)
    await amira.looks_away()
    await amira.says("/werklijst")
    await amira.taps("queue.filters")
    await amira.taps("queue.only", "new", 0)
    await amira.taps("queue.only", "new", 5)
    page = (await amira.news())[-1]
    assert page.edits
    assert numbers(page) == [6]
    await amira.taps("queue.only", "new", 0)
    assert numbers((await amira.news())[-1]) == [1, 2, 3, 4, 5]


async def test_a_page_that_is_gone_shows_the_last_one(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await amira.looks_away()
    await amira.says("/werklijst")
    await amira.taps_data("1|queue.only|new|500")
    assert numbers((await amira.news())[-1]) == [1]


async def test_when_nothing_is_left_it_says_so(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await amira.looks_away()
    await amira.says("/werklijst")
    await amira.taps_data("1|queue.only|late|0")
    page = (await amira.news())[-1]
    assert page.key == "queue.none"
    assert page.actions == ["queue.list", "queue.filters"]


async def test_forged_filters_open_nothing(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await amira.looks_away()
    await amira.says("/werklijst")
    await amira.looks_away()
    for data in ("1|queue.only|all' OR 1=1|0", "1|queue.only|department|0", "1|queue.of|geheim|0"):
        await amira.taps_data(data)
        await amira.sees("error.not_found")
    await sofie.taps_data("1|queue.filters")
    assert (await sofie.news())[-1].key == "error.not_allowed"


async def test_forty_questions_at_once_are_few_messages(talk: Dialogue, sofie: Person, amira: Person) -> None:
    askers = [await talk.somebody(name=f"Els {number}") for number in range(40)]
    for person in askers:
        await person.says(TERRACE)
    await talk.settle()
    await talk.faults("sendMessage", 200, delay=0.4, chat=amira.id)

    def send(person: Person, unit: Unit) -> None:
        asker, draft = unit.contacts.get(person.id), unit.enquiries.draft_of(person.id)
        assert asker is not None
        assert draft is not None
        talk.bot.desk.asking.submit(unit, asker, draft.id, "terras")

    await asyncio.gather(*(talk.unit(partial(send, person)) for person in askers))
    shown = await amira.news()
    assert len(shown) <= FEW
    assert shown[-1].key == "queue.several_new"
    listed = shown[-1].value("list")
    assert isinstance(listed, Text)
    assert listed.values["count"] == len(askers)


async def test_what_comes_back_from_a_department_is_new_again(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await becomes(talk, 1, status=Status.OFFERED, department="milieu_afval")
    back = (await talk.enquiry(1)).after(Step.EXPIRE, talk.clock.now() + timedelta(hours=1))
    await becomes(talk, 1, status=back.status)
    await amira.looks_away()
    await amira.says("/werklijst")
    await amira.taps_data("1|queue.only|new|0")
    assert numbers((await amira.news())[-1]) == [1]
