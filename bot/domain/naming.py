"""The beginnings of people's names, by which their questions are found however much of a name is typed."""

from bot.domain.words import plain

SHORTEST, LONGEST = 2, 7
"""Letters of a beginning: with fewer half of the town is found, with more nobody else."""

MOST = 6
"""Words of one name that are looked at."""


def beginnings(name: str) -> frozenset[str]:
    """Return the beginnings of the words of a name, as ``beginning`` makes them; a name of one letter is its own."""
    words = plain(name).split()[:MOST]
    lengths = range(SHORTEST, LONGEST + 1)
    return frozenset(word[:length] for word in words for length in lengths)


def beginning(typed: str) -> str:
    """Return a typed word as a beginning, "" when nothing is left of it."""
    return plain(typed).replace(" ", "")[:LONGEST]
