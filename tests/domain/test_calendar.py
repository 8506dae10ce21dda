from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import Calendar, Interval, NeverOpenError
from bot.domain.message import Localized

BRUSSELS = ZoneInfo("Europe/Brussels")
MORNING = Interval(time(9), time(12))
AFTERNOON = Interval(time(13), time(16, 30))
WEEK = ((MORNING, AFTERNOON),) * 4 + ((MORNING,), (), ())
ARMISTICE = Localized(nl="Wapenstilstand")
BRIDGE = Localized(nl="Brugdag")
CALENDAR = Calendar(BRUSSELS, WEEK, {date(2026, 11, 11): ARMISTICE}, {date(2026, 11, 12): BRIDGE})


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=BRUSSELS)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        (at(23, 8, 59), False),
        (at(23, 9), True),
        (at(23, 11, 59), True),
        (at(23, 12), False),
        (at(23, 13), True),
        (at(23, 16, 30), False),
        (at(27, 13), False),
        (at(28, 10), False),
        (at(11, 10), False),
        (at(12, 10), False),
        (datetime(2026, 11, 23, 8, 30, tzinfo=UTC), True),
    ],
)
def test_is_open_follows_the_hours_in_the_towns_own_zone(moment: datetime, is_open: bool) -> None:
    assert CALENDAR.is_open(moment) is is_open


@pytest.mark.parametrize(
    ("after", "opening"),
    [
        (at(23, 7), at(23, 9)),
        (at(23, 9), at(23, 13)),
        (at(23, 12, 30), at(23, 13)),
        (at(23, 20), at(24, 9)),
        (at(27, 12), at(30, 9)),
        (at(10, 17), at(13, 9)),
        (at(24, 12, month=10), at(26, 9, month=10)),
        (at(27, 12, month=3), at(30, 9, month=3)),
    ],
)
def test_next_opening(after: datetime, opening: datetime) -> None:
    assert CALENDAR.next_opening(after) == opening
    assert CALENDAR.next_opening(after.astimezone(UTC)).tzinfo is BRUSSELS


@pytest.mark.parametrize(
    ("arrived", "days", "promised"),
    [
        (at(23, 10, 12), 3, date(2026, 11, 26)),
        (at(23, 12, 30), 3, date(2026, 11, 26)),
        (at(23, 7), 3, date(2026, 11, 26)),
        (at(23, 20), 3, date(2026, 11, 27)),
        (at(27, 15), 1, date(2026, 12, 1)),
        (at(28, 11), 1, date(2026, 12, 1)),
        (at(10, 10), 1, date(2026, 11, 13)),
        (at(10, 20), 1, date(2026, 11, 16)),
        (at(28, 11), 0, date(2026, 11, 30)),
        (at(23, 10, month=10), 1, date(2026, 10, 26)),
        (at(27, 11, month=3), 1, date(2026, 3, 30)),
    ],
)
def test_add_working_days(arrived: datetime, days: int, promised: date) -> None:
    assert CALENDAR.add_working_days(arrived, days) == promised
    assert CALENDAR.add_working_days(arrived.astimezone(UTC), days) == promised


def test_a_moment_near_midnight_belongs_to_the_local_date() -> None:
    assert CALENDAR.local_date(datetime(2026, 6, 30, 22, 30, tzinfo=UTC)) == date(2026, 7, 1)


def test_closed_for_names_the_reason() -> None:
    assert CALENDAR.closed_for(date(2026, 11, 11)) is ARMISTICE
    assert CALENDAR.closed_for(date(2026, 11, 12)) is BRIDGE
    assert CALENDAR.closed_for(date(2026, 11, 13)) is None


def test_working_days_are_counted_forwards() -> None:
    with pytest.raises(ValueError, match="forwards"):
        CALENDAR.add_working_days(at(23, 10), -1)


def test_a_town_that_never_opens_is_an_error_and_not_an_endless_search() -> None:
    never = Calendar(BRUSSELS, ((),) * 7, {}, {})
    with pytest.raises(NeverOpenError):
        never.next_opening(at(23, 10))


days_of_the_year = st.dates(date(2024, 1, 1), date(2028, 12, 31))
intervals = st.lists(st.integers(16, 95), min_size=2, max_size=6, unique=True).map(
    lambda quarters: tuple(
        Interval(time(start // 4, start % 4 * 15), time(end // 4, end % 4 * 15))
        for start, end in zip(sorted(quarters)[::2], sorted(quarters)[1::2], strict=False)
    )
)
weeks = st.tuples(*[st.one_of(st.just(()), intervals)] * 7).filter(any)
closures = st.dictionaries(days_of_the_year, st.just(BRIDGE), max_size=12)
calendars = st.builds(Calendar, st.just(BRUSSELS), weeks, closures, closures)
moments = st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - given its zone here


@given(calendars, moments, st.integers(1, 40))
def test_a_promise_is_the_nth_working_day_after_arrival(calendar: Calendar, arrived: datetime, days: int) -> None:
    start = arrived if calendar.is_open(arrived) else calendar.next_opening(arrived)
    arrival = calendar.local_date(start)
    promised = calendar.add_working_days(arrived, days)
    between = [arrival + timedelta(days=ahead) for ahead in range(1, (promised - arrival).days + 1)]
    assert calendar.is_working_day(promised)
    assert sum(map(calendar.is_working_day, between)) == days


@given(calendars, moments, st.timedeltas(timedelta(0), timedelta(days=20)), st.integers(0, 10))
def test_who_asks_later_or_for_more_days_is_never_promised_an_earlier_date(
    calendar: Calendar, arrived: datetime, later: timedelta, days: int
) -> None:
    promised = calendar.add_working_days(arrived, days)
    assert promised <= calendar.add_working_days(arrived + later, days)
    assert promised < calendar.add_working_days(arrived, days + 1)


@given(calendars, moments)
def test_the_next_opening_is_later_open_and_the_first_such(calendar: Calendar, after: datetime) -> None:
    opening = calendar.next_opening(after)
    assert opening.astimezone(UTC) > after
    assert calendar.is_open(opening)
    assert not calendar.is_open(opening.astimezone(UTC) - timedelta(minutes=1)) or any(
        interval.closes == opening.time() for interval in calendar.intervals(opening.date())
    )
    if not calendar.is_open(after):
        halfway = after + (opening.astimezone(UTC) - after) / 2
        assert not calendar.is_open(halfway)


@pytest.mark.parametrize(
    ("start", "hours", "over"),
    [
        (at(23, 9), 0, at(23, 9)),
        (at(23, 9), 2, at(23, 11)),
        (at(23, 11), 2, at(23, 14)),
        (at(23, 9), 3, at(23, 12)),
        (at(23, 20), 1, at(24, 10)),
        (at(27, 11), 2, at(30, 10)),
        (at(10, 16), 1, at(13, 9, 30)),
        (at(23, 10, month=10), 4, at(26, 11, month=10)),
        (at(27, 11, month=3), 2, at(30, 10, month=3)),
    ],
)
def test_add_working_hours(start: datetime, hours: float, over: datetime) -> None:
    assert CALENDAR.add_working_hours(start, hours) == over
    assert CALENDAR.add_working_hours(start.astimezone(UTC), hours).tzinfo is UTC


def test_working_hours_are_counted_forwards() -> None:
    with pytest.raises(ValueError, match="forwards"):
        CALENDAR.add_working_hours(at(23, 9), -1)


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 6, 1)), st.integers(0, 40), st.integers(0, 40))  # noqa: DTZ001
def test_working_hours_add_up(start: datetime, some: int, more: int) -> None:
    begun = start.replace(tzinfo=UTC)
    both = CALENDAR.add_working_hours(begun, some + more)
    assert CALENDAR.add_working_hours(CALENDAR.add_working_hours(begun, some), more) == both
    assert both >= begun


def test_the_doors_close_once_a_day() -> None:
    assert CALENDAR.closing(date(2026, 11, 23)) == at(23, 16, 30)
    assert CALENDAR.closing(date(2026, 11, 27)) == at(27, 12)
    assert CALENDAR.closing(date(2026, 11, 28)) is None


def test_the_working_day_before() -> None:
    assert CALENDAR.working_day_before(date(2026, 11, 24)) == date(2026, 11, 23)
    assert CALENDAR.working_day_before(date(2026, 11, 30)) == date(2026, 11, 27)
    assert CALENDAR.working_day_before(date(2026, 11, 13)) == date(2026, 11, 10)
    with pytest.raises(NeverOpenError):
        Calendar(BRUSSELS, ((),) * 7, {}, {}).working_day_before(date(2026, 11, 24))
