"""The first, simple router: a question goes to the topics whose words it uses, and each proposal names those words."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.topic import Topic
from bot.routing.features import spelled_tokens
from bot.routing.vocabulary import Vocabulary

CANDIDATES = 3
MOST_WORDS = 250
"""Different words of one text that are looked at; what matters is said by then."""
_HALF = 2.0
"""The weight at which a candidate's score is one half: about one keyword that no other topic has."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A topic that a question may be about: ``score`` from 0 to 1, and the words that counted, heaviest first."""

    topic: str
    score: float
    words: tuple[str, ...]


class Router:
    """Ranks topics for a question; the same question always gets the same answer."""

    def __init__(self, topics: Iterable[Topic]) -> None:
        self._vocabulary = Vocabulary(topics)

    def rank(self, text: str) -> tuple[Candidate, ...]:
        """Return at most three topics, the most probable first; none when no word says anything."""
        totals: dict[str, float] = defaultdict(float)
        counted: dict[str, dict[str, float]] = defaultdict(dict)
        for normal, word in _different_words(text).items():
            for topic, weight in self._vocabulary.weights(normal).items():
                totals[topic] += weight
                counted[topic][word] = weight
        best = sorted(totals.items(), key=lambda item: (-item[1], item[0]))[:CANDIDATES]
        return tuple(Candidate(topic, total / (total + _HALF), _heaviest(counted[topic])) for topic, total in best)


def _different_words(text: str) -> dict[str, str]:
    words: dict[str, str] = {}
    for word, normal in spelled_tokens(text):
        words.setdefault(normal, word)
        if len(words) == MOST_WORDS:
            break
    return words


def _heaviest(words: dict[str, float]) -> tuple[str, ...]:
    return tuple(sorted(words, key=lambda word: -words[word]))
