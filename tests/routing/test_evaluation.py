from itertools import count

import pytest

from bot.domain.town import ANDERS
from bot.routing.evaluation import Confusion, evaluate
from bot.routing.ranking import Band, Candidate, Ranking

TOPICS = ("markt", "terras", "afval", "horeca")
ROWS = (
    ("a", "markt"),
    ("b", "markt"),
    ("c", "terras"),
    ("d", "afval"),
    ("e", ANDERS),
    ("f", "a_topic_that_was_removed"),
)


def ranking(band: Band, *topics: str) -> Ranking:
    return Ranking(band, tuple(Candidate(topic, 0.3) for topic in topics))


ANSWERS = {
    "a": ranking(Band.ONE, "markt", "terras"),
    "b": ranking(Band.ONE, "terras", "markt"),
    "c": ranking(Band.THREE, "terras", "markt", "afval"),
    "d": ranking(Band.NONE),
    "e": ranking(Band.NONE, "markt"),
    "f": ranking(Band.THREE, "terras"),
}


def test_what_is_measured() -> None:
    ticks = count(0.0, 0.006)
    found = evaluate(ROWS, TOPICS, ANSWERS.__getitem__, lambda: next(ticks))
    assert (found.questions, found.outside) == (6, 2)
    assert found.first == 2 / 4
    assert found.among_three == 3 / 4
    assert found.proposed == 2 / 6
    assert found.proposed_right == 1 / 2
    assert found.caught == 1 / 2
    assert found.microseconds == pytest.approx(1000)
    by_topic = {one.topic: one for one in found.topics}
    assert list(by_topic) == [*TOPICS, ANDERS]
    assert (by_topic["markt"].precision, by_topic["markt"].recall, by_topic["markt"].questions) == (1.0, 0.5, 2)
    assert (by_topic["terras"].precision, by_topic["terras"].recall) == (1 / 3, 1.0)
    assert (by_topic["afval"].precision, by_topic["afval"].recall) == (None, 0.0)
    assert (by_topic["horeca"].precision, by_topic["horeca"].recall) == (None, None)
    assert (by_topic[ANDERS].precision, by_topic[ANDERS].recall) == (1 / 2, 1 / 2)


def test_confusions_come_the_most_frequent_first() -> None:
    found = evaluate([("b", "markt")] * 3 + [("d", "afval")], TOPICS, ANSWERS.__getitem__, lambda: 0.0)
    assert found.confusions == (Confusion("markt", "terras", 3), Confusion("afval", ANDERS, 1))


def test_of_nothing_there_are_no_shares() -> None:
    found = evaluate([], TOPICS, ANSWERS.__getitem__, lambda: 0.0)
    assert (found.first, found.proposed, found.proposed_right, found.caught, found.microseconds) == (None,) * 5
