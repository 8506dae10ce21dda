"""Two who answer at once (B4): the first has ten minutes, the other sees who, and loses no words."""

import asyncio

import pytest

from bot.domain.enquiry import Status
from tests.dialogue import Dialogue, Person
from tests.handlers.answer_scenes import colleague, lines_of, taken
from tests.handlers.scenes import ANSWER, asks

OTHER = "Nee, dat mag niet."


@pytest.fixture
async def bert(talk: Dialogue) -> Person:
    """Another manager."""
    person = await talk.somebody(name="Bert Claes")
    await talk.appoint(person, name="Bert Claes")
    return person


async def test_the_first_who_begins_is_the_only_one(talk: Dialogue, sofie: Person, amira: Person, bert: Person) -> None:
    await asks(sofie)
    await amira.taps("queue.answer")
    await bert.news()
    await bert.taps("queue.answer")
    (busy,) = await bert.sees("answer.busy_now")
    assert busy.actions == ["queue.show"]
    await bert.taps("queue.show")
    (card,) = await bert.sees("card")
    assert "answer.busy" in lines_of(card)
    await amira.says("/1")
    assert "answer.busy" not in lines_of((await amira.news())[-1])
    assert (await talk.enquiry(1)).busy_id == 0


async def test_words_typed_meanwhile_are_kept(talk: Dialogue, sofie: Person, amira: Person, bert: Person) -> None:
    await asks(sofie)
    await amira.taps("queue.answer")
    await bert.news()
    await bert.says_by_reply("card", OTHER)
    (busy,) = await bert.sees("answer.busy_kept")
    assert busy.actions == ["answer.go_on", "queue.show"]
    await bert.taps("answer.go_on")
    await bert.sees("answer.busy_kept")
    await amira.taps("queue.show")
    await bert.taps("answer.go_on")
    (preview,) = await bert.sees("answer.preview")
    assert preview.value("words") == OTHER
    await amira.taps("queue.answer")
    await amira.looks_away()
    await bert.taps("answer.send", 1)
    assert (await sofie.news())[-1].value("words") == OTHER
    assert (await talk.enquiry(1)).busy_id == 0


async def test_ten_minutes_later_another_may(talk: Dialogue, sofie: Person, amira: Person, bert: Person) -> None:
    await asks(sofie)
    await amira.says_by_reply("card", ANSWER)
    await talk.settle()
    talk.passes(minutes=10)
    await bert.says_by_reply("card", OTHER)
    await bert.news()
    await amira.news()
    await amira.taps("answer.send", 1)
    (busy,) = await amira.sees("answer.busy_kept")
    await sofie.sees()
    await bert.taps("answer.send", 1)
    await sofie.sees("answer.message")
    await amira.taps("answer.go_on")
    await amira.looks_away()
    await amira.taps("answer.send", 1)
    (again,) = await amira.sees("answer.meanwhile")
    assert again.message_id == busy.message_id
    await sofie.sees()
    await amira.taps("answer.send", 1)
    await sofie.sees("answer.message")


async def test_dropping_lets_the_other_answer(talk: Dialogue, sofie: Person, amira: Person, bert: Person) -> None:
    await asks(sofie)
    await amira.says_by_reply("card", ANSWER)
    await amira.taps("answer.drop")
    await bert.news()
    await bert.taps("queue.answer")
    await bert.sees("answer.how")
    await amira.taps("queue.answer")
    assert "answer.go_on" not in (await amira.news())[-1].actions


async def test_two_at_the_same_moment_send_one_answer(
    talk: Dialogue, sofie: Person, amira: Person, bert: Person
) -> None:
    await asks(sofie)
    await amira.news()
    await bert.news()
    await asyncio.gather(amira.says_by_reply("card", ANSWER), bert.says_by_reply("card", OTHER))
    shown = [(await one.news())[-1].key for one in (amira, bert)]
    assert sorted(shown) == ["answer.busy_kept", "answer.preview"]
    first, second = (amira, bert) if shown[0] == "answer.preview" else (bert, amira)
    await asyncio.gather(first.taps("answer.send", 1), second.taps("answer.go_on"))
    await sofie.sees("answer.message")
    assert (await talk.enquiry(1)).status is Status.CLOSED


async def test_a_manager_and_a_department_do_not_answer_at_once(talk: Dialogue, sofie: Person, amira: Person) -> None:
    karim = await colleague(talk)
    await taken(talk, sofie, amira, karim)
    await karim.taps("queue.answer")
    await amira.says("/1")
    (card,) = await amira.sees("card")
    assert "answer.busy" in lines_of(card)
    await amira.says_by_reply("card", OTHER)
    await amira.sees("answer.busy_kept")
    await sofie.sees()
