"""Taking part (B12): four ways, the themes, and what the manager hears of it."""

import pytest

from bot.domain.audience import EVERYONE, Audience, Group
from bot.domain.contact import Contact, Engagement, Matter, Proactive, Welcome
from tests.dialogue import Dialogue, Person


async def known(person: Person) -> Contact:
    contact = await person.contact()
    assert contact is not None
    return contact


@pytest.mark.parametrize("command", ["/meedoen", "/participer", "/takepart"])
async def test_a_way_then_themes_then_what_was_chosen(talk: Dialogue, sofie: Person, command: str) -> None:
    await sofie.says(command)
    (ways,) = await sofie.sees("part.ways")
    assert ways.actions == ["part.choose"] * 4
    await sofie.taps("part.choose", "think")
    themes = (await sofie.news())[-1]
    assert themes.key == "part.themes"
    assert themes.actions == [*["part.theme"] * len(talk.bot.town.themes), "part.done", "part.show"]
    await sofie.taps("part.theme", "markt", 1)
    await sofie.taps("part.theme", "werken", 1)
    await sofie.taps("part.theme", "werken", 0)
    await sofie.taps("part.done")
    summary = (await sofie.news())[-1]
    assert (summary.key, summary.edits) == ("part.summary", ways.message_id)
    contact = await known(sofie)
    assert (contact.engagement, contact.themes) == (Engagement.THINK, frozenset({"markt"}))
    assert all(contact.hears(matter) for matter in Matter)


async def test_whoever_follows_is_not_asked_anything(talk: Dialogue, sofie: Person) -> None:
    await sofie.says("/meedoen")
    await sofie.taps("part.choose", "follow")
    contact = await known(sofie)
    assert (contact.hears(Matter.MEETING), contact.hears(Matter.INTERVIEW)) == (True, False)


async def test_a_choice_without_a_welcome_counts_as_one(talk: Dialogue, sofie: Person) -> None:
    await sofie.says("/meedoen")
    await sofie.taps("part.choose", "think")
    await sofie.sees("part.ways", "welcome.short", "part.themes")
    await sofie.taps("part.theme", "markt", 1)
    everybody = await talk.unit(lambda unit: unit.contacts.in_audience(EVERYONE))
    on_theme = await talk.unit(lambda unit: unit.contacts.in_audience(Audience(Group.THEME, "markt")))
    assert [contact.id for contact in (*everybody, *on_theme)] == [sofie.id] * 2
    assert (await known(sofie)).welcome is Welcome.TRADE


async def test_a_second_tap_changes_nothing(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await sofie.says("/meedoen")
    message_id, data = await sofie.button("part.choose", "lead")
    for _ in range(2):
        await sofie.taps_data(data, message_id)
    (notice,) = await amira.sees("part.notice")
    assert notice.edits == 0
    message_id, data = await sofie.button("part.theme", "markt", 1)
    for _ in range(2):
        await sofie.taps_data(data, message_id)
    assert (await known(sofie)).themes == frozenset({"markt"})


@pytest.mark.parametrize(("way", "count"), [("follow", 0), ("think", 0), ("help", 1), ("lead", 1)])
async def test_the_manager_hears_who_volunteers(
    talk: Dialogue, sofie: Person, amira: Person, way: str, count: int
) -> None:
    await sofie.says("/meedoen")
    await sofie.taps("part.choose", way)
    assert len(await amira.news()) == count


async def test_the_notice_names_trade_and_place_and_leads_to_the_person(
    talk: Dialogue, sofie: Person, amira: Person
) -> None:
    await sofie.says("/help")
    await talk.change(f"UPDATE contacts SET trade = 'horeca', zone = 'markt' WHERE id = {sofie.id}")
    await sofie.says("/meedoen")
    await sofie.taps("part.choose", "lead")
    await amira.sees("part.notice")
    shown = (await amira.messages())[-1]
    assert "Horeca" in shown["text"]
    assert "Grote Markt" in shown["text"]


async def test_it_can_be_changed_and_left(talk: Dialogue, sofie: Person) -> None:
    await sofie.says("/meedoen")
    await sofie.taps("part.choose", "think")
    await sofie.taps("part.theme", "markt", 1)
    await sofie.says("/meedoen")
    now = (await sofie.news())[-1]
    assert now.key == "part.ways_now"
    assert now.actions == [*["part.choose"] * 4, "part.done", "part.stop"]
    message_id, data = await sofie.button("part.stop")
    await sofie.taps_data(data, message_id)
    assert await sofie.taps_data(data, message_id) == talk.words("part.was_stopped")
    contact = await known(sofie)
    assert (contact.engagement, contact.themes, contact.proactive) == (None, frozenset(), Proactive.ALL)
    await sofie.news()
    await sofie.taps_data("1|part.theme|markt|1")
    await sofie.taps_data("1|part.done")
    await sofie.sees("part.ways", "part.ways")


async def test_the_summary_tells_of_a_pause_and_of_silence(talk: Dialogue, sofie: Person) -> None:
    await sofie.says("/meedoen")
    await sofie.taps("part.choose", "think")
    for setting, line in (("settings.all|0", "settings.silent"), ("settings.pause|1", "settings.paused")):
        await sofie.taps_data(f"1|{setting}")
        await sofie.taps_data("1|part.done")
        lines = (await sofie.news())[-1].value("lines")
        assert isinstance(lines, tuple)
        assert lines[-1].key == line


@pytest.mark.parametrize("data", ["choose|koning", "theme|maan|1"])
async def test_forged_values_are_refused(talk: Dialogue, sofie: Person, data: str) -> None:
    await sofie.says("/meedoen")
    await sofie.taps("part.choose", "follow")
    await sofie.news()
    await sofie.taps_data(f"1|part.{data}")
    await sofie.sees("error.not_found")


async def test_staff_are_told_that_it_is_not_for_them(talk: Dialogue, amira: Person) -> None:
    await amira.says("/meedoen")
    await amira.sees("part.staff")
    await amira.taps_data("1|part.choose|think")
    await amira.sees("part.staff")
    assert (await known(amira)).engagement is None


async def test_it_reads_in_french_too(talk: Dialogue, luc: Person) -> None:
    await luc.says("/participer")
    await luc.taps("part.choose", "help")
    assert {one.language for one in await luc.news()} == {"fr"}
