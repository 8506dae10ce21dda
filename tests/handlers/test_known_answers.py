"""Known answers first (B2): what many ask is shown before it is sent, and a person stays one tap away."""

from datetime import UTC, datetime

import pytest

from bot.domain.enquiry import Status, Step
from tests.dialogue import Dialogue, Person
from tests.handlers.scenes import TERRACE
from tests.handlers.test_draft import drafted, lines_of

WINTER = "mag mijn terras in de winter blijven staan?"
AFTER_REVIEW = datetime(2027, 3, 2, 9, 12, tzinfo=UTC)


async def test_what_many_ask_is_offered_and_shown_with_its_source(talk: Dialogue, sofie: Person) -> None:
    await talk.has_learnt()
    draft = await drafted(sofie, WINTER)
    assert (draft.key, lines_of(draft)) == ("ask.one", ["ask.quote", "ask.known"])
    assert draft.actions == ["ask.submit", "ask.choose", "known.show", "ask.reword", "ask.discard"]
    await sofie.taps("known.show")
    (answer,) = await sofie.sees("known.answer")
    known = next(one for one in talk.bot.town.topics["terras"].known if one.key == "winterterras")
    assert answer.edits == draft.message_id
    assert (answer.value("source"), answer.value("dated")) == (known.source, known.dated)
    assert answer.value("answer") == known.answer
    assert answer.actions[:2] == ["known.helped", "known.ask"]


async def test_the_draft_itself_sends_it_to_a_person_with_one_tap(talk: Dialogue, sofie: Person) -> None:
    await drafted(sofie, WINTER)
    await sofie.taps("ask.submit", "terras")
    assert (await talk.enquiry(1)).status is Status.NEW


async def test_whoever_is_helped_by_it_sends_nothing(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await drafted(sofie, WINTER)
    shown = await sofie.button("known.show")
    await sofie.taps("known.show")
    await sofie.looks_away()
    await sofie.taps("known.helped")
    (glad,) = await sofie.sees("known.glad")
    assert glad.actions[0] == "ask.invite"
    await amira.sees()
    assert await talk.rows("SELECT * FROM enquiry_parts") == []
    (event,) = await talk.unit(lambda unit: unit.enquiries.history(1))
    assert (event.step, event.detail) == (Step.DISCARD, "known terras winterterras")
    assert await sofie.taps_data(shown[1], shown[0]) == talk.words("ask.was_discarded")
    assert await sofie.taps_data("1|known.helped|1") == talk.words("ask.was_discarded")
    assert len(await talk.unit(lambda unit: unit.enquiries.history(1))) == 1


async def test_whoever_is_not_helped_goes_back_and_sends_it(talk: Dialogue, sofie: Person) -> None:
    await talk.has_learnt()
    await drafted(sofie, WINTER)
    await sofie.taps("known.show")
    await sofie.looks_away()
    await sofie.taps("known.ask")
    (draft,) = await sofie.sees("ask.one")
    assert lines_of(draft) == ["ask.quote"]
    await sofie.taps("ask.submit", "terras")
    assert (await talk.enquiry(1)).topic == "terras"
    for action in ("show", "ask", "helped"):
        assert await sofie.taps_data(f"1|known.{action}|1") == talk.words("ask.was_sent", number=1)


async def test_it_can_all_be_typed(talk: Dialogue, sofie: Person) -> None:
    await drafted(sofie, WINTER)
    await sofie.says(talk.words("ask.known_read"))
    await sofie.sees("known.answer")
    await sofie.says(talk.words("known.helped"))
    await sofie.sees("known.glad")


async def test_what_is_past_its_review_date_is_not_offered_and_an_old_button_says_so(
    talk: Dialogue, sofie: Person
) -> None:
    await drafted(sofie, WINTER)
    shown = await sofie.button("known.show")
    talk.clock.set(AFTER_REVIEW)
    await sofie.taps_data(shown[1], shown[0])
    (draft,) = await sofie.sees("ask.topic")
    assert lines_of(draft) == ["ask.quote", "ask.known_expired"]
    assert "known.show" not in draft.actions
    await sofie.taps("ask.discard")
    assert "ask.known" not in lines_of(await drafted(sofie, WINTER))


async def test_a_question_about_something_beside_it_is_offered_nothing(talk: Dialogue, sofie: Person) -> None:
    assert "known.show" not in (await drafted(sofie, TERRACE)).actions


async def test_a_scanned_topic_has_its_own_known_answers(talk: Dialogue, sofie: Person) -> None:
    await sofie.starts("terras")
    await sofie.looks_away()
    draft = await drafted(sofie, WINTER)
    assert (draft.key, "known.show" in draft.actions) == ("ask.topic", True)


@pytest.mark.parametrize("action", ["show", "ask", "helped"])
async def test_somebody_elses_draft_is_not_there(talk: Dialogue, sofie: Person, luc: Person, action: str) -> None:
    await drafted(sofie, WINTER)
    await luc.says("/help")
    await luc.looks_away()
    for draft in (1, 999):
        await luc.taps_data(f"1|known.{action}|{draft}")
        await luc.sees("error.not_found")
    assert await talk.rows("SELECT status FROM enquiries") == [{"status": "draft"}]
