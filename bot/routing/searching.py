"""The words of a search, short enough to travel in a button, and as the index of questions and that of names have them.

A word that nothing is noted of ("de", "een") narrows nothing beside a longer one.
"""

from bot.routing.features import tokens
from bot.routing.stems import BEGINNING, SHORTEST

MOST = 3
"""Words of a search that count: the longest ones."""

LONGEST = 7
"""Letters of each that count."""

BYTES = 24
"""That all of them together take in a button."""


def terms(words: str) -> tuple[str, ...]:
    """Return what is sought: the longest words, normalised and cut; none when nothing can be sought."""
    different = dict.fromkeys(word[:LONGEST] for word in sorted(tokens(words), key=len, reverse=True))
    telling = [word for word in different if len(word) >= SHORTEST] or [word for word in different if len(word) > 1]
    found: list[str] = []
    for word in telling[:MOST]:
        if len(" ".join((*found, word)).encode()) <= BYTES:
            found.append(word)
    return tuple(found)


def stem(term: str) -> str:
    """Return the term as the index of questions has it."""
    return term[:BEGINNING]
