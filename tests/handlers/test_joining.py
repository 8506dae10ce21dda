"""What still belongs to a question: more words, files and edits, right after sending and later."""

import pytest

from bot.domain.enquiry import Status, Step
from tests.dialogue import Dialogue, Person
from tests.handlers.scenes import TERRACE, answers, asks


@pytest.mark.parametrize("what", [{"text": "het is op de Markt"}, {"photo": True}, {"voice": True}])
async def test_what_comes_within_two_minutes_joins(
    talk: Dialogue, sofie: Person, amira: Person, what: dict[str, object]
) -> None:
    await asks(sofie)
    await amira.sees("card")
    talk.passes(seconds=119)
    await sofie.sends(**what)
    await sofie.sees("mine.added")
    (card,) = await amira.sees("card")
    assert card.edits == 0
    assert len(await talk.parts(1)) == 2


async def test_an_album_joins_whole_and_is_acknowledged_once(talk: Dialogue, sofie: Person) -> None:
    await asks(sofie)
    await sofie.sends(album=3)
    await sofie.sees("mine.added")
    assert len(await talk.parts(1)) == 4


async def test_what_comes_later_is_asked_about(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await amira.sees("card")
    talk.passes(seconds=121)
    await sofie.says("en waar haal ik de vergunning voor mijn terras?")
    (draft,) = await sofie.sees("ask.topic")
    assert "ask.attach" in draft.actions
    await sofie.taps("ask.attach")
    await sofie.sees("mine.added")
    await amira.sees("card")
    assert len(await talk.parts(1)) == 2
    assert [row["status"] for row in await talk.rows("SELECT status FROM enquiries ORDER BY id")] == [
        "new",
        "discarded",
    ]


async def test_adding_it_twice_says_the_same_twice(talk: Dialogue, sofie: Person) -> None:
    await asks(sofie)
    talk.passes(seconds=121)
    await sofie.says("en waar haal ik de vergunning voor mijn terras?")
    message_id, data = await sofie.button("ask.attach")
    await sofie.news()
    for _ in range(2):
        await sofie.taps_data(data, message_id)
        await sofie.sees("mine.added")
    assert len(await talk.parts(1)) == 2


async def test_adding_to_a_closed_question_opens_it_again(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await answers(amira)
    talk.passes(minutes=3)
    await sofie.news()
    await sofie.says("en waar haal ik de vergunning voor mijn terras?")
    await sofie.taps("ask.attach")
    await sofie.sees("ask.topic", "mine.added_reopened")
    assert (await talk.enquiry(1)).status is Status.REOPENED


async def test_a_draft_cannot_be_added_to_itself(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await sofie.says(TERRACE)
    await sofie.news()
    await sofie.taps_data("1|ask.attach|1|1")
    await sofie.sees("error.not_found")
    await amira.sees()


async def test_a_discarded_draft_cannot_be_added(talk: Dialogue, sofie: Person) -> None:
    await asks(sofie)
    talk.passes(seconds=121)
    await sofie.says("en waar haal ik de vergunning voor mijn terras?")
    message_id, data = await sofie.button("ask.attach")
    talk.passes(seconds=1)
    await sofie.taps("ask.discard")
    await sofie.news()
    await sofie.taps_data(data, message_id)
    await sofie.sees("ask.was_discarded")
    assert len(await talk.parts(1)) == 1


async def test_thanks_right_after_sending_are_no_part_of_it(talk: Dialogue, sofie: Person) -> None:
    await asks(sofie)
    await sofie.says("bedankt!")
    await sofie.sees("other.small_talk")
    assert len(await talk.parts(1)) == 1


async def test_a_reply_to_the_receipt_joins_whenever_it_comes(talk: Dialogue, sofie: Person) -> None:
    await asks(sofie)
    talk.passes(days=1)
    await sofie.says_by_reply("ask.receipt", "het is aan de kerk")
    await sofie.sees("mine.added")


# Edits


async def test_an_edit_before_sending_changes_the_draft(talk: Dialogue, sofie: Person) -> None:
    sent = await sofie.says("mag mijn teras?")
    await sofie.news()
    await sofie.edits(sent, TERRACE)
    await sofie.sees("ask.topic")
    await sofie.taps("ask.submit", "terras")
    (part,) = await talk.parts(1)
    assert (part.text, part.version) == (TERRACE, 2)


async def test_an_edit_after_sending_is_a_version_that_staff_see(talk: Dialogue, sofie: Person, amira: Person) -> None:
    sent = await sofie.says("mag mijn terras?")
    await sofie.taps("ask.submit", "terras")
    await sofie.news()
    await amira.sees("card")
    await sofie.edits(sent, TERRACE)
    await sofie.sees("mine.edited")
    (card,) = await amira.sees("card")
    lines = card.value("lines")
    assert isinstance(lines, tuple)
    assert "card.said_edited" in {line.key for line in lines}
    rows = await talk.rows("SELECT version, text FROM enquiry_parts ORDER BY version")
    assert rows == [{"version": 1, "text": "mag mijn terras?"}, {"version": 2, "text": TERRACE}]
    history = await talk.unit(lambda unit: unit.enquiries.history(1))
    assert [event.step for event in history] == [Step.SUBMIT, Step.EDIT]


async def test_an_edit_of_something_in_no_question_is_let_be(talk: Dialogue, sofie: Person) -> None:
    sent = await sofie.says("hallo")
    await sofie.news()
    await sofie.edits(sent, "hallo!")
    await sofie.sees()
