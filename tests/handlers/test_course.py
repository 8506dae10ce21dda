"""What the manager sees, without a sound, of a question that lies with a department: the card, and one line."""

import pytest

from bot.domain.access import Role
from tests.dialogue import Dialogue, Person, Shown
from tests.handlers.answer_scenes import DEPARTMENT, colleague, hands, lines_of, offered
from tests.handlers.scenes import ANSWER, asks

TRAFFIC = "mobiliteit"


@pytest.fixture
async def karim(talk: Dialogue) -> Person:
    return await colleague(talk)


def courses(news: list[Shown]) -> list[Shown]:
    return [one for one in news if one.key.startswith("hold.manager_")]


def cards(news: list[Shown]) -> list[Shown]:
    return [one for one in news if one.key == "card"]


async def card_of(person: Person) -> int:
    """Return the message in which that person saw the newest card."""
    return [one for one in await person.chat() if one.key == "card"][-1].message_id


async def test_who_takes_it_shows_in_the_card_and_in_a_silent_line(
    talk: Dialogue, sofie: Person, amira: Person, karim: Person
) -> None:
    await offered(talk, sofie, amira, karim)
    stands = await card_of(amira)
    await karim.taps("hold.take")
    card, line = await amira.sees("card", "hold.manager_taken")
    assert card.edits == stands
    assert "card.held" in lines_of(card)
    assert (line.edits, line.message.silent, line.value("name")) == (0, True, "Karim Aziz")


async def test_the_line_goes_on_in_its_place_until_the_answer(
    talk: Dialogue, sofie: Person, amira: Person, karim: Person
) -> None:
    lena = await colleague(talk, "Lena Peeters")
    await offered(talk, sofie, amira, karim, lena)
    stands = await card_of(amira)
    await karim.taps("hold.take")
    (taken,) = courses(await amira.news())
    await karim.taps("hold.hand_on")
    await karim.taps("hold.pass", lena.id)
    news = await amira.news()
    (passed,) = courses(news)
    assert (passed.key, passed.edits, passed.value("name")) == (
        "hold.manager_passed",
        taken.message_id,
        "Lena Peeters",
    )
    assert [one.edits for one in cards(news)] == [stands]
    await lena.says_by_reply("card", ANSWER)
    await amira.sees()
    await lena.taps("answer.send", 1)
    news = await amira.news()
    (answered,) = courses(news)
    assert (answered.key, answered.edits) == ("hold.manager_answered", taken.message_id)
    assert answered.message.silent
    assert {one.edits for one in cards(news)} == {stands}
    assert lines_of(cards(news)[-1])[-1] == "card.done"
    assert {one.edits for one in news} == {stands, taken.message_id}


async def test_a_card_that_was_opened_in_its_place_stays(
    talk: Dialogue, sofie: Person, amira: Person, karim: Person
) -> None:
    await offered(talk, sofie, amira, karim)
    await karim.taps("hold.take")
    await amira.taps("queue.show")
    opened = await card_of(amira)
    await amira.looks_away()
    await karim.says_by_reply("card", ANSWER)
    await karim.taps("answer.send", 0)
    news = await amira.news()
    assert {one.edits for one in cards(news)} == {opened}
    assert [(one.key, one.edits) for one in courses(news)] == [("hold.manager_answered", 0)]


async def test_the_manager_who_acts_hears_nothing_of_it(
    talk: Dialogue, sofie: Person, amira: Person, karim: Person
) -> None:
    await offered(talk, sofie, amira, karim)
    await karim.taps("hold.take")
    await amira.looks_away()
    await amira.says_by_reply("card", ANSWER)
    await amira.taps("answer.send", 1)
    assert courses(await amira.news()) == []


async def test_advice_comes_as_a_card_anew_and_each_department_has_its_line(
    talk: Dialogue, sofie: Person, amira: Person, karim: Person
) -> None:
    wout, omar = await colleague(talk, "Wout Maes", TRAFFIC), await talk.somebody(name="Omar")
    await talk.appoint(omar, Role.MANAGER, "", "Omar Nasri")
    await asks(sofie)
    await hands(amira, DEPARTMENT)
    await amira.taps("hand.choose")
    await amira.taps("hand.ask", TRAFFIC)
    await amira.taps("hand.offer", TRAFFIC)
    await amira.looks_away()
    stands = await card_of(omar)
    await karim.taps("hold.take")
    await wout.taps("hold.take")
    first, second = courses(await amira.news())
    assert first.message_id != second.message_id
    await omar.looks_away()
    await karim.taps("hold.advise")
    await karim.says("anderhalve meter")
    news = await amira.news()
    assert [(one.key, one.edits) for one in courses(news)] == [("hold.manager_advised", first.message_id)]
    assert [one.edits for one in cards(news)] == [0]
    (seen,) = cards(await omar.news())
    assert seen.edits == stands
    assert "card.advice" in lines_of(seen)
