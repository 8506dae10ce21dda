"""Loose words: a button that is typed, something we asked for, part of a question, small talk, or a new question."""

import pytest

from bot.domain.contact import Proactive
from bot.domain.enquiry import Status
from tests.dialogue import Dialogue, Person
from tests.handlers.scenes import TERRACE, answers, asks


async def test_loose_words_are_asked_about(talk: Dialogue, sofie: Person) -> None:
    await sofie.says("qwertz asdfgh")
    _, draft = await sofie.sees("welcome.short", "ask.loose")
    assert draft.actions == ["ask.submit", "ask.reword", "ask.discard"]


@pytest.mark.parametrize("words", ["hallo", "👍", "Merci!", "🙏🏽😀", "ok, bedankt"])
async def test_small_talk_is_no_question(talk: Dialogue, sofie: Person, words: str) -> None:
    await sofie.says(words)
    await sofie.sees("welcome.hello")  # nobody met her yet
    await sofie.taps("welcome.language", "nl")
    await sofie.looks_away()
    await sofie.says(words)
    await sofie.sees("other.small_talk")
    assert await talk.rows("SELECT * FROM enquiries") == []


async def test_small_talk_in_a_draft_belongs_to_it(talk: Dialogue, sofie: Person) -> None:
    await sofie.says(TERRACE)
    await sofie.sees("welcome.short", "ask.topic")
    await sofie.says("alvast bedankt")
    await sofie.sees("ask.topic")
    await sofie.taps("ask.submit", "terras")
    assert len(await talk.parts(1)) == 2


# Every button has a typed equivalent


async def test_the_whole_way_can_be_typed(talk: Dialogue, sofie: Person, amira: Person) -> None:
    label = {key: talk.words(key) for key in ("ask.send", "answer.yes", "answer.send_close", "queue.answer")}
    await sofie.says("qwertz asdfgh")
    await sofie.says(label["ask.send"])
    await amira.sees("card")
    await amira.says(label["queue.answer"])
    await amira.sees("answer.how")
    await amira.says("Dat mag.")
    await amira.sees("answer.preview")
    await amira.says(label["answer.send_close"])
    assert "answer.arrived_closed" in [one.key for one in await amira.news()]
    await sofie.news()
    await sofie.says(label["answer.yes"].upper() + " !")
    assert (await sofie.news())[-1].key == "mine.closed"


async def test_the_first_word_of_a_label_is_enough(talk: Dialogue, sofie: Person) -> None:
    await sofie.says("qwertz asdfgh")
    await sofie.says(talk.words("ask.send").split(",")[0])
    assert "ask.receipt" in [one.key for one in await sofie.news()]


async def test_the_opt_in_after_a_question_can_be_typed(talk: Dialogue, sofie: Person) -> None:
    await asks(sofie)
    await sofie.says(talk.words("welcome.opt_all"))
    await sofie.sees("welcome.trade")
    contact = await sofie.contact()
    assert contact is not None
    assert contact.proactive is Proactive.ALL
    assert len(await talk.parts(1)) == 1


async def test_a_topic_can_be_typed(talk: Dialogue, sofie: Person) -> None:
    await sofie.says(TERRACE)
    await talk.settle()
    await sofie.says(talk.bot.town.topics["terras"].short["nl"])
    await talk.settle()
    assert (await talk.enquiry(1)).topic == "terras"


async def test_an_ambiguous_beginning_is_no_button(talk: Dialogue, sofie: Person) -> None:
    await asks(sofie)
    talk.passes(minutes=3)
    await asks(sofie, "en mag mijn parasol blijven?")
    await sofie.says("/mijnvragen")
    await sofie.news()
    await sofie.says("0")
    assert [one.key for one in await sofie.news()] != ["mine.one"]


async def test_a_typed_label_of_an_older_screen_is_a_message(talk: Dialogue, sofie: Person) -> None:
    await sofie.says(TERRACE)
    await sofie.says("/privacy")
    await sofie.news()
    await sofie.says(talk.bot.town.topics["terras"].short["nl"])
    await sofie.sees("ask.topic")
    assert (await talk.rows("SELECT status FROM enquiries")) == [{"status": "draft"}]


async def test_a_reply_is_never_a_typed_button(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await answers(amira)
    await sofie.news()
    await sofie.says_by_reply("answer.message", talk.words("answer.yes"))
    await sofie.sees("mine.added_reopened")
    assert (await talk.enquiry(1)).status is Status.REOPENED


async def test_forwarded_words_can_be_a_question(talk: Dialogue, sofie: Person) -> None:
    await sofie.says(TERRACE, forward_from="Een klant")
    await sofie.sees("welcome.short", "ask.topic")
