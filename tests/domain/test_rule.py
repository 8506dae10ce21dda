from datetime import datetime, time

import pytest

from bot.domain.rule import Circumstances, Rule


def at(hour: int, minute: int = 0) -> Circumstances:
    return Circumstances(at=datetime(2026, 11, 24, hour, minute))  # noqa: DTZ001 - local time is what rules go by


def test_a_rule_that_names_nothing_else_suits_all_circumstances() -> None:
    rule = Rule("zelden", "markt", words=("marktleider",))
    assert rule.suits(Circumstances())
    assert rule.suits(Circumstances("statie", "fr", datetime(2026, 11, 24, 3)))  # noqa: DTZ001 - local time


def test_zones_and_languages_have_to_be_among_those_named() -> None:
    rule = Rule("zone", "terras", zones=frozenset({"statie", "markt"}), languages=frozenset({"fr"}))
    assert rule.suits(Circumstances("markt", "fr"))
    assert not rule.suits(Circumstances("markt", "nl"))
    assert not rule.suits(Circumstances("vaartkant", "fr"))
    assert not rule.suits(Circumstances())


@pytest.mark.parametrize(
    ("since", "until", "inside", "outside"),
    [
        (time(9), time(12), [at(9), at(11, 59)], [at(8, 59), at(12), at(0)]),
        (time(22), time(6), [at(22), at(0), at(5, 59)], [at(6), at(12), at(21, 59)]),
    ],
)
def test_a_part_of_the_day_may_pass_midnight(
    since: time, until: time, inside: list[Circumstances], outside: list[Circumstances]
) -> None:
    rule = Rule("nacht", "hinder", from_time=since, until_time=until)
    assert all(map(rule.suits, inside))
    assert not any(map(rule.suits, outside))
    assert not rule.suits(Circumstances())
