"""What askers do while they wait (B3): ask how far it is, once a working day, and take the question back."""

from datetime import UTC, datetime

from bot.domain.enquiry import Status, Step
from tests.dialogue import Dialogue, Person
from tests.handlers.scenes import answers, asks


async def test_nudging_once_a_working_day(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await amira.news()
    await sofie.taps("mine.show")
    await sofie.taps("mine.nudge")
    _, nudged = await sofie.sees("mine.one", "mine.nudged")
    assert nudged.value("promised") == (await talk.enquiry(1)).promised_on
    (told,) = await amira.sees("help.nudged")
    assert told.actions == ["queue.show"]
    await sofie.taps("mine.show")
    await sofie.taps("mine.nudge")
    await sofie.sees("mine.one", "mine.nudged_before")
    await amira.sees()
    talk.passes(days=1)
    await sofie.taps("mine.show")
    await sofie.taps("mine.nudge")
    await sofie.sees("mine.one", "mine.nudged")
    await amira.sees("help.nudged")


async def test_a_weekend_is_one_working_day(talk: Dialogue, sofie: Person, amira: Person) -> None:
    talk.passes(days=3)
    await asks(sofie)
    await amira.news()
    saturday = datetime(2026, 11, 28, 10, tzinfo=UTC)
    for day in range(3):
        at = saturday.replace(day=28 + day)
        talk.passes(seconds=(at - talk.clock.now()).total_seconds())
        await sofie.taps_data("1|mine.nudge|1")
    keys = [one.key for one in await sofie.news() if one.key.startswith("mine.nudged")]
    assert keys == ["mine.nudged", "mine.nudged_before", "mine.nudged_before"]
    assert [one.key for one in await amira.news()].count("help.nudged") == 1


async def test_nudging_what_is_answered_shows_it(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await answers(amira)
    await sofie.news()
    await sofie.taps_data("1|mine.nudge|1")
    await sofie.sees("mine.one")
    await amira.sees()


async def test_withdrawing_asks_once_and_can_be_undone(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await amira.news()
    await sofie.taps("mine.show")
    await sofie.taps("mine.withdraw")
    await sofie.taps("mine.show")
    await sofie.taps("mine.withdraw")
    await amira.sees()
    await sofie.taps("mine.withdraw_yes")
    await sofie.sees("mine.one", "mine.withdraw_sure", "mine.one", "mine.withdraw_sure", "mine.withdrawn")
    assert (await talk.enquiry(1)).status is Status.WITHDRAWN
    (told,) = await amira.sees("help.withdrawn")
    assert told.message.silent
    await sofie.taps_data("1|mine.withdraw_yes|1")
    await sofie.taps_data("1|mine.withdraw|1")
    await sofie.sees("mine.one", "mine.one")
    await amira.sees()
    await sofie.taps("mine.reopen")
    (reopened,) = await sofie.sees("mine.reopened")
    enquiry = await talk.enquiry(1)
    assert enquiry.status is Status.REOPENED
    assert reopened.value("promised") == enquiry.promised_on
    await amira.sees("card")


async def test_writing_to_a_withdrawn_question_opens_it(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await sofie.taps("mine.show")
    await sofie.taps("mine.withdraw")
    await sofie.taps("mine.withdraw_yes")
    await sofie.news()
    talk.passes(hours=1)
    await sofie.says_by_reply("mine.withdrawn", "toch nog een vraag over de parasols")
    await sofie.sees("mine.added_reopened")
    history = await talk.unit(lambda unit: unit.enquiries.history(1))
    assert [event.step for event in history] == [Step.SUBMIT, Step.WITHDRAW, Step.ADD]


async def test_nobody_nudges_or_withdraws_for_another(talk: Dialogue, sofie: Person, luc: Person) -> None:
    await asks(sofie)
    await luc.starts()
    await luc.looks_away()
    for action in ("mine.nudge", "mine.withdraw", "mine.withdraw_yes"):
        await luc.taps_data(f"1|{action}|1")
        await luc.sees("error.not_found")
    assert (await talk.enquiry(1)).status is Status.NEW
