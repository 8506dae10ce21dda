"""Questions that are the same are linked (B4): one answer, each asker under their own number, and nobody's name."""

import pytest

from bot.domain.enquiry import Status, Step
from bot.domain.message import Text
from tests.dialogue import Dialogue, Person, Shown
from tests.handlers.scenes import ANSWER, TERRACE, answers, asks

AGAIN = "mogen de terrassen blijven staan als het kerstmarkt is"


@pytest.fixture
async def linked(talk: Dialogue, sofie: Person, luc: Person, amira: Person) -> Shown:
    """Sofie's question gets Luc's as a follower; what is returned is the screen on which that was done."""
    await asks(sofie)
    await asks(luc, AGAIN)
    await amira.looks_away()
    await amira.says("/1")
    await amira.taps("queue.more")
    await amira.taps("merge.list")
    await amira.taps("merge.link")
    screen = (await amira.news())[-1]
    await luc.looks_away()
    return screen


async def lines_of(amira: Person) -> list[Text]:
    lines = (await amira.news())[-1].value("lines")
    assert isinstance(lines, tuple)
    return [line for line in lines if line.key in {"card.follows", "card.leads"}]


async def test_linking_shows_a_tick_and_says_nothing_to_anybody(
    talk: Dialogue, linked: Shown, sofie: Person, luc: Person
) -> None:
    assert linked.key == "merge.list"
    assert linked.actions == ["merge.unlink", "queue.show"]
    assert "Dubois" not in str(linked.message)
    follower = await talk.enquiry(2)
    assert follower.follows == (await talk.enquiry(1)).id
    history = await talk.unit(lambda unit: unit.enquiries.history(follower.id))
    assert (history[-1].step, history[-1].detail) == (Step.LINK, "1")
    await luc.sees()


async def test_both_cards_say_so(linked: Shown, amira: Person) -> None:
    await amira.says("/1")
    (leads,) = await lines_of(amira)
    await amira.says("/2")
    (follows,) = await lines_of(amira)
    assert (leads.key, follows.key, follows.values["number"]) == ("card.leads", "card.follows", 1)


async def test_the_answer_reaches_each_under_their_own_number(
    talk: Dialogue, linked: Shown, sofie: Person, luc: Person, amira: Person
) -> None:
    await amira.says("/1")
    await amira.says_by_reply("card", f"Dag Sofie, {ANSWER} Groeten aan Sofie Claes")
    preview = (await amira.news())[-1]
    assert preview.key == "merge.preview"
    await amira.taps("answer.send", 1)
    await sofie.looks_away()
    (answer,) = await luc.sees("answer.message")
    assert answer.value("number") == 2
    assert answer.value("words") == f"Dag Luc, {ANSWER} Groeten aan Luc Dubois"
    assert "Sofie" not in str(answer.message)
    for number in (1, 2):
        assert (await talk.enquiry(number)).status is Status.CLOSED
    await luc.taps("mine.helped")
    assert (await talk.enquiry(2)).satisfied is True
    assert (await talk.enquiry(1)).satisfied is None


async def test_corrected_and_taken_back_for_all(talk: Dialogue, linked: Shown, luc: Person, amira: Person) -> None:
    await amira.says("/1")
    cards = [one for one in await amira.chat() if one.key == "card"]
    typed = await amira.says(ANSWER, reply_to=cards[-1].message_id)
    await amira.taps("answer.send", 0)
    await luc.looks_away()
    await amira.edits(typed, "Neen, dat mag niet.")
    corrected = await luc.news()
    assert corrected[0].value("words") == "Neen, dat mag niet."
    await amira.taps("answer.take_back", 1)
    taken_back = (await luc.news())[-1]
    assert taken_back.edits == corrected[0].edits
    assert {(await talk.enquiry(number)).status for number in (1, 2)} == {Status.REOPENED}


async def test_who_writes_again_has_a_question_of_their_own(
    talk: Dialogue, linked: Shown, luc: Person, amira: Person
) -> None:
    await amira.says("/1")
    await answers(amira, closes=False)
    await luc.taps("mine.not_helped")
    assert (await talk.enquiry(2)).status is Status.REOPENED
    await luc.looks_away()
    await amira.says("/1")
    await answers(amira, "Nog dit: het kan tot tien uur.")
    await luc.sees()
    assert (await talk.enquiry(2)).status is Status.REOPENED


LATER = "Nog dit: het kan tot tien uur."


@pytest.mark.parametrize("closes", [False, True])
async def test_what_is_said_later_reaches_each_as_well(
    talk: Dialogue, linked: Shown, luc: Person, amira: Person, *, closes: bool
) -> None:
    await amira.says("/1")
    await answers(amira, closes=closes)
    if closes:
        await luc.taps("mine.helped")
    await luc.looks_away()
    await amira.says("/1")
    await amira.says_by_reply("card", LATER)
    preview = (await amira.news())[-1]
    assert preview.key == "merge.preview"
    await amira.taps("answer.send", int(closes))
    (answer,) = await luc.sees("answer.message")
    assert (answer.value("number"), answer.value("words")) == (2, LATER)
    first, second = await talk.enquiry(1), await talk.enquiry(2)
    assert second.status is first.status is (Status.CLOSED if closes else Status.ANSWERED)
    # As with every new answer, whether it helped is asked anew.
    assert second.satisfied is first.satisfied is None


async def test_of_two_answers_each_is_put_right_for_all(
    talk: Dialogue, linked: Shown, luc: Person, amira: Person
) -> None:
    await amira.says("/1")
    cards = [one for one in await amira.chat() if one.key == "card"]
    typed = await amira.says(ANSWER, reply_to=cards[-1].message_id)
    await amira.taps("answer.send", 0)
    await amira.says("/1")
    await answers(amira, LATER, closes=False)
    await luc.looks_away()
    await amira.edits(typed, "Neen, dat mag niet.")
    corrected = await luc.news()
    assert corrected[0].value("words") == "Neen, dat mag niet."
    sent = await talk.unit(lambda unit: unit.enquiries.history(1))
    oldest = next(int(event.detail) for event in sent if event.step is Step.ANSWER)
    await amira.taps_data(f"1|answer.take_back|{oldest}")
    assert len(await luc.news()) == 1
    # The later answer still stands, for both.
    assert {(await talk.enquiry(number)).status for number in (1, 2)} == {Status.ANSWERED}


async def test_after_an_answer_was_taken_back_the_next_one_reaches_each(
    talk: Dialogue, linked: Shown, luc: Person, amira: Person
) -> None:
    await amira.says("/1")
    await answers(amira, closes=False)
    await amira.says("/1")
    await answers(amira, LATER, closes=False)
    sent = await talk.unit(lambda unit: unit.enquiries.latest_answer(1))
    assert sent is not None
    await amira.taps_data(f"1|answer.take_back|{sent.id}")
    await luc.looks_away()
    assert {(await talk.enquiry(number)).status for number in (1, 2)} == {Status.REOPENED}
    await amira.says("/1")
    await answers(amira, "Het kan tot elf uur.", closes=False)
    assert (await luc.news())[-1].value("words") == "Het kan tot elf uur."
    assert {(await talk.enquiry(number)).status for number in (1, 2)} == {Status.ANSWERED}


async def test_what_the_first_asker_writes_later_is_answered_to_them_alone(
    talk: Dialogue, linked: Shown, sofie: Person, luc: Person, amira: Person
) -> None:
    await amira.says("/1")
    await answers(amira, closes=False)
    await luc.looks_away()
    await sofie.taps("mine.not_helped")
    await sofie.says("en mijn vergunning van vorig jaar?")
    await amira.says("/1")
    await amira.says_by_reply("card", "Die van jou loopt nog.")
    assert (await amira.news())[-1].key == "answer.preview"
    await amira.taps("answer.send", 1)
    await luc.sees()
    assert (await talk.enquiry(2)).status is Status.ANSWERED


async def test_who_got_an_answer_can_be_made_loose_before_the_next(
    talk: Dialogue, linked: Shown, luc: Person, amira: Person
) -> None:
    await amira.says("/1")
    await answers(amira, closes=False)
    await amira.says("/1")
    await amira.taps("queue.more")
    await amira.taps("merge.list")
    await amira.taps("merge.unlink")
    await amira.says("/1")
    await luc.looks_away()
    await answers(amira, LATER)
    await luc.sees()
    second = await talk.enquiry(2)
    assert (second.follows, second.status) == (0, Status.ANSWERED)


async def test_who_was_answered_before_they_were_linked_gets_the_answer_too(
    talk: Dialogue, sofie: Person, luc: Person, amira: Person
) -> None:
    await asks(luc, AGAIN)
    await answers(amira, "Dat weet ik nog niet.", closes=False)
    await luc.taps("mine.not_helped")
    await asks(sofie)
    second, first = (await talk.enquiry(2)).id, (await talk.enquiry(1)).id
    await amira.taps_data(f"1|merge.link|{second}|{first}")
    await luc.looks_away()
    await amira.says("/2")
    await answers(amira)
    (answer,) = await luc.sees("answer.message")
    assert answer.value("number") == 1


async def test_unlinked_it_waits_for_its_own_answer(talk: Dialogue, linked: Shown, luc: Person, amira: Person) -> None:
    await amira.taps("merge.unlink")
    (screen,) = await amira.sees("merge.list")
    assert screen.actions == ["merge.link", "queue.show"]
    await amira.says("/1")
    await answers(amira)
    await luc.sees()
    assert (await talk.enquiry(2)).status is Status.NEW


async def test_a_second_tap_changes_nothing(talk: Dialogue, linked: Shown, amira: Person) -> None:
    first, second = (await talk.enquiry(1)).id, (await talk.enquiry(2)).id
    before = await talk.rows("SELECT COUNT(*) AS count FROM enquiry_events")
    await amira.taps_data(f"1|merge.link|{first}|{second}")
    assert await talk.rows("SELECT COUNT(*) AS count FROM enquiry_events") == before
    await amira.taps_data(f"1|merge.unlink|{first}|{second}")
    once = await talk.rows("SELECT COUNT(*) AS count FROM enquiry_events")
    await amira.taps_data(f"1|merge.unlink|{first}|{second}")
    assert await talk.rows("SELECT COUNT(*) AS count FROM enquiry_events") == once


async def test_there_are_no_chains_and_no_circles(talk: Dialogue, linked: Shown, amira: Person) -> None:
    other = await talk.somebody(name="Els")
    await asks(other, TERRACE)
    first, second, third = [(await talk.enquiry(number)).id for number in (1, 2, 3)]
    await amira.looks_away()
    for leader, follower, why in (
        (second, third, "merge.cannot_lead"),
        (second, first, "merge.cannot_lead"),
        (first, first, "merge.cannot_lead"),
        (third, first, "merge.is_linked"),
        (third, second, "merge.is_linked"),
    ):
        await amira.taps_data(f"1|merge.link|{leader}|{follower}")
        await amira.sees(why)
    await amira.taps_data(f"1|merge.list|{second}")
    (follows,) = await amira.sees("merge.follows")
    assert follows.actions == ["queue.show", "merge.unlink", "queue.show"]


async def test_a_question_that_is_withdrawn_lets_the_others_go(talk: Dialogue, linked: Shown, sofie: Person) -> None:
    def withdraw(unit: object) -> None:
        enquiry = unit.enquiries.by_number(1)  # type: ignore[attr-defined]
        talk.bot.desk.merging._moves.move(unit, enquiry, Step.WITHDRAW, sofie.id)  # type: ignore[arg-type]

    await talk.unit(withdraw)
    follower = await talk.enquiry(2)
    assert (follower.follows, follower.status) == (0, Status.NEW)


async def test_nothing_alike_is_said(talk: Dialogue, sofie: Person, luc: Person, amira: Person) -> None:
    await asks(sofie)
    await asks(luc, "wanneer komen jullie het karton ophalen?", "afval")
    await amira.says("/1")
    await amira.taps("queue.more")
    await amira.taps("merge.list")
    assert (await amira.news())[-1].key == "merge.none"
    await amira.looks_away()
    await amira.taps("queue.show")
    await amira.sees("card")


async def test_only_a_manager_links(talk: Dialogue, linked: Shown, sofie: Person) -> None:
    await sofie.taps_data("1|merge.unlink|1|2")
    assert (await sofie.news())[-1].key == "error.not_allowed"
    assert (await talk.enquiry(2)).follows == 1
