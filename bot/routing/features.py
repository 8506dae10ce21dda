"""Typed text made comparable: small letters, no accents, no drawn-out letters, cut into words."""

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
_DRAWN_OUT = re.compile(r"(.)\1{2,}")


def tokens(text: str) -> tuple[str, ...]:
    """Return the words of ``text`` in order, normalised; emoji and punctuation are none."""
    return tuple(normal for _, normal in spelled_tokens(text))


def spelled_tokens(text: str) -> tuple[tuple[str, str], ...]:
    """Return the words of ``text`` in order, each as it was typed and normalised."""
    return tuple((word, normal) for word in _WORD.findall(text) if (normal := _normal(word)))


@lru_cache(maxsize=1024)
def _normal(word: str) -> str:
    letters = word.casefold()
    if not letters.isascii():
        letters = "".join(letter for letter in unicodedata.normalize("NFKD", letters) if letter.isalnum())
    return _DRAWN_OUT.sub(r"\1", letters)
