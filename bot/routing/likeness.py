"""How much two texts are about the same: they share pieces of words, and rare pieces say more than common ones."""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log, sqrt

from bot.routing.features import tokens

PIECE = 4
"""Letters of a piece; it finds "terras" in "terrasvergunning", and lets "laadzone" and "laadzones" be one."""

SHORTEST = 4
"""Letters below which a word says nothing about the subject ("mag", "een", "les")."""

LIKE = 0.1
"""The likeness from which two texts are worth showing side by side."""

_Pieces = Mapping[str, float]


def alike(text: str, others: Sequence[str], most: int) -> tuple[int, ...]:
    """Return the places of the ``others`` that are most like ``text``, the likest first, at most ``most``."""
    scores = likeness(text, others)
    ranked = sorted(range(len(others)), key=lambda place: (-scores[place], place))
    return tuple(place for place in ranked[:most] if scores[place] >= LIKE)


def likeness(text: str, others: Sequence[str]) -> tuple[float, ...]:
    """Return how like each of the ``others`` is to ``text``: 0 (nothing in common) to 1 (the same words)."""
    counts = [_count(one) for one in (text, *others)]
    known = Counter(piece for count in counts for piece in count)
    rarity = {piece: log(1 + len(counts) / number) for piece, number in known.items()}
    wanted, *offered = [{piece: number * rarity[piece] for piece, number in count.items()} for count in counts]
    return tuple(_cosine(wanted, one) for one in offered)


def _count(text: str) -> Counter[str]:
    return Counter(piece for word in tokens(text) if len(word) >= SHORTEST for piece in _pieces(word))


def _pieces(word: str) -> tuple[str, ...]:
    return tuple(word[at : at + PIECE] for at in range(len(word) - PIECE + 1))


def _cosine(one: _Pieces, other: _Pieces) -> float:
    shared = sum(weight * other[piece] for piece, weight in one.items() if piece in other)
    length = _length(one) * _length(other)
    return shared / length if length else 0.0


def _length(pieces: _Pieces) -> float:
    return sqrt(sum(weight * weight for weight in pieces.values()))
