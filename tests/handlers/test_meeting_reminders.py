"""Reminders and the report (B7): each once, to whom it still helps, none of a meeting that moved."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.meeting import Coming, MeetingStatus
from tests.dialogue import Dialogue, Person
from tests.handlers.meeting_scenes import adds_item, announces, fills_in, knows, meeting
from tests.handlers.test_meeting_changes import cancels, moves

BRUSSELS = ZoneInfo("Europe/Brussels")


async def lives_until(talk: Dialogue, until: datetime, *people: Person) -> list[tuple[str, int, str]]:
    """Let the clock run by half hours, and return what came: the local moment, to whom, which message."""
    came, told = [], await _told(talk)
    for person in people:
        await person.looks_away()
    while talk.clock.now() < until:
        talk.passes(minutes=30)
        await talk.running.tick()
        if (now_told := await _told(talk)) == told:
            continue
        told = now_told
        at = f"{talk.clock.now().astimezone(BRUSSELS):%d/%m %H:%M}"
        came += [(at, person.id, one.key) for person in people for one in await person.news()]
    return came


async def _told(talk: Dialogue) -> int:
    return int((await talk.rows("SELECT COUNT(*) AS n FROM outbox"))[0]["n"])


async def test_a_week_before_only_those_who_did_not_answer(
    talk: Dialogue, sofie: Person, luc: Person, amira: Person
) -> None:
    await knows(talk, sofie)
    await knows(talk, luc, "fr")
    await announces(talk, amira)
    await sofie.taps("meeting.come", "maybe")
    await sofie.looks_away()
    await luc.looks_away()
    talk.passes(days=7)
    await talk.comes_due()
    (again,) = await luc.sees("meeting.week")
    assert again.actions.count("meeting.come") == 3
    await sofie.sees()


async def test_who_answers_between_is_not_asked_again(talk: Dialogue, luc: Person, amira: Person) -> None:
    await knows(talk, luc, "fr")
    one = await announces(talk, amira)
    talk.passes(days=6, hours=20)
    await luc.taps_data(f"1|meeting.come|{one.id}|0|yes")
    await luc.news()
    talk.passes(hours=6)
    await talk.comes_due()
    await luc.sees()


@pytest.mark.parametrize(("coming", "key"), [("yes", "meeting.day_yes"), ("maybe", "meeting.day_maybe"), ("no", "")])
async def test_the_day_before_those_who_come_or_may(
    talk: Dialogue, sofie: Person, amira: Person, coming: str, key: str
) -> None:
    await knows(talk, sofie)
    await announces(talk, amira)
    await sofie.taps("meeting.come", coming)
    await sofie.looks_away()
    talk.passes(days=13)
    await talk.comes_due()
    if not key:
        await sofie.sees()
        return
    (reminder,) = await sofie.sees(key)
    assert getattr(reminder.value("when"), "key", "") == "meeting.tomorrow"
    await sofie.taps("meeting.come", "no")
    await sofie.sees("meeting.noted")


async def test_who_wants_no_more_of_meetings_hears_only_that_the_door_is_closed(
    talk: Dialogue, sofie: Person, luc: Person, amira: Person
) -> None:
    await knows(talk, sofie)
    await knows(talk, luc, "fr")
    one = await announces(talk, amira)
    await sofie.taps("meeting.come", "yes")
    for person in (sofie, luc):
        await person.taps("settings.mute", "meeting")
        await person.looks_away()
    for days in (7, 6):
        talk.passes(days=days)
        await talk.comes_due()
        await sofie.sees()
        await luc.sees()
    await cancels(amira, one)
    await talk.comes_due()
    await sofie.sees("meeting.cancelled")
    await luc.sees()


async def test_who_answers_after_the_reminder_is_promised_none(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await knows(talk, sofie)
    one = await announces(talk, amira)
    talk.passes(days=13, hours=3)
    await sofie.looks_away()
    await sofie.taps_data(f"1|meeting.come|{one.id}|0|yes")
    (noted,) = await sofie.sees("meeting.noted")
    lines = noted.value("lines")
    assert isinstance(lines, tuple)
    assert [line.key for line in lines] == ["meeting.noted.yes"]


async def test_a_late_reminder_speaks_of_the_day_that_it_is(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await knows(talk, sofie)
    await announces(talk, amira)
    await sofie.taps("meeting.come", "yes")
    await sofie.looks_away()
    talk.passes(days=14)
    await talk.comes_due()
    reminder = (await sofie.news())[-1]
    assert reminder.key == "meeting.day_yes"
    assert getattr(reminder.value("when"), "key", "") == "meeting.today"


async def test_a_reminder_that_comes_too_late_is_not_said(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await knows(talk, sofie)
    await announces(talk, amira)
    await sofie.taps("meeting.come", "yes")
    await sofie.looks_away()
    talk.passes(days=15)
    await talk.comes_due()
    await sofie.sees()


@pytest.mark.parametrize(
    ("day", "other", "expected"),
    [
        (
            "31 maart 2027",
            "1 april 2027",
            [("25/03 10:00", "luc", "meeting.week"), ("31/03 10:00", "sofie", "meeting.day_yes")],
        ),
        (
            "3 november 2027",
            "4 november 2027",
            [("28/10 10:00", "luc", "meeting.week"), ("03/11 10:00", "sofie", "meeting.day_yes")],
        ),
    ],
)
async def test_over_the_night_that_the_clock_changes_each_comes_once_and_none_is_stale(
    talk: Dialogue,
    sofie: Person,
    luc: Person,
    amira: Person,
    day: str,
    other: str,
    expected: list[tuple[str, str, str]],
) -> None:
    start = datetime(2027, 3, 22, 9, tzinfo=UTC) if "maart" in day else datetime(2027, 10, 25, 9, tzinfo=UTC)
    talk.passes(seconds=(start - talk.clock.now()).total_seconds())
    await knows(talk, sofie)
    await knows(talk, luc, "fr")
    one = await announces(talk, amira, day)
    await sofie.taps("meeting.come", "yes")
    await moves(amira, one, ("day", other))
    await talk.comes_due()
    moved = await meeting(talk)
    talk.passes(seconds=1800 - talk.clock.now().timestamp() % 1800)
    came = await lives_until(talk, moved.starts_at, sofie, luc)
    names = {sofie.id: "sofie", luc.id: "luc"}
    assert [(at, names[who], key) for at, who, key in came] == expected
    owed = await lives_until(talk, moved.ends_at + timedelta(days=9), amira)
    assert [key for _, _, key in owed] == ["meeting.owed", "meeting.owed"]
    assert {at[-5:] for at, _, _ in owed} == {"09:30"}


# The report


async def has_been(talk: Dialogue, manager: Person) -> None:
    """Let the meeting be over, a day ago."""
    one = await meeting(talk)
    talk.passes(seconds=(one.ends_at + timedelta(hours=15) - talk.clock.now()).total_seconds())
    await manager.says("/agenda")
    await manager.taps("meeting.card", one.id)
    await manager.looks_away()


async def test_the_report_reaches_all_who_were_invited_and_ends_the_reminders(
    talk: Dialogue, sofie: Person, luc: Person, amira: Person
) -> None:
    await knows(talk, sofie)
    await knows(talk, luc, "fr")
    one = await announces(talk, amira)
    await sofie.taps("meeting.come", "no")
    await has_been(talk, amira)
    await amira.taps("meeting.write_report")
    await amira.says("De laadzone blijft.")
    await amira.taps("form.skip")
    await amira.taps("form.skip")
    await amira.says("In januari meten we.")
    await amira.taps("form.finish")
    assert (await amira.news())[-1].key == "cast.preview"
    assert [item.outcome for item in (await meeting(talk)).items] == ["De laadzone blijft.", "", "In januari meten we."]
    await sofie.looks_away()
    await luc.looks_away()
    await amira.taps("cast.send")
    talk.passes(seconds=61)
    await talk.comes_due()
    for person in (sofie, luc):
        (report,) = [shown for shown in await person.news() if shown.key == "meeting.report"]
        lines = report.value("lines")
        assert isinstance(lines, tuple)
        assert [line.values["words"] for line in lines] == ["De laadzone blijft.", "In januari meten we."]
    assert (await meeting(talk)).status is MeetingStatus.REPORTED
    await amira.looks_away()
    talk.passes(days=10)
    await talk.comes_due()
    assert "meeting.owed" not in [shown.key for shown in await amira.news()]
    await sofie.taps_data(f"1|meeting.come|{one.id}|0|yes")
    assert (await sofie.news())[-1].key == "meeting.over"
    await sofie.taps("meeting.report_whole")
    assert [shown.key for shown in await sofie.news()] == ["meeting.outcome", "meeting.outcome"]
    await amira.taps_data(f"1|meeting.card|{one.id}")
    assert (await amira.news())[-1].actions[0] == "meeting.report_whole"


async def test_the_manager_is_reminded_after_three_and_seven_days(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await knows(talk, sofie)
    await announces(talk, amira)
    talk.passes(days=18)
    await talk.comes_due()
    owed = [shown for shown in await amira.news() if shown.key == "meeting.owed"]
    assert [shown.value("count") for shown in owed] == [4]
    talk.passes(days=4)
    await talk.comes_due()
    owed = [shown for shown in await amira.news() if shown.key == "meeting.owed"]
    assert [shown.value("count") for shown in owed] == [8]
    await amira.says("/agenda")
    listed = (await amira.news())[-1].value("lines")
    assert isinstance(listed, tuple)
    assert listed[0].key == "meeting.line_owed"


async def test_an_empty_report_is_refused(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await knows(talk, sofie)
    await announces(talk, amira)
    await has_been(talk, amira)
    await amira.taps("meeting.write_report")
    for _ in range(4):
        await amira.taps("form.skip")
    await amira.taps("form.finish")
    assert (await amira.news())[-1].key == "meeting.report_empty"
    assert (await meeting(talk)).status is MeetingStatus.ANNOUNCED


async def test_a_report_that_was_not_sent_waits_and_can_be_changed(
    talk: Dialogue, sofie: Person, amira: Person
) -> None:
    await knows(talk, sofie)
    one = await announces(talk, amira)
    await has_been(talk, amira)
    await amira.taps_data(f"1|meeting.send_report|{one.id}")
    assert (await amira.news())[-1].key == "meeting.report_empty"
    await amira.says("/agenda")
    await amira.taps("meeting.card", one.id)
    await amira.taps("meeting.write_report")
    await amira.says("De laadzone blijft.")
    for _ in range(3):
        await amira.taps("form.skip")
    await amira.taps("form.finish")
    await amira.taps("cast.drop")
    await amira.says("/agenda")
    await amira.taps("meeting.card", one.id)
    await amira.taps("meeting.write_report")
    await amira.taps("form.choose", 0)
    await amira.taps("form.change", f"i{one.items[0].id}")
    await amira.says("De laadzone verhuist.")
    await amira.taps("form.finish")
    assert (await meeting(talk)).items[0].outcome == "De laadzone verhuist."
    await amira.taps("cast.drop")
    await amira.says("/agenda")
    await amira.taps("meeting.card", one.id)
    await amira.taps("meeting.send_report")
    assert (await amira.news())[-1].key == "cast.preview"


async def test_a_long_report_is_shortened_and_whole_on_demand(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await knows(talk, sofie)
    await fills_in(amira)
    await adds_item(amira, "discussion", "Laadzone", "20")
    await amira.taps("form.pick", "no")
    await amira.taps("form.pick", "all")
    await amira.taps("form.finish")
    await amira.taps("cast.send")
    talk.passes(seconds=61)
    await talk.comes_due()
    await has_been(talk, amira)
    await amira.taps("meeting.write_report")
    for letter in "abc":
        await amira.says(f"{letter} " * 1400)
    await amira.taps("form.finish")
    await amira.taps("cast.send")
    await sofie.looks_away()
    talk.passes(seconds=61)
    await talk.comes_due()
    (report,) = await sofie.sees("meeting.report")
    assert "meeting.report_whole" in report.actions
    await sofie.taps("meeting.report_whole")
    told = await sofie.sees(*["meeting.outcome"] * 3)
    assert [len(str(shown.value("words"))) for shown in told] == [2799] * 3


async def test_before_it_begins_there_is_nothing_to_report(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await knows(talk, sofie)
    one = await announces(talk, amira)
    for action in ("write_report", "send_report"):
        await amira.taps_data(f"1|meeting.{action}|{one.id}")
        assert (await amira.news())[-1].key == "meeting.step_refused"
    await sofie.looks_away()
    await sofie.taps_data(f"1|meeting.report_whole|{one.id}")
    await sofie.sees("error.not_found")
    assert Coming.YES not in {given.coming for given in await talk.unit(lambda unit: unit.meetings.attendances(one.id))}
