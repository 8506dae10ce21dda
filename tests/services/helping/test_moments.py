"""When what belongs to a letter comes due: working days, holidays, and clocks that change."""

from dataclasses import replace
from datetime import UTC, date, datetime

from bot.content import load_town, packaged_content
from bot.domain.calendar import Interval
from bot.domain.due import EVERYBODY, Due
from bot.domain.enquiry import Enquiry, Status
from bot.domain.letter import Letter
from bot.domain.note import UseFor
from bot.domain.respect import is_quiet
from bot.domain.terms import Terms
from bot.services.helping.moments import checks_at, follows_up_at, lapses_at, last_day, of_hand_over, of_question_back

TOWN = load_town(packaged_content())
TUESDAY = datetime(2026, 11, 24, 9, 12, tzinfo=UTC)
ENQUIRY = Enquiry(7, 1001, Status.ASKED, "nl", "", TUESDAY, TUESDAY)
LETTER = Letter(3, 7, 2001, UseFor.ASK_BACK, "hoe breed?", TUESDAY)


def test_five_working_days_and_the_morning_after() -> None:
    assert last_day(TOWN, TUESDAY) == date(2026, 12, 1)
    assert lapses_at(TOWN, TUESDAY).astimezone(TOWN.zone).date() == date(2026, 12, 2)


def test_holidays_are_no_working_days() -> None:
    asked = datetime(2026, 12, 21, 9, tzinfo=UTC)
    assert last_day(TOWN, asked) > date(2026, 12, 28)
    assert not is_quiet(TOWN.calendar, lapses_at(TOWN, asked))


def test_what_is_asked_in_the_night_counts_from_the_next_opening() -> None:
    night = datetime(2026, 11, 23, 23, tzinfo=UTC)
    assert last_day(TOWN, night) == last_day(TOWN, TUESDAY)


def test_the_reminder_comes_first_and_once() -> None:
    reminder, end = of_question_back(TOWN, ENQUIRY, LETTER, TUESDAY)
    assert (reminder.what, reminder.person_id, reminder.version) == (Due.ENQUIRY_REMIND, 1001, 3)
    assert (end.what, end.person_id, end.version) == (Due.ENQUIRY_LAPSE, EVERYBODY, 3)
    assert TUESDAY < reminder.due_at < end.due_at
    assert not is_quiet(TOWN.calendar, reminder.due_at)


def test_a_town_that_reminds_no_sooner_than_it_waits_does_not_remind() -> None:
    town = replace(TOWN, terms=Terms(asked_days=2, remind_days=3))
    (end,) = of_question_back(town, ENQUIRY, LETTER, TUESDAY)
    assert end.what is Due.ENQUIRY_LAPSE


def test_ten_days_later_is_the_same_time_on_the_wall_also_when_the_clock_changes() -> None:
    before = datetime(2026, 10, 20, 8, tzinfo=UTC)
    checks = checks_at(TOWN, before).astimezone(TOWN.zone)
    assert (checks.date(), checks.hour) == (date(2026, 10, 30), 10)
    spring = datetime(2027, 3, 22, 9, tzinfo=UTC)
    assert checks_at(TOWN, spring).astimezone(TOWN.zone).hour == 10


def test_a_sunday_and_an_evening_wait_for_the_morning() -> None:
    thursday = datetime(2026, 11, 26, 19, 30, tzinfo=UTC)
    checks = checks_at(TOWN, thursday).astimezone(TOWN.zone)
    assert (checks.date(), checks.hour) == (date(2026, 12, 7), 9)


def test_a_hand_over_ends_five_working_days_after_the_check() -> None:
    check, end = of_hand_over(TOWN, ENQUIRY, replace(LETTER, use_for=UseFor.HAND_OVER), TUESDAY)
    assert (check.what, check.person_id) == (Due.ENQUIRY_CHECK, 1001)
    assert end.due_at == lapses_at(TOWN, check.due_at)


def test_how_it_went_is_asked_four_weeks_later() -> None:
    assert follows_up_at(TOWN, TUESDAY).astimezone(TOWN.zone).date() == date(2026, 12, 22)


def test_a_town_that_opens_at_seven_lets_people_sleep() -> None:
    day = (Interval(datetime(2026, 1, 1, 7).time(), datetime(2026, 1, 1, 20).time()),)  # noqa: DTZ001 - a time of day
    town = replace(TOWN, calendar=replace(TOWN.calendar, hours=(day,) * 5 + ((), ())))
    assert lapses_at(town, TUESDAY).astimezone(TOWN.zone).hour == 9
