"""Settings (B14): language, trade and place, what we write about unasked, two weeks of silence."""

from datetime import timedelta

import pytest

from bot.domain.access import Role
from bot.domain.contact import Contact, Matter, Proactive, Welcome
from tests.dialogue import Dialogue, Person
from tests.dialogue_people import Shown


async def known(person: Person) -> Contact:
    contact = await person.contact()
    assert contact is not None
    return contact


async def opted_in(person: Person) -> None:
    """Let somebody pass the welcome with a yes, and look away."""
    await person.starts()
    for action, *value in (("language", "nl"), ("accept",), ("opt_in", "all"), ("trade", "horeca")):
        await person.taps(f"welcome.{action}", *value)
    await person.looks_away()


def lines(shown: Shown) -> list[str]:
    value = shown.value("lines")
    assert isinstance(value, tuple)
    return [line.key for line in value]


async def heard(person: Person) -> set[Matter]:
    contact = await known(person)
    return {matter for matter in Matter if contact.hears(matter)}


@pytest.mark.parametrize("command", ["/instellingen", "/reglages", "/settings"])
async def test_one_screen_says_how_everything_is_set(talk: Dialogue, sofie: Person, command: str) -> None:
    await opted_in(sofie)
    await sofie.says(command)
    (shown,) = await sofie.sees("settings.overview")
    assert lines(shown) == ["settings.about", "settings.matters", "settings.not_paused"]
    assert shown.actions == [
        *["settings.matter"] * 3,
        "settings.pause",
        "settings.all",
        "settings.languages",
        "settings.trades",
        "settings.zones",
    ]


async def test_a_switch_turns_in_place_and_a_second_tap_changes_nothing(talk: Dialogue, sofie: Person) -> None:
    await opted_in(sofie)
    await sofie.says("/instellingen")
    message_id, data = await sofie.button("settings.matter", "meeting", 0)
    off = talk.words("settings.turned_off", name="Overleg")
    for _ in range(2):
        assert await sofie.taps_data(data, message_id) == off
        assert await heard(sofie) == {Matter.DECISION, Matter.INTERVIEW}
    assert {one.message_id for one in await sofie.news()} == {message_id}
    await sofie.taps("settings.matter", "meeting", 1)
    assert await heard(sofie) == set(Matter)


async def test_a_switch_can_be_typed(talk: Dialogue, sofie: Person) -> None:
    await opted_in(sofie)
    await sofie.says("/instellingen")
    await sofie.says("bevragingen")
    assert await heard(sofie) == {Matter.MEETING, Matter.DECISION}


async def test_everything_off_and_as_it_was(talk: Dialogue, sofie: Person) -> None:
    await opted_in(sofie)
    await sofie.says("/instellingen")
    await sofie.taps("settings.matter", "interview", 0)
    await sofie.taps("settings.all", 0)
    assert (await known(sofie)).proactive is Proactive.OWN
    silent = (await sofie.news())[-1]
    assert lines(silent) == ["settings.about", "settings.silent"]
    assert "settings.pause" not in silent.actions
    await sofie.taps("settings.all", 1)
    assert await heard(sofie) == {Matter.MEETING, Matter.DECISION}


async def test_where_all_was_off_one_switch_turns_on_one(talk: Dialogue, sofie: Person) -> None:
    await opted_in(sofie)
    await sofie.says("/stop")
    await sofie.says("/instellingen")
    await sofie.taps("settings.matter", "decision", 1)
    assert await heard(sofie) == {Matter.DECISION}


async def test_two_weeks_of_silence_are_not_made_longer_by_a_second_tap(talk: Dialogue, sofie: Person) -> None:
    await opted_in(sofie)
    await sofie.says("/instellingen")
    message_id, data = await sofie.button("settings.pause", 1)
    until = talk.clock.now() + timedelta(days=14)
    await sofie.taps_data(data, message_id)
    talk.passes(days=1)
    await sofie.taps_data(data, message_id)
    assert (await known(sofie)).paused_until == until
    assert lines((await sofie.news())[-1])[-1] == "settings.paused"
    await sofie.taps("settings.pause", 0)
    assert (await known(sofie)).paused_until is None
    assert lines((await sofie.news())[-1])[-1] == "settings.not_paused"


async def test_a_pause_that_is_over_is_no_pause(talk: Dialogue, sofie: Person) -> None:
    await opted_in(sofie)
    await sofie.says("/instellingen")
    await sofie.taps("settings.pause", 1)
    talk.passes(days=15)
    await sofie.says("/instellingen")
    assert lines((await sofie.news())[-1])[-1] == "settings.not_paused"


async def test_the_language_shows_at_once(talk: Dialogue, sofie: Person) -> None:
    await opted_in(sofie)
    await sofie.says("/instellingen")
    await sofie.taps("settings.languages")
    await sofie.taps("settings.language", "fr")
    shown = (await sofie.news())[-1]
    assert (shown.key, shown.language) == ("settings.overview", "fr")


async def test_trade_and_place_are_chosen_and_taken_back(talk: Dialogue, sofie: Person) -> None:
    await opted_in(sofie)
    await sofie.says("/instellingen")
    await sofie.taps("settings.trades")
    await sofie.taps("settings.trade", "winkel")
    await sofie.taps("settings.zones")
    await sofie.taps("settings.zone", "markt")
    contact = await known(sofie)
    assert (contact.trade, contact.zone) == ("winkel", "markt")
    await sofie.taps("settings.zones")
    await sofie.taps("settings.zone", "")
    assert (await known(sofie)).zone == ""
    assert len({one.message_id for one in await sofie.news()}) == 1


@pytest.mark.parametrize("data", ["trade|zeppelin", "zone|maan", "matter|weer|1", "mute|weer", "unmute|"])
async def test_forged_values_are_refused(talk: Dialogue, sofie: Person, data: str) -> None:
    await opted_in(sofie)
    before = await known(sofie)
    await sofie.says("/instellingen")
    await sofie.news()
    await sofie.taps_data(f"1|settings.{data}")
    await sofie.sees("error.not_found")
    assert await known(sofie) == before


async def test_a_town_that_dropped_a_trade_still_shows_the_settings(talk: Dialogue, sofie: Person) -> None:
    await opted_in(sofie)
    await talk.change("UPDATE contacts SET trade = 'zeppelin', zone = 'maan' WHERE id <> 2001")
    await sofie.says("/instellingen")
    await sofie.sees("settings.overview")


# Stop hierover, under our messages


async def test_stop_about_this_is_a_new_message_with_one_tap_back(talk: Dialogue, sofie: Person) -> None:
    await opted_in(sofie)
    await sofie.taps_data("1|settings.mute|decision")
    (muted,) = await sofie.sees("settings.muted.decision")
    assert muted.edits == 0
    assert await heard(sofie) == {Matter.MEETING, Matter.INTERVIEW}
    await sofie.taps("settings.unmute", "decision")
    (back,) = await sofie.sees("settings.unmuted.decision")
    assert back.edits == muted.message_id
    assert await heard(sofie) == set(Matter)


async def test_stop_about_this_counts_for_own_questions_and_goes_back_to_just_those(
    talk: Dialogue, sofie: Person
) -> None:
    await opted_in(sofie)
    await sofie.says("/stop")
    await sofie.taps_data("1|settings.mute|decision")
    await sofie.taps_data("1|settings.mute|decision")
    contact = await known(sofie)
    assert (contact.proactive, contact.muted) == (Proactive.OWN, frozenset({Matter.DECISION}))
    await sofie.taps("settings.unmute", "decision")
    contact = await known(sofie)
    assert (contact.proactive, contact.muted) == (Proactive.OWN, frozenset())
    assert (await sofie.news())[-1].key == "settings.overview"


# Others


async def test_staff_choose_their_language_only(talk: Dialogue, amira: Person) -> None:
    await amira.says("/instellingen")
    (shown,) = await amira.sees("settings.staff")
    assert shown.actions == ["settings.languages"]
    await amira.taps("settings.languages")
    await amira.taps("settings.language", "fr")
    contact = await known(amira)
    assert (contact.language, contact.role, contact.welcome) == ("fr", Role.MANAGER, Welcome.DONE)


async def test_somebody_who_was_never_greeted_sees_their_settings(talk: Dialogue, luc: Person) -> None:
    await luc.says("/reglages")
    (shown,) = await luc.sees("settings.overview")
    assert lines(shown)[1] == "settings.silent"
    assert shown.language == "fr"
