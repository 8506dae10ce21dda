"""Questions on their way to a department and back (B4, B5): offered, taken, refused, expired, recalled, advised on."""

from datetime import timedelta

import pytest

from bot.domain.assignment import Assignment, Held
from bot.domain.enquiry import Status, Step
from bot.domain.message import Text
from tests.dialogue import Dialogue, Person, Shown
from tests.handlers.answer_scenes import colleague
from tests.handlers.scenes import ANSWER, asks

DOMAIN, TRAFFIC = "openbaar_domein", "mobiliteit"
ASKED = "Zelfde afspraak als vorig jaar?"
REASON = "Dit gaat over parkeren."


@pytest.fixture
async def karim(talk: Dialogue) -> Person:
    """A colleague of public space."""
    return await colleague(talk, "Karim Aziz", DOMAIN)


@pytest.fixture
async def lena(talk: Dialogue) -> Person:
    """Another colleague of public space."""
    return await colleague(talk, "Lena Peeters", DOMAIN)


@pytest.fixture
async def wout(talk: Dialogue) -> Person:
    """A colleague of mobility."""
    return await colleague(talk, "Wout Maes", TRAFFIC)


def lines_of(card: Shown) -> list[str]:
    lines = card.value("lines")
    assert isinstance(lines, tuple)
    return [line.key for line in lines]


def line_of(card: Shown, key: str) -> Text:
    lines = card.value("lines")
    assert isinstance(lines, tuple)
    return next(line for line in lines if line.key == key)


async def offers(amira: Person, department: str = DOMAIN, words: str = "") -> None:
    """Let the manager put the newest card's question before a department."""
    await amira.taps("hand.choose")
    await amira.taps("hand.ask", department)
    if words:
        await amira.says(words)
    else:
        await amira.taps("hand.offer", department)
    await amira.looks_away()


async def given(talk: Dialogue, number: int = 1) -> list[Assignment]:
    enquiry = await talk.enquiry(number)
    return list(await talk.unit(lambda unit: unit.assignments.of_enquiry(enquiry.id)))


# Offering


async def test_a_department_is_asked_with_a_word_of_the_managers(
    talk: Dialogue, sofie: Person, amira: Person, karim: Person, lena: Person
) -> None:
    await asks(sofie)
    (card,) = await amira.sees("card")
    assert card.actions[:2] == ["queue.answer", "hand.choose"]
    assert "queue.more" in card.actions
    await amira.taps("hand.choose")
    (choice,) = await amira.sees("lines")
    assert choice.message.rows[0][0].args[1] == DOMAIN
    await amira.taps("hand.ask", DOMAIN)
    await amira.sees("hand.note")
    await amira.says(ASKED)
    (card,) = await amira.sees("card")
    assert "card.offered" in lines_of(card)
    assert {"hand.choose", "hand.recall"} <= {*card.actions}
    for member in (karim, lena):
        (card,) = await member.sees("card")
        assert lines_of(card)[0] == "card.for_department"
        assert lines_of(card)[-3:] == ["card.wanted", "card.asks", "card.take_by"]
        assert line_of(card, "card.asks").values["words"] == ASKED
        assert card.actions[:2] == ["hold.take", "hold.refuse"]
    enquiry = await talk.enquiry(1)
    assert (enquiry.status, enquiry.department, enquiry.owner_id) == (Status.OFFERED, DOMAIN, amira.id)
    (one,) = await given(talk)
    assert one.accept_by == talk.bot.town.calendar.add_working_hours(talk.clock.now(), 8)
    await sofie.taps("mine.show")
    (status,) = await sofie.sees("mine.one")
    assert "mine.now.offered" in lines_of(status)


async def test_without_a_word_it_goes_as_it_is_and_once(
    talk: Dialogue, sofie: Person, amira: Person, karim: Person
) -> None:
    await asks(sofie)
    await amira.taps("hand.choose")
    await amira.taps("hand.ask", DOMAIN)
    offer = await amira.button("hand.offer", DOMAIN)
    name = talk.bot.town.departments[DOMAIN].name
    assert await amira.taps_data(offer[1], offer[0]) == talk.words("hand.offered", department=name)
    assert await amira.taps_data(offer[1], offer[0]) == talk.words("hand.has_it", department=name)
    (card,) = await karim.sees("card")
    assert "card.asks" not in lines_of(card)
    assert len(await given(talk)) == 1
    await amira.says("dit is geen uitleg meer")
    assert (await given(talk))[0].asked == ""


async def test_a_department_in_which_nobody_works_gets_a_sentence_and_a_mailbox(
    talk: Dialogue, sofie: Person, amira: Person, karim: Person
) -> None:
    await asks(sofie)
    await amira.looks_away()
    await amira.taps("hand.choose")
    (choice,) = await amira.sees("lines")
    assert "hand.unstaffed" in lines_of(choice)
    await amira.taps("hand.ask", TRAFFIC)
    (refused,) = await amira.sees("hand.nobody")
    assert refused.value("email") == talk.bot.town.departments[TRAFFIC].email
    await amira.taps_data(f"1|hand.offer|1|{TRAFFIC}")
    await amira.sees("hand.nobody")
    assert (await talk.enquiry(1)).status is Status.NEW
    assert not await given(talk)


@pytest.mark.parametrize("data", ["1|hand.ask|1|kroketten", "1|hand.offer|1|", "1|hand.offer|9|mobiliteit"])
async def test_what_is_no_department_or_no_question_is_refused(
    talk: Dialogue, sofie: Person, amira: Person, karim: Person, data: str
) -> None:
    await asks(sofie)
    await amira.looks_away()
    await amira.taps_data(data)
    await amira.sees("error.not_found")
    assert not await given(talk)


async def test_going_back_to_the_card_asks_for_no_word_any_more(
    talk: Dialogue, sofie: Person, amira: Person, karim: Person
) -> None:
    await asks(sofie)
    await amira.taps("hand.choose")
    await amira.taps("hand.ask", DOMAIN)
    await amira.taps("hand.choose")
    contact = await amira.contact()
    assert contact is not None
    assert contact.expects is None


# Taking


async def test_the_first_who_takes_it_has_it(
    talk: Dialogue, sofie: Person, amira: Person, karim: Person, lena: Person
) -> None:
    await asks(sofie)
    await offers(amira)
    await lena.looks_away()
    take = await lena.button("hold.take")
    assert await karim.taps("hold.take") == talk.words("hold.taken", number=1)
    card = (await karim.news())[-1]
    assert lines_of(card)[-1] == "card.yours"
    assert {"queue.answer", "hold.hand_on", "hold.refuse"} < {*card.actions}
    (edited,) = await lena.sees("card")
    assert edited.edits == take[0]
    assert line_of(edited, "card.taken").values["name"] == "Karim Aziz"
    (_, heard) = await amira.sees("card", "hold.manager_taken")
    assert heard.message.silent
    toast = talk.words("hold.was_taken", number=1, name="Karim Aziz")
    assert await lena.taps_data(take[1], take[0]) == toast
    enquiry = await talk.enquiry(1)
    assert (enquiry.status, enquiry.owner_id) == (Status.ACCEPTED, karim.id)
    await sofie.taps("mine.show")
    (status,) = await sofie.sees("mine.one")
    assert line_of(status, "mine.now.accepted").values["colleague"] == "Karim Aziz"


async def test_it_can_be_handed_on_and_taken_over(
    talk: Dialogue, sofie: Person, amira: Person, karim: Person, lena: Person, wout: Person
) -> None:
    await asks(sofie)
    await wout.starts()
    await offers(amira)
    await karim.taps("hold.take")
    await karim.looks_away()
    await lena.looks_away()
    await karim.taps("hold.hand_on")
    await karim.sees("hold.to_whom")
    await karim.taps("hold.pass", lena.id)
    await karim.sees("card")
    (card,) = await lena.sees("card")
    assert "card.yours" in lines_of(card)
    assert (await talk.enquiry(1)).owner_id == lena.id
    event = (await talk.unit(lambda unit: unit.enquiries.history(1)))[-1]
    assert (event.step, event.actor_id, event.status) == (Step.HAND_ON, karim.id, Status.ACCEPTED)
    assert event.detail == f"{DOMAIN} {lena.id}"
    await karim.taps_data("1|queue.history|1|0")
    (history,) = await karim.sees("history")
    newest = line_of(history, "history.line")
    what = newest.values["what"]
    assert isinstance(what, Text)
    assert (what.key, what.values["name"]) == ("history.hand_on", "Lena Peeters")
    assert newest.values["who"] == "Karim Aziz"
    await karim.taps("queue.more")
    await karim.taps("queue.show")
    await karim.taps("hold.pass", karim.id)
    assert (await talk.enquiry(1)).owner_id == karim.id
    await karim.looks_away()
    await karim.taps_data("1|queue.history|1|0")
    (history,) = await karim.sees("history")
    what = line_of(history, "history.line").values["what"]
    assert isinstance(what, Text)
    assert what.key == "history.took_over"
    await karim.taps_data(f"1|hold.pass|1|{wout.id}")
    await karim.sees("error.not_found")
    await wout.taps_data(f"1|hold.pass|1|{karim.id}")
    assert (await talk.enquiry(1)).owner_id == karim.id


async def test_another_department_can_do_nothing_with_it(
    talk: Dialogue, sofie: Person, amira: Person, karim: Person, wout: Person
) -> None:
    await asks(sofie)
    await offers(amira)
    await wout.starts()
    await wout.looks_away()
    for data in ("1|hold.take|1", "1|hold.refuse|1", "1|queue.show|1", "1|hold.show|1", "1|queue.history|1|0"):
        await wout.taps_data(data)
        await wout.sees("error.not_found")
    (one,) = await given(talk)
    assert one.state is Held.OFFERED


# Not theirs


async def test_not_for_us_goes_back_with_the_reason_and_the_way_on(
    talk: Dialogue, sofie: Person, amira: Person, karim: Person, lena: Person, wout: Person
) -> None:
    await asks(sofie)
    await offers(amira)
    await karim.looks_away()
    await lena.looks_away()
    await karim.taps("hold.refuse")
    await karim.sees("hold.whom")
    await karim.taps("hold.refuse_to", TRAFFIC)
    await karim.sees("hold.why_elsewhere")
    await karim.says(REASON)
    await karim.sees("hold.given_back")
    await lena.sees("gone.refuse")
    (card,) = await amira.sees("card")
    back = line_of(card, "card.back_elsewhere")
    assert (back.values["count"], back.values["words"]) == (1, REASON)
    assert back.values["other"] == talk.bot.town.departments[TRAFFIC].name
    enquiry = await talk.enquiry(1)
    assert (enquiry.status, enquiry.owner_id) == (Status.NEW, amira.id)
    await amira.taps("hand.offer", TRAFFIC)
    await wout.sees("card")
    assert [(one.department, one.state) for one in await given(talk)] == [
        (DOMAIN, Held.REFUSED),
        (TRAFFIC, Held.OFFERED),
    ]


async def test_who_took_it_can_still_give_it_back(talk: Dialogue, sofie: Person, amira: Person, karim: Person) -> None:
    await asks(sofie)
    await offers(amira)
    await karim.taps("hold.take")
    await amira.looks_away()
    await karim.taps("hold.refuse")
    await karim.taps("hold.refuse_to", "")
    await karim.looks_away()
    await karim.sends(photo=True)
    await karim.sees("hold.why")
    await karim.says("Toch niet, ik ken dit dossier niet.")
    (card,) = await amira.sees("card")
    assert "card.back_refused" in lines_of(card)
    enquiry = await talk.enquiry(1)
    assert (enquiry.status, enquiry.owner_id) == (Status.NEW, amira.id)
    history = await talk.unit(lambda unit: unit.enquiries.history(enquiry.id))
    assert history[-1].step is Step.RELEASE


async def test_going_back_from_not_for_us_refuses_nothing(
    talk: Dialogue, sofie: Person, amira: Person, karim: Person
) -> None:
    await asks(sofie)
    await offers(amira)
    await karim.taps("hold.refuse")
    await karim.taps("hold.refuse_to", TRAFFIC)
    await karim.taps("hold.refuse")
    await karim.taps("hold.show")
    contact = await karim.contact()
    assert contact is not None
    assert contact.expects is None
    (one,) = await given(talk)
    assert one.state is Held.OFFERED
    await karim.taps_data("1|hold.refuse_to|1|kroketten")
    assert (await karim.news())[-1].key == "error.not_found"


async def test_a_reason_that_comes_after_the_role_ended_is_refused(
    talk: Dialogue, sofie: Person, amira: Person, karim: Person
) -> None:
    await asks(sofie)
    await offers(amira)
    await karim.taps("hold.refuse")
    await karim.taps("hold.refuse_to", "")
    await talk.unit(lambda unit: unit.staff.revoke(karim.id, unit.now))
    await karim.looks_away()
    await karim.says(REASON)
    await karim.sees("error.not_allowed")
    (one,) = await given(talk)
    assert one.state is Held.OFFERED


# Too late


async def test_a_department_that_never_answers_is_reminded_and_then_loses_it(
    talk: Dialogue, sofie: Person, amira: Person, karim: Person, wout: Person
) -> None:
    await asks(sofie)
    await offers(amira)
    await karim.looks_away()
    calendar = talk.bot.town.calendar
    (one,) = await given(talk)
    halfway = calendar.add_working_hours(talk.clock.now(), 4)
    talk.passes(seconds=(halfway - talk.clock.now()).total_seconds() - 1)
    await talk.comes_due()
    await karim.sees()
    talk.passes(seconds=1)
    await talk.comes_due()
    (reminder,) = await karim.sees("hold.reminder")
    assert reminder.actions == ["hold.take", "hold.refuse", "queue.show"]
    talk.passes(seconds=(one.accept_by - talk.clock.now()).total_seconds())
    take = await karim.button("hold.take")
    await talk.comes_due()
    await karim.sees("gone.expire")
    card = next(one for one in await amira.news() if one.key == "card")
    assert line_of(card, "card.back_expired").values["count"] == 1
    enquiry = await talk.enquiry(1)
    assert (enquiry.status, enquiry.owner_id) == (Status.NEW, amira.id)
    await karim.taps_data(take[1], take[0])
    await karim.sees("hold.over")
    assert (await talk.enquiry(1)).status is Status.NEW
    await offers(amira, TRAFFIC)
    talk.clock.advance(timedelta(days=7).total_seconds())
    await talk.comes_due()
    card = next(one for one in reversed(await amira.news()) if one.key == "card")
    assert line_of(card, "card.back_expired").values["count"] == 2


async def test_what_was_taken_does_not_expire(talk: Dialogue, sofie: Person, amira: Person, karim: Person) -> None:
    await asks(sofie)
    await offers(amira)
    await karim.taps("hold.take")
    talk.passes(days=1)
    await talk.comes_due()
    talk.passes(days=1)
    await talk.comes_due()
    assert (await talk.enquiry(1)).status is Status.ACCEPTED
    assert "hold.reminder" not in [one.key for one in await karim.news()]


# Called back, and ends


async def test_the_manager_calls_it_back(talk: Dialogue, sofie: Person, amira: Person, karim: Person) -> None:
    await asks(sofie)
    await offers(amira)
    await karim.taps("hold.take")
    await karim.looks_away()
    await amira.says("/1")
    recall = await amira.button("hand.recall")
    assert await amira.taps_data(recall[1], recall[0]) == talk.words("hand.recalled", number=1)
    await karim.sees("gone.recall", "gone.recall")
    enquiry = await talk.enquiry(1)
    assert (enquiry.status, enquiry.owner_id) == (Status.NEW, amira.id)
    assert await amira.taps_data(recall[1], recall[0]) == talk.words("hand.is_yours", number=1)
    await karim.taps_data("1|queue.show|1")
    await karim.sees("error.not_found")


async def test_when_the_manager_answers_it_is_over_for_the_department(
    talk: Dialogue, sofie: Person, amira: Person, karim: Person
) -> None:
    await asks(sofie)
    await offers(amira)
    await karim.taps("hold.take")
    await karim.looks_away()
    await amira.says("/1")
    await amira.says_by_reply("card", ANSWER)
    await amira.taps("answer.send", 1)
    await karim.sees("gone.answer", "gone.answer")
    (one,) = await given(talk)
    assert one.state is Held.RECALLED
    enquiry = await talk.enquiry(1)
    assert (enquiry.status, enquiry.owner_id) == (Status.CLOSED, amira.id)


async def test_when_the_colleague_answers_the_department_has_done_it(
    talk: Dialogue, sofie: Person, amira: Person, karim: Person, lena: Person
) -> None:
    await asks(sofie)
    await offers(amira)
    await karim.taps("hold.take")
    await lena.looks_away()
    await karim.says_by_reply("card", ANSWER)
    await karim.taps("answer.send", 1)
    # Once as it leaves, and once more when it arrived, unless the first had not left by then.
    news = await lena.news()
    assert {one.key for one in news} == {"card"}
    assert not [one for one in news if "hold.take" in one.actions]
    (one,) = await given(talk)
    assert one.state is Held.DONE
    assert "answer.message" in [shown.key for shown in await sofie.news()]
    await karim.says("/1")
    assert (await karim.news())[-1].key == "card"


# Advice


async def test_two_departments_advise_and_the_manager_sends_one_answer(
    talk: Dialogue, sofie: Person, amira: Person, karim: Person, wout: Person
) -> None:
    await asks(sofie)
    await offers(amira)
    await karim.taps("hold.take")
    await karim.looks_away()
    await amira.says("/1")
    await offers(amira, TRAFFIC)
    seen = await karim.news()
    assert [one.key for one in seen] == ["card", "hold.now_advice"]
    assert seen[0].actions[0] == "hold.advise"
    enquiry = await talk.enquiry(1)
    assert (enquiry.status, enquiry.owner_id) == (Status.ACCEPTED, amira.id)
    assert all(one.is_advice for one in await given(talk))
    await sofie.taps("mine.show")
    (status,) = await sofie.sees("mine.one")
    assert "mine.now.accepted" not in lines_of(status)
    await wout.taps("hold.take")
    await wout.looks_away()
    await amira.looks_away()
    for one, words in ((karim, "Anderhalve meter."), (wout, "De laadzone blijft.")):
        await one.taps("hold.advise")
        await one.says(words)
    await karim.taps("hold.advise")
    assert (await karim.news())[-1].key == "hold.advise_again"
    await karim.says("Anderhalve meter vrij.")
    card = (await amira.news())[-1]
    assert lines_of(card).count("card.advice") == 2
    await amira.taps("hand.adopt")
    preview = (await amira.news())[-1]
    assert preview.value("words") == "Anderhalve meter vrij.\n\nDe laadzone blijft."
    await amira.taps("answer.send", 1)
    assert {one.state for one in await given(talk)} == {Held.DONE}
    shown = [str(one.message) for one in await sofie.chat()]
    assert not any("card.advice" in one for one in shown)
    assert (await talk.enquiry(1)).owner_id == amira.id


async def test_one_of_two_that_refuses_leaves_it_with_the_other(
    talk: Dialogue, sofie: Person, amira: Person, karim: Person, wout: Person
) -> None:
    await asks(sofie)
    await offers(amira)
    await karim.taps("hold.take")
    await amira.says("/1")
    await offers(amira, TRAFFIC)
    await wout.taps("hold.refuse")
    await wout.taps("hold.refuse_to", "")
    await wout.says(REASON)
    assert (await talk.enquiry(1)).status is Status.ACCEPTED
    await karim.taps("hold.advise")
    await karim.taps("hold.show")
    await karim.taps("hold.refuse")
    await karim.taps("hold.refuse_to", "")
    await karim.says(REASON)
    enquiry = await talk.enquiry(1)
    assert (enquiry.status, enquiry.owner_id) == (Status.NEW, amira.id)


# Lists and history


async def test_a_department_has_its_own_list(
    talk: Dialogue, sofie: Person, amira: Person, karim: Person, wout: Person
) -> None:
    for number in range(7):
        await asks(sofie, f"mag mijn terras daar blijven, nummer {number}?")
        talk.passes(minutes=3)
    for number in range(1, 8):
        await amira.says(f"/{number}")
        await offers(amira)
    await karim.says("/1")
    await karim.taps("hold.take")
    await karim.looks_away()
    await karim.says("/werklijst")
    (page,) = await karim.sees("work.list")
    assert (page.value("waiting"), page.value("taken")) == (6, 1)
    assert page.actions == [*["queue.show"] * 5, "hold.list"]
    await karim.taps("hold.list", 5)
    (page,) = await karim.sees("work.list")
    lines = page.value("lines")
    assert isinstance(lines, tuple)
    states = [line.values["state"] for line in lines]
    assert [state.key for state in states if isinstance(state, Text)] == ["work.offered", "work.taken"]
    await wout.starts()
    await wout.sees("work.empty")
    await amira.looks_away()
    await amira.taps_data("1|hold.list|0")
    await amira.sees("queue.list")


async def test_the_history_says_what_happened(talk: Dialogue, sofie: Person, amira: Person, karim: Person) -> None:
    await asks(sofie)
    await offers(amira)
    await karim.taps("hold.take")
    await karim.taps("hold.refuse")
    await karim.taps("hold.refuse_to", "")
    await karim.says(REASON)
    await amira.says("/1")
    await amira.looks_away()
    await amira.taps("queue.more")
    (more,) = await amira.sees("queue.more")
    assert "queue.topics" in more.actions
    await amira.taps("queue.history")
    (history,) = await amira.sees("history")
    lines = history.value("lines")
    assert isinstance(lines, tuple)
    what = [line.values["what"] for line in lines]
    assert [one.key for one in what if isinstance(one, Text)] == [
        "history.release",
        "history.accept",
        "history.offer",
        "history.submit",
    ]
