"""The centre manager's work list and cards (B4)."""

from datetime import timedelta

from bot.domain.enquiry import Status, Step
from bot.domain.message import Text
from tests.dialogue import Dialogue, Person, Shown
from tests.handlers.scenes import TERRACE, answers, asks


def lines_of(card: Shown) -> list[str]:
    lines = card.value("lines")
    assert isinstance(lines, tuple)
    return [line.key for line in lines]


async def test_an_empty_list_says_so(talk: Dialogue, amira: Person) -> None:
    await amira.says("/werklijst")
    await amira.sees("queue.empty")


async def test_a_new_question_comes_by_itself(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await sofie.sends(photo=True, caption=TERRACE)
    await sofie.taps("ask.submit", "terras")
    (card,) = await amira.sees("card")
    assert lines_of(card) == ["card.head", "card.who", "card.said", "ask.files", "card.because", "card.promise"]
    assert card.actions == [
        "queue.answer",
        "hand.choose",
        "help.ask",
        "dates.later",
        "queue.more",
        "queue.files",
        "queue.list",
    ]


async def test_the_card_shows_the_trade(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await sofie.starts()
    for action, *value in (("language", "nl"), ("accept",), ("opt_in", "own"), ("trade", "horeca")):
        await sofie.taps(f"welcome.{action}", *value)
    await asks(sofie)
    (card,) = await amira.sees("card")
    assert lines_of(card)[1] == "card.who_trade"


async def test_start_and_the_button_show_the_list(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await amira.starts()
    await amira.sees("card", "queue.list")
    await amira.taps("queue.show")
    await amira.sees("card")
    await amira.taps("queue.list")
    await amira.sees("queue.list")


async def test_the_list_turns_its_pages_and_keeps_answered_ones_last(
    talk: Dialogue, sofie: Person, amira: Person
) -> None:
    for number in range(6):
        await asks(sofie, f"mag mijn terras daar blijven, nummer {number}?")
        talk.passes(minutes=3)
    await amira.news()
    await amira.says("/1")
    await answers(amira, closes=False)
    await amira.says("/werklijst")
    (page,) = await amira.sees("queue.list")
    ways = ["queue.show", "queue.filters", "search.ask"]
    assert page.actions == [*["queue.show"] * 5, "queue.list", *ways]
    lines = page.value("lines")
    assert isinstance(lines, tuple)
    assert [line.values["number"] for line in lines] == [2, 3, 4, 5, 6]
    await amira.taps("queue.list", 5)
    (page,) = await amira.sees("queue.list")
    assert page.actions == ["queue.show", "queue.list", *ways]


async def test_what_is_late_stands_first_and_says_so(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    talk.passes(days=10)
    await asks(sofie, "waar kan ik mijn bestelwagen parkeren?", "parkeren")
    await amira.news()
    await amira.says("/werklijst")
    (page,) = await amira.sees("queue.list_late")
    assert (page.value("count"), page.value("late")) == (2, 1)
    lines = page.value("lines")
    assert isinstance(lines, tuple)
    state = lines[0].values["state"]
    assert isinstance(state, Text)
    assert (state.key, state.values["count"]) == ("queue.late", 7)
    await amira.taps("queue.show", 1)
    (card,) = await amira.sees("card")
    assert lines_of(card)[-1] == "card.promise_late"


async def test_cards_that_pile_up_become_one_growing_list(talk: Dialogue, sofie: Person, amira: Person) -> None:
    others = [await talk.somebody(name=name) for name in ("Els", "Piet", "Fatma")]
    await talk.faults("sendMessage", 200, delay=0.3, chat=amira.id)
    for person in (sofie, *others):
        await person.says(TERRACE)
        await person.button("ask.submit", "terras")
    for person in (sofie, *others):
        # Looking would wait for the slow card; tapping by what is known does not.
        await talk.world.post("/sim/tap", from_=person.id, label=(await labels(talk, person))[0])
    shown = await amira.news()
    assert [one.key for one in shown] == ["card", "queue.several_new"] or [one.key for one in shown] == [
        "card",
        "card",
        "queue.several_new",
    ]
    listed = shown[-1].value("list")
    assert isinstance(listed, Text)
    assert listed.values["count"] == 4


async def labels(talk: Dialogue, person: Person) -> list[str]:
    rows = await talk.world.get(f"/sim/chats/{person.id}")
    return [button["label"] for line in rows[-1]["buttons"] for button in line]


async def test_the_manager_sees_a_question_by_its_number(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await amira.news()
    await amira.says("/001")
    await amira.sees("card")
    await amira.says("/002")
    await amira.sees("error.not_found")


async def test_another_topic_keeps_the_promise(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    before = await talk.enquiry(1)
    await amira.news()
    await amira.taps("queue.more")
    await amira.looks_away()
    await amira.taps("queue.topics")
    (offered,) = await amira.sees("queue.reroute")
    assert offered.actions[-1] == "queue.show"
    toast = await amira.taps("queue.reroute", "afval")
    assert toast == talk.words("queue.rerouted", topic=talk.bot.town.topics["afval"].title)
    await amira.sees("card")
    after = await talk.enquiry(1)
    assert (after.topic, after.department) == ("afval", talk.bot.town.topics["afval"].department)
    assert after.promised_on == before.promised_on
    history = await talk.unit(lambda unit: unit.enquiries.history(after.id))
    assert (history[-1].step, history[-1].detail) == (Step.REROUTE, "afval")
    await sofie.sees()


async def test_an_unknown_topic_is_refused(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await amira.news()
    await amira.taps_data("1|queue.reroute|1|kroketten")
    await amira.sees("error.not_found")
    assert (await talk.enquiry(1)).topic == "terras"


async def test_closing_twice_changes_nothing(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await answers(amira, closes=False)
    await amira.says("/1")
    close = await amira.button("queue.close")
    await amira.taps_data(close[1], close[0])
    assert await amira.taps_data(close[1], close[0]) == talk.words("queue.was_closed", number=1)
    await sofie.sees("answer.message", "mine.was_closed")
    assert (await talk.enquiry(1)).status is Status.CLOSED


async def test_a_question_without_answer_cannot_be_closed(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await amira.news()
    await amira.taps_data("1|queue.close|1")
    await amira.sees("error.step_refused")
    assert (await talk.enquiry(1)).status is Status.NEW


async def test_a_closed_card_offers_only_what_can_be_done(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await answers(amira)
    await amira.says("/1")
    (card,) = await amira.sees("card")
    assert card.actions == ["queue.answer", "queue.more", "queue.list"]
    assert lines_of(card)[-1] == "card.done"


async def test_a_draft_is_nobody_elses(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await sofie.says(TERRACE)
    await talk.settle()
    await amira.starts()
    await amira.news()
    await amira.taps_data("1|queue.show|1")
    await amira.sees("error.not_found")


async def test_two_managers_both_hear(talk: Dialogue, sofie: Person, amira: Person) -> None:
    second = talk.person("staff")
    await talk.appoint(second)
    await asks(sofie)
    await amira.sees("card")
    await second.sees("card")
    await answers(second)
    enquiry = await talk.enquiry(1)
    assert (enquiry.owner_id, enquiry.status) == (amira.id, Status.CLOSED)


async def test_without_a_manager_the_question_is_still_kept(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await talk.change("DELETE FROM staff")
    await asks(sofie)
    assert (await talk.enquiry(1)).status is Status.NEW


async def test_the_promise_shows_on_the_day_itself_as_kept(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    enquiry = await talk.enquiry(1)
    assert enquiry.promised_on is not None
    days = enquiry.promised_on - talk.clock.now().date()
    talk.clock.advance(timedelta(days=days.days).total_seconds())
    await amira.news()
    await amira.says("/werklijst")
    await amira.sees("queue.list")
