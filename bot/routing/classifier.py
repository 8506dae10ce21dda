"""What a text is about, learnt from texts of which that is known: Complement Naive Bayes over marks."""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from math import log, sqrt

from bot.routing.counts import SMOOTHING, Counts
from bot.routing.features import MARKS, different_units, mark_of_pair, marks, units, words_and_pairs

FEWEST_MARKS = 12
"""A text with fewer known marks is held as one with so many: one word alone makes nothing certain."""

REMEMBERED = 2048
"""Words and pairs whose evidence is kept at hand: most of what people type is a few thousand words."""

DOUBT = 8
"""Unknown marks that every text is held to have beside its own: two or three may be known by chance alone."""


@dataclass(frozen=True, slots=True)
class Example:
    """A text of which is known what it is about."""

    text: str
    label: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is thought of a text: a score for each label, and how familiar its marks are.

    Differences between scores matter, not levels; they grow with the root of the text's length. ``familiar`` is the
    share of marks that were seen before beyond what chance would have it: near 1 for most questions, about 0 for an
    unknown alphabet.
    """

    scores: tuple[float, ...]
    familiar: float


class Classifier:
    """Judges texts; the same text and examples always give the same scores."""

    def __init__(self, labels: Sequence[str], examples: Iterable[Example]) -> None:
        self.labels = tuple(labels)
        self._places = {label: place for place, label in enumerate(self.labels)}
        self._counts = Counts(self._gathered(examples))
        self._remembered: dict[str, tuple[int, int, Sequence[float]]] = {}
        self._rest: list[float] = []

    def judge(self, text: str, but: Example | None = None) -> Judgement:
        """Return what is thought of ``text``; ``but`` is an example to judge without having seen it."""
        different = self._counts.different
        if but is None:
            length, known, totals = self._heard(text)
            says = self._rest = self._rest or _rest(self._counts.sizes, different)
        else:
            own, place, sizes = _weights(but), self._places[but.label], list(self._counts.sizes)
            found = [mark for unit in different_units(text) for mark in marks(unit)]
            length, totals = len(found), [0.0] * len(self.labels)
            known = self._counts.add_up_but(found, totals, place, own)
            sizes[place] -= sum(own.values())
            different -= self._counts.alone(place, own)
            says = _rest(sizes, different)
        if not known:
            return Judgement(tuple(totals), 0.0)
        root = sqrt(max(known, FEWEST_MARKS))
        scores = tuple([(total + known * rest) / root for total, rest in zip(totals, says, strict=True)])
        chance = different / MARKS
        return Judgement(scores, (known - chance * length) / ((1.0 - chance) * (length + DOUBT)))

    def words(self, text: str, label: str, but: Example | None = None) -> tuple[tuple[str, float], ...]:
        """Return the words and pairs that speak for ``label`` rather than another, as typed, the strongest first.

        ``but`` is an example to leave out: what was learnt from a text is no reason for where that text itself goes.
        """
        place, spoken = self._places[label], []
        own = {} if but is None else _weights(but)
        for unit, typed in units(text).items():
            if " " in unit and not self._counts.knows(mark_of_pair(unit)):
                continue
            if but is None:
                _, known, totals = self._hear(unit)
            else:
                totals = [0.0] * len(self.labels)
                known = self._counts.add_up_but(marks(unit), totals, self._places[but.label], own)
            if known:
                spoken.append((typed, totals[place] - sum(totals) / len(totals)))
        return tuple(sorted((one for one in spoken if one[1] > 0.0), key=lambda one: -one[1]))

    def learn(self, example: Example) -> None:
        """Take one more example into account, at once."""
        self._counts.add(self._places[example.label], _weights(example))
        self._begin_anew()

    def forget(self, example: Example) -> None:
        """Undo ``learn`` with the same example."""
        self._counts.add(self._places[example.label], _weights(example), -1.0)
        self._begin_anew()

    def _begin_anew(self) -> None:
        self._remembered.clear()
        self._rest = []

    def _heard(self, text: str) -> tuple[int, int, list[float]]:
        """Return how many marks the text has, how many of them are known, and all their evidence by label."""
        words, pairs = words_and_pairs(text)
        # Most pairs were never seen, and that is soon found out.
        known_pairs = [pair for pair in pairs if self._counts.knows(mark_of_pair(pair))]
        heard = [self._remembered.get(unit) or self._hear(unit) for unit in chain(words, known_pairs)]
        length = len(pairs) - len(known_pairs) + sum([size for size, _, _ in heard])
        telling = [says for _, known, says in heard if known]
        totals: list[float] = list(map(sum, zip(*telling, strict=True))) if telling else [0.0] * len(self.labels)
        return length, sum([known for _, known, _ in heard]), totals

    def _hear(self, unit: str) -> tuple[int, int, Sequence[float]]:
        """Return the same for one word or pair."""
        found, totals = marks(unit), [0.0] * len(self.labels)
        one = len(found), self._counts.add_up(found, totals), array("d", totals)
        if len(self._remembered) >= REMEMBERED:
            self._remembered.clear()
        self._remembered[unit] = one
        return one

    def _gathered(self, examples: Iterable[Example]) -> Iterator[Mapping[int, float]]:
        """Yield the weights of the marks by label, one label after the other, so that little is held at once."""
        by_label: list[list[str]] = [[] for _ in self.labels]
        for example in examples:
            by_label[self._places[example.label]].append(example.text)
        for texts in by_label:
            weights: dict[str, float] = {}
            for text in texts:
                weight, found = _weight(text)
                for unit in found:
                    weights[unit] = weights.get(unit, 0.0) + weight
            yield _spread(weights)


def _rest(sizes: Sequence[float], different: int) -> list[float]:
    """Return what each mark says for each label, whatever mark it is.

    A label of which much is known leaves less for the others: the same evidence then says less.
    """
    everything = sum(sizes) + SMOOTHING * max(1, different)
    return [log((everything - size) / everything) for size in sizes]


def _weights(example: Example) -> dict[int, float]:
    weight, found = _weight(example.text)
    return _spread(dict.fromkeys(found, weight))


def _weight(text: str) -> tuple[float, Iterable[str]]:
    """Return what each mark of the text counts for, less the longer it is, and its words and pairs."""
    found = different_units(text)
    # A word of n letters has 2n marks: itself, n threes and n - 1 fours; its ends count as letters.
    length = sum(1 if " " in unit else 2 * len(unit) for unit in found)
    return 1.0 / sqrt(max(1, length)), found


def _spread(by_unit: Mapping[str, float]) -> dict[int, float]:
    """Return the weights of the marks of these words and pairs."""
    weights: dict[int, float] = {}
    for unit, weight in by_unit.items():
        for mark in marks(unit):
            weights[mark] = weights.get(mark, 0.0) + weight
    return weights
