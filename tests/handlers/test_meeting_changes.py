"""A meeting that moves or is called off (B7): old reminders stop, and everybody who knew of it is told."""

from datetime import timedelta

import pytest

from bot.domain.due import Due, DueState
from bot.domain.meeting import Coming, Meeting, MeetingStatus
from bot.services.meetings.occasions import meeting_occasions
from tests.dialogue import Dialogue, Person, Shown
from tests.handlers.meeting_scenes import announces, knows, meeting, plans


async def moves(manager: Person, one: Meeting, *changes: tuple[str, str]) -> None:
    """Let the manager move that meeting: (step, words)."""
    await manager.taps_data(f"1|meeting.move|{one.id}")
    for step, words in changes:
        await manager.taps("form.choose", 0)
        await manager.taps("form.change", step)
        await manager.says(words)
    await manager.taps("form.finish")


async def cancels(manager: Person, one: Meeting, why: str = "De zaal staat onder water.") -> None:
    """Let the manager call that meeting off."""
    await manager.taps_data(f"1|meeting.cancel|{one.id}")
    await manager.says(why)
    await manager.taps("form.finish")


def event(shown: Shown) -> dict[str, str]:
    """Return what stands in the calendar file."""
    assert shown.message.attachment is not None
    lines = shown.message.attachment.content.splitlines()
    return {name: value for name, _, value in (line.partition(":") for line in lines)}


async def waiting(talk: Dialogue) -> set[tuple[Due, int]]:
    """Return what the clock still has to do for meetings: (what, version)."""
    rows = await talk.unit(lambda unit: unit.dues.planned(99))
    return {(row.what, row.version) for row in rows if row.what.value.startswith("meeting.")}


async def test_a_move_stops_old_reminders_and_tells_with_a_new_file(
    talk: Dialogue, sofie: Person, luc: Person, amira: Person
) -> None:
    await knows(talk, sofie)
    await knows(talk, luc, "fr")
    one = await announces(talk, amira)
    await sofie.taps("meeting.come", "yes")
    await sofie.looks_away()
    await luc.looks_away()
    await moves(amira, one, ("day", "15 december"), ("start", "20.00"), ("place", "Kerkplein 1"))
    (told,) = [one for one in await amira.news() if one.key == "meeting.moved"]
    assert told.value("count") == 2
    await talk.comes_due()
    (changed,), (changed_fr,) = await sofie.sees("meeting.changed"), await luc.sees("meeting.changed")
    assert changed.actions == ["meeting.come", "meeting.come"]
    assert changed_fr.actions == ["meeting.come"] * 3
    keys = [getattr(changed.value(name), "key", "") for name in ("when", "where")]
    assert keys == ["meeting.when_new", "meeting.where_new"]
    shown = event(changed)
    assert (shown["METHOD"], shown["SEQUENCE"], shown["DTSTART"]) == ("PUBLISH", "1", "20261215T190000Z")
    assert shown["UID"] == f"kernpunt-meeting-{one.id}@molenbeke"
    assert await waiting(talk) == {
        (what, 1) for what in (Due.MEETING_WEEK, Due.MEETING_DAY, Due.MEETING_OWED_3, Due.MEETING_OWED_7)
    }


async def test_then_i_do_not_come(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await knows(talk, sofie)
    one = await announces(talk, amira)
    await sofie.taps("meeting.come", "yes")
    await moves(amira, one, ("place", "Kerkplein 1"))
    await talk.comes_due()
    await sofie.looks_away()
    await sofie.taps("meeting.come", "no")
    await sofie.sees("meeting.noted")
    found = await talk.unit(lambda unit: unit.meetings.attendance(one.id, sofie.id))
    assert found is not None
    assert found.coming is Coming.NO


async def test_an_invitation_of_before_still_works_and_shows_what_is_true_now(
    talk: Dialogue, sofie: Person, amira: Person
) -> None:
    await knows(talk, sofie)
    one = await announces(talk, amira)
    old = await sofie.button("meeting.come", "yes")
    await moves(amira, one, ("start", "20.00"))
    await talk.comes_due()
    await sofie.looks_away()
    await sofie.taps_data(old[1], old[0])
    (noted,) = await sofie.sees("meeting.noted")
    lines = noted.value("lines")
    assert isinstance(lines, tuple)
    assert [line.key for line in lines][:2] == ["meeting.was_moved", "meeting.noted.yes"]
    assert lines[1].values["at"] == one.starts_at + timedelta(minutes=30)


async def test_nothing_moved_is_refused_and_nobody_hears_it(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await knows(talk, sofie)
    one = await announces(talk, amira)
    await sofie.news()
    await moves(amira, one)
    assert (await amira.news())[-1].key == "meeting.nothing_moved"
    await talk.comes_due()
    await sofie.sees()
    assert (await meeting(talk)).version == 0


@pytest.mark.parametrize(
    ("day", "start", "why"), [("23-11-2026", "", "past_day"), ("28-3-2027", "2.30", "no_such_hour")]
)
async def test_it_cannot_move_to_a_moment_that_cannot_be(
    talk: Dialogue, sofie: Person, amira: Person, day: str, start: str, why: str
) -> None:
    await knows(talk, sofie)
    one = await announces(talk, amira)
    changes = (("day", day), ("start", start)) if start else (("day", day),)
    await amira.taps_data(f"1|meeting.move|{one.id}")
    for step, words in changes:
        await amira.taps("form.choose", 0)
        await amira.taps("form.change", step)
        await amira.says(words)
    assert (await amira.news())[-1].message.text.values["why"].key == f"meeting.{why}"  # type: ignore[union-attr]


async def test_two_moves_in_the_evening_are_told_as_one_in_the_morning(
    talk: Dialogue, sofie: Person, amira: Person
) -> None:
    await knows(talk, sofie)
    one = await announces(talk, amira)
    await sofie.news()
    talk.passes(hours=11)
    await moves(amira, one, ("start", "20.00"))
    await moves(amira, one, ("place", "Kerkplein 1"))
    await talk.comes_due()
    await sofie.sees()
    talk.passes(hours=12)
    await talk.comes_due()
    (changed,) = await sofie.sees("meeting.changed")
    keys = [getattr(changed.value(name), "key", "") for name in ("when", "where")]
    assert keys == ["meeting.when_new", "meeting.where_new"]
    assert event(changed)["SEQUENCE"] == "2"


async def test_a_change_of_a_meeting_of_tomorrow_morning_does_not_wait_for_the_morning(
    talk: Dialogue, sofie: Person, amira: Person
) -> None:
    await knows(talk, sofie)
    one = await announces(talk, amira, "26 november", "8.00")
    await sofie.news()
    talk.passes(days=1, hours=12)
    await moves(amira, one, ("place", "Kerkplein 1"))
    await talk.comes_due()
    assert "meeting.changed" in [shown.key for shown in await sofie.news()]


async def test_called_off_with_the_why_and_a_file_that_takes_it_out(
    talk: Dialogue, sofie: Person, luc: Person, amira: Person
) -> None:
    await knows(talk, sofie)
    await knows(talk, luc, "fr")
    one = await announces(talk, amira)
    await sofie.taps("meeting.come", "yes")
    await sofie.looks_away()
    await cancels(amira, one)
    assert (await amira.news())[-1].key == "meeting.called_off"
    await talk.comes_due()
    (off,) = await sofie.sees("meeting.cancelled")
    assert off.value("reason") == "De zaal staat onder water."
    shown = event(off)
    assert (shown["METHOD"], shown["SEQUENCE"], shown["STATUS"]) == ("CANCEL", "1", "CANCELLED")
    assert (await luc.news())[-1].key == "meeting.cancelled"
    assert await waiting(talk) == set()
    await sofie.taps_data(f"1|meeting.come|{one.id}|0|yes")
    await sofie.sees("meeting.cancelled")
    talk.passes(days=30)
    await talk.comes_due()
    await sofie.sees()
    await sofie.says("/agenda")
    await sofie.sees("meeting.none")


async def test_it_is_not_called_off_without_a_why(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await knows(talk, sofie)
    one = await announces(talk, amira)
    await amira.taps_data(f"1|meeting.cancel|{one.id}")
    (asked,) = [shown for shown in await amira.news() if shown.key == "form.step"]
    assert "form.skip" not in asked.actions
    assert "form.finish" not in asked.actions


async def test_who_never_heard_of_it_does_not_hear_that_it_is_off(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await knows(talk, sofie)
    talk.passes(hours=10)
    await plans(amira)
    await amira.taps("cast.send")
    talk.passes(seconds=61)
    await talk.comes_due()
    one = await meeting(talk)
    assert one.status is MeetingStatus.ANNOUNCED
    await cancels(amira, one)
    talk.passes(hours=13)
    await talk.comes_due()
    await sofie.sees()


async def test_who_gets_the_agenda_after_a_move_gets_it_as_it_is_by_then(
    talk: Dialogue, sofie: Person, amira: Person
) -> None:
    await knows(talk, sofie)
    talk.passes(hours=10)
    await plans(amira)
    await amira.taps("cast.send")
    talk.passes(seconds=61)
    await talk.comes_due()
    await moves(amira, await meeting(talk), ("day", "15 december"))
    talk.passes(hours=13)
    await talk.comes_due()
    (agenda,) = await sofie.sees("meeting.agenda")
    assert agenda.value("at") == (await meeting(talk)).starts_at


async def test_a_planned_meeting_is_called_off_in_silence(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await knows(talk, sofie)
    await plans(amira)
    await amira.taps("cast.send")
    await cancels(amira, await meeting(talk))
    talk.passes(seconds=61)
    await talk.comes_due()
    await sofie.sees()
    rows = await talk.unit(lambda unit: unit.dues.about(Due.MEETING_CANCELLED, 1))
    assert [row for row in rows if row.state is not DueState.VOID] == []


async def test_a_meeting_that_has_begun_neither_moves_nor_goes_off(
    talk: Dialogue, sofie: Person, amira: Person
) -> None:
    await knows(talk, sofie)
    one = await announces(talk, amira)
    talk.passes(days=15)
    for action in ("move", "cancel"):
        await amira.taps_data(f"1|meeting.{action}|{one.id}")
        assert (await amira.news())[-1].key == "meeting.step_refused"
    await amira.taps_data("1|meeting.move|999")
    assert (await amira.news())[-1].key == "error.not_found"


async def test_a_change_for_a_meeting_that_was_sent_meanwhile_is_refused(
    talk: Dialogue, sofie: Person, amira: Person
) -> None:
    await knows(talk, sofie)
    await plans(amira)
    await amira.taps("cast.send")
    await amira.taps_data(f"1|meeting.edit|{(await meeting(talk)).id}")
    talk.passes(seconds=61)
    await talk.comes_due()
    await amira.taps("form.finish")
    assert (await amira.news())[-1].key == "meeting.was_announced"
    assert (await meeting(talk)).version == 0


async def test_a_form_can_rest_or_be_left(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await knows(talk, sofie)
    one = await announces(talk, amira)
    await amira.taps_data(f"1|meeting.cancel|{one.id}")
    await amira.taps("form.pause")
    assert (await amira.news())[-1].key == "form.paused"
    await amira.taps("form.stop")
    await amira.taps("form.leave")
    assert (await amira.news())[-1].key == "form.was_left"
    assert (await meeting(talk)).status is MeetingStatus.ANNOUNCED


async def test_the_card_of_a_meeting_says_how_it_ended(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await knows(talk, sofie)
    one = await announces(talk, amira)
    await cancels(amira, one)
    await amira.taps("meeting.card", one.id)
    card = (await amira.news())[-1]
    assert (card.key, card.actions) == ("meeting.card", ["meeting.who", "meeting.page"])


async def test_who_a_change_concerns_are_those_who_knew(
    talk: Dialogue, sofie: Person, luc: Person, amira: Person
) -> None:
    await knows(talk, sofie)
    one = await announces(talk, amira)
    await knows(talk, luc, "fr")
    occasions = {occasion.what: occasion for occasion in meeting_occasions(talk.bot.town)}
    changed, cancelled = occasions[Due.MEETING_CHANGED], occasions[Due.MEETING_CANCELLED]
    assert await talk.unit(lambda unit: [who.person.id for who in changed.people(unit, one.id, 0)]) == [sofie.id]
    assert await talk.unit(lambda unit: changed.people(unit, one.id, 1)) == ()
    assert await talk.unit(lambda unit: cancelled.people(unit, one.id, 0)) == ()
    await cancels(amira, one)
    assert await talk.unit(lambda unit: [who.person.id for who in cancelled.people(unit, one.id, 1)]) == [sofie.id]
