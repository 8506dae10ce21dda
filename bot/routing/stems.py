"""The beginnings of a text's words, by which earlier questions are found in an index of any database."""

from bot.routing.features import tokens

SHORTEST = 4
"""Letters below which a word says nothing about the subject ("mag", "een", "les")."""

BEGINNING = 6
"""Letters that are kept of a word; "terrasvergunning" and "terrassen" then begin alike."""

MOST = 40
"""Different beginnings that are kept of one text."""


def stems(text: str) -> tuple[str, ...]:
    """Return the different beginnings of the words of ``text``, those of its longest words first.

    Long words are rarer than short ones, so the first few are what a search asks for.
    """
    words = dict.fromkeys(word for word in tokens(text) if len(word) >= SHORTEST)
    begun = dict.fromkeys(word[:BEGINNING] for word in sorted(words, key=len, reverse=True))
    return tuple(begun)[:MOST]
