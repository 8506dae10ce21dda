"""How often each mark was seen with each label, packed: a hundred thousand numbers in a megabyte, read in microseconds.

All lies in flat arrays: for each mark a row of the labels with which it was seen. A row that grows moves to the end.
"""

from array import array
from collections.abc import Iterable, Mapping
from itertools import accumulate
from math import log

from bot.routing.features import MARKS

SMOOTHING = 0.03
"""What is added to each count, so that what was never seen is not impossible."""

_NOTHING = 1e-4
"""A weight below this is what rounding left of one that was taken away; no single example weighs so little."""


class Counts:
    """Sums of weights by mark and label, and what a mark says for a label: its evidence.

    Evidence is that of Complement Naive Bayes (Rennie and others, 2003): how unlikely the mark is in everything that is
    *not* of the label. Only labels with which the mark was seen have any beside what all share: most are never touched.
    """

    def __init__(self, by_label: Iterable[Mapping[int, float]]) -> None:
        """Take for each label, at most 255, the weights of its marks; one mapping is looked at after the other."""
        self.sizes: list[float] = []
        """Per label the sum of all weights."""
        self._lengths = bytearray(MARKS)
        packed: list[tuple[array[int], array[float]]] = []
        for weights in by_label:
            packed.append((array("I", weights), array("f", weights.values())))
            self.sizes.append(sum(weights.values()))
            for mark in weights:
                self._lengths[mark] += 1
        self.different = MARKS - self._lengths.count(0)
        """How many different marks were seen."""
        self._starts = array("I", accumulate(self._lengths, initial=0))
        entries = self._starts.pop()
        self._labels = bytearray(entries)
        self._weights, self._evidence = array("f", bytes(4 * entries)), array("f", bytes(4 * entries))
        self._fill(packed)

    def _fill(self, packed: Iterable[tuple[Iterable[int], Iterable[float]]]) -> None:
        filled = bytearray(MARKS)
        for label, (marks, weights) in enumerate(packed):
            for mark, weight in zip(marks, weights, strict=True):
                place = self._starts[mark] + filled[mark]
                filled[mark] += 1
                self._labels[place], self._weights[place] = label, weight
        for mark, length in enumerate(filled):
            if length:
                self._reckon(mark)

    def add(self, label: int, weights: Mapping[int, float], sign: float = 1.0) -> None:
        """Count these as well; with ``sign`` -1 take away what was counted before."""
        for mark, weight in weights.items():
            place = self._place(mark, label)
            self._weights[place] += sign * weight
            if self._weights[place] < _NOTHING:
                self._drop(mark, place)
            self._reckon(mark)
        self.sizes[label] += sign * sum(weights.values())

    def knows(self, mark: int) -> bool:
        """Tell whether the mark was ever seen."""
        return self._lengths[mark] > 0

    def add_up(self, marks: Iterable[int], totals: list[float]) -> int:
        """Add the evidence of all these marks to the ``totals`` by label, and return how many of them are known."""
        starts, lengths, labels, evidence, known = self._starts, self._lengths, self._labels, self._evidence, 0
        for mark in marks:
            if length := lengths[mark]:
                known += 1
                start = starts[mark]
                end = start + length
                for label, says in zip(labels[start:end], evidence[start:end], strict=True):
                    totals[label] += says
        return known

    def add_up_but(self, marks: Iterable[int], totals: list[float], label: int, weights: Mapping[int, float]) -> int:
        """Do the same as if these ``weights`` of the label had never been counted; those never counted matter not."""
        starts, lengths, known = self._starts, self._lengths, 0
        for mark in marks:
            start = starts[mark]
            end = start + lengths[mark]
            row, here = self._weights[start:end], self._labels.find(label, start, end)
            own = min(weights.get(mark, 0.0), self._weights[here]) if here >= 0 else 0.0
            total = sum(row) + SMOOTHING - own
            if total - SMOOTHING < _NOTHING:
                continue
            known += 1
            for at, weight in zip(self._labels[start:end], row, strict=True):
                totals[at] += log(total / (total - weight if at != label else total - weight + own))
        return known

    def alone(self, label: int, weights: Mapping[int, float]) -> int:
        """Return how many marks would be unknown if these weights of the label had never been counted."""
        gone = 0
        for mark, weight in weights.items():
            start = self._starts[mark]
            gone += (
                self._lengths[mark] == 1 and self._labels[start] == label and self._weights[start] - weight < _NOTHING
            )
        return gone

    def _place(self, mark: int, label: int) -> int:
        """Return where the weight of that mark and label stands; there is one from now on."""
        start, length = self._starts[mark], self._lengths[mark]
        place = self._labels.find(label, start, start + length)
        if place >= 0:
            return place
        moved = len(self._labels)
        self._labels += self._labels[start : start + length] + bytes((label,))
        self._weights += self._weights[start : start + length] + array("f", (0.0,))
        self._evidence += self._evidence[start : start + length] + array("f", (0.0,))
        self._starts[mark], self._lengths[mark] = moved, length + 1
        self.different += not length
        return moved + length

    def _drop(self, mark: int, place: int) -> None:
        last = self._starts[mark] + self._lengths[mark] - 1
        self._labels[place], self._weights[place] = self._labels[last], self._weights[last]
        self._lengths[mark] -= 1
        self.different -= not self._lengths[mark]

    def _reckon(self, mark: int) -> None:
        start = self._starts[mark]
        row = self._weights[start : start + self._lengths[mark]]
        total = sum(row) + SMOOTHING
        for place, weight in enumerate(row, start):
            self._evidence[place] = log(total / (total - weight))
