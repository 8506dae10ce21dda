"""A question back (B3, B4): typed, looked at, sent; answered, reminded of once, or left without an answer."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

import pytest

from bot.domain.access import Role
from bot.domain.enquiry import Author, Status, Step
from bot.domain.message import AttachmentKind
from tests.dialogue import Dialogue, Person
from tests.handlers.scenes import answers, asks

BACK = "Hoe breed is je terras?"
AFTER_THE_TERM = datetime(2026, 12, 2, 8, 1, tzinfo=UTC)


async def _asks_back(amira: Person, words: str = BACK) -> None:
    await amira.taps("help.ask")
    await amira.says(words)
    await amira.taps("help.ask_send")
    await amira.looks_away()


async def _until(talk: Dialogue, at: datetime) -> None:
    talk.passes(seconds=(at - talk.clock.now()).total_seconds())
    await talk.comes_due()


async def test_a_question_back_and_its_answer(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    promised = (await talk.enquiry(1)).promised_on
    await amira.news()
    await amira.taps("help.ask")
    await amira.sees("help.ask_how")
    await amira.says(BACK)
    (preview,) = await amira.sees("help.ask_preview")
    assert preview.actions == ["help.ask_send", "help.reword", "queue.show"]
    await sofie.sees()
    await amira.taps("help.ask_send")
    await amira.sees("card")
    (asked,) = await sofie.sees("help.asked")
    assert asked.value("words") == BACK
    assert asked.value("until") == date(2026, 12, 1)
    enquiry = await talk.enquiry(1)
    assert (enquiry.status, enquiry.resumes) == (Status.ASKED, Status.NEW)
    talk.passes(days=2)
    await sofie.taps("mine.add")
    await sofie.says("drie meter")
    _, added = await sofie.sees("mine.add_how", "mine.added_asked")
    enquiry = await talk.enquiry(1)
    assert enquiry.status is Status.NEW
    assert promised is not None
    assert enquiry.promised_on is not None
    assert enquiry.promised_on > promised
    assert added.value("promised") == enquiry.promised_on
    (card,) = await amira.sees("card")
    assert not card.edits
    assert [(part.author, part.text) for part in await talk.parts(1)][1:] == [
        (Author.STAFF, BACK),
        (Author.ASKER, "drie meter"),
    ]


async def test_what_is_typed_right_after_it_is_the_answer(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    talk.passes(hours=2)
    await _asks_back(amira)
    await sofie.news()
    await sofie.says("drie meter")
    await sofie.sees("mine.added_asked")


async def test_a_reply_to_it_days_later_is_the_answer(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await _asks_back(amira)
    talk.passes(days=1)
    await sofie.news()
    await sofie.says_by_reply("help.asked", "drie meter")
    await sofie.sees("mine.added_asked")


async def test_its_asker_sees_what_we_want_to_know(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await _asks_back(amira)
    await sofie.says("/1")
    (_, one) = await sofie.sees("help.asked", "mine.one")
    assert one.actions == ["mine.add", "mine.withdraw", "mine.list"]
    lines = one.value("lines")
    assert isinstance(lines, tuple)
    assert [line.key for line in lines] == ["mine.words", "mine.now.asked", "mine.steps", "mine.asks_you"]


async def test_one_reminder_and_then_we_go_on(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await _asks_back(amira)
    await sofie.news()
    await _until(talk, datetime(2026, 11, 27, 7, 59, tzinfo=UTC))
    await sofie.sees()
    await _until(talk, datetime(2026, 11, 27, 8, 5, tzinfo=UTC))
    await sofie.sees("help.reminder")
    await _until(talk, AFTER_THE_TERM)
    enquiry = await talk.enquiry(1)
    assert enquiry.status is Status.NEW
    (lapsed,) = await sofie.sees("help.lapsed")
    assert lapsed.value("promised") == enquiry.promised_on
    assert enquiry.promised_on is not None
    assert not enquiry.is_late(date(2026, 12, 2))
    assert "help.lapsed_staff" in [one.key for one in await amira.news()]
    await sofie.says_by_reply("help.lapsed", "toch nog: drie meter")
    await sofie.sees("mine.added")


async def test_a_clock_that_stood_still_reminds_nobody_of_what_is_over(
    talk: Dialogue, sofie: Person, amira: Person
) -> None:
    await asks(sofie)
    await _asks_back(amira)
    await sofie.news()
    await _until(talk, AFTER_THE_TERM)
    await sofie.sees("help.lapsed")


async def test_an_answer_in_time_ends_the_reminders(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await _asks_back(amira)
    await sofie.says("drie meter")
    await sofie.news()
    await _until(talk, AFTER_THE_TERM)
    assert not {"help.reminder", "help.lapsed"} & {one.key for one in await sofie.news()}


async def test_several_questions_back_after_each_other(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await _asks_back(amira)
    await sofie.says("drie meter")
    await amira.news()
    await _asks_back(amira, "En hoe diep?")
    await amira.says("/1")
    await _asks_back(amira, "En hoe hoog?")
    assert (await talk.enquiry(1)).resumes is Status.NEW
    await sofie.news()
    await _until(talk, datetime(2026, 11, 27, 9, tzinfo=UTC))
    (reminder,) = await sofie.sees("help.reminder")
    assert reminder.value("words") == "En hoe hoog?"
    await sofie.says_by_reply("help.reminder", "twee meter")
    await sofie.sees("mine.added_asked")
    assert (await talk.enquiry(1)).status is Status.NEW


async def test_words_in_reply_to_our_asking_are_the_question_back(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await amira.news()
    await amira.taps("help.ask")
    await amira.says_by_reply("help.ask_how", BACK)
    await amira.sees("help.ask_how", "help.ask_preview")
    await amira.taps("help.ask", 1)
    await amira.says_by_reply("card", "Ja, dat mag.")
    assert (await amira.news())[-1].key == "answer.preview"


async def test_a_second_tap_on_send_asks_once(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await amira.taps("help.ask")
    await amira.says(BACK)
    message_id, data = await amira.button("help.ask_send")
    await amira.taps_data(data, message_id)
    assert await amira.taps_data(data, message_id) == talk.words("help.was_sent", name="Sofie Claes")
    assert [one.key for one in await sofie.news()].count("help.asked") == 1
    history = await talk.unit(lambda unit: unit.enquiries.history(1))
    assert [event.step for event in history] == [Step.SUBMIT, Step.ASK_BACK]


async def test_too_many_words_are_asked_for_again(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await amira.news()
    await amira.taps("help.ask")
    await amira.says("woord " * 300)
    await amira.says(BACK)
    _, again, _ = await amira.sees("help.ask_how", "help.too_long", "help.ask_preview")
    assert again.actions == ["canned.list", "queue.show"]


async def test_what_is_answered_cannot_be_asked_about(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    message_id, data = await amira.button("help.ask")
    await amira.says_by_reply("card", "Ja.")
    await amira.taps("answer.send", 1)
    await amira.news()
    await amira.taps_data(data, message_id)
    await amira.sees("error.step_refused")


async def test_nobody_else_may_ask(talk: Dialogue, sofie: Person, luc: Person) -> None:
    await asks(sofie)
    other = await talk.somebody(name="Wout Maes")
    await talk.appoint(other, Role.STAFF, "mobiliteit", "Wout Maes")
    for person in (other, luc):
        await person.starts()
        await person.looks_away()
    await other.taps_data("1|help.ask|1")
    await luc.taps_data("1|help.ask|1")
    await other.sees("error.not_found")
    await luc.sees("error.not_allowed")


async def test_a_picture_whose_caption_asks_goes_along(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await amira.news()
    await amira.taps("help.ask")
    await amira.sends(photo=True, caption=BACK)
    _, preview = await amira.sees("help.ask_how", "help.with_file")
    assert preview.actions == ["help.ask_send", "help.reword", "queue.show"]
    await sofie.looks_away()
    await amira.taps("help.ask_send")
    file, asked = await sofie.sees("help.file", "help.asked")
    assert file.message.attachment is not None
    assert file.message.attachment.kind is AttachmentKind.PHOTO
    assert asked.value("words") == BACK
    said = (await talk.parts(1))[-1]
    assert (said.text, said.attachment) == (BACK, file.message.attachment)
    (card,) = await amira.sees("card")
    assert "queue.files" in card.actions
    await sofie.says_by_reply("help.file", "dit is mijn gevel niet")
    assert [one.key for one in await sofie.news()] == ["mine.added_asked"]


@pytest.mark.parametrize("what", [{"photo": True}, {"location": True}, {"voice": True}])
async def test_a_file_alone_waits_for_its_words(
    talk: Dialogue, sofie: Person, amira: Person, what: Mapping[str, bool]
) -> None:
    await asks(sofie)
    await amira.taps("help.ask")
    await amira.looks_away()
    await amira.sends(**what)
    await amira.sees("help.words_with_file")
    await amira.taps_data("1|help.ask_send|1|1")
    await amira.sees("help.words_with_file")
    await amira.says(BACK)
    await amira.sees("help.with_file")
    await sofie.looks_away()
    await amira.taps("help.ask_send")
    await sofie.sees("help.file", "help.asked")


async def test_other_words_keep_the_file_and_another_file_the_words(
    talk: Dialogue, sofie: Person, amira: Person
) -> None:
    await asks(sofie)
    await amira.taps("help.ask")
    await amira.sends(photo=True, caption=BACK)
    await amira.looks_away()
    await amira.taps("help.reword")
    (how,) = await amira.sees("help.reword_how")
    assert how.value("words") == BACK
    await amira.says("En hoe diep?")
    await amira.sees("help.with_file")
    await amira.taps("help.reword")
    await amira.sends(document="plan.pdf")
    await amira.looks_away()
    await sofie.looks_away()
    await amira.taps("help.ask_send")
    file, asked = await sofie.sees("help.file", "help.asked")
    assert asked.value("words") == "En hoe diep?"
    assert file.message.attachment is not None
    assert file.message.attachment.kind is AttachmentKind.DOCUMENT
    await amira.taps_data("1|help.reword|1|1")
    await amira.sees("card", "card")


async def test_an_edit_before_sending_shows_the_new_words(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await amira.taps("help.ask")
    typed = await amira.says(BACK)
    await amira.looks_away()
    await amira.edits(typed, "Hoe diep is je terras?")
    (preview,) = await amira.sees("help.ask_preview")
    assert preview.value("words") == "Hoe diep is je terras?"
    await amira.edits(typed, "woord " * 300)
    await amira.says("\u200b", edit=typed, raw=True)
    await amira.sees("help.too_long", "help.no_words_left")
    await sofie.looks_away()
    await amira.taps("help.ask_send")
    (asked,) = await sofie.sees("help.asked")
    assert asked.value("words") == "Hoe diep is je terras?"


async def test_a_caption_that_comes_later_is_the_question(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await amira.taps("help.ask")
    sent = await amira.sends(photo=True)
    await amira.looks_away()
    await amira.sends(edit=sent, caption=BACK)
    await amira.sees("help.with_file")


async def test_an_edit_after_sending_changes_nothing_and_says_so(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await amira.taps("help.ask")
    typed = await amira.says(BACK)
    await amira.taps("help.ask_send")
    await amira.looks_away()
    await sofie.looks_away()
    await amira.edits(typed, "Hoe diep?")
    (late,) = await amira.sees("help.edited_too_late")
    assert late.value("name") == "Sofie Claes"
    await sofie.sees()
    assert (await talk.parts(1))[-1].text == BACK


async def test_an_edit_of_what_was_answered_meanwhile_is_refused(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await amira.taps("help.ask")
    typed = await amira.says(BACK)
    await amira.says("/1")
    await answers(amira)
    await amira.looks_away()
    await amira.edits(typed, "Hoe diep?")
    await amira.sees("error.step_refused")
