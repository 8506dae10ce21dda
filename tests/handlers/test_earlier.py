"""Earlier questions on the manager's card: found by their words, read with their answer, used again."""

from dataclasses import replace

import pytest

from bot.domain.contact import Contact
from bot.domain.enquiry import Status
from bot.domain.message import Attachment, AttachmentKind
from bot.services.ports import Unit
from tests.dialogue import Dialogue, Person, Shown
from tests.handlers.scenes import ANSWER, answers, asks

AGAIN = "mogen de terrassen blijven staan als het kerstmarkt is"
OTHER = "wanneer komen jullie het karton ophalen"


async def speaks(talk: Dialogue, person: Person, language: str) -> None:
    """Let somebody have chosen a language."""

    def store(unit: Unit) -> None:
        known = unit.contacts.get(person.id)
        assert isinstance(known, Contact)
        unit.contacts.save(replace(known, language=language, language_chosen=True))

    await talk.unit(store)


async def asked_before(sofie: Person, luc: Person, amira: Person) -> Shown:
    """Let a question be asked and answered, ask one like it, and return its card."""
    await asks(sofie)
    await answers(amira)
    await asks(luc, AGAIN)
    return (await amira.chat())[-1]


async def last(person: Person) -> Shown:
    return (await person.chat())[-1]


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
async def test_from_the_card_to_the_answer_that_is_used_again(
    talk: Dialogue, sofie: Person, luc: Person, amira: Person, language: str
) -> None:
    await speaks(talk, amira, language)
    card = await asked_before(sofie, luc, amira)
    assert (card.key, card.language) == ("card", language)
    assert "earlier.list" in card.actions
    await amira.looks_away()
    await amira.taps("earlier.list")
    (listed,) = await amira.sees("earlier.list")
    assert listed.actions == ["earlier.show", "queue.show"]
    await amira.taps("earlier.show")
    (one,) = await amira.sees("earlier.one")
    assert one.actions == ["earlier.use", "earlier.list", "queue.show"]
    await amira.taps("earlier.use")
    (preview,) = await amira.sees("answer.preview")
    assert preview.value("words") == ANSWER
    await luc.looks_away()
    await amira.taps("answer.send", 1)
    (answer,) = await luc.sees("answer.message")
    assert answer.value("words") == ANSWER
    assert (await talk.enquiry(2)).status is Status.CLOSED


async def test_back_to_the_card(sofie: Person, luc: Person, amira: Person) -> None:
    await asked_before(sofie, luc, amira)
    await amira.taps("earlier.list")
    await amira.taps("earlier.show")
    await amira.taps("earlier.list")
    assert (await last(amira)).key == "earlier.list"
    await amira.taps("queue.show", 2)
    assert (await last(amira)).key == "card"


async def test_who_asked_before_is_not_named(sofie: Person, luc: Person, amira: Person) -> None:
    await asked_before(sofie, luc, amira)
    await amira.taps("earlier.list")
    await amira.taps("earlier.show")
    sofies = await sofie.contact()
    assert sofies is not None
    assert sofies.name not in str((await last(amira)).message)


async def test_a_reply_to_what_was_asked_before_answers_the_present_question(
    talk: Dialogue, sofie: Person, luc: Person, amira: Person
) -> None:
    await asked_before(sofie, luc, amira)
    await amira.taps("earlier.list")
    await amira.taps("earlier.show")
    await amira.says_by_reply("earlier.one", "Ja, zoals vorig jaar.")
    await amira.taps("answer.send", 1)
    assert (await talk.parts(2))[-1].text == "Ja, zoals vorig jaar."


@pytest.mark.parametrize(("words", "topic"), [(OTHER, "afval"), ("👍👍", "anders")])
async def test_without_anything_like_it_there_is_no_button(
    sofie: Person, luc: Person, amira: Person, words: str, topic: str
) -> None:
    await asks(sofie)
    await answers(amira)
    await luc.says(words)
    await luc.says("/vraag " + OTHER) if topic == "anders" else None
    await luc.taps("ask.submit", topic)
    card = await last(amira)
    assert card.key == "card"
    assert "earlier.list" not in card.actions


async def test_what_nobody_answered_is_not_offered(sofie: Person, luc: Person, amira: Person) -> None:
    await asks(sofie)
    await asks(luc, AGAIN)
    assert "earlier.list" not in (await last(amira)).actions


async def test_an_answered_question_needs_no_example_any_more(sofie: Person, luc: Person, amira: Person) -> None:
    await asked_before(sofie, luc, amira)
    await answers(amira, closes=False)
    await amira.says("/2")
    card = await last(amira)
    assert card.key == "card"
    assert "earlier.list" not in card.actions


async def test_using_it_twice_prepares_one_answer(talk: Dialogue, sofie: Person, luc: Person, amira: Person) -> None:
    await asked_before(sofie, luc, amira)
    await amira.taps("earlier.list")
    await amira.taps("earlier.show")
    message_id, data = await amira.button("earlier.use")
    for _ in range(2):
        await amira.taps_data(data, message_id)
    assert len(await talk.rows("SELECT id FROM answers WHERE enquiry_id = 2")) == 1


async def test_an_old_button_tells_that_it_was_sent(talk: Dialogue, sofie: Person, luc: Person, amira: Person) -> None:
    await asked_before(sofie, luc, amira)
    await amira.taps("earlier.list")
    await amira.taps("earlier.show")
    message_id, data = await amira.button("earlier.use")
    await amira.taps_data(data, message_id)
    await amira.taps("answer.send", 1)
    before = await talk.rows("SELECT id FROM answers")
    toast = await amira.taps_data(data, message_id)
    answer = await talk.unit(lambda unit: unit.enquiries.latest_answer(2))
    assert answer is not None
    assert answer.sent_at is not None
    assert toast == talk.words("answer.was_sent", number=2, at=answer.sent_at)
    assert (await last(amira)).key == "card"
    assert await talk.rows("SELECT id FROM answers") == before


async def test_other_words_prepared_meanwhile_stay_beside_it(
    talk: Dialogue, sofie: Person, luc: Person, amira: Person
) -> None:
    await asked_before(sofie, luc, amira)
    await amira.taps("earlier.list")
    await amira.taps("earlier.show")
    message_id, data = await amira.button("earlier.use")
    await amira.taps("queue.show", 2)
    await amira.taps("queue.answer")
    await amira.says("Neen.")
    await amira.taps_data(data, message_id)
    drafts = await talk.rows("SELECT id, text FROM answers WHERE enquiry_id = 2 ORDER BY id")
    assert [row["text"] for row in drafts] == ["Neen.", ANSWER]
    await amira.taps("answer.send", drafts[-1]["id"], 1)
    assert (await talk.parts(2))[-1].text == ANSWER


async def test_a_file_that_was_the_answer_comes_along(
    talk: Dialogue, sofie: Person, luc: Person, amira: Person
) -> None:
    await asked_before(sofie, luc, amira)
    plan = Attachment(AttachmentKind.DOCUMENT, "plan-1", "plan.pdf")

    def store(unit: Unit) -> None:
        given = unit.enquiries.latest_answer(1)
        assert given is not None
        unit.enquiries.save_answer(replace(given, text="", attachment=plan))

    await talk.unit(store)
    await amira.taps("earlier.list")
    await amira.taps("earlier.show")
    await amira.taps("earlier.use")
    draft = await talk.unit(lambda unit: unit.enquiries.unsent_answer(2, amira.id))
    assert draft is not None
    assert (draft.text, draft.attachment) == ("", plan)


async def test_a_question_that_changed_is_like_others(
    talk: Dialogue, sofie: Person, luc: Person, amira: Person
) -> None:
    await asked_before(sofie, luc, amira)
    await amira.taps("earlier.list")
    message_id, data = await amira.button("earlier.show")
    await talk.change("DELETE FROM enquiry_words WHERE enquiry_id = 1")
    await amira.taps("queue.show", 2)
    assert "earlier.list" not in (await last(amira)).actions
    await amira.taps_data("1|earlier.list|2", message_id)
    assert (await last(amira)).key == "earlier.none"
    await amira.taps_data(data, message_id)
    assert (await last(amira)).key == "earlier.one"


async def test_words_added_and_words_changed_are_found(
    talk: Dialogue, sofie: Person, luc: Person, amira: Person
) -> None:
    message_id = await sofie.says("Goeiedag, een vraagje over de winter bij ons in de zaak")
    await sofie.taps("ask.submit", "anders")
    await sofie.says("mag mijn terras blijven staan tijdens de kerstmarkt?")
    words = {row["word"] for row in await talk.rows("SELECT word FROM enquiry_words WHERE enquiry_id = 1")}
    assert {"winter", "vraagj", "terras", "kerstm"} <= words
    await sofie.edits(message_id, "Over de zomer")
    words = {row["word"] for row in await talk.rows("SELECT word FROM enquiry_words WHERE enquiry_id = 1")}
    assert "zomer" in words
    assert not {"winter", "vraagj"} & words


async def test_a_draft_is_nobodys_example(talk: Dialogue, sofie: Person) -> None:
    await sofie.says("mag mijn terras blijven staan tijdens de kerstmarkt?")
    assert await talk.rows("SELECT * FROM enquiry_words") == []


async def test_questions_of_before_the_archive_are_found_after_a_start(
    talk: Dialogue, sofie: Person, luc: Person, amira: Person
) -> None:
    await asks(sofie)
    await answers(amira)
    await talk.change("DELETE FROM enquiry_words")
    await talk.change("UPDATE counters SET value = 1 WHERE name = 'unindexed'")
    await talk.restart()
    for _ in range(500):
        if await talk.rows("SELECT * FROM enquiry_words"):
            break
    await asks(luc, AGAIN)
    assert "earlier.list" in (await last(amira)).actions
    assert await talk.rows("SELECT value FROM counters WHERE name = 'unindexed'") == [{"value": 0}]


@pytest.mark.parametrize(
    "data",
    [
        "1|earlier.list|404",
        "1|earlier.show|2|404",
        "1|earlier.show|404|1",
        "1|earlier.show|1|2",
        "1|earlier.use|2|404",
        "1|earlier.use|404|1",
        "1|earlier.use|1|2",
    ],
)
async def test_forged_buttons_find_nothing(sofie: Person, luc: Person, amira: Person, data: str) -> None:
    await asked_before(sofie, luc, amira)
    await amira.looks_away()
    await amira.taps_data(data)
    await amira.sees("error.not_found")


@pytest.mark.parametrize("data", ["1|earlier.list|2", "1|earlier.show|2|1", "1|earlier.use|2|1"])
async def test_an_asker_sees_none_of_it(sofie: Person, luc: Person, amira: Person, data: str) -> None:
    await asked_before(sofie, luc, amira)
    await sofie.looks_away()
    await sofie.taps_data(data)
    await sofie.sees("error.not_allowed")
