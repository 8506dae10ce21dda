import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.routing.counts import SMOOTHING, Counts

WEIGHTS = st.dictionaries(st.integers(0, 12), st.floats(0.01, 3.0), max_size=8)
BY_LABEL = st.lists(WEIGHTS, min_size=1, max_size=5)
ALL = tuple(range(14))


def plain(by_label: list[dict[int, float]], mark: int) -> list[float]:
    """Return the evidence of a mark as the formula has it."""
    total = sum(weights.get(mark, 0.0) for weights in by_label) + SMOOTHING
    return [math.log(total / (total - weights.get(mark, 0.0))) for weights in by_label]


def evidence(counts: Counts, mark: int) -> list[float]:
    totals = [0.0] * len(counts.sizes)
    counts.add_up([mark], totals)
    return totals


@given(BY_LABEL)
def test_evidence_is_that_of_the_formula(by_label: list[dict[int, float]]) -> None:
    counts = Counts(by_label)
    for mark in ALL:
        assert evidence(counts, mark) == pytest.approx(plain(by_label, mark), abs=1e-4)
    assert counts.sizes == pytest.approx([sum(weights.values()) for weights in by_label])
    assert counts.different == len({mark for weights in by_label for mark in weights})


@given(BY_LABEL, st.lists(st.tuples(st.integers(0, 4), WEIGHTS), max_size=6))
def test_what_was_added_later_counts_as_if_it_had_always_been_there(
    by_label: list[dict[int, float]], later: list[tuple[int, dict[int, float]]]
) -> None:
    added, merged = Counts(by_label), [dict(weights) for weights in by_label]
    for place, weights in later:
        label = place % len(by_label)
        added.add(label, weights)
        for mark, weight in weights.items():
            merged[label][mark] = merged[label].get(mark, 0.0) + weight
    at_once = Counts(merged)
    assert [evidence(added, mark) for mark in ALL] == [pytest.approx(evidence(at_once, mark), abs=1e-4) for mark in ALL]
    assert added.sizes == pytest.approx(at_once.sizes)
    assert added.different == at_once.different


@given(BY_LABEL, st.integers(0, 4), WEIGHTS)
def test_adding_and_taking_away_is_as_if_nothing_happened(
    by_label: list[dict[int, float]], place: int, weights: dict[int, float]
) -> None:
    counts, label = Counts(by_label), place % len(by_label)
    before, known = [evidence(counts, mark) for mark in ALL], counts.add_up(ALL, [0.0] * len(by_label))
    counts.add(label, weights)
    counts.add(label, weights, -1.0)
    assert [evidence(counts, mark) for mark in ALL] == [pytest.approx(row, abs=1e-4) for row in before]
    assert counts.add_up(ALL, [0.0] * len(by_label)) == known
    assert counts.sizes == pytest.approx([sum(one.values()) for one in by_label])


@given(BY_LABEL, st.integers(0, 4), WEIGHTS)
def test_leaving_out_is_as_if_it_had_never_been_counted(
    by_label: list[dict[int, float]], place: int, weights: dict[int, float]
) -> None:
    label = place % len(by_label)
    with_it = Counts(by_label)
    with_it.add(label, weights)
    without, wanted = Counts(by_label), [0.0] * len(by_label)
    found = [0.0] * len(by_label)
    known = with_it.add_up_but(ALL, found, label, weights)
    assert known == without.add_up(ALL, wanted)
    assert found == pytest.approx(wanted, abs=1e-3)
    assert with_it.different - with_it.alone(label, weights) == without.different


def test_leaving_out_what_was_never_counted_changes_nothing() -> None:
    counts, found = Counts([{1: 0.5}, {1: 0.25}]), [0.0, 0.0]
    assert counts.add_up_but([1, 2], found, 1, {2: 0.5}) == 1
    assert found == pytest.approx(evidence(counts, 1))


def test_no_labels_and_nothing_counted() -> None:
    assert Counts([]).different == 0
    assert Counts([{}]).add_up([1, 2], [0.0]) == 0
