"""Answering (B4): by replying to the card or by the button, a preview, one tap, and whether it arrived."""

import asyncio

import pytest

from bot.domain.enquiry import Status
from tests.dialogue import Dialogue, Person
from tests.handlers.scenes import ANSWER, answers, asks


async def test_an_answer_by_replying_to_the_card(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await amira.news()
    await amira.says_by_reply("card", ANSWER)
    (preview,) = await amira.sees("answer.preview")
    assert preview.actions == ["answer.send", "answer.send", "answer.reword", "answer.drop"]
    await sofie.sees()
    await amira.taps("answer.send", 1)
    await sofie.sees("answer.message")
    sent, arrived = await amira.sees("answer.on_its_way_closed", "answer.arrived_closed")
    assert preview.message_id == sent.message_id == arrived.message_id
    assert arrived.actions == ["queue.list"]
    enquiry = await talk.enquiry(1)
    assert (enquiry.status, enquiry.owner_id) == (Status.CLOSED, amira.id)


async def test_an_answer_by_the_button_keeps_it_open(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await amira.news()
    await amira.taps("queue.answer")
    await amira.sees("answer.how")
    await amira.says(ANSWER)
    await amira.sees("answer.preview")
    await amira.taps("answer.send", 0)
    await amira.sees("answer.on_its_way_open", "answer.arrived_open")
    assert (await talk.enquiry(1)).status is Status.ANSWERED
    await amira.says("/1")
    (card,) = await amira.sees("card")
    assert card.actions == ["queue.answer", "queue.close", "queue.list"]


async def test_going_back_from_answering_asks_for_no_words_any_more(
    talk: Dialogue, sofie: Person, luc: Person, amira: Person
) -> None:
    await asks(sofie)
    await asks(luc, "puis-je laisser ma terrasse ?")
    await amira.says("/1")
    await amira.taps("queue.answer", 1)
    await amira.says("/2")
    await amira.news()
    await amira.says(ANSWER)
    await amira.sees("answer.preview")
    await amira.says("/1")
    await amira.taps("queue.answer", 1)
    await amira.taps("queue.show", 1)
    await amira.news()
    await amira.says(ANSWER)
    await amira.sees("answer.which")


async def test_every_answer_arrives_and_is_seen_to(talk: Dialogue, sofie: Person, amira: Person) -> None:
    for number in range(1, 11):
        await asks(sofie, f"mag mijn terras daar blijven, nummer {number}?")
        talk.passes(minutes=3)
        await answers(amira)
    shown = {row["message_id"]: row["text"] for row in await amira.messages()}
    arrived = [one for one in await amira.chat() if one.key == "answer.arrived_closed"]
    assert len({one.message_id for one in arrived}) == 10
    assert len(shown) >= 20


async def test_the_next_question_is_one_tap_away(talk: Dialogue, sofie: Person, luc: Person, amira: Person) -> None:
    await asks(sofie)
    await asks(luc, "puis-je laisser ma terrasse ?")
    await amira.news()
    await amira.says("/1")
    await amira.says_by_reply("card", ANSWER)
    await amira.taps("answer.send", 1)
    (arrived,) = (await amira.news())[-1:]
    assert arrived.actions == ["queue.show"]
    await amira.taps("queue.show")
    (card,) = await amira.sees("card")
    assert card.subject == f"card:{(await talk.enquiry(2)).id}"


async def test_reword_and_drop(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await amira.says_by_reply("card", "Ja.")
    await amira.news()
    await amira.taps("answer.reword")
    await amira.sees("answer.reword_how")
    await amira.says(ANSWER)
    (preview,) = await amira.sees("answer.preview")
    assert preview.value("words") == ANSWER
    assert await amira.taps("answer.drop") == talk.words("answer.dropped")
    await amira.sees("card")
    await sofie.sees()
    assert (await talk.enquiry(1)).status is Status.NEW


async def test_double_tap_answers_once(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await amira.says_by_reply("card", ANSWER)
    message_id, data = await amira.button("answer.send", 1)
    await asyncio.gather(*(amira.taps_data(data, message_id) for _ in range(3)))
    await sofie.sees("answer.message")
    for action in ("reword", "drop", "send"):
        more = "|1" if action == "send" else ""
        toast = await amira.taps_data(f"1|answer.{action}|1{more}", message_id)
        assert toast == talk.words("answer.was_sent", number=1, at=talk.clock.now())
    await sofie.sees()


async def test_a_long_answer_arrives_whole(talk: Dialogue, sofie: Person, amira: Person) -> None:
    words = " ".join(f"woord{number}" for number in range(1200))
    await asks(sofie)
    await amira.news()
    await amira.says_by_reply("card", words, raw=True)
    await amira.sees("answer.preview")
    await amira.taps("answer.send", 1)
    pieces = await sofie.news()
    assert {piece.key for piece in pieces[:-1]} == {"answer.part"}
    assert pieces[-1].key == "answer.message"
    assert " ".join(str(piece.value("words")) for piece in pieces) == words
    assert [bool(piece.actions) for piece in pieces] == [False] * (len(pieces) - 1) + [True]
    await amira.sees("answer.on_its_way_closed", "answer.arrived_closed")


@pytest.mark.parametrize("what", ["photo", "voice", "document", "location"])
async def test_a_file_goes_ahead_of_the_answer(talk: Dialogue, sofie: Person, amira: Person, what: str) -> None:
    await asks(sofie)
    await amira.news()
    card = (await amira.chat())[-1].message_id
    await amira.sends(**{what: True}, reply_to=card)
    await amira.sees("answer.preview")
    await amira.taps("answer.send", 1)
    await sofie.sees("answer.file", "answer.message")
    assert [row["kind"] for row in (await sofie.messages())[-2:]] == [what, "text"]


async def test_words_without_a_card_ask_which_question(
    talk: Dialogue, sofie: Person, luc: Person, amira: Person
) -> None:
    await asks(sofie)
    await asks(luc, "puis-je laisser ma terrasse ?")
    await amira.news()
    await amira.says(ANSWER)
    (which,) = await amira.sees("answer.which")
    assert which.actions == ["answer.choose", "answer.choose", "answer.drop"]
    await amira.taps("answer.choose", (await talk.enquiry(2)).id)
    await amira.sees("answer.preview")
    await amira.taps("answer.send", 1)
    await luc.sees("answer.message")
    await sofie.sees()


async def test_words_that_were_sent_cannot_be_chosen_for_another(
    talk: Dialogue, sofie: Person, luc: Person, amira: Person
) -> None:
    await asks(sofie)
    await asks(luc, "puis-je laisser ma terrasse ?")
    await amira.says(ANSWER)
    message_id, data = await amira.button("answer.choose", 1)
    await amira.taps("answer.choose", 2)
    await amira.taps("answer.send", 1)
    await amira.news()
    toast = await amira.taps_data(data, message_id)
    assert toast == talk.words("answer.was_sent", number=2, at=talk.clock.now())
    await sofie.sees()


async def test_an_answer_that_is_being_reworded_can_be_dropped(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await amira.says_by_reply("card", ANSWER)
    await amira.taps("answer.reword")
    await amira.taps("answer.drop")
    await amira.news()
    await amira.says("iets anders")
    await amira.sees("answer.which")


async def test_an_edit_that_changes_nothing_is_let_be(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    typed = await amira.says("los woord")
    await amira.news()
    await amira.edits(typed, "los woord")
    await amira.edits(typed, "een ander los woord")
    await amira.sees()


async def test_words_for_no_question_are_dropped(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await amira.news()
    await amira.says("tot straks")
    await amira.taps("answer.drop")
    await amira.sees("answer.which", "queue.list")


async def test_words_when_nothing_is_open(talk: Dialogue, amira: Person) -> None:
    await amira.says(ANSWER)
    await amira.sees("queue.nothing_to_answer")


async def test_invisible_words_are_no_answer(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await amira.news()
    await amira.says_by_reply("card", "\u200b\u200b", raw=True)
    await amira.sees("other.empty")


async def test_a_card_answered_before_can_be_answered_again(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await answers(amira)
    await answers(amira, "En nog dit.", closes=False)
    await sofie.sees("answer.message", "answer.message")
    assert (await talk.enquiry(1)).status is Status.ANSWERED


async def test_an_expected_answer_is_forgotten_after_an_hour(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await amira.taps("queue.answer")
    await amira.news()
    talk.passes(minutes=61)
    await amira.says(ANSWER)
    await amira.sees("answer.which")


async def test_somebody_elses_answer_cannot_be_sent(talk: Dialogue, sofie: Person, amira: Person) -> None:
    second = talk.person("staff")
    await talk.appoint(second)
    await asks(sofie)
    await amira.says_by_reply("card", ANSWER)
    await talk.settle()
    await second.news()
    await second.taps_data("1|answer.send|1|1")
    await second.sees("error.not_found")
    await sofie.sees()


async def test_an_answer_without_question_cannot_be_sent(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await amira.news()
    await amira.says(ANSWER)
    await amira.news()
    await amira.taps_data("1|answer.send|1|1")
    await amira.sees("error.not_found")
