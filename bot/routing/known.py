"""Which frequently asked question somebody is asking: all ways in which people put it, taken together.

A question is like a known one when their words share pieces of four letters, rare pieces for more than common ones.
The two limits below were read from the questions that came in (the topics' ``asked``): one in seven is offered an
answer, and nineteen in twenty of those offers are to the point. Lower, more and more are about something beside it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import log, sqrt

from bot.domain.topic import KnownAnswer, Topic
from bot.routing.features import tokens

PIECE = 4
"""Letters of a piece; the ends of a word count as letters."""

LIKE_ENOUGH = 0.25
"""The likeness (0 to 1) from which a known answer is offered."""

CLEARLY = 1.25
"""How many times liker it must be than the next: "mag mijn terras?" is like all that is asked about terraces."""


_Having = dict[str, tuple[tuple[int, float], ...]]
"""By piece the places of a topic's answers that have it, each with how much it weighs there."""


@dataclass(frozen=True, slots=True)
class Known:
    """A frequently asked question of a topic with its answer, and how like it a question is."""

    topic: str
    answer: KnownAnswer
    likeness: float


class KnownAnswers:
    """Finds the known answer to a question; what it needs for that is made at the first question."""

    def __init__(self, topics: Iterable[Topic]) -> None:
        self._topics = {topic.key: topic for topic in topics if topic.known}
        self._rarity: dict[str, float] = {}
        self._unknown = 0.0
        self._having: dict[str, _Having] = {}

    def match(self, text: str, topics: Iterable[str], today: date) -> Known | None:
        """Return the known answer of one of these topics that the question is clearly most like, None for none.

        One that is past its review date on that day is never returned, and nothing else in its place.
        """
        if not self._having:
            self._learn()
        pieces = [(piece, self._rarity.get(piece, self._unknown)) for piece in _pieces(text)]
        length = sqrt(sum([weight * weight for _, weight in pieces])) or 1.0
        known = [key for key in dict.fromkeys(topics) if key in self._topics]
        found = [one for key in known for one in self._likeness(pieces, length, key)]
        found.sort(key=lambda one: -one.likeness)
        if not found or found[0].likeness < LIKE_ENOUGH or not found[0].answer.is_fresh(today):
            return None
        is_clear = len(found) == 1 or found[0].likeness >= CLEARLY * found[1].likeness
        return found[0] if is_clear else None

    def _learn(self) -> None:
        ways = [way for topic in self._topics.values() for one in topic.known for way in _ways(one)]
        seen, count = Counter(piece for way in ways for piece in _pieces(way)), len(ways)
        self._unknown = log(1 + 2 * count)
        self._rarity = {piece: log(1 + count / number) for piece, number in seen.items()}
        self._having = {key: self._spread(topic.known) for key, topic in self._topics.items()}

    def _spread(self, answers: Iterable[KnownAnswer]) -> _Having:
        having: _Having = {}
        for place, answer in enumerate(answers):
            for piece, weight in self._profile(_ways(answer)).items():
                having[piece] = (*having.get(piece, ()), (place, weight))
        return having

    def _likeness(self, pieces: Iterable[tuple[str, float]], length: float, topic: str) -> Iterator[Known]:
        """Yield each known answer of the topic with how like it a question is, by the weights of its pieces."""
        having, answers = self._having[topic], self._topics[topic].known
        totals = [0.0] * len(answers)
        for piece, weight in pieces:
            if piece in having:
                for place, says in having[piece]:
                    totals[place] += weight * says
        return (Known(topic, answer, total / length) for answer, total in zip(answers, totals, strict=True))

    def _profile(self, ways: Iterable[str]) -> Mapping[str, float]:
        total: dict[str, float] = {}
        for way in ways:
            for piece, weight in _unit({piece: self._rarity[piece] for piece in _pieces(way)}).items():
                total[piece] = total.get(piece, 0.0) + weight
        return _unit(total)


def _ways(answer: KnownAnswer) -> tuple[str, ...]:
    return (*answer.question.values(), *answer.also)


def _pieces(text: str) -> Iterable[str]:
    found: dict[str, None] = {}
    for word in tokens(text):
        ends = f" {word} "
        found.update(dict.fromkeys(ends[at : at + PIECE] for at in range(len(ends) - PIECE + 1)))
    return found


def _unit(weights: Mapping[str, float]) -> dict[str, float]:
    length = sqrt(sum(weight * weight for weight in weights.values()))
    return {piece: weight / length for piece, weight in weights.items()} if length else {}
