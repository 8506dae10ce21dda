"""What askers do, and are asked, while a department has their question (B3, B5)."""

import pytest

from bot.domain.enquiry import Status
from tests.dialogue import Dialogue, Person
from tests.handlers.answer_scenes import colleague
from tests.handlers.scenes import asks

DOMAIN = "openbaar_domein"


@pytest.fixture
async def karim(talk: Dialogue) -> Person:
    """A colleague of public space."""
    return await colleague(talk)


@pytest.fixture
async def lena(talk: Dialogue) -> Person:
    """Another one."""
    return await colleague(talk, "Lena Peeters")


async def _offered(sofie: Person, amira: Person, *looking: Person) -> None:
    await asks(sofie)
    await amira.taps("hand.choose")
    await amira.taps("hand.ask", DOMAIN)
    await amira.taps("hand.offer", DOMAIN)
    for one in (amira, *looking):
        await one.looks_away()


async def _taken(sofie: Person, amira: Person, karim: Person, lena: Person) -> None:
    await _offered(sofie, amira)
    await karim.taps("hold.take")
    for one in (amira, karim, lena):
        await one.looks_away()


async def test_who_took_it_asks_back_and_gets_the_answer(
    talk: Dialogue, sofie: Person, amira: Person, karim: Person, lena: Person
) -> None:
    await _taken(sofie, amira, karim, lena)
    await karim.taps("help.ask")
    await karim.says("Hoe breed is je terras?")
    await karim.taps("help.ask_send")
    await karim.sees("help.ask_how", "help.ask_preview", "card")
    (asked,) = [one for one in await sofie.news() if one.key == "help.asked"]
    assert getattr(asked.value("who"), "key", "") == "help.colleague"
    await sofie.says_by_reply("help.asked", "drie meter")
    await sofie.sees("mine.added_asked")
    (card,) = await karim.sees("card")
    assert not card.edits
    enquiry = await talk.enquiry(1)
    assert (enquiry.status, enquiry.owner_id) == (Status.ACCEPTED, karim.id)


async def test_who_was_only_offered_it_takes_it_first(
    talk: Dialogue, sofie: Person, amira: Person, karim: Person, lena: Person
) -> None:
    await _offered(sofie, amira, karim, lena)
    await karim.taps_data("1|help.ask|1")
    await karim.sees("help.accept_first")
    assert (await talk.enquiry(1)).status is Status.OFFERED


async def test_words_typed_after_ones_access_ended_go_nowhere(
    talk: Dialogue, sofie: Person, amira: Person, karim: Person, lena: Person
) -> None:
    await _taken(sofie, amira, karim, lena)
    await karim.taps("help.ask")
    await karim.looks_away()
    await talk.unit(lambda unit: unit.staff.revoke(karim.id, unit.now))
    await karim.says("Hoe breed is je terras?")
    await karim.sees("error.not_allowed")
    assert await talk.rows("SELECT id FROM letters") == []


async def test_a_nudge_goes_to_everybody_whom_it_was_offered_to(
    talk: Dialogue, sofie: Person, amira: Person, karim: Person, lena: Person
) -> None:
    await _offered(sofie, amira, karim, lena)
    await sofie.taps("mine.show")
    await sofie.taps("mine.nudge")
    for person in (amira, karim, lena):
        (told,) = await person.sees("help.nudged")
        assert told.actions == ["queue.show"]


async def test_a_nudge_goes_to_who_took_it(
    talk: Dialogue, sofie: Person, amira: Person, karim: Person, lena: Person
) -> None:
    await _taken(sofie, amira, karim, lena)
    await sofie.taps("mine.show")
    await sofie.taps("mine.nudge")
    await karim.sees("help.nudged")
    await lena.sees()
    await amira.sees()


async def test_what_is_withdrawn_is_no_longer_theirs(
    talk: Dialogue, sofie: Person, amira: Person, karim: Person, lena: Person
) -> None:
    await _taken(sofie, amira, karim, lena)
    await sofie.taps("mine.show")
    await sofie.taps("mine.withdraw")
    await sofie.taps("mine.withdraw_yes")
    await amira.sees("help.withdrawn")
    assert "gone.withdraw" in [one.key for one in await karim.news()]
    await karim.taps_data("1|help.ask|1")
    assert {one.key for one in await karim.news()} <= {"error.not_found", "error.step_refused"}


async def test_an_addition_reaches_who_took_it(
    talk: Dialogue, sofie: Person, amira: Person, karim: Person, lena: Person
) -> None:
    await _taken(sofie, amira, karim, lena)
    talk.passes(hours=1)
    await sofie.taps("mine.show")
    await sofie.taps("mine.add")
    await sofie.says("en een parasol")
    await karim.sees("card")
    await amira.sees("card")
    await lena.sees()
