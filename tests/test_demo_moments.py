"""When things happened in the demo's town: in opening hours, before it opens, one after the other."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.content import load_town, packaged_content
from bot.demo_moments import Moments

CALENDAR = load_town(packaged_content()).calendar
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def moments(start: str) -> Moments:
    return Moments(CALENDAR, datetime.fromisoformat(start).replace(tzinfo=CALENDAR.zone))


def wall(at: datetime) -> str:
    return at.astimezone(CALENDAR.zone).strftime("%a %d %H:%M")


def test_days_are_working_days() -> None:
    monday = moments("2026-11-30 10:00")
    assert monday.day(0) == date(2026, 11, 30)
    assert monday.day(-1) == date(2026, 11, 27)
    assert monday.day(1) == date(2026, 12, 1)
    # All Souls' Day, All Saints' Day and a weekend lie between.
    assert moments("2026-11-03 10:00").day(-1) == date(2026, 10, 30)


def test_askers_write_at_any_hour() -> None:
    assert wall(moments("2026-11-25 10:00").any_hour("-1 20:15")) == "Tue 24 20:15"


@pytest.mark.parametrize(
    ("start", "said", "done"),
    [
        ("2026-11-26 10:00", "-1 10:30", "Wed 25 10:30"),
        ("2026-11-30 10:00", "-1 10:30", "Fri 27 10:30"),
        ("2026-11-30 10:00", "-1 15:00", "Fri 27 11:50"),  # the doors closed at 12.30
        ("2026-11-26 10:00", "-1 12:20", "Wed 25 13:04"),  # lunch
        ("2026-11-26 10:00", "-1 08:00", "Wed 25 09:04"),
        ("2026-11-26 16:00", "last 50", "Thu 26 15:10"),
        ("2026-11-26 09:20", "last 50", "Wed 25 16:10"),
        ("2026-11-30 09:20", "last 50", "Fri 27 11:40"),
    ],
)
def test_staff_are_at_work(start: str, said: str, done: str) -> None:
    assert wall(moments(start).at_work(said, LONG_AGO)) == done


def test_what_follows_comes_later_even_on_a_short_day() -> None:
    # Asked on a Friday afternoon: nobody answers before Monday.
    after = moments("2026-12-01 10:00").any_hour("-2 14:00")
    assert wall(moments("2026-12-01 10:00").at_work("-2 14:30", after)) == "Mon 30 09:04"
    busy = moments("2026-11-26 10:00")
    asked = busy.at_work("-1 10:30", LONG_AGO)
    assert busy.at_work("-1 10:30", asked) - asked == timedelta(minutes=4)
