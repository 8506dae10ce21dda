"""Being away: until when, who stands in, and back again."""

from datetime import UTC, datetime

from bot.domain.access import Role
from bot.domain.staff import Member
from bot.services.team.colleagues import colleagues, stand_in
from tests.dialogue import Dialogue, Person
from tests.handlers.scenes import asks
from tests.handlers.team_scenes import acts, appointed

FRIDAY_NIGHT = datetime(2026, 11, 27, 23, tzinfo=UTC)


async def member(talk: Dialogue, person: Person) -> Member:
    found = await talk.unit(lambda unit: unit.staff.member(person.id))
    assert found is not None
    return found


async def test_away_until_friday_with_a_stand_in(talk: Dialogue, amira: Person) -> None:
    jan, els = await appointed(talk, "Jan"), await appointed(talk, "Els")
    await jan.says("/afwezig")
    await jan.taps("away.until", "2026-11-27", 0)
    await jan.taps("away.set", "2026-11-27", els.id)
    _, who, noted = await jan.sees("away.until_when", "away.who", "away.noted")
    assert who.actions == ["away.set", "away.set", "away.begin"]
    assert noted.actions == ["away.back", "hold.list"]
    await els.sees("away.you_stand_in")
    found = await member(talk, jan)
    assert (found.away_until, found.stand_in_id) == (FRIDAY_NIGHT, els.id)
    assert await acts(talk) == ["team.away"]
    await amira.says("/team")
    await amira.taps("team.group", "mobiliteit", 0)
    assert (await amira.news())[-1].key == "team.group"


async def test_what_comes_for_the_department_goes_to_who_is_there(talk: Dialogue) -> None:
    jan, els = await appointed(talk, "Jan"), await appointed(talk, "Els")
    await jan.says("/afwezig")
    await jan.taps("away.until", "2026-11-27", 0)
    await jan.taps("away.set", "2026-11-27", els.id)
    there = await talk.unit(lambda unit: colleagues(unit, "mobiliteit"))
    assert [one.id for one in there] == [els.id]
    away = await member(talk, jan)
    standing_in = await talk.unit(lambda unit: stand_in(unit, away))
    assert standing_in is not None
    assert standing_in.id == els.id
    talk.passes(days=4)
    assert await talk.unit(lambda unit: stand_in(unit, away)) is None
    there = await talk.unit(lambda unit: colleagues(unit, "mobiliteit"))
    assert {one.id for one in there} == {jan.id, els.id}


async def test_a_card_goes_to_who_stands_in(talk: Dialogue, amira: Person, sofie: Person) -> None:
    jan, els = await appointed(talk, "Jan"), await appointed(talk, "Els")
    await jan.says("/afwezig")
    await jan.taps("away.until", "2026-11-27", 0)
    await jan.taps("away.set", "2026-11-27", els.id)
    await jan.looks_away()
    await els.looks_away()
    await asks(sofie)
    await amira.taps("hand.choose")
    await amira.taps("hand.ask", "mobiliteit")
    await amira.taps("hand.offer")
    await els.sees("card")
    await jan.sees()


async def test_a_day_is_typed(talk: Dialogue) -> None:
    jan, _ = await appointed(talk, "Jan"), await appointed(talk, "Els")
    await jan.says("/afwezig")
    await jan.says("27/11")
    await jan.taps("away.set", 0)
    await jan.sees("away.until_when", "away.who", "away.noted")
    found = await member(talk, jan)
    assert (found.away_until, found.stand_in_id) == (FRIDAY_NIGHT, 0)


async def test_a_day_that_cannot_be_meant_is_asked_again(talk: Dialogue) -> None:
    jan, _ = await appointed(talk, "Jan"), await appointed(talk, "Els")
    await jan.says("/afwezig")
    await jan.says("ooit eens")
    await jan.says("1/1/2025")
    await jan.says("1/1/2029")
    await jan.says("morgen")
    await jan.sees("away.until_when", "form.no_date", "away.past", "away.too_long", "away.who")
    for data in ("away.until|2025-01-01|0", "away.set|2029-01-01|0"):
        await jan.taps_data(f"1|{data}")
    await jan.sees("away.past", "away.too_long")
    for data in ("away.until|gisteren|0", "away.set|2026-11-27|999", "away.set|2026-W48-5|x"):
        await jan.taps_data(f"1|{data}")
    await jan.sees("error.not_found", "error.not_found", "other.old_button")
    assert (await member(talk, jan)).away_until is None


async def test_back_again(talk: Dialogue) -> None:
    jan, els = await appointed(talk, "Jan"), await appointed(talk, "Els")
    await jan.says("/afwezig")
    await jan.taps("away.until", "2026-11-27", 0)
    await jan.taps("away.set", "2026-11-27", els.id)
    await jan.looks_away()
    await jan.says("/afwezig")
    await jan.taps("away.back")
    await jan.sees("away.you_are", "away.welcome_back")
    await els.sees("away.you_stand_in", "away.stand_in_over")
    assert (await member(talk, jan)).away_until is None
    await jan.taps_data("1|away.back")
    await els.sees()
    assert await acts(talk) == ["team.away", "team.back"]


async def test_another_stand_in(talk: Dialogue) -> None:
    jan, els, piet = [await appointed(talk, name) for name in ("Jan", "Els", "Piet")]
    await jan.says("/afwezig")
    await jan.taps("away.until", "2026-11-27", 0)
    await jan.taps("away.set", "2026-11-27", els.id)
    await jan.taps_data(f"1|away.set|2026-11-27|{piet.id}")
    await jan.taps_data(f"1|away.set|2026-11-27|{piet.id}")
    await els.sees("away.you_stand_in", "away.stand_in_over")
    await piet.sees("away.you_stand_in")


async def test_only_who_has_the_same_work_stands_in(talk: Dialogue, amira: Person) -> None:
    jan, far = await appointed(talk, "Jan"), await appointed(talk, "Far", department="financien")
    els = await appointed(talk, "Els", Role.MANAGER)
    await jan.says("/afwezig")
    await jan.taps_data(f"1|away.set|2026-11-27|{far.id}")
    await jan.sees("away.until_when", "error.not_found")
    await amira.says("/afwezig")
    await amira.taps("away.until", "2026-11-25", 0)
    await amira.taps("away.set", "2026-11-25", els.id)
    await els.sees("away.you_stand_in")


async def test_an_asker_is_never_away(talk: Dialogue, sofie: Person) -> None:
    await sofie.says("/afwezig")
    await sofie.sees("error.not_allowed")


async def test_whoever_goes_back_is_not_asked_any_more(talk: Dialogue) -> None:
    jan = await appointed(talk, "Jan")
    await jan.says("/afwezig")
    await jan.taps("away.drop")
    await jan.sees("away.until_when", "away.dropped")
    contact = await talk.unit(lambda unit: unit.contacts.get(jan.id))
    assert contact is not None
    assert contact.expects is None


async def test_whoever_works_alone_is_away_without_a_stand_in(talk: Dialogue) -> None:
    jan = await appointed(talk, "Jan")
    await jan.says("/afwezig")
    await jan.taps("away.until", "2026-11-27", 0)
    await jan.taps("away.set", "2026-11-27", 0)
    await jan.sees("away.until_when", "away.alone", "away.noted")
    assert (await member(talk, jan)).away_until == FRIDAY_NIGHT
