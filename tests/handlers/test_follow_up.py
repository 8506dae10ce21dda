"""Four weeks after an answer, where the topic says so: how did it turn out?"""

from dataclasses import replace
from datetime import UTC, datetime

from bot.domain.contact import Proactive
from bot.domain.due import Due
from bot.domain.enquiry import Status
from bot.services.ports import Unit
from tests.dialogue import Dialogue, Person
from tests.handlers.scenes import answers, asks

START = "wat moet ik regelen om een bakkerij te starten?"
WEEKS_LATER = datetime(2026, 12, 22, 9, 30, tzinfo=UTC)


async def _answered(talk: Dialogue, sofie: Person, amira: Person, topic: str = "starten") -> None:
    await asks(sofie, START, topic)
    await answers(amira)
    await sofie.news()


def _pause(unit: Unit, person_id: int, until: datetime) -> None:
    person = unit.contacts.get(person_id)
    assert person is not None
    unit.contacts.save(replace(person, paused_until=until))


async def _until(talk: Dialogue, at: datetime) -> None:
    talk.passes(seconds=(at - talk.clock.now()).total_seconds())
    await talk.comes_due()


async def test_it_went_well(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await _answered(talk, sofie, amira)
    await _until(talk, WEEKS_LATER)
    (asked,) = await sofie.sees("help.follow_up")
    assert asked.actions == ["mine.went", "mine.went", "settings.mute"]
    await amira.news()
    await sofie.taps("mine.went", 1)
    await sofie.sees("mine.closed")
    await amira.sees("queue.helped")
    await sofie.taps("mine.went", 1)
    await sofie.sees("mine.closed")
    await amira.sees()
    assert (await talk.enquiry(1)).satisfied is True


async def test_it_did_not_go_well(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await _answered(talk, sofie, amira)
    await _until(talk, WEEKS_LATER)
    await sofie.news()
    await amira.news()
    await sofie.taps("mine.went", 0)
    await sofie.sees("mine.reopened_why")
    await amira.sees("card")
    await sofie.says("mijn vergunning kwam er niet")
    await sofie.sees("mine.added")
    await sofie.taps("mine.went", 1)
    await sofie.sees("mine.one")
    assert (await talk.enquiry(1)).status is Status.REOPENED


async def test_not_where_the_topic_does_not_say_so(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await _answered(talk, sofie, amira, "terras")
    assert await talk.unit(lambda unit: unit.dues.about(Due.ENQUIRY_FOLLOW_UP, 1)) == []


async def test_not_when_it_is_open_again(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await _answered(talk, sofie, amira)
    await sofie.taps("mine.not_helped")
    await _until(talk, WEEKS_LATER)
    assert "help.follow_up" not in [one.key for one in await sofie.news()]


async def test_not_when_they_ask_about_the_same_again(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await _answered(talk, sofie, amira)
    talk.passes(days=1)
    await asks(sofie, "en moet ik mij inschrijven bij de KBO?", "starten")
    await _until(talk, WEEKS_LATER)
    assert "help.follow_up" not in [one.key for one in await sofie.news()]


async def test_it_counts_from_the_last_answer(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await _answered(talk, sofie, amira)
    talk.passes(days=7)
    await sofie.taps("mine.not_helped")
    await sofie.news()
    await answers(amira, "En dit ook.")
    await sofie.news()
    await _until(talk, WEEKS_LATER)
    await sofie.sees()
    await _until(talk, datetime(2026, 12, 29, 9, 30, tzinfo=UTC))
    await sofie.sees("help.follow_up")


async def test_who_wants_nothing_unasked_is_not_asked(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await _answered(talk, sofie, amira)
    await talk.change(f"UPDATE contacts SET proactive = '{Proactive.NONE}' WHERE id = {sofie.id}")
    await _until(talk, WEEKS_LATER)
    await sofie.sees()


async def test_who_hears_of_their_own_questions_only_is_asked(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await _answered(talk, sofie, amira)
    await talk.change(f"UPDATE contacts SET proactive = '{Proactive.OWN}' WHERE id = {sofie.id}")
    await _until(talk, WEEKS_LATER)
    await sofie.sees("help.follow_up")


async def test_below_it_stands_how_to_be_asked_no_more(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await _answered(talk, sofie, amira)
    await _until(talk, WEEKS_LATER)
    await sofie.taps("settings.mute")
    assert (await sofie.news())[-1].key == "settings.muted.interview"
    await asks(sofie, START, "starten")
    await amira.says("/2")
    await answers(amira)
    await sofie.looks_away()
    await _until(talk, datetime(2027, 1, 26, 9, 30, tzinfo=UTC))
    assert "help.follow_up" not in [one.key for one in await sofie.news()]


async def test_during_a_pause_it_waits(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await _answered(talk, sofie, amira)
    until = datetime(2026, 12, 29, 9, tzinfo=UTC)
    await talk.unit(lambda unit: _pause(unit, sofie.id, until))
    await _until(talk, WEEKS_LATER)
    await sofie.sees()
    await _until(talk, until)
    await sofie.sees("help.follow_up")


async def test_it_waits_for_the_morning(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await _answered(talk, sofie, amira)
    await _until(talk, datetime(2026, 12, 22, 20, tzinfo=UTC))
    await sofie.sees()
    await _until(talk, datetime(2026, 12, 23, 8, 1, tzinfo=UTC))
    await sofie.sees("help.follow_up")
