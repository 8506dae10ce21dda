"""What the next message of somebody is meant for, and until when."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.access import Role
from bot.domain.contact import EXPECTATION_LASTS, Contact, Expectation, Expects, Welcome

NOW = datetime(2026, 11, 24, 9, 12, tzinfo=UTC)
SOFIE = Contact(1001, "Sofie", "nl", NOW)


def test_a_newcomer_is_an_asker_at_the_first_step() -> None:
    assert (SOFIE.role, SOFIE.welcome, SOFIE.language_chosen) == (Role.ASKER, Welcome.LANGUAGE, False)
    assert SOFIE.expectation(NOW) is None


@pytest.mark.parametrize(
    ("later", "counts"),
    [
        (timedelta(), True),
        (EXPECTATION_LASTS, True),
        (EXPECTATION_LASTS + timedelta(microseconds=1), False),
        (timedelta(days=400), False),
    ],
)
def test_an_expectation_lasts_an_hour(later: timedelta, *, counts: bool) -> None:
    asked = Expectation(Expects.ADDITION, NOW, subject=41)
    waiting = SOFIE.expecting(asked)
    assert waiting.expectation(NOW + later) == (asked if counts else None)
    assert SOFIE.expects is None


def test_an_expectation_can_be_taken_back() -> None:
    assert SOFIE.expecting(Expectation(Expects.ANSWER, NOW)).expecting(None) == SOFIE
