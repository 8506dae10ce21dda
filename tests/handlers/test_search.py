"""Finding a question by number, by word, by name; a colleague finds only what their department was given."""

import pytest

from bot.domain.access import Role
from bot.domain.assignment import Assignment, Held
from bot.services.ports import Unit
from tests.dialogue import Dialogue, Person, Shown
from tests.handlers.scenes import answers, asks

PARKING = "waar kan ik mijn bestelwagen parkeren?"
MANY = 6


def numbers(page: Shown) -> list[object]:
    lines = page.value("lines")
    assert isinstance(lines, tuple)
    return [line.values["number"] for line in lines]


@pytest.fixture
async def colleague(talk: Dialogue) -> Person:
    """Somebody of the department of traffic."""
    person = talk.person("staff")
    await talk.appoint(person, Role.STAFF, "mobiliteit", "Jan Peeters")
    return person


async def given(talk: Dialogue, number: int, department: str) -> None:
    def store(unit: Unit) -> None:
        found = unit.enquiries.by_number(number)
        assert found is not None
        unit.assignments.add(Assignment(0, found.id, department, 2001, unit.now, unit.now, Held.OFFERED))

    await talk.unit(store)


@pytest.mark.parametrize("command", ["/zoek 1", "/chercher 001", "/search #1", "/zoek /001"])
async def test_a_number_shows_the_card(talk: Dialogue, sofie: Person, amira: Person, command: str) -> None:
    await asks(sofie)
    await amira.looks_away()
    await amira.says(command)
    await amira.sees("card")


@pytest.mark.parametrize("words", ["terras", "TERRASSEN", "kerstmarkt terras", "Claes", "sof", "terras claes"])
async def test_words_and_names_find_the_question(talk: Dialogue, sofie: Person, amira: Person, words: str) -> None:
    await asks(sofie)
    await amira.looks_away()
    await amira.says(f"/zoek {words}")
    (page,) = await amira.sees("search.found")
    assert numbers(page) == [1]
    await amira.taps("queue.show")
    await amira.sees("card")


async def test_with_the_button_and_words_after_it(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await answers(amira)
    await amira.says("/werklijst")
    await amira.taps("search.ask")
    await amira.says("terras")
    empty, how, page = await amira.sees("queue.empty", "search.how", "search.found")
    assert numbers(page) == [1]
    assert empty.actions == ["search.ask"]
    assert how.actions == ["queue.list"]


async def test_without_words_it_asks_for_them(amira: Person) -> None:
    await amira.says("/zoek")
    await amira.sees("search.how")
    await amira.says("/zoek 👍")
    (none,) = await amira.sees("search.none")
    assert none.actions == ["search.ask", "queue.list"]


async def test_what_is_found_comes_in_pages_the_newest_first(talk: Dialogue, sofie: Person, amira: Person) -> None:
    for _ in range(MANY):
        await asks(sofie)
        talk.passes(minutes=3)
    await amira.looks_away()
    await amira.says("/zoek terras")
    (page,) = await amira.sees("search.found")
    assert (page.value("count"), numbers(page)) == (MANY, [6, 5, 4, 3, 2])
    await amira.taps("search.page")
    (page,) = await amira.sees("search.found")
    assert numbers(page) == [1]
    assert page.edits


async def test_a_colleague_finds_what_their_department_was_given(
    talk: Dialogue, sofie: Person, colleague: Person
) -> None:
    await asks(sofie)
    talk.passes(minutes=3)
    await asks(sofie, PARKING, "parkeren")
    await given(talk, 2, "mobiliteit")
    await colleague.looks_away()
    await colleague.says("/zoek claes")
    (page,) = await colleague.sees("search.found")
    assert numbers(page) == [2]
    await colleague.says("/zoek 1")
    await colleague.sees("search.none")
    await colleague.says("/zoek 2")
    await colleague.sees("card")
    await colleague.taps_data("1|search.page|terras|0")
    assert (await colleague.news())[-1].key == "search.none"


async def test_an_asker_searches_nothing(talk: Dialogue, sofie: Person) -> None:
    await asks(sofie)
    await sofie.says("/zoek terras")
    await sofie.sees("error.not_allowed")
    await sofie.taps_data("1|search.page|terras|0")
    await sofie.sees("error.not_allowed")


async def test_names_of_before_are_noted_after_the_start(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await talk.change("DELETE FROM name_words")
    await talk.change("UPDATE counters SET value = 1 WHERE name = 'unnamed'")
    await talk.running.upkeep.index_older()
    await amira.looks_away()
    await amira.says("/zoek claes")
    await amira.sees("search.found")
