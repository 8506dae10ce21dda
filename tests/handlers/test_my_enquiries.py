"""Following one's own questions (B3): the list, one question, the answer, helped or not yet."""

from bot.domain.errors import NotFound
from tests.dialogue import Dialogue, Person
from tests.handlers.scenes import TERRACE, asks


async def test_no_questions_yet(talk: Dialogue, sofie: Person) -> None:
    await sofie.says("/mijnvragen")
    (shown,) = await sofie.sees("mine.none")
    assert shown.actions == ["ask.invite"]


async def test_the_list_turns_its_pages(talk: Dialogue, sofie: Person) -> None:
    for number in range(6):
        await asks(sofie, f"mag mijn terras daar blijven, nummer {number}?")
        talk.passes(minutes=3)
    await sofie.says("/mijnvragen")
    (first,) = await sofie.sees("mine.list")
    assert first.actions == [*["mine.show"] * 5, "mine.list", "ask.invite"]
    assert (first.value("open"), first.value("done")) == (6, 0)
    await sofie.taps("mine.list", 5)
    (second,) = await sofie.sees("mine.list")
    assert second.edits == first.message_id
    assert second.actions == ["mine.show", "mine.list", "ask.invite"]
    await sofie.taps("mine.list", 0)
    await sofie.sees("mine.list")


async def test_one_question_and_back(talk: Dialogue, sofie: Person) -> None:
    await asks(sofie)
    await sofie.taps("mine.show")
    (one,) = await sofie.sees("mine.one")
    assert one.actions == ["mine.add", "mine.nudge", "mine.withdraw", "mine.list"]
    await sofie.taps("mine.list", 0)
    await sofie.sees("mine.list")


async def test_one_question_by_its_number(talk: Dialogue, sofie: Person) -> None:
    await asks(sofie)
    await sofie.says("/001")
    await sofie.sees("mine.one")
    await sofie.says("/1@kernpunt_bot")
    await sofie.sees("mine.one")


async def test_somebody_elses_question_answers_as_if_it_were_not_there(
    talk: Dialogue, sofie: Person, luc: Person
) -> None:
    await asks(sofie)
    await luc.says("/001")
    await luc.says("/002")
    theirs, none = await luc.sees("error.not_found", "error.not_found")
    assert theirs.message == none.message
    assert theirs.key == NotFound().reason.key
    enquiry = await talk.enquiry(1)
    for action in ("mine.show", "mine.reopen", "mine.add", "mine.answer"):
        await luc.taps_data(f"1|{action}|{enquiry.id}")
        await luc.sees("error.not_found")


async def test_an_addition_by_the_button_reaches_the_manager(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await amira.news()
    talk.passes(hours=3)
    await sofie.taps("mine.show")
    await sofie.taps("mine.add")
    await sofie.sees("mine.one", "mine.add_how")
    await sofie.sends(photo=True)
    await sofie.sees("mine.added")
    await amira.sees("card")
    assert len(await talk.parts(1)) == 2


async def test_what_was_asked_for_an_hour_ago_is_not_expected_any_more(talk: Dialogue, sofie: Person) -> None:
    await asks(sofie)
    await sofie.taps("mine.show")
    await sofie.taps("mine.add")
    await sofie.news()
    talk.passes(minutes=61)
    await sofie.says("mag ik een parasol zetten?")
    (draft,) = await sofie.sees("ask.topic")
    assert "ask.attach" in draft.actions


async def test_a_draft_is_no_question_yet(talk: Dialogue, sofie: Person) -> None:
    await sofie.says(TERRACE)
    await sofie.news()
    await sofie.taps_data("1|mine.show|1")
    await sofie.sees("error.not_found")
    await sofie.taps_data("1|mine.add|1")
    await sofie.sees("ask.invite")


async def test_a_linked_question_says_that_others_asked_it_too(
    talk: Dialogue, sofie: Person, luc: Person, amira: Person
) -> None:
    await asks(luc, "puis-je laisser ma terrasse ?")
    await asks(sofie)
    await talk.change("UPDATE enquiries SET follows = 1 WHERE id = 2")
    await sofie.says("/2")
    (one,) = await sofie.sees("mine.one")
    lines = one.value("lines")
    assert isinstance(lines, tuple)
    assert "mine.together" in [line.key for line in lines]
    assert "Luc" not in (await sofie.messages())[-1]["text"]
