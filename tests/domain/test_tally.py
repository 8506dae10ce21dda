"""What is counted of questions."""

from bot.domain.tally import Count, Counted, Tally


def test_two_that_are_counted_alike_are_one_row() -> None:
    one = Tally("2026-11", "terras", "kern", "ruimte", Counted.ASKED)
    assert {one: 1}[Tally("2026-11", "terras", "kern", "ruimte", Counted("asked"))] == 1
    assert Count(one, 2) != Count(one, 3)
