"""Counts add up."""

from bot.domain.tally import Count, Counted, Tally
from bot.domain.tally_sums import By, Sums, broken_down, total

COUNTS = (
    Count(Tally("2026-11", "terras", "kern", "economie", Counted.ASKED), 3),
    Count(Tally("2026-11", "afval", "", "milieu", Counted.ASKED), 5),
    Count(Tally("2026-11", "terras", "", "economie", Counted.ASKED), 1),
    Count(Tally("2026-11", "terras", "kern", "economie", Counted.ANSWERED), 3),
    Count(Tally("2026-11", "terras", "kern", "economie", Counted.DAYS), 5),
)


def test_the_same_thing_is_added_wherever_it_happened() -> None:
    sums = total(COUNTS)
    assert (sums[Counted.ASKED], sums[Counted.ANSWERED], sums[Counted.LATE]) == (9, 3, 0)


def test_days_are_an_average() -> None:
    assert total(COUNTS).days == 1.7
    assert Sums().days == 0.0


def test_a_breakdown_has_what_was_asked_most_first() -> None:
    assert [(key, sums[Counted.ASKED]) for key, sums in broken_down(COUNTS, By.TOPIC)] == [("afval", 5), ("terras", 4)]
    assert [key for key, _ in broken_down(COUNTS, By.ZONE)] == ["", "kern"]
    assert [key for key, _ in broken_down(COUNTS, By.DEPARTMENT)] == ["milieu", "economie"]
    assert broken_down((), By.TOPIC) == ()
