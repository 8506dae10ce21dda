"""A meeting: what can happen to it, minutes that fit, and the moments at which we speak of it."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import Calendar
from bot.domain.due import Due
from bot.domain.errors import Refused
from bot.domain.meeting import (
    MEETING_TRANSITIONS,
    Item,
    ItemKind,
    Meeting,
    MeetingKind,
    MeetingStatus,
    MeetingStep,
    Rung,
    minutes_left,
    missing_looks,
)
from bot.domain.meeting_times import day_off, day_reminder, moment_of, reminders
from bot.domain.message import Localized

BRUSSELS = ZoneInfo("Europe/Brussels")
EASTER_MONDAY, ALL_SAINTS = date(2027, 3, 29), date(2027, 11, 1)
CALENDAR = Calendar(
    BRUSSELS,
    ((),) * 7,
    {EASTER_MONDAY: Localized(nl="Paasmaandag"), ALL_SAINTS: Localized(nl="Allerheiligen")},
    {},
)
NOW = datetime(2026, 11, 24, 9, 12, tzinfo=UTC)
ITEMS = (Item(ItemKind.INFORMATION, "Laadzone", 20), Item(ItemKind.DECISION, "Kerstmarkt", 30, "Amira"))


def meeting(day: date = date(2026, 12, 8), start: time = time(19, 30), **more: object) -> Meeting:
    whole = Meeting(
        id=3,
        kind=MeetingKind.CONSULTATION,
        title="Overleg handelaars",
        day=day,
        start=start,
        starts_at=moment_of(CALENDAR, day, start),
        minutes=90,
        place="De Molen",
        decided="De data",
        open="De uren",
        rung=Rung.ADVISE,
        created_by=2001,
        items=ITEMS,
    )
    return replace(whole, **more)  # type: ignore[arg-type] # each test names fields of a meeting


def local(at: datetime) -> str:
    return f"{at.astimezone(BRUSSELS):%Y-%m-%d %H:%M}"


@pytest.mark.parametrize("status", MeetingStatus)
@pytest.mark.parametrize("step", MeetingStep)
def test_only_the_steps_in_the_table_can_be_taken(status: MeetingStatus, step: MeetingStep) -> None:
    here = meeting(status=status)
    if (status, step) in MEETING_TRANSITIONS:
        assert here.after(step, NOW).status is MEETING_TRANSITIONS[status, step]
    else:
        with pytest.raises(Refused):
            here.after(step, NOW)


def test_a_move_and_a_cancellation_are_each_a_version_further() -> None:
    there = meeting().moved(date(2026, 12, 15), time(20), NOW, "Kerkplein 1", NOW)
    assert (there.version, there.day, there.start, there.place) == (1, date(2026, 12, 15), time(20), "Kerkplein 1")
    off = there.cancelled(NOW)
    assert (off.version, off.status, off.changed_at) == (2, MeetingStatus.CANCELLED, NOW)


def test_a_report_ends_it() -> None:
    told = meeting(status=MeetingStatus.ANNOUNCED).reported(NOW)
    assert (told.status, told.reported_at) == (MeetingStatus.REPORTED, NOW)
    with pytest.raises(Refused):
        told.cancelled(NOW)


def test_it_can_be_reported_once_an_item_says_what_came_of_it() -> None:
    assert not meeting().reportable
    assert meeting(items=(ITEMS[0], replace(ITEMS[1], outcome="Akkoord"))).reportable


def test_it_has_begun_from_its_first_moment_on_and_ends_after_its_minutes() -> None:
    here = meeting()
    assert here.begun(here.starts_at)
    assert not here.begun(here.starts_at - timedelta(seconds=1))
    assert here.ends_at - here.starts_at == timedelta(minutes=90)


def test_minutes_that_no_item_has() -> None:
    assert minutes_left(90, ITEMS) == 40
    assert minutes_left(30, ITEMS) == -20


def test_the_agenda_lacks_the_looks_that_it_does_not_have() -> None:
    assert missing_looks(ITEMS) == (ItemKind.LOOK_BACK, ItemKind.LOOK_AHEAD)
    assert missing_looks([Item(ItemKind.LOOK_BACK, "Vorige keer", 5)]) == (ItemKind.LOOK_AHEAD,)
    assert missing_looks([Item(kind, "x", 5) for kind in ItemKind]) == ()


# Moments


def test_an_hour_that_the_clock_skips_is_refused() -> None:
    with pytest.raises(Refused):
        moment_of(CALENDAR, date(2027, 3, 28), time(2, 30))
    assert moment_of(CALENDAR, date(2027, 3, 28), time(3)) == datetime(2027, 3, 28, 1, tzinfo=UTC)


def test_of_an_hour_that_comes_twice_the_first_is_meant() -> None:
    assert moment_of(CALENDAR, date(2027, 10, 31), time(2, 30)) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


@given(st.dates(date(2026, 1, 1), date(2030, 12, 31)), st.times())
def test_every_other_moment_reads_as_it_was_chosen(day: date, start: time) -> None:
    start = start.replace(second=0, microsecond=0)
    try:
        at = moment_of(CALENDAR, day, start)
    except Refused:
        assert (day.month, day.weekday(), start.hour) == (3, 6, 2)
        return
    assert at.utcoffset() == timedelta()
    assert local(at) == f"{day:%Y-%m-%d} {start:%H:%M}"


def test_sundays_and_holidays_are_days_off() -> None:
    assert day_off(CALENDAR, date(2026, 12, 6))
    assert day_off(CALENDAR, EASTER_MONDAY)
    assert not day_off(CALENDAR, date(2026, 12, 7))


def test_reminders_come_a_week_and_a_day_before_and_for_the_report_after() -> None:
    planned = reminders(CALENDAR, meeting(), NOW)
    assert {what: local(at) for what, at in planned.items()} == {
        Due.MEETING_WEEK: "2026-12-01 10:00",
        Due.MEETING_DAY: "2026-12-07 10:00",
        Due.MEETING_OWED_3: "2026-12-11 09:30",
        Due.MEETING_OWED_7: "2026-12-15 09:30",
    }


def test_a_day_off_before_the_meeting_gets_no_reminder_but_the_day_before_that_does() -> None:
    assert local(day_reminder(CALENDAR, meeting(date(2026, 12, 7)))) == "2026-12-05 10:00"
    assert local(day_reminder(CALENDAR, meeting(date(2027, 3, 30)))) == "2027-03-27 10:00"


def test_managers_hear_of_an_owed_report_on_the_first_day_that_is_no_day_off() -> None:
    planned = reminders(CALENDAR, meeting(date(2026, 12, 10)), NOW)
    assert local(planned[Due.MEETING_OWED_3]) == "2026-12-14 09:30"


def test_only_what_is_still_ahead_is_planned() -> None:
    soon = meeting(date(2026, 11, 25))
    assert reminders(CALENDAR, soon, NOW).keys() == {Due.MEETING_OWED_3, Due.MEETING_OWED_7}
    next_week = meeting(date(2026, 12, 2))
    assert Due.MEETING_WEEK not in reminders(CALENDAR, next_week, NOW)
    assert Due.MEETING_WEEK in reminders(CALENDAR, meeting(date(2026, 12, 3)), NOW)


@pytest.mark.parametrize(
    ("day", "week", "before"),
    [
        (date(2027, 3, 31), datetime(2027, 3, 24, 9, tzinfo=UTC), datetime(2027, 3, 30, 8, tzinfo=UTC)),
        (date(2027, 11, 3), datetime(2027, 10, 27, 8, tzinfo=UTC), datetime(2027, 11, 2, 9, tzinfo=UTC)),
    ],
)
def test_a_reminder_keeps_its_hour_when_the_clock_changes(day: date, week: datetime, before: datetime) -> None:
    planned = reminders(CALENDAR, meeting(day), NOW)
    assert (planned[Due.MEETING_WEEK], planned[Due.MEETING_DAY]) == (week, before)


def test_minutes_pass_as_they_do_in_the_night_that_the_clock_changes() -> None:
    night = meeting(date(2027, 3, 27), time(23, 30), minutes=240)
    assert local(night.ends_at) == "2027-03-28 04:30"
