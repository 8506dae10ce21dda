from math import log

import pytest

from bot.routing.calibration import FEWEST, TARGET, Calibration, Judged, calibrate


def row(probability: float, *, right: bool, wrong_place: int = 1) -> Judged:
    """Return a question about topic 0 of two whose best answer has that probability at temperature 1."""
    rest = (1.0 - probability) / 2
    scores = (log(probability), log(rest), log(rest))
    return Judged(scores, 0 if right else wrong_place)


def rows(probability: float, right: int, wrong: int) -> list[Judged]:
    return [row(probability, right=True)] * right + [row(probability, right=False)] * wrong


def test_with_too_few_questions_three_are_always_shown() -> None:
    found = calibrate(rows(0.9, FEWEST - 1, 0))
    assert found == Calibration()
    assert found.one > 1.0
    assert found.three == 0.0


def test_probabilities_add_up_and_a_higher_temperature_makes_them_more_alike() -> None:
    cold, warm = Calibration(0.5).probabilities((2.0, 1.0, 0.0)), Calibration(2.0).probabilities((2.0, 1.0, 0.0))
    assert sum(cold) == pytest.approx(1.0)
    assert cold[0] > warm[0] > warm[1] > cold[1]
    assert Calibration().probabilities((1000.0, -1000.0)) == (1.0, 0.0)


def test_the_temperature_makes_boasting_honest() -> None:
    # It says 99 % and is right 7 times in 10: afterwards it says about 70 %.
    found = calibrate(rows(0.99, 140, 60))
    assert found.temperature > 1.5
    assert found.probabilities(row(0.99, right=True).scores)[0] == pytest.approx(0.7, abs=0.06)


def test_one_is_proposed_from_where_enough_is_right_with_room_for_chance() -> None:
    judged = [*rows(0.98, 295, 5), *rows(0.6, 60, 40)]
    found = calibrate(judged)
    sure, unsure = (found.probabilities(row(one, right=True).scores)[0] for one in (0.98, 0.6))
    assert unsure < found.one <= sure
    assert calibrate([*rows(0.98, 285, 15), *rows(0.6, 60, 40)]).one > 1.0, "just the target is not enough"
    assert calibrate(judged, target=0.5).one < found.one
    assert TARGET == 0.95


def test_three_are_not_shown_where_they_seldom_hold_the_right_one() -> None:
    # With four topics the right one may be the fourth.
    good = [Judged((3.0, 0.0, 0.0, 0.0, 0.0), 0)] * 100
    bad = [Judged((0.4, 0.3, 0.2, 0.0, 0.0), 3)] * 30
    found = calibrate([*good, *bad])
    assert found.probabilities(bad[0].scores)[0] <= found.three < found.probabilities(good[0].scores)[0]


def test_what_is_none_of_the_topics_counts_neither_for_nor_against_a_proposal() -> None:
    elsewhere = [Judged((0.0, 0.0, 5.0), 2)] * 100
    assert calibrate([*rows(0.98, 295, 5), *elsewhere]).one <= 1.0
    assert calibrate([Judged((1.0,), 0)] * FEWEST).one > 1.0, "a town without topics"
