"""Which keywords point to which topics, how strongly, and which typed word stands for which of them.

What a new town has before it has examples; the classifier takes over as those grow.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib import import_module
from math import log

from bot.domain.topic import Topic
from bot.routing.features import tokens

KEYWORD_WEIGHT = 1.0
TITLE_WEIGHT = 0.8
"""These and the shares below did best when each eighth of the examples was left out and then asked."""
COMPOUND_SHARE = 0.75
"""What is left of a word's weight when it was found inside a compound, or a compound inside it."""
TYPO_SHARE = 0.6
SHORTEST_WHOLE = 3
SHORTEST_PART = 5
"""Letters below which a word is not looked for inside another, not forgiven a typo, and of no account in a title."""

Weights = Mapping[str, float]


class Vocabulary:
    """All words of the topics with their weights: the fewer topics share a word the more, nothing when over half do."""

    def __init__(self, topics: Iterable[Topic]) -> None:
        strengths: dict[str, dict[str, float]] = defaultdict(dict)
        count = 0
        for topic in topics:
            count += 1
            for word, strength in _words(topic):
                strengths[word][topic.key] = max(strength, strengths[word].get(topic.key, 0.0))
        self._weights: dict[str, Weights] = {
            word: {topic: strength * log((count + 1) / len(by_topic)) for topic, strength in by_topic.items()}
            if len(by_topic) <= max(1, count / 2)
            else {}
            for word, by_topic in strengths.items()
        }
        self._parts = tuple(word for word in strengths if len(word) >= SHORTEST_PART)
        self._lookup = lru_cache(maxsize=4096)(self._uncached)

    def weights(self, word: str) -> Weights:
        """Return how much a normalised word points to which topics; nothing for a word that resembles none."""
        return self._lookup(word)

    def _uncached(self, word: str) -> Weights:
        exact = self._weights.get(word)
        if exact is None:
            return self._guessed(word) if len(word) >= SHORTEST_PART and not word.isdecimal() else {}
        if not exact or len(word) < SHORTEST_PART:
            return exact
        # An example of one topic may use the plural of another's keyword: both count.
        inside = self._best([part for part in self._parts if part in word], COMPOUND_SHARE)
        return {topic: max(exact.get(topic, 0.0), inside.get(topic, 0.0)) for topic in {**exact, **inside}}

    def _guessed(self, word: str) -> Weights:
        related = [part for part in self._parts if part in word or word in part]
        return self._best(related, COMPOUND_SHARE) if related else self._corrected(word)

    def _corrected(self, word: str) -> Weights:
        """Return the weights of the words that are one slip of the finger away, two in a long word."""
        slips = 1 if len(word) < 2 * SHORTEST_PART else 2
        # These take 5 MB, and a town whose topics all have many examples has no use for them.
        process, osa = import_module("rapidfuzz.process"), import_module("rapidfuzz.distance.OSA")
        found = process.extract(word, self._parts, scorer=osa.distance, score_cutoff=slips, limit=3)
        return self._best([part for part, _, _ in found], TYPO_SHARE)

    def _best(self, words: list[str], share: float) -> Weights:
        best: dict[str, float] = {}
        for word in words:
            for topic, weight in self._weights[word].items():
                best[topic] = max(best.get(topic, 0.0), share * weight)
        return best


def _words(topic: Topic) -> Iterable[tuple[str, float]]:
    for keyword in topic.keywords:
        yield "".join(tokens(keyword)), KEYWORD_WEIGHT
    for title in (words for localized in (topic.title, topic.short) for words in localized.values()):
        yield from ((word, TITLE_WEIGHT) for word in tokens(title) if len(word) >= SHORTEST_PART)
