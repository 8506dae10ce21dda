"""One message with two questions becomes two (B4): proposed or typed, each with its number, its day and its owner."""

from bot.domain.enquiry import Status, Step
from tests.dialogue import Dialogue, Person
from tests.handlers.scenes import ANSWER, TERRACE, answers, asks

TWO = "Mag mijn terras blijven staan tijdens de kerstmarkt? En wanneer komen jullie het karton en papier ophalen?"
SECOND = "wanneer wordt het karton bij mij opgehaald"


async def begins(sofie: Person, amira: Person, words: str = TWO) -> None:
    await asks(sofie, words)
    await amira.looks_away()
    await amira.says("/1")
    await amira.taps("queue.more")
    await amira.taps("split.offer")


async def types(sofie: Person, amira: Person) -> int:
    """Let the manager type the second question, up to its preview; returns the message."""
    await begins(sofie, amira)
    await amira.taps("split.type")
    typed = await amira.says(SECOND)
    await amira.looks_away()
    return typed


async def second_ones(talk: Dialogue) -> list[object]:
    return [*await talk.rows("SELECT id FROM enquiries WHERE number > 1")]


async def test_the_two_halves_are_proposed_and_become_two(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await begins(sofie, amira)
    proposed = (await amira.news())[-1]
    assert proposed.key == "split.proposed"
    assert proposed.value("topic") == talk.bot.town.topics["afval"].title
    assert "karton" in str(proposed.value("second"))
    await amira.taps("split.so")
    (card,) = await amira.sees("card")
    first, second = await talk.enquiry(1), await talk.enquiry(2)
    assert card.subject == f"card:{second.id}"
    assert (second.topic, second.status, second.owner_id) == ("afval", Status.NEW, amira.id)
    assert (second.asker_id, second.promises) == (sofie.id, 1)
    assert second.promised_on is not None
    (told,) = await sofie.sees("split.receipt")
    assert (told.value("number"), told.value("first")) == (2, 1)
    history = await talk.unit(lambda unit: unit.enquiries.history(first.id))
    assert (history[-1].step, history[-1].detail) == (Step.SPLIT, "2")
    history = await talk.unit(lambda unit: unit.enquiries.history(second.id))
    assert [event.step for event in history] == [Step.SUBMIT]


async def test_each_gets_its_own_answer(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await begins(sofie, amira)
    await amira.taps("split.so")
    await sofie.looks_away()
    await answers(amira)
    (answer,) = await sofie.sees("answer.message")
    assert (answer.value("number"), answer.value("words")) == (2, ANSWER)
    assert (await talk.enquiry(1)).status is Status.NEW


async def test_the_second_question_can_be_typed(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await begins(sofie, amira)
    await amira.taps("split.type")
    await amira.says(SECOND)
    *_, how, preview = await amira.news()
    assert (how.key, preview.key) == ("split.how", "split.preview")
    assert (preview.value("words"), preview.value("topic")) == (SECOND, talk.bot.town.topics["afval"].title)
    assert preview.actions == ["split.make", "split.type", "queue.show"]
    assert await second_ones(talk) == []
    await sofie.sees()
    await amira.taps("split.make")
    await amira.sees("card")
    second = await talk.enquiry(2)
    assert second.summary == SECOND
    assert [part.text for part in await talk.parts(2)] == [SECOND]
    await sofie.sees("split.receipt")


async def test_made_once_however_often_it_is_tapped(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await types(sofie, amira)
    message_id, data = await amira.button("split.make")
    await amira.taps_data(data, message_id)
    assert await amira.taps_data(data, message_id) == talk.words("split.not_now", number=1)
    await amira.taps_data("1|split.go_on|1|1", message_id)
    assert len(await second_ones(talk)) == 1


async def test_the_words_can_be_typed_anew_or_changed(talk: Dialogue, sofie: Person, amira: Person) -> None:
    typed = await types(sofie, amira)
    await amira.edits(typed, f"{SECOND}?")
    (preview,) = await amira.sees("split.preview")
    assert preview.value("words") == f"{SECOND}?"
    await amira.taps("split.type")
    await amira.sees("split.how")
    await amira.says("en het glas?")
    await amira.sees("split.preview")
    await amira.taps("split.make")
    assert [part.text for part in await talk.parts(2)] == ["en het glas?"]
    await amira.looks_away()
    # Too late for the message that was typed first: it is no second question any more, and changes nothing.
    await amira.edits(typed, "iets heel anders")
    assert [part.text for part in await talk.parts(2)] == ["en het glas?"]


async def test_an_edit_after_it_was_made_changes_nothing(talk: Dialogue, sofie: Person, amira: Person) -> None:
    typed = await types(sofie, amira)
    await amira.edits(typed, "")
    await amira.taps("split.make")
    await amira.looks_away()
    await amira.edits(typed, SECOND)
    await amira.sees()
    await amira.edits(typed, "iets heel anders")
    await amira.sees("split.not_now")
    assert [part.text for part in await talk.parts(2)] == [SECOND]


async def test_nothing_is_lost_when_something_else_is_tapped_meanwhile(
    talk: Dialogue, sofie: Person, amira: Person
) -> None:
    await types(sofie, amira)
    await amira.taps("queue.show")
    await amira.sees("card")
    await amira.taps("queue.more")
    await amira.taps("split.offer")
    await amira.taps("split.type")
    how = (await amira.news())[-1]
    assert how.actions == ["split.go_on", "queue.show"]
    await amira.taps("split.go_on")
    (preview,) = await amira.sees("split.preview")
    assert preview.value("words") == SECOND
    # What is typed now is not taken for other words of it.
    await amira.says("iets anders")
    await amira.looks_away()
    await amira.taps("split.make")
    assert (await talk.enquiry(2)).summary == SECOND


async def test_who_answered_meanwhile_makes_no_second_question(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await types(sofie, amira)
    message_id, data = await amira.button("split.make")
    await amira.says("/1")
    await answers(amira)
    await amira.taps_data(data, message_id)
    assert (await amira.news())[-1].key == "error.step_refused"
    assert await second_ones(talk) == []


async def test_only_their_own_words(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await types(sofie, amira)
    other = await talk.somebody(name="Ines")
    await talk.appoint(other, name="Ines")
    await other.says("/help")
    await other.looks_away()
    await other.taps_data("1|split.make|1|1")
    await other.sees("error.not_found")
    assert await second_ones(talk) == []


async def test_where_no_halves_are_seen_it_is_asked_at_once(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await begins(sofie, amira, TERRACE)
    assert (await amira.news())[-1].key == "split.how"
    await amira.taps("queue.show")
    await amira.says(SECOND)
    assert await talk.rows("SELECT id FROM enquiries WHERE number = 2") == []


async def test_the_second_is_found_by_its_words(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await begins(sofie, amira)
    await amira.taps("split.so")
    await amira.looks_away()
    await amira.says("/zoek karton ophalen")
    (found,) = await amira.sees("search.found")
    assert found.value("count") == 2


async def test_a_second_tap_and_a_forged_one_split_nothing(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await begins(sofie, amira)
    message_id, data = await amira.button("split.so")
    await amira.taps_data("1|split.so|1|7", message_id)
    await amira.taps_data(data, message_id)
    toast = await amira.taps_data(data, message_id)
    assert toast == talk.words("split.not_now", number=1)
    assert await talk.rows("SELECT number FROM enquiries ORDER BY number") == [{"number": 1}, {"number": 2}]


async def test_a_draft_of_the_asker_is_left_alone(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await begins(sofie, amira)
    talk.passes(minutes=10)
    await sofie.says("/vraag mag ik een vlag ophangen aan mijn gevel?")
    await talk.settle()
    await amira.taps("split.so")
    assert (await talk.enquiry(2)).topic == "afval"
    await sofie.taps("ask.submit", "reclame")
    assert (await talk.enquiry(3)).status is Status.NEW


async def test_what_was_answered_is_not_split_any_more(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await begins(sofie, amira)
    await amira.says("/1")
    await answers(amira)
    await amira.taps_data("1|split.offer|1")
    assert (await amira.news())[-1].key == "error.step_refused"
