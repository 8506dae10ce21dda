"""The manager's form for a meeting (B7): from the first step to the preview, and whatever cannot be."""

from datetime import timedelta

import pytest

from bot.domain.meeting import ItemKind, Meeting, MeetingStatus
from bot.domain.message import Text
from tests.dialogue import Dialogue, Person
from tests.handlers.meeting_scenes import PLACE, TITLE, adds_item, announces, fills_in, knows, meeting, plans


async def hears(manager: Person) -> str:
    """Return the key of what the newest screen asks, or of the sentence above it."""
    text = (await manager.chat())[-1].message.text
    if text.key == "form.again":
        why = text.values["why"]
        assert isinstance(why, Text)
        return why.key
    lines = text.values.get("lines")
    return lines[0].key if isinstance(lines, tuple) and text.key == "form.step" else text.key


async def made(talk: Dialogue) -> list[Meeting]:
    return list(await talk.unit(lambda unit: unit.meetings.newest(9)))


async def test_a_form_becomes_a_meeting_and_a_preview(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await knows(talk, sofie)
    await plans(amira)
    assert await hears(amira) == "cast.preview"
    one = await meeting(talk)
    assert (one.title, one.place, one.minutes, one.audience) == (TITLE, PLACE, 90, "all")
    assert f"{one.starts_at:%Y-%m-%d %H:%M}" == "2026-12-08 18:30"
    assert one.status is MeetingStatus.PLANNED
    assert [(item.kind, item.title, item.minutes, item.owner) for item in one.items] == [
        (ItemKind.DISCUSSION, "Laadzone Kerkstraat", 40, "Tom Peeters"),
        (ItemKind.DECISION, "Uren van de kerstmarkt", 20, ""),
    ]


async def test_a_second_tap_at_the_end_makes_no_second_meeting(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await knows(talk, sofie)
    await plans(amira)
    shown = next(one for one in reversed(await amira.chat()) if one.key == "meeting.draft")
    finish = shown.message.rows[0][0]
    await amira.taps_data(f"1|{finish.action}|{finish.args[0]}")
    assert len(await made(talk)) == 1


@pytest.mark.parametrize(
    ("day", "start", "why"),
    [
        ("23 november 2026", "", "meeting.past_day"),
        ("24 november", "9.30", "meeting.past_hour"),
        ("28 maart 2027", "2.30", "meeting.no_such_hour"),
    ],
)
async def test_a_moment_that_cannot_be_is_said_and_asked_again(
    talk: Dialogue, amira: Person, day: str, start: str, why: str
) -> None:
    await amira.says("/agenda")
    await amira.taps("meeting.new")
    await amira.taps("form.pick", "workshop")
    await amira.says(TITLE)
    await amira.says(day)
    if start:
        await amira.says(start)
    assert await hears(amira) == why


async def test_another_day_is_checked_with_the_hour_that_was_chosen(
    talk: Dialogue, sofie: Person, amira: Person
) -> None:
    await knows(talk, sofie)
    await fills_in(amira, "27 maart 2027", "2.30")
    await adds_item(amira, "discussion", "Laadzone", "20")
    await amira.taps("form.pick", "no")
    await amira.taps("form.pick", "all")
    await amira.taps("form.choose", 0)
    await amira.taps("form.change", "day")
    await amira.says("28 maart 2027")
    assert await hears(amira) == "meeting.no_such_hour"


@pytest.mark.parametrize(("day", "key"), [("6 december", "meeting.ask_start_off"), ("25 december", "meeting.holiday")])
async def test_a_day_off_is_said_and_allowed(talk: Dialogue, amira: Person, day: str, key: str) -> None:
    await amira.says("/agenda")
    await amira.taps("meeting.new")
    await amira.taps("form.pick", "consultation")
    await amira.says(TITLE)
    await amira.says(day)
    lines = (await amira.chat())[-1].value("lines")
    assert isinstance(lines, tuple)
    off = lines[0].values["off"]
    assert isinstance(off, Text)
    assert key in {lines[0].key, off.key}


async def test_minutes_must_fit(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await knows(talk, sofie)
    await fills_in(amira)
    await amira.taps("form.pick", "discussion")
    await amira.says("Laadzone")
    await amira.says("91")
    assert await hears(amira) == "meeting.does_not_fit"
    await amira.says("90")
    await amira.taps("form.skip")
    assert await hears(amira) == "meeting.ask_more_full"
    await amira.taps("form.pick", "yes")
    assert await hears(amira) == "meeting.full"
    await amira.taps("form.pick", "no")
    await amira.taps("form.pick", "all")
    await amira.taps("form.choose", 0)
    await amira.taps("form.change", "minutes")
    await amira.says("60")
    assert await hears(amira) == "meeting.too_short"
    await amira.says("120")
    assert await hears(amira) == "meeting.draft"


async def test_an_audience_of_nobody_is_refused(talk: Dialogue, amira: Person) -> None:
    await fills_in(amira)
    await adds_item(amira, "discussion", "Laadzone", "20")
    await amira.taps("form.pick", "no")
    await amira.taps("form.pick", "all")
    assert await hears(amira) == "meeting.nobody"
    await amira.taps("form.pick", "trade")
    await amira.taps("form.pick", "horeca")
    assert await hears(amira) == "meeting.nobody"


async def test_only_those_of_the_trade_are_counted(talk: Dialogue, sofie: Person, luc: Person, amira: Person) -> None:
    await knows(talk, sofie, trade="horeca")
    await knows(talk, luc, "fr", trade="winkel")
    await fills_in(amira)
    await adds_item(amira, "discussion", "Laadzone", "20")
    await amira.taps("form.pick", "no")
    await amira.taps("form.pick", "trade")
    await amira.taps("form.pick", "horeca")
    await amira.taps("form.finish")
    await amira.taps("cast.send")
    talk.passes(seconds=61)
    await talk.comes_due()
    await sofie.sees("meeting.agenda")
    await luc.sees()


async def test_what_is_printed_must_be_typed(talk: Dialogue, amira: Person) -> None:
    await amira.says("/agenda")
    await amira.taps("meeting.new")
    await amira.taps("form.pick", "consultation")
    await amira.sends(voice=True)
    assert await hears(amira) == "meeting.words_only"


async def test_a_draft_goes_on_after_a_restart(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await knows(talk, sofie)
    await fills_in(amira)
    await adds_item(amira, "discussion", "Laadzone", "20")
    await talk.restart()
    talk.passes(days=1)
    await amira.says("/agenda")
    (shown,) = [one for one in await amira.news() if one.key == "meeting.list"]
    lines = shown.value("lines")
    assert isinstance(lines, tuple)
    assert [line.key for line in lines] == ["meeting.line_draft"]
    await amira.taps("form.show")
    assert await hears(amira) in {"meeting.ask_more", "meeting.ask_more_look"}


async def test_an_empty_draft_is_not_made_twice(talk: Dialogue, amira: Person) -> None:
    await amira.says("/agenda")
    await amira.taps("meeting.new")
    talk.passes(minutes=1)
    await amira.says("/agenda")
    await amira.taps("meeting.new")
    assert len(await talk.unit(lambda unit: unit.conversations.of_form("meeting"))) == 1


async def test_two_meetings_can_be_in_the_making(talk: Dialogue, amira: Person) -> None:
    await fills_in(amira)
    talk.passes(minutes=1)
    await fills_in(amira)
    assert len(await talk.unit(lambda unit: unit.conversations.of_form("meeting"))) == 2


async def test_a_draft_is_in_the_hands_of_one_manager(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await knows(talk, sofie)
    tom = await talk.somebody(name="Tom")
    await talk.appoint(tom)
    await fills_in(amira)
    await tom.says("/agenda")
    await tom.taps("form.show")
    assert await hears(tom) == "form.taken"
    await tom.taps("form.take")
    await adds_item(tom, "discussion", "Laadzone", "20")
    await amira.looks_away()
    await amira.taps("form.pick", "discussion")
    (told,) = await amira.news()
    assert told.key == "form.taken"
    assert len(await talk.unit(lambda unit: unit.conversations.of_form("meeting"))) == 1


async def test_an_item_can_be_added_at_the_end(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await knows(talk, sofie)
    await fills_in(amira)
    await adds_item(amira, "discussion", "Laadzone", "20")
    await amira.taps("form.pick", "no")
    await amira.taps("form.pick", "all")
    await amira.taps("meeting.add_item")
    await adds_item(amira, "look_back", "Vorige keer", "10")
    await amira.taps("form.pick", "no")
    assert await hears(amira) == "meeting.draft"
    await amira.taps("form.finish")
    assert [item.title for item in (await meeting(talk)).items] == ["Laadzone", "Vorige keer"]


async def test_no_item_is_added_where_no_minute_is_left(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await knows(talk, sofie)
    await fills_in(amira)
    await adds_item(amira, "discussion", "Laadzone", "90")
    await amira.taps("form.pick", "no")
    await amira.taps("form.pick", "all")
    await amira.taps("meeting.add_item")
    assert (await amira.news())[-1].key == "meeting.full"


async def test_adding_an_item_is_for_the_one_who_has_the_draft(talk: Dialogue, amira: Person) -> None:
    await amira.says("/agenda")
    await amira.taps_data("1|meeting.add_item|999")
    assert (await amira.news())[-1].key == "error.not_found"


async def test_a_draft_whose_moment_passed_is_refused_at_the_end(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await knows(talk, sofie)
    await fills_in(amira)
    await adds_item(amira, "discussion", "Laadzone", "20")
    await amira.taps("form.pick", "no")
    await amira.taps("form.pick", "all")
    talk.passes(days=20)
    await amira.taps("form.finish")
    assert (await amira.news())[-1].key == "meeting.past_hour"
    assert await made(talk) == []
    await amira.says("/agenda")
    await amira.taps("form.show")
    assert await hears(amira) == "form.summary_long"


async def test_a_planned_meeting_can_still_be_changed_and_sent(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await knows(talk, sofie)
    await plans(amira)
    await amira.taps("cast.drop")
    await amira.says("/agenda")
    await amira.taps("meeting.card")
    await amira.taps("meeting.edit")
    assert await hears(amira) == "meeting.draft"
    await amira.taps("form.choose", 0)
    await amira.taps("form.change", "title")
    await amira.says("Overleg kerstmarkt")
    await amira.taps("form.finish")
    one = await meeting(talk)
    assert (one.title, one.version, len(one.items), len(await made(talk))) == ("Overleg kerstmarkt", 1, 2, 1)
    await amira.says("/agenda")
    await amira.taps("meeting.card")
    await amira.taps("meeting.send")
    await amira.taps("cast.send")
    talk.passes(seconds=61)
    await talk.comes_due()
    (agenda,) = await sofie.sees("meeting.agenda")
    assert agenda.value("title") == "Overleg kerstmarkt"


async def test_of_a_meeting_that_was_changed_meanwhile_the_older_agenda_does_not_leave(
    talk: Dialogue, sofie: Person, amira: Person
) -> None:
    await knows(talk, sofie)
    await plans(amira)
    await amira.taps("cast.send")
    await amira.says("/agenda")
    await amira.taps("meeting.card")
    await amira.taps("meeting.edit")
    await amira.taps("form.finish")
    talk.passes(seconds=61)
    await talk.comes_due()
    await sofie.sees()
    assert (await meeting(talk)).status is MeetingStatus.PLANNED
    await amira.taps("cast.send")
    talk.passes(seconds=61)
    await talk.comes_due()
    await sofie.sees("meeting.agenda")


async def test_an_announced_meeting_is_moved_and_not_changed(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await knows(talk, sofie)
    one = await announces(talk, amira)
    for action in ("meeting.edit", "meeting.send"):
        await amira.taps_data(f"1|{action}|{one.id}")
        assert (await amira.news())[-1].key == "meeting.was_announced"


async def test_entrepreneurs_cannot_plan(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await knows(talk, sofie)
    one = await announces(talk, amira)
    await sofie.looks_away()
    for data in ("meeting.new", "meeting.page|0", f"meeting.card|{one.id}", f"meeting.cancel|{one.id}"):
        await sofie.taps_data(f"1|{data}")
        assert (await sofie.news())[-1].key == "error.not_allowed"


async def test_the_list_turns_its_pages(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await knows(talk, sofie)
    for day in range(1, 6):
        await plans(amira, f"{day} december")
        talk.passes(seconds=5)
    await amira.news()
    await amira.says("/agenda")
    (first,) = await amira.sees("meeting.list")
    assert first.actions.count("meeting.card") == 3
    await amira.taps("meeting.page", 3)
    (second,) = await amira.sees("meeting.list")
    assert second.actions.count("meeting.card") == 2
    assert (await meeting(talk)).starts_at - talk.clock.now() < timedelta(days=12)
