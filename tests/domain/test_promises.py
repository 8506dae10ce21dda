"""When whoever answers is warned, when a promised day is moved, and to which day; on every calendar there can be."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import Calendar, Interval
from bot.domain.errors import Refused
from bot.domain.message import Localized
from bot.domain.promises import (
    LAST_HOUR,
    MOST_DAYS,
    check_new_day,
    escalated_at,
    moved_at,
    moved_to,
    wakes_at,
    warned_at,
)
from tests.domain.test_calendar import BRUSSELS, calendars, moments

HOURS = (Interval(time(9), time(12)), Interval(time(13), time(17)))
WEEK = (HOURS,) * 4 + ((Interval(time(9), time(12, 30)),), (), ())
CLOSED = Localized(nl="Brugdag")
TOWN = Calendar(BRUSSELS, WEEK, {date(2026, 11, 11): CLOSED}, {date(2026, 11, 12): CLOSED})
MONDAY = date(2026, 11, 23)


def at(day: date, hour: int, minute: int = 0, zone: ZoneInfo = BRUSSELS) -> datetime:
    return datetime.combine(day, time(hour, minute), tzinfo=zone)


def nov(day: int) -> date:
    return date(2026, 11, day)


@pytest.mark.parametrize(
    ("promised", "days", "now", "warned"),
    [
        (nov(26), 1, at(nov(23), 10), at(nov(25), 9)),
        (nov(26), 2, at(nov(23), 10), at(nov(24), 9)),
        (nov(30), 1, at(nov(23), 10), at(nov(27), 9)),
        (nov(13), 1, at(nov(6), 10), at(nov(10), 9)),
        (nov(24), 1, at(nov(23), 10), at(nov(24), 9)),
        (nov(24), 0, at(nov(23), 10), at(nov(24), 9)),
        (nov(24), 1, at(nov(24), 9), None),
        (date(2026, 3, 30), 1, at(date(2026, 3, 25), 10), at(date(2026, 3, 27), 9)),
        (date(2026, 10, 27), 1, at(date(2026, 10, 23), 10), at(date(2026, 10, 26), 9)),
    ],
)
def test_the_warning_comes_at_the_opening_of_a_working_day_before(
    promised: date, days: int, now: datetime, warned: datetime | None
) -> None:
    assert warned_at(TOWN, promised, days, now) == warned


@pytest.mark.parametrize(
    ("promised", "moved"),
    [
        (nov(26), at(nov(26), 16)),
        (nov(27), at(nov(27), 11, 30)),
        (date(2026, 3, 30), at(date(2026, 3, 30), 16)),
        (date(2026, 10, 26), at(date(2026, 10, 26), 16)),
        (nov(12), at(nov(10), 16)),
    ],
)
def test_a_day_is_moved_one_opening_hour_before_the_doors_close(promised: date, moved: datetime) -> None:
    assert moved_at(TOWN, promised) == moved


def test_an_hour_goes_over_the_lunch_and_a_short_day_is_moved_as_it_opens() -> None:
    short = (Interval(time(9), time(12)), Interval(time(13), time(13, 20)))
    shortest = (Interval(time(9), time(9, 30)),)
    calendar = Calendar(BRUSSELS, (short, shortest, (), (), (), (), ()), {}, {})
    assert moved_at(calendar, MONDAY) == at(MONDAY, 11, 20)
    assert moved_at(calendar, nov(24)) == at(nov(24), 9)


@pytest.mark.parametrize(
    ("promised", "now", "days", "to"),
    [
        (nov(26), at(nov(26), 16), 2, nov(30)),
        (nov(10), at(nov(10), 16), 1, nov(13)),
        (nov(20), at(nov(24), 16), 2, nov(26)),
    ],
)
def test_the_next_day_counts_from_the_promised_one_or_from_today(
    promised: date, now: datetime, days: int, to: date
) -> None:
    assert moved_to(TOWN, promised, now, days) == to


def test_others_hear_at_the_opening_of_a_working_day_after() -> None:
    assert escalated_at(TOWN, nov(27), 1) == at(nov(30), 9)
    assert escalated_at(TOWN, nov(10), 5) == at(nov(19), 9)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (nov(23), "dates.not_later"),
        (nov(26), "dates.not_later"),
        (nov(28), "dates.closed_that_day"),
        (date(2027, 11, 23), "dates.too_far"),
    ],
)
def test_a_day_that_cannot_be_promised_is_refused_with_the_reason(day: date, why: str) -> None:
    with pytest.raises(Refused) as refused:
        check_new_day(TOWN, nov(26), at(MONDAY, 10), day)
    assert refused.value.reason.key == why


def test_a_later_working_day_can_be_promised_up_to_the_furthest() -> None:
    check_new_day(TOWN, nov(26), at(MONDAY, 10), nov(27))
    check_new_day(TOWN, nov(26), at(MONDAY, 10), TOWN.working_day_after(MONDAY, MOST_DAYS))


def test_a_missed_day_can_only_become_one_after_today() -> None:
    with pytest.raises(Refused) as refused:
        check_new_day(TOWN, nov(19), at(MONDAY, 10), MONDAY)
    assert refused.value.reason.values["promised"] == MONDAY


@pytest.mark.parametrize(
    ("day", "promised", "why"),
    [
        (MONDAY, nov(26), "dates.later_past"),
        (nov(28), nov(30), "dates.closed_that_day"),
        (nov(27), nov(26), "dates.later_promised"),
    ],
)
def test_what_cannot_wait_until_that_day_says_why(day: date, promised: date, why: str) -> None:
    with pytest.raises(Refused) as refused:
        wakes_at(TOWN, day, promised, at(MONDAY, 10))
    assert refused.value.reason.key == why


def test_what_is_put_off_comes_back_at_the_opening() -> None:
    assert wakes_at(TOWN, nov(26), nov(26), at(MONDAY, 10)) == at(nov(26), 9)
    assert wakes_at(TOWN, nov(30), None, at(MONDAY, 10)) == at(nov(30), 9)


@given(calendars, moments, st.integers(1, 15), st.integers(1, 5))
def test_whoever_asks_hears_before_each_promised_day_is_over_and_is_promised_a_later_open_one(
    calendar: Calendar, asked: datetime, days: int, more: int
) -> None:
    promised, now = calendar.add_working_days(asked, days), asked
    for _ in range(4):
        told = moved_at(calendar, promised)
        closes = calendar.closing(promised)
        assert closes is not None
        assert now < told < closes
        assert calendar.local_date(told) == promised
        assert calendar.is_open(told)
        after = moved_to(calendar, promised, told, more)
        assert after > promised
        assert calendar.is_working_day(after)
        assert escalated_at(calendar, promised, 1) > told
        promised, now = after, told


@given(calendars, moments, st.integers(1, 15), st.integers(0, 5))
def test_a_warning_comes_while_the_doors_are_open_and_the_day_is_not_over(
    calendar: Calendar, asked: datetime, days: int, before: int
) -> None:
    promised = calendar.add_working_days(asked, days)
    try:
        warned = warned_at(calendar, promised, before, asked)
    except LookupError:  # a town that opened for the first time: there is no working day before
        return
    if warned is not None:
        assert asked < warned <= moved_at(calendar, promised) + LAST_HOUR
        assert calendar.is_open(warned)
        assert calendar.local_date(warned) <= promised


@given(moments)
def test_the_opening_of_a_day_is_the_first_moment_at_which_it_is_open(now: datetime) -> None:
    day = TOWN.working_day_after(TOWN.local_date(now))
    opening = TOWN.opening(day)
    assert TOWN.local_date(opening) == day
    assert TOWN.is_open(opening)
    assert not TOWN.is_open(opening - timedelta(seconds=1))
    assert opening.tzinfo is UTC
