"""Asking a question (B2): the draft, sending it, the receipt."""

import asyncio
from datetime import UTC, date, datetime

import pytest

from bot.domain.enquiry import Status
from bot.domain.message import AttachmentKind
from tests.dialogue import Dialogue, Person
from tests.handlers.scenes import TERRACE, asks

UNKNOWN = "qwertz asdfgh yxcvbn zuiop lkjhgf"


async def test_question_gets_number_and_date(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await sofie.says(TERRACE)
    _, draft = await sofie.sees("welcome.short", "ask.topic")
    assert draft.actions[-2:] == ["ask.reword", "ask.discard"]
    assert await sofie.taps("ask.submit", "terras") == talk.words("ask.toast", number=1)
    receipt, _, sent_off = await sofie.sees("ask.receipt", "welcome.opt_in", "ask.sent_off")
    assert (receipt.value("number"), receipt.value("promised")) == (1, date(2026, 11, 27))
    assert sent_off.edits == draft.message_id
    await amira.sees("card")
    enquiry = await talk.enquiry(1)
    assert (enquiry.status, enquiry.topic, enquiry.owner_id) == (Status.NEW, "terras", amira.id)
    assert [part.text for part in await talk.parts(1)] == [TERRACE]


async def test_the_greeting_is_silent_and_comes_once(talk: Dialogue, sofie: Person) -> None:
    await sofie.says(TERRACE)
    await sofie.taps("ask.discard")
    await sofie.looks_away()
    await sofie.says("en mijn vuilnis?")
    hello, _ = await sofie.news()
    assert hello.message.silent
    await asks(sofie)
    talk.passes(minutes=5)
    await sofie.says("waar kan ik parkeren?")
    await sofie.sees("ask.topic")


async def test_a_question_of_no_topic_goes_to_the_manager_herself(talk: Dialogue, sofie: Person) -> None:
    await sofie.says(UNKNOWN)
    await sofie.sees("welcome.short", "ask.unsure")
    await sofie.taps("ask.submit", "anders")
    assert (await talk.enquiry(1)).topic == "anders"


async def test_the_asker_may_say_that_it_is_something_else(talk: Dialogue, sofie: Person) -> None:
    await asks(sofie, topic="anders")
    enquiry = await talk.enquiry(1)
    assert (enquiry.topic, enquiry.department) == ("anders", "")


async def test_more_words_join_the_draft(talk: Dialogue, sofie: Person) -> None:
    await sofie.says(TERRACE)
    await sofie.sees("welcome.short", "ask.topic")
    await sofie.says("het staat op de Grote Markt")
    await sofie.sees("ask.topic")
    await sofie.taps("ask.submit", "terras")
    assert [part.text for part in await talk.parts(1)] == [TERRACE, "het staat op de Grote Markt"]


async def test_reword_puts_new_words_in_the_place_of_the_old(talk: Dialogue, sofie: Person) -> None:
    await sofie.sends(photo=True, caption="mag dit teras?")
    await sofie.taps("ask.reword")
    await sofie.news()
    await sofie.says(TERRACE)
    await sofie.sees("ask.topic")
    await sofie.taps("ask.submit", "terras")
    words, photo = await talk.parts(1)
    assert (words.text, photo.text) == (TERRACE, "")
    assert photo.attachment is not None


async def test_reword_after_sending_says_that_it_left(talk: Dialogue, sofie: Person) -> None:
    await sofie.says(TERRACE)
    reword = await sofie.button("ask.reword")
    await sofie.taps("ask.submit", "terras")
    await sofie.news()
    assert await sofie.taps_data(reword[1], reword[0]) == talk.words("ask.was_sent", number=1)
    await sofie.sees("ask.sent_off")


async def test_new_words_for_a_draft_that_left_meanwhile_begin_a_new_one(talk: Dialogue, sofie: Person) -> None:
    await asks(sofie)
    talk.passes(minutes=3)
    await sofie.says("en mijn parasol?")
    await sofie.taps("ask.reword")
    await sofie.taps("ask.attach")
    await sofie.news()
    talk.passes(minutes=3)
    await sofie.says("mag mijn parasol ook blijven?")
    await sofie.sees("ask.topic")
    assert [part.text for part in await talk.parts(1)] == [TERRACE, "en mijn parasol?"]


async def test_a_draft_that_is_being_reworded_can_be_discarded(talk: Dialogue, sofie: Person) -> None:
    await sofie.says(TERRACE)
    await sofie.taps("ask.reword")
    await sofie.taps("ask.discard")
    await sofie.news()
    await sofie.says("bedankt")
    await sofie.sees("welcome.hello")


async def test_discard_keeps_nothing(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await sofie.says(TERRACE)
    discard = await sofie.button("ask.discard")
    await sofie.taps("ask.discard")
    assert [one.key for one in await sofie.news()][-1] == "ask.discarded"
    assert await talk.rows("SELECT * FROM enquiry_parts") == []
    assert await talk.rows("SELECT * FROM enquiries WHERE summary <> ''") == []
    await sofie.taps_data(discard[1], discard[0])
    await sofie.sees("ask.was_discarded")
    await amira.sees()


async def test_double_tap_sends_once(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await sofie.says(TERRACE)
    message_id, data = await sofie.button("ask.submit", "terras")
    toasts = await asyncio.gather(*(sofie.taps_data(data, message_id) for _ in range(3)))
    was_sent = talk.words("ask.was_sent", number=1)
    assert sorted(filter(None, toasts)) == sorted([talk.words("ask.toast", number=1), was_sent, was_sent])
    assert [one.key for one in await sofie.news()].count("ask.receipt") == 1
    await amira.sees("card")
    assert len(await talk.rows("SELECT * FROM enquiries")) == 1


async def test_an_album_is_one_question(talk: Dialogue, sofie: Person) -> None:
    await sofie.sends(album=3, caption=TERRACE)
    shown = await sofie.news()
    assert {one.key for one in shown} == {"welcome.short", "ask.topic"}
    await sofie.taps("ask.submit", "terras")
    parts = await talk.parts(1)
    assert [part.attachment.kind for part in parts if part.attachment] == [AttachmentKind.PHOTO] * 3


@pytest.mark.parametrize(
    ("what", "kind"),
    [
        ({"photo": True}, AttachmentKind.PHOTO),
        ({"voice": True}, AttachmentKind.VOICE),
        ({"video": True}, AttachmentKind.VIDEO),
        ({"audio": True}, AttachmentKind.AUDIO),
        ({"document": {"name": "plan.pdf", "size": 1000}}, AttachmentKind.DOCUMENT),
        ({"location": True}, AttachmentKind.LOCATION),
    ],
)
async def test_a_file_or_place_without_words_is_a_question_too(
    talk: Dialogue, sofie: Person, what: dict[str, object], kind: AttachmentKind
) -> None:
    await sofie.sends(**what)
    _, draft = await sofie.sees("welcome.short", "ask.unsure")
    assert draft.message.text.values["lines"]
    await sofie.taps("ask.submit", "anders")
    (part,) = await talk.parts(1)
    assert part.attachment is not None
    assert (part.text, part.attachment.kind) == ("", kind)


async def test_a_large_file_is_passed_on_and_says_so(talk: Dialogue, sofie: Person) -> None:
    await sofie.sends(document={"name": "plan.pdf", "size": 25 * 1024 * 1024}, caption=TERRACE)
    _, draft = await sofie.sees("welcome.short", "ask.topic")
    lines = draft.value("lines")
    assert isinstance(lines, tuple)
    assert [line.key for line in lines] == ["ask.quote", "ask.files", "ask.big_file"]
    await sofie.taps("ask.submit", "terras")
    (part,) = await talk.parts(1)
    assert part.attachment is not None
    assert (part.attachment.name, part.attachment.size) == ("plan.pdf", 25 * 1024 * 1024)


async def test_the_menu_asks_for_a_question_and_any_words_are_one(talk: Dialogue, sofie: Person) -> None:
    await sofie.says("/vraag")
    await sofie.sees("ask.invite")
    await sofie.says("bedankt")
    await sofie.sees("welcome.short", "ask.loose")


async def test_words_after_the_command_are_the_question(talk: Dialogue, sofie: Person) -> None:
    await sofie.says(f"/vraag {TERRACE}")
    await sofie.sees("welcome.short", "ask.topic")
    await sofie.taps("ask.submit", "terras")
    assert [part.text for part in await talk.parts(1)] == [TERRACE]


async def test_another_question_right_after_the_first_is_a_new_one(talk: Dialogue, sofie: Person) -> None:
    await asks(sofie)
    await sofie.taps("ask.invite")
    await sofie.sees("ask.invite")
    await sofie.says("waar kan ik mijn bestelwagen parkeren?")
    await sofie.sees("ask.topic")


# What the promise says

SATURDAY = datetime(2026, 11, 28, 11, 0, tzinfo=UTC)
CHRISTMAS_EVE = datetime(2026, 12, 24, 10, 0, tzinfo=UTC)


async def test_outside_opening_hours_the_receipt_says_from_when(talk: Dialogue, sofie: Person) -> None:
    talk.clock.set(SATURDAY)
    await sofie.says(TERRACE)
    await sofie.taps("ask.submit", "terras")
    receipt = next(one for one in await sofie.news() if one.key == "ask.receipt_closed")
    assert receipt.value("opens") == datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
    assert receipt.value("promised") == date(2026, 12, 3)


async def test_holidays_and_closing_days_are_no_working_days(talk: Dialogue, sofie: Person) -> None:
    talk.clock.set(CHRISTMAS_EVE)
    await asks(sofie)
    assert (await talk.enquiry(1)).promised_on == date(2026, 12, 30)


async def test_a_draft_survives_a_restart(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await sofie.says(TERRACE)
    await sofie.sees("welcome.short", "ask.topic")
    await talk.restart()
    await sofie.taps("ask.submit", "terras")
    await sofie.sees("ask.receipt", "welcome.opt_in", "ask.sent_off")
    await amira.sees("card")
