"""Recognises messages that ask nothing, and what asks nothing in those that do: a greeting, thanks, a thumb."""

import re
from collections.abc import Iterable

from bot.routing.features import tokens

_PIECES = re.compile(r"[^.!?,;:\n]*[.!?,;:\n]+|[^.!?,;:\n]+")
"""Sentences, lines and what commas part, each with the signs that end it."""


class SmallTalk:
    """Knows the words and phrases that ask nothing, in all languages together."""

    def __init__(self, words: Iterable[str]) -> None:
        self._phrases = {phrase for word in words if (phrase := tokens(word))}
        self._longest = max(map(len, self._phrases), default=0)

    def matches(self, text: str) -> bool:
        """Return whether ``text`` is made of such phrases alone, or has no letters and digits at all."""
        words = tokens(text)
        ends = {0}  # the places up to which the words are covered by phrases
        for start in range(len(words)):
            if start in ends:
                lengths = range(1, self._longest + 1)
                ends |= {start + length for length in lengths if words[start : start + length] in self._phrases}
        return len(words) in ends

    def without(self, text: str) -> str:
        """Return the text without those of its sentences and lines, or parts of them, that ask nothing."""
        return "".join(piece for piece in _PIECES.findall(text) if not self.matches(piece)).strip()
