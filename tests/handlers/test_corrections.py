"""An answer that was sent, put right (B4): taken back within two days, or corrected by editing one's own message."""

from bot.domain.enquiry import Status, Step
from tests.dialogue import Dialogue, Person
from tests.handlers.answer_scenes import answer_of, colleague, lines_of, taken
from tests.handlers.scenes import ANSWER, answers, asks

BETTER = "Ja, als je twee meter vrijlaat."
LONG = " ".join(f"woord{number}" for number in range(1200))


async def seen(person: Person, message_id: int) -> str:
    """Return what stands in that message now."""
    found = [row["text"] for row in await person.messages() if row["message_id"] == message_id]
    return str(found[0])


async def steps(talk: Dialogue) -> list[Step]:
    return [event.step for event in await talk.unit(lambda unit: unit.enquiries.history(1))]


async def test_an_answer_is_taken_back(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await answers(amira)
    (answer,) = await sofie.sees("answer.message")
    await amira.looks_away()
    toast = await amira.taps("answer.take_back")
    assert toast == talk.words("answer.taken_back_toast", number=1)
    (card,) = await amira.sees("card")
    assert "card.answered" not in lines_of(card)
    (gone,) = await sofie.sees("answer.taken_back")
    assert gone.edits == answer.message_id
    assert ANSWER not in await seen(sofie, answer.message_id)
    enquiry = await talk.enquiry(1)
    assert (enquiry.status, enquiry.owner_id) == (Status.REOPENED, amira.id)
    assert (await steps(talk))[-1] is Step.TAKE_BACK
    assert (await answer_of(talk)).taken_back_at == talk.clock.now()
    await amira.taps("answer.take_back")
    await sofie.sees()
    assert (await steps(talk)).count(Step.TAKE_BACK) == 1


async def test_what_was_taken_back_is_not_shown_again(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await answers(amira)
    await sofie.says("/1")
    await amira.taps("answer.take_back")
    await sofie.looks_away()
    await sofie.taps("mine.answer")
    shown = [one.key for one in await sofie.news()]
    assert "answer.message" not in shown


async def test_a_new_answer_follows(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await answers(amira)
    await amira.taps("answer.take_back")
    await sofie.looks_away()
    await answers(amira, BETTER)
    (answer,) = await sofie.sees("answer.message")
    assert answer.value("words") == BETTER
    assert (await talk.enquiry(1)).status is Status.CLOSED


async def test_an_answer_that_helped_stays(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await answers(amira, closes=False)
    await sofie.taps("mine.helped")
    await amira.looks_away()
    await amira.taps("answer.take_back")
    await amira.sees("answer.helped_already")
    assert (await answer_of(talk)).taken_back_at is None


async def test_after_two_days_it_stays(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await answers(amira)
    talk.passes(hours=48, seconds=1)
    await amira.looks_away()
    await amira.taps("answer.take_back")
    await amira.sees("answer.too_late_to_take_back")
    await sofie.looks_away()
    assert (await talk.enquiry(1)).status is Status.CLOSED


async def test_an_older_answer_goes_and_the_question_stays_answered(
    talk: Dialogue, sofie: Person, amira: Person
) -> None:
    await asks(sofie)
    await answers(amira)
    await answers(amira, BETTER, closes=False)
    await amira.taps("answer.take_back", 1)
    await talk.settle()
    assert (await talk.enquiry(1)).status is Status.ANSWERED
    texts = [row["text"] for row in await sofie.messages()]
    assert not [one for one in texts if ANSWER in one]
    assert [one for one in texts if BETTER in one]


async def test_every_piece_of_a_long_answer_is_taken_back(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await amira.says_by_reply("card", LONG, raw=True)
    await amira.taps("answer.send", 1)
    await amira.taps("answer.take_back")
    await talk.settle()
    assert not [row for row in await sofie.messages() if "woord7" in row["text"]]


async def test_an_answer_that_never_arrived_is_taken_back_too(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await sofie.blocks()
    await answers(amira)
    await amira.taps_data("1|answer.take_back|1")
    await amira.looks_away()
    await sofie.unblocks()
    await sofie.starts()
    await talk.settle()
    assert not [row for row in await sofie.messages() if ANSWER in row["text"]]
    assert "answer.message" not in [one.key for one in await sofie.news()]
    assert "answer.taken_back_author" in [one.key for one in await amira.news()]


async def test_only_the_author_or_a_manager_takes_back(talk: Dialogue, sofie: Person, amira: Person) -> None:
    karim, lena = await colleague(talk), await colleague(talk, "Lena Peeters")
    await taken(talk, sofie, amira, karim, lena)
    await karim.says_by_reply("card", ANSWER)
    await lena.taps_data("1|answer.take_back|1")
    await karim.taps("answer.send", 1)
    await lena.looks_away()
    await lena.taps_data("1|answer.take_back|1")
    await lena.sees("error.not_found")
    await amira.taps_data("1|answer.take_back|1")
    enquiry = await talk.enquiry(1)
    assert enquiry.status is Status.REOPENED
    assert enquiry.owner_id


async def test_editing_ones_own_words_corrects_the_answer(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    typed = await amira.says_by_reply("card", ANSWER)
    await amira.taps("answer.send", 1)
    (answer,) = await sofie.sees("answer.message")
    await amira.looks_away()
    await amira.edits(typed, BETTER)
    await amira.sees("answer.corrected_author")
    changed, told = await sofie.sees("answer.message", "answer.corrected")
    assert (changed.edits, changed.value("words")) == (answer.message_id, BETTER)
    assert told.edits == 0
    assert "mine.helped" in changed.actions
    stored = await answer_of(talk)
    assert (stored.text, stored.version) == (BETTER, 2)
    assert (await steps(talk))[-1] is Step.CORRECT
    await amira.edits(typed, BETTER)
    await sofie.sees()
    await amira.says("/1")
    (card,) = await amira.sees("card")
    assert "card.answered_edited" in lines_of(card)
    await sofie.says("/1")
    await sofie.taps("mine.answer")
    assert (await sofie.news())[-1].value("words") == BETTER


async def test_an_edit_before_sending_shows_the_preview_again(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    typed = await amira.says_by_reply("card", ANSWER)
    await amira.looks_away()
    await amira.edits(typed, BETTER)
    (preview,) = await amira.sees("answer.preview")
    assert preview.value("words") == BETTER
    await amira.taps("answer.send", 1)
    (answer,) = await sofie.sees("answer.message")
    assert answer.value("words") == BETTER


async def test_a_correction_of_another_length_stands_below(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    typed = await amira.says_by_reply("card", ANSWER)
    await amira.taps("answer.send", 1)
    await sofie.looks_away()
    await amira.edits(typed, LONG)
    await talk.settle()
    shown = await sofie.news()
    assert shown[0].key == "answer.replaced"
    assert {one.key for one in shown[1:-1]} == {"answer.part"}
    assert shown[-1].key == "answer.message"
    words = " ".join(str(one.value("words")) for one in shown[1:])
    assert words == LONG
    assert not [row for row in await sofie.messages() if ANSWER in row["text"]]


async def test_a_correction_of_what_never_arrived_arrives_corrected(
    talk: Dialogue, sofie: Person, amira: Person
) -> None:
    await asks(sofie)
    await sofie.blocks()
    typed = await amira.says_by_reply("card", ANSWER)
    await amira.taps("answer.send", 1)
    await amira.edits(typed, BETTER)
    await talk.settle()
    await sofie.unblocks()
    await sofie.starts()
    arrived = [one for one in await sofie.news() if one.key == "answer.message"]
    assert [one.value("words") for one in arrived] == [BETTER]


async def test_a_corrected_answer_that_was_judged_asks_no_more(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    typed = await amira.says_by_reply("card", ANSWER)
    await amira.taps("answer.send", 0)
    await sofie.taps("mine.helped")
    await sofie.looks_away()
    await amira.edits(typed, BETTER)
    changed, _ = await sofie.sees("answer.message", "answer.corrected")
    assert changed.actions == []


async def test_nobody_corrects_with_nothing(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    typed = await amira.says_by_reply("card", ANSWER)
    await amira.taps("answer.send", 1)
    await amira.looks_away()
    await sofie.looks_away()
    await amira.says("\u200b", edit=typed, raw=True)
    await amira.sees("other.empty")
    await sofie.sees()


async def test_a_revoked_colleague_corrects_nothing(talk: Dialogue, sofie: Person, amira: Person) -> None:
    karim = await colleague(talk)
    await taken(talk, sofie, amira, karim)
    typed = await karim.says_by_reply("card", ANSWER)
    await karim.taps("answer.send", 1)
    await sofie.looks_away()
    await talk.unit(lambda unit: unit.staff.revoke(karim.id, unit.now))
    await karim.looks_away()
    await karim.edits(typed, BETTER)
    await karim.sees("error.not_allowed")
    await karim.taps("answer.take_back")
    await karim.sees("error.not_allowed")
    await sofie.sees()
    assert (await answer_of(talk)).version == 1


async def test_a_file_stays_where_its_answer_is_taken_back(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    card = (await amira.chat())[-1].message_id
    await amira.sends(photo=True, caption=ANSWER, reply_to=card)
    await amira.taps("answer.send", 1)
    await sofie.looks_away()
    await amira.taps("answer.take_back")
    await sofie.sees("answer.taken_back")
    assert not [row for row in await sofie.messages() if ANSWER in row["text"]]


async def test_edits_of_the_asker_reach_staff_still(talk: Dialogue, sofie: Person, amira: Person) -> None:
    typed = await sofie.says("mag mijn terras er blijven staan?")
    await sofie.taps("ask.submit", "terras")
    await amira.looks_away()
    await sofie.edits(typed, "mag mijn terras er in de winter blijven staan?")
    (card,) = await amira.sees("card")
    assert "card.said_edited" in lines_of(card)
