"""Answering (B4): by replying to the card or by the button, a preview, one tap, and whether it arrived."""

import asyncio
from dataclasses import replace

import pytest

from bot.domain.enquiry import Status
from bot.domain.message import Attachment, AttachmentKind
from bot.services.enquiries.albums import rest_of_album
from bot.services.visit import Said
from tests.dialogue import Dialogue, Person
from tests.handlers.scenes import ANSWER, answers, asks


async def test_an_answer_by_replying_to_the_card(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    (asked,) = await amira.sees("card")
    await amira.says_by_reply("card", ANSWER)
    (preview,) = await amira.sees("answer.preview")
    assert preview.actions == ["answer.send", "answer.send", "answer.reword", "answer.sign", "answer.drop"]
    await sofie.sees()
    await amira.taps("answer.send", 1)
    await sofie.sees("answer.message")
    sent, arrived, card = await amira.sees("answer.on_its_way_closed", "answer.arrived_closed", "card")
    assert preview.message_id == sent.message_id == arrived.message_id
    assert (card.edits, card.actions) == (asked.message_id, ["queue.answer", "queue.more", "queue.list"])
    assert arrived.actions == ["answer.take_back", "canned.make", "queue.list"]
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
    await amira.sees("answer.on_its_way_open", "answer.arrived_open", "card")
    assert (await talk.enquiry(1)).status is Status.ANSWERED
    await amira.says("/1")
    (card,) = await amira.sees("card")
    assert card.actions == ["queue.answer", "queue.close", "queue.more", "queue.list"]


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
    (arrived,) = [one for one in await amira.news() if one.key == "answer.arrived_closed"]
    assert arrived.actions == ["answer.take_back", "canned.make", "queue.show"]
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
    await amira.sees("answer.on_its_way_closed", "answer.arrived_closed", "card")


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


async def test_what_was_withdrawn_is_answered_no_more(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await amira.says_by_reply("card", ANSWER)
    await amira.looks_away()
    await talk.change("UPDATE enquiries SET status = 'withdrawn'")
    await amira.taps("answer.send", 1)
    await amira.says_by_reply("card", ANSWER)
    await amira.taps_data("1|queue.answer|1")
    await amira.sees(*["error.step_refused"] * 3)
    await sofie.sees()


async def test_an_emptied_answer_is_not_sent(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    typed = await amira.says_by_reply("card", ANSWER)
    await amira.looks_away()
    await amira.says("\u200b", edit=typed, raw=True)
    await amira.sees("other.empty")
    await talk.change("UPDATE answers SET text = ''")
    await amira.taps("answer.send", 1)
    await amira.sees("other.empty")
    await sofie.sees()


async def test_a_card_of_last_year_can_be_answered(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await answers(amira)
    talk.passes(days=365)
    await sofie.looks_away()
    await amira.looks_away()
    await amira.says_by_reply("card", "En nu?")
    assert (await amira.news())[-1].key == "answer.preview"
    assert "answer.message" not in [one.key for one in await sofie.news()]


async def test_nobody_else_answers_by_replying(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await talk.unit(lambda unit: unit.staff.revoke(amira.id, unit.now))
    await amira.looks_away()
    await amira.says_by_reply("card", ANSWER)
    await amira.sees("error.not_allowed")
    assert await talk.unit(lambda unit: unit.enquiries.answer(1)) is None


async def test_of_an_album_the_first_picture_goes_along(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await amira.news()
    card = (await amira.chat())[-1].message_id
    await amira.sends(album=3, caption=ANSWER, reply_to=card)
    await amira.sees("answer.preview", "answer.one_file")
    await amira.taps("answer.send", 1)
    await sofie.sees("answer.file", "answer.message")
    ended = await talk.rows("SELECT outcome FROM inbox WHERE outcome LIKE 'ignored%'")
    assert [row["outcome"] for row in ended] == ["ignored: rest of an album"] * 2


@pytest.mark.parametrize("first", ["queue.answer", "help.ask", ""])
async def test_an_album_is_one_thing_however_it_is_sent(
    talk: Dialogue, sofie: Person, amira: Person, first: str
) -> None:
    await asks(sofie)
    if first:
        await amira.taps(first)
    await amira.looks_away()
    await amira.sends(album=4, caption=ANSWER)
    taken, only_one = await amira.news()
    assert taken.key in {"answer.preview", "help.with_file", "answer.which"}
    assert only_one.key == "answer.one_file"


@pytest.mark.parametrize("later", [0, 11])
async def test_an_album_after_a_picture_is_another_answer(
    talk: Dialogue, sofie: Person, amira: Person, later: int
) -> None:
    await asks(sofie)
    card = (await amira.chat())[-1].message_id
    await amira.sends(photo=True, reply_to=card)
    await amira.looks_away()
    talk.passes(seconds=later)
    await amira.sends(album=2, caption=ANSWER, reply_to=card)
    preview, _ = await amira.sees("answer.preview", "answer.one_file")
    assert preview.value("words") == ANSWER


async def test_a_picture_of_the_album_that_comes_late_still_belongs_to_it(
    talk: Dialogue, sofie: Person, amira: Person
) -> None:
    await asks(sofie)
    card = (await amira.chat())[-1].message_id
    await amira.sends(album=2, reply_to=card)
    await amira.looks_away()
    album = next(row for row in await talk.rows("SELECT subject FROM outbox WHERE subject LIKE 'album:%'"))
    said = Said("", 9_000, Attachment(AttachmentKind.PHOTO, "late"), album=str(album["subject"]).partition(":")[2])
    actor = await amira.contact()
    assert actor is not None
    assert await talk.unit(lambda unit: rest_of_album(unit, actor, said)) is not None
    assert await talk.unit(lambda unit: rest_of_album(unit, actor, replace(said, album="other"))) is None
