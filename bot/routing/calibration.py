"""What a score is worth: how often the best topic was right on questions of which the answer is known.

Scores of a Naive Bayes classifier order well and boast. They are turned into probabilities by one temperature (Guo and
others, 2017), and the probability from which one topic is proposed is the lowest that keeps what is proposed right as
often as promised; both on questions that the classifier judged without having seen them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import exp, log, sqrt

TARGET = 0.95
"""How often a topic that is proposed alone must be right."""

SURE = 2.0
"""Standard errors by which it must be more often right on known questions than promised for others."""

WORTH_SHOWING = 0.5
"""How often the right topic must be among three for the three to be shown at all."""

FEWEST = 60
"""Questions below which nothing can be said; then three topics are always shown."""

_TEMPERATURES = tuple(0.05 * 1.2**step for step in range(24))
_LEAST = 1e-9

Scores = Sequence[float]


@dataclass(frozen=True, slots=True)
class Judged:
    """One question of which the answer is known: the scores of all answers, and the place of the right one."""

    scores: Scores
    right: int


@dataclass(frozen=True, slots=True)
class Calibration:
    """How scores become probabilities, and from which probability one topic, or three, are shown.

    As long as nothing is known, the temperature is what towns with examples come to, and nothing is proposed alone.
    """

    temperature: float = 0.2
    one: float = 2.0
    three: float = 0.0

    def probabilities(self, scores: Scores) -> tuple[float, ...]:
        """Return a probability for each answer; they add up to one."""
        return _softmax(scores, self.temperature)


def calibrate(judged: Sequence[Judged], *, target: float = TARGET) -> Calibration:
    """Return the calibration that fits questions of which the last answer in each row is "none of these"."""
    if len(judged) < FEWEST:
        return Calibration()
    temperature = _fitting(judged)
    alone: list[tuple[float, bool]] = []
    among: list[tuple[float, bool]] = []
    for row in judged:
        *shares, none = _softmax(row.scores, temperature)
        ranked = sorted(range(len(shares)), key=lambda place: -shares[place])
        if ranked and shares[ranked[0]] >= none:
            alone.append((shares[ranked[0]], ranked[0] == row.right))
            among.append((shares[ranked[0]], row.right in ranked[:3]))
    return Calibration(temperature, _lowest(alone, target), _floor(among))


def _fitting(judged: Sequence[Judged]) -> float:
    """Return the temperature that is least surprised by the right answers; away from it the surprise only grows."""
    low, high = 0, len(_TEMPERATURES) - 1
    while low < high:
        middle = (low + high) // 2
        if _surprise(judged, _TEMPERATURES[middle]) <= _surprise(judged, _TEMPERATURES[middle + 1]):
            high = middle
        else:
            low = middle + 1
    return _TEMPERATURES[low]


def _surprise(judged: Iterable[Judged], temperature: float) -> float:
    return -sum(log(max(_LEAST, _softmax(row.scores, temperature)[row.right])) for row in judged)


def _softmax(scores: Scores, temperature: float) -> tuple[float, ...]:
    highest = max(scores)
    powers = [exp((score - highest) / temperature) for score in scores]
    total = sum(powers)
    return tuple(power / total for power in powers)


def _lowest(rows: Sequence[tuple[float, bool]], target: float) -> float:
    """Return the lowest probability such that of all rows from there up enough are right; 2 when there is none.

    Enough is more than the target: what went well on some hundred questions may go less well on others.
    """
    lowest = 2.0
    for probability, right, count in _adding_up(sorted(rows, reverse=True)):
        if _at_least(right, count) >= target:
            lowest = probability
    return lowest


def _floor(rows: Sequence[tuple[float, bool]]) -> float:
    """Return the probability up to which the right topic is too seldom among the three."""
    floor = 0.0
    for probability, right, count in _adding_up(sorted(rows)):
        if right < WORTH_SHOWING * count:
            floor = probability
    return floor


def _adding_up(rows: Iterable[tuple[float, bool]]) -> Iterator[tuple[float, int, int]]:
    """Yield for each probability in turn how many rows were right, and how many there were, up to and with it."""
    right = count = 0
    for probability, same in groupby(rows, key=lambda row: row[0]):
        outcomes = [is_right for _, is_right in same]
        right, count = right + sum(outcomes), count + len(outcomes)
        yield probability, right, count


def _at_least(right: int, count: int) -> float:
    """Return the share that must be expected of others when so many of so many were right (Wilson, 1927)."""
    share, doubt = right / count, SURE * SURE / count
    return (share + doubt / 2 - SURE * sqrt((share * (1 - share) + doubt / 4) / count)) / (1 + doubt)
