"""The routing benchmark itself works, and what the code says about its own choices is still true."""

from itertools import islice

import pytest

from bot.content import load_town, packaged_content
from tests.bench.routing import compared, measured, questions
from tests.bench.routing_rivals import KINDS

pytestmark = pytest.mark.proof
TOWN = load_town(packaged_content())
ROWS = questions()


def test_ours_is_the_best_of_the_table() -> None:
    *others, ours = compared(TOWN, ROWS)
    assert len(others) == 3 + len(KINDS)
    assert ours.first >= max(line.first for line in others)
    assert ours.first >= 0.85
    assert ours.among_three >= 0.95


def test_speed_and_size() -> None:
    figures = dict(measured(TOWN, [text for text, _ in islice(ROWS, 60)], 600))
    assert figures["examples in the small town"] >= 1000
    assert figures["its router, MB kept"] <= 25
    assert figures["packaged town, MB at the peak while made"] <= 10
    assert all(figure >= 0 for figure in figures.values())
