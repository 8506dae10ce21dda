"""What an asker does with the answer (B3): helped, not yet, write back, open again, show it once more."""

from bot.domain.contact import Expects
from bot.domain.enquiry import Status, Step
from tests.dialogue import Dialogue, Person
from tests.handlers.scenes import ANSWER, TERRACE, answers, asks


async def test_the_answer_asks_whether_it_helped_and_a_yes_closes(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await answers(amira, closes=False)
    (answer,) = await sofie.sees("answer.message")
    assert answer.value("words") == ANSWER
    assert answer.actions == ["mine.helped", "mine.not_helped", "mine.add"]
    assert await sofie.taps("mine.helped") == talk.words("mine.thanks")
    assert {one.key for one in await sofie.news()} == {"answer.message", "mine.closed"}
    (shown,) = [row for row in await sofie.messages() if row["message_id"] == answer.message_id]
    assert shown["buttons"] == []
    enquiry = await talk.enquiry(1)
    assert (enquiry.status, enquiry.satisfied) == (Status.CLOSED, True)
    (told,) = await amira.sees("queue.helped")
    assert told.message.silent


async def test_the_line_that_it_helped_can_be_replied_to_and_is_no_card(
    talk: Dialogue, sofie: Person, amira: Person
) -> None:
    await asks(sofie)
    await answers(amira)
    await sofie.taps("mine.helped")
    (told,) = await amira.sees("queue.helped")
    assert await talk.unit(lambda unit: unit.outbox.message_of("card:1", amira.id)) != told.message_id
    await amira.says_by_reply("queue.helped", "Graag gedaan.")
    await amira.sees("answer.preview")


async def test_a_second_yes_tells_nobody_again(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await answers(amira)
    message_id, data = await sofie.button("mine.helped")
    for _ in range(2):
        await sofie.taps_data(data, message_id)
    await amira.sees("queue.helped")
    history = await talk.unit(lambda unit: unit.enquiries.history(1))
    assert [event.step for event in history] == [Step.SUBMIT, Step.ANSWER, Step.CLOSE, Step.JUDGE]


async def test_not_yet_opens_it_again_and_asks_why(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await answers(amira)
    await sofie.sees("answer.message")
    await sofie.taps("mine.not_helped")
    (why,) = await sofie.sees("mine.reopened_why")
    assert why.value("number") == 1
    await amira.sees("card")
    enquiry = await talk.enquiry(1)
    assert (enquiry.status, enquiry.satisfied) == (Status.REOPENED, False)
    contact = await sofie.contact()
    assert contact is not None
    assert contact.expects is not None
    assert contact.expects.kind is Expects.REASON
    await sofie.says("bedankt")
    await sofie.sees("mine.added")
    await amira.sees("card")
    assert (await talk.parts(1))[-1].text == "bedankt"


async def test_not_yet_twice_asks_again_and_tells_once(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await answers(amira)
    for _ in range(2):
        await sofie.taps("mine.not_helped")
    await sofie.sees("answer.message", "mine.reopened_why", "mine.reopened_why")
    await amira.sees("card")


async def test_writing_back_opens_it_again(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await answers(amira)
    await sofie.news()
    await sofie.taps("mine.add")
    await sofie.sees("mine.add_how")
    await sofie.says("en hoeveel is dat in tegels?")
    await sofie.sees("mine.added_reopened")
    await amira.sees("card")
    assert (await talk.enquiry(1)).status is Status.REOPENED


async def test_a_reply_to_the_answer_belongs_to_its_question(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await answers(amira)
    talk.passes(days=3)
    await sofie.news()
    await sofie.says_by_reply("answer.message", "en op zondag?")
    await sofie.sees("mine.added_reopened")
    assert (await talk.parts(1))[-1].text == "en op zondag?"


async def test_a_reply_to_ones_own_old_words_belongs_to_its_question(talk: Dialogue, sofie: Person) -> None:
    sent = await sofie.says(TERRACE)
    await sofie.taps("ask.submit", "terras")
    await sofie.news()
    talk.passes(days=3)
    await sofie.says("dit dus", reply_to=sent)
    await sofie.sees("mine.added")


async def test_open_again_by_the_button(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await answers(amira)
    await sofie.taps("mine.helped")
    await sofie.news()
    await amira.news()
    await sofie.taps("mine.reopen")
    await sofie.sees("mine.reopened")
    await amira.sees("card")
    await sofie.taps("mine.reopen")
    await sofie.sees("mine.one")
    await amira.sees()


async def test_the_answer_can_be_shown_again(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await answers(amira)
    await sofie.news()
    await sofie.says("/1")
    await sofie.taps("mine.answer")
    one, answer = await sofie.sees("mine.one", "answer.message")
    assert one.actions == ["mine.reopen", "mine.answer", "mine.list"]
    assert answer.value("words") == ANSWER


async def test_a_question_without_answer_shows_itself_instead(talk: Dialogue, sofie: Person) -> None:
    await asks(sofie)
    await sofie.taps_data("1|mine.answer|1")
    await sofie.sees("mine.one")


async def test_closed_by_the_manager_tells_who_and_that_writing_opens_it(
    talk: Dialogue, sofie: Person, amira: Person
) -> None:
    await asks(sofie)
    await answers(amira, closes=False)
    await sofie.news()
    await amira.says("/1")
    assert await amira.taps("queue.close") == talk.words("queue.closed", number=1)
    (told,) = await sofie.sees("mine.was_closed")
    assert told.actions == ["mine.reopen", "ask.invite"]
    await sofie.says_by_reply("mine.was_closed", "toch nog iets")
    await sofie.sees("mine.added_reopened")


async def test_a_long_answer_is_shown_again_whole(talk: Dialogue, sofie: Person, amira: Person) -> None:
    words = " ".join(f"woord{number}" for number in range(800))
    await asks(sofie)
    await amira.says_by_reply("card", words, raw=True)
    await amira.taps("answer.send", 1)
    await sofie.news()
    await sofie.taps_data("1|mine.answer|1")
    pieces = await sofie.news()
    assert " ".join(str(piece.value("words")) for piece in pieces) == words


async def test_a_yes_after_a_not_yet_asks_what_changed(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await answers(amira)
    await sofie.taps("mine.not_helped")
    await sofie.news()
    await sofie.taps("mine.helped")
    asked = [one for one in await sofie.news() if one.key != "answer.message"]
    assert [one.key for one in asked] == ["mine.said_not_yet"]
    assert asked[0].actions == ["mine.withdraw", "mine.show"]
    enquiry = await talk.enquiry(1)
    assert (enquiry.status, enquiry.satisfied) == (Status.REOPENED, False)
    assert "queue.helped" not in [one.key for one in await amira.news()]


async def test_a_not_yet_after_a_yes_asks_what_changed(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await answers(amira)
    message_id, data = await sofie.button("mine.not_helped")
    await sofie.taps("mine.helped")
    closed = [one for one in await sofie.news() if one.key == "mine.closed"]
    assert (closed[0].value("number"), closed[0].value("title")) == (1, TERRACE)
    await amira.news()
    await sofie.taps_data(data, message_id)
    await sofie.sees("mine.said_helped")
    assert (await talk.enquiry(1)).status is Status.CLOSED
    await amira.sees()
    await sofie.says("de paal staat nu in de weg")
    await sofie.sees("mine.added_reopened")
    enquiry = await talk.enquiry(1)
    assert (enquiry.status, enquiry.satisfied) == (Status.REOPENED, True)
    await amira.sees("card")


async def test_each_answer_is_judged_anew(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await answers(amira)
    await sofie.taps("mine.not_helped")
    await answers(amira, "Ook op zondag.")
    await sofie.taps("mine.helped")
    enquiry = await talk.enquiry(1)
    assert (enquiry.status, enquiry.satisfied) == (Status.CLOSED, True)


async def test_the_reason_is_asked_with_a_new_day(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await answers(amira)
    talk.passes(days=20)
    await sofie.news()
    await sofie.taps("mine.not_helped")
    (why,) = await sofie.sees("mine.reopened_why")
    enquiry = await talk.enquiry(1)
    assert why.value("promised") == enquiry.promised_on
    assert not enquiry.is_late(talk.clock.now().date())


async def test_an_answered_question_with_a_photo_shows_both(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await sofie.sends(photo=True, caption=TERRACE)
    await sofie.taps("ask.submit", "terras")
    await answers(amira, closes=False)
    await sofie.news()
    await sofie.says("/1")
    (one,) = await sofie.sees("mine.one")
    lines = one.value("lines")
    assert isinstance(lines, tuple)
    assert [line.key for line in lines] == ["mine.words", "ask.files", "mine.now.answered", "mine.steps"]
    assert one.actions == ["mine.add", "mine.answer", "mine.list"]
