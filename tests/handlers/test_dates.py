"""Promised days as people live them: warned, moved with a reason before they pass, put off, escalated, each morning."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain.access import Role
from bot.domain.enquiry import Status, Step
from bot.domain.message import Text
from tests.dialogue import Dialogue, Person
from tests.handlers.scenes import answers, asks

BRUSSELS = ZoneInfo("Europe/Brussels")
FRIDAY = date(2026, 11, 27)
"""The day that a question about a terrace of Tuesday 24 November is promised; the doors close at half past twelve."""


def on(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=BRUSSELS).astimezone(UTC)


async def becomes(talk: Dialogue, moment: datetime) -> None:
    """Let the clock stand at that moment, with everything done that was due until then."""
    await talk.settle()
    talk.passes(seconds=(moment - talk.clock.now()).total_seconds())
    await talk.comes_due()


async def takes(amira: Person, joris: Person) -> None:
    """Let the manager offer the newest question to the department, and the colleague take it."""
    await amira.taps("hand.choose")
    await amira.taps("hand.ask", "openbaar_domein")
    await amira.taps("hand.offer", "openbaar_domein")
    await joris.taps("hold.take")


def reason(shown: Text | object) -> str:
    return getattr(shown, "key", "")


@pytest.fixture
async def joris(talk: Dialogue) -> Person:
    """A colleague of the department that a question about a terrace goes to."""
    person = await talk.somebody(name="Joris")
    await talk.appoint(person, Role.STAFF, "openbaar_domein", "Joris Maes")
    return person


@pytest.fixture
async def bart(talk: Dialogue) -> Person:
    person = await talk.somebody(name="Bart")
    await talk.appoint(person, Role.ADMINISTRATOR, "", "Bart Pauwels")
    return person


async def test_the_day_before_whoever_has_it_is_warned_once(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await amira.looks_away()
    await becomes(talk, on(26, 8, 59))
    await amira.looks_away()
    await becomes(talk, on(26, 9))
    (warning,) = [one for one in await amira.news() if one.key == "dates.soon"]
    assert warning.value("promised") == FRIDAY
    assert {"queue.answer", "dates.postpone", "queue.show"} <= set(warning.actions)
    await talk.comes_due()
    await amira.sees()
    await sofie.sees()


async def test_who_answered_is_not_warned_and_nothing_moves(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await answers(amira, closes=False)
    await sofie.looks_away()
    for moment in (on(26, 9), on(27, 11, 30), on(30, 9)):
        await becomes(talk, moment)
    assert not [one.key for one in await amira.news() if one.key.startswith("dates.")]
    await sofie.sees()


async def test_the_asker_hears_before_the_day_is_over_with_the_honest_reason(
    talk: Dialogue, sofie: Person, amira: Person
) -> None:
    await asks(sofie)
    await becomes(talk, on(27, 11, 29))
    await sofie.sees()
    await amira.looks_away()
    await becomes(talk, on(27, 11, 30))
    (told,) = await sofie.sees("dates.longer")
    assert told.value("promised") == date(2026, 12, 1)
    assert reason(told.value("reason")) == "dates.needs_manager"
    (moved,) = await amira.sees("dates.moved")
    assert (moved.value("count"), moved.value("missed")) == (1, FRIDAY)
    enquiry = await talk.enquiry(1)
    assert (enquiry.promises, enquiry.missed_on, enquiry.status) == (2, FRIDAY, Status.NEW)
    await sofie.says_by_reply("dates.longer", "Laat maar weten")
    await sofie.sees("mine.added")


async def test_it_is_moved_again_and_stays_late_for_the_town(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await becomes(talk, on(27, 11, 30))
    await becomes(talk, on(1, 18, month=12))
    promised = [one.value("promised") for one in await sofie.news()]
    assert promised == [date(2026, 12, 1), date(2026, 12, 3)]
    # By then it is three working days late as well: of one question she gets what says most.
    assert [one.key for one in await amira.news() if one.key.startswith("dates.")] == ["dates.moved", "dates.late"]
    await amira.says("/werklijst")
    (listed,) = await amira.news()
    assert listed.value("late") == 1


async def test_others_hear_of_the_first_missed_day_each_at_their_step(
    talk: Dialogue, sofie: Person, amira: Person, joris: Person, bart: Person
) -> None:
    await asks(sofie)
    await takes(amira, joris)
    await becomes(talk, on(27, 11, 30))
    (told,) = [one for one in await sofie.news() if one.key == "dates.longer"]
    assert reason(told.value("reason")) == "dates.needs_department"
    await joris.looks_away()
    await becomes(talk, on(30, 9))
    (late,) = [one for one in await joris.news() if one.key == "dates.late"]
    assert (late.value("count"), late.value("missed")) == (1, FRIDAY)
    assert "dates.late" in [one.key for one in await amira.news()]
    await bart.sees()
    for day in (1, 3, 4):
        await becomes(talk, on(day, 9, month=12))
    (bare,) = await bart.sees("dates.late_bare")
    assert set(bare.message.text.values) == {"number", "count", "where"}
    assert bare.actions == []


async def test_another_day_with_a_reason_reaches_the_asker_and_silently_the_others(
    talk: Dialogue, sofie: Person, amira: Person, joris: Person
) -> None:
    await asks(sofie)
    await takes(amira, joris)
    await sofie.looks_away()
    await amira.looks_away()
    await becomes(talk, on(26, 9))
    await joris.taps("dates.postpone")
    await joris.says("4 december")
    await joris.looks_away()
    await joris.says("We wachten op de brandweer.")
    (preview,) = await joris.sees("dates.preview")
    await sofie.sees()
    await joris.taps("form.finish")
    await joris.sees("dates.postponed")
    (told,) = await sofie.sees("dates.longer")
    assert told.value("promised") == date(2026, 12, 4)
    assert told.value("reason") == "We wachten op de brandweer."
    (heard,) = [one for one in await amira.news() if one.key == "dates.was_postponed"]
    assert heard.message.silent
    enquiry = await talk.enquiry(1)
    assert (enquiry.promised_on, enquiry.promises, enquiry.missed_on) == (date(2026, 12, 4), 2, None)
    await becomes(talk, on(27, 13))
    await sofie.sees()
    assert preview.actions[0] == "form.finish"


async def test_a_ready_reason_is_read_in_the_askers_own_language(talk: Dialogue, luc: Person, amira: Person) -> None:
    await asks(luc)
    await amira.taps("queue.more")
    await amira.taps("dates.postpone")
    for wrong in ("vandaag", "28 november", "1 november 2027", "ooit"):
        await amira.says(wrong)
    await amira.looks_away()
    await amira.taps("form.pick", "2026-11-30")
    await amira.taps("form.pick", "department")
    await amira.taps("form.finish")
    (told,) = [one for one in await luc.news() if one.key == "dates.longer"]
    assert (told.language, reason(told.value("reason"))) == ("fr", "dates.reason.department")
    assert told.value("promised") == date(2026, 11, 30)


async def test_a_day_that_was_left_lying_until_it_is_no_use_is_refused(
    talk: Dialogue, sofie: Person, amira: Person
) -> None:
    await asks(sofie)
    await amira.taps("queue.more")
    await amira.taps("dates.postpone")
    await amira.taps("form.pick", "2026-11-30")
    await amira.taps("form.pick", "decision")
    await becomes(talk, on(27, 11, 30))
    await sofie.looks_away()
    await amira.taps("form.finish")
    assert (await talk.enquiry(1)).promised_on == date(2026, 12, 1)
    assert (await amira.news())[-1].key == "dates.not_later"
    await sofie.sees()


async def test_what_was_answered_meanwhile_cannot_be_postponed(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await becomes(talk, on(26, 9))
    await answers(amira)
    await sofie.looks_away()
    await amira.taps("dates.postpone")
    assert (await talk.enquiry(1)).promises == 1
    await sofie.sees()


async def test_a_question_is_put_off_and_comes_back_as_a_card(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await amira.taps("dates.later")
    (choice,) = [one for one in await amira.news() if one.key == "dates.later"]
    assert choice.actions.count("dates.put_off") == 2
    message_id, data = await amira.button("dates.put_off", date(2026, 11, 25).toordinal())
    assert not await amira.taps_data(data, message_id)
    assert await amira.taps_data(data, message_id) == talk.words("dates.was_put_off")
    await amira.looks_away()
    enquiry = await talk.enquiry(1)
    assert (enquiry.status, enquiry.paused_until) == (Status.SNOOZED, on(25, 9))
    history = await talk.unit(lambda unit: unit.enquiries.history(enquiry.id))
    assert [event.step for event in history].count(Step.SNOOZE) == 1
    await becomes(talk, on(25, 9))
    woken = [one for one in await amira.news() if one.key == "dates.woken"]
    assert len(woken) == 1
    assert (await talk.enquiry(1)).status is Status.NEW
    await answers_woken(amira)
    assert (await talk.enquiry(1)).status is Status.CLOSED


async def answers_woken(amira: Person) -> None:
    await amira.says_by_reply("dates.woken", "Ja, dat mag.")
    await amira.taps("answer.send", 1)


async def test_a_day_is_typed_and_one_that_cannot_be_is_explained(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await amira.taps("dates.later")
    await amira.looks_away()
    for words in ("gisteren ergens", "28 november", "30 november", "vandaag"):
        await amira.says(words)
        (again,) = await amira.sees("dates.later_again")
        assert "dates.put_off" in again.actions
    await amira.says("donderdag")
    await amira.sees("dates.put_off")
    assert (await talk.enquiry(1)).paused_until == on(26, 9)


async def test_words_of_the_asker_wake_it(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await amira.taps("dates.later")
    await amira.taps("dates.put_off", FRIDAY.toordinal())
    await sofie.says("en nog iets")
    await talk.settle()
    assert (await talk.enquiry(1)).status is Status.NEW
    await amira.looks_away()
    await becomes(talk, on(27, 9))
    assert "dates.woken" not in [one.key for one in await amira.news()]


async def test_on_the_promised_day_it_can_wait_no_longer(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await becomes(talk, on(27, 9))
    await amira.says("/1")
    await amira.taps("dates.later")
    (choice,) = [one for one in await amira.news() if one.key.startswith("dates.later")]
    assert (choice.key, choice.actions) == ("dates.later_none", ["dates.postpone", "queue.show"])


@pytest.mark.parametrize("day", [-1, 0, 2**40, date(2026, 11, 28).toordinal(), date(2026, 11, 24).toordinal()])
async def test_a_forged_day_changes_nothing(talk: Dialogue, sofie: Person, amira: Person, day: int) -> None:
    await asks(sofie)
    enquiry = await talk.enquiry(1)
    await amira.taps_data(f"1|dates.put_off|{enquiry.id}|{day}")
    assert await talk.enquiry(1) == enquiry


async def test_an_asker_and_another_department_move_nothing(talk: Dialogue, sofie: Person, joris: Person) -> None:
    await asks(sofie)
    enquiry = await talk.enquiry(1)
    await joris.starts()
    for person in (sofie, joris):
        for action in (f"dates.postpone|{enquiry.id}", f"dates.put_off|{enquiry.id}|{FRIDAY.toordinal()}"):
            await person.taps_data(f"1|{action}")
    assert await talk.enquiry(1) == enquiry


async def test_each_morning_tells_what_is_open_and_nothing_when_nothing_is(
    talk: Dialogue, sofie: Person, luc: Person, amira: Person, joris: Person
) -> None:
    await becomes(talk, on(24, 20))
    await becomes(talk, on(25, 9))
    await amira.sees()
    await asks(sofie)
    await asks(luc)
    await takes(amira, joris)
    await talk.running.upkeep.plan()
    await amira.looks_away()
    await joris.looks_away()
    await becomes(talk, on(26, 9))
    (morning,) = [one for one in await amira.news() if one.key == "dates.morning"]
    assert morning.value("count") == 2
    assert morning.actions == ["queue.show", "queue.list"]
    (own,) = [one for one in await joris.news() if one.key == "dates.morning_yours"]
    assert own.value("count") == 1
    await talk.comes_due()
    await amira.sees()
