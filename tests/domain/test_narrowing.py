"""Months as buttons, rows and calendars have them."""

from datetime import date

import pytest

from bot.domain.narrowing import Filter, Month, Narrowed


def test_everything_is_shown_unless_something_is_asked() -> None:
    assert Narrowed().by is Filter.ALL


def test_a_month_has_a_number_a_key_and_a_first_day() -> None:
    month = Month.of(date(2026, 11, 23))
    assert (month.number, month.key, month.first) == (202611, "2026-11", date(2026, 11, 1))
    assert Month.numbered(month.number) == month


@pytest.mark.parametrize("number", [0, 202600, 202613, 11, 99, 999901, 2**52])
def test_other_numbers_are_no_months(number: int) -> None:
    assert Month.numbered(number) is None


def test_months_are_counted_over_the_end_of_the_year() -> None:
    december = Month(2026, 12)
    assert (december.plus(1), december.plus(-12), december.plus(0)) == (Month(2027, 1), Month(2025, 12), december)
    assert Month(2027, 1).plus(-1) == december
    assert december < Month(2027, 1)
