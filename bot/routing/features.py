"""Typed text made comparable: small letters, no accents, no drawn-out letters, cut into words, and words into marks.

A mark is a number that stands for one thing to go by: a whole word, three or four letters in a row within a word (its
ends count as letters), or two words side by side. Letters in a row see through typos, plurals and compounds. With whole
words and pairs beside them, 3 and 4 letters did as well as 2 to 5 for a third less work, and better than letters alone
(``python -m tests.bench.routing`` has the table).
"""

import re
import unicodedata
from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import islice, pairwise
from zlib import crc32

MOST_WORDS = 250
"""Different words of one text that are looked at; what matters is said by then."""

MARKS = 1 << 18
"""How many different marks there are; two things that fall together are rare, and then share a number."""

_WORD = re.compile(r"[^\W_]+")
_DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")
_LONGEST = 40
"""Letters of a word that are looked at."""


@lru_cache(maxsize=128)  # a question is taken apart by all that look at it: rules, known answers, its two halves
def tokens(text: str) -> tuple[str, ...]:
    """Return the words of ``text`` in order, normalised; emoji and punctuation are none."""
    return tuple(_WORD.findall(_normal(text)))


def spelled_tokens(text: str) -> tuple[tuple[str, str], ...]:
    """Return the words of ``text`` in order, each as it was typed and normalised."""
    words, normal = _WORD.findall(unicodedata.normalize("NFC", text)), tokens(text)
    if len(words) == len(normal):
        return tuple(zip(words, normal, strict=True))
    # A few signs come apart into more words than were typed.
    return tuple((word, one) for word in words for one in tokens(word))


def units(text: str) -> dict[str, str]:
    """Return the different words of ``text`` and its pairs of neighbours, normalised, each with how it was typed."""
    spelled = [(word, _shape(normal)) for word, normal in spelled_tokens(text)]
    typed: dict[str, str] = {}
    for word, normal in spelled:
        typed.setdefault(normal, word)
    pairs = {f"{one[1]} {other[1]}": f"{one[0]} {other[0]}" for one, other in pairwise(spelled)}
    # A few signs come apart only in their word's company; they are shown as they were understood.
    return {unit: typed.get(unit) or pairs.get(unit, unit) for unit in different_units(text)}


def different_units(text: str) -> Collection[str]:
    """Return the different words of ``text`` and its pairs of neighbours, normalised."""
    words, pairs = words_and_pairs(text)
    return (*words, *pairs)


def words_and_pairs(text: str) -> tuple[Collection[str], Collection[str]]:
    """Return the different words of ``text``, and its different pairs of neighbours, normalised.

    Of a number only its length is left: a house number and a price say nothing, that there is one does.
    """
    words: Sequence[str] = [_shape(word) for word in tokens(text)]
    different = dict.fromkeys(words)
    if len(different) > MOST_WORDS:
        words = tuple(islice(different, MOST_WORDS))
        different = dict.fromkeys(words)
    return different, dict.fromkeys(map(" ".join, pairwise(words)))


def marks(unit: str) -> tuple[int, ...]:
    """Return the marks of one word or pair."""
    if " " in unit:
        return (mark_of_pair(unit),)
    ends = f" {unit[:_LONGEST]} ".encode()
    size = len(ends)
    return (
        crc32(ends) % MARKS,
        *[crc32(ends[at : at + 3]) % MARKS for at in range(size - 2)],
        *[crc32(ends[at : at + 4]) % MARKS for at in range(size - 3)],
    )


def mark_of_pair(pair: str) -> int:
    """Return the one mark that a pair has."""
    return crc32(pair.encode()) % MARKS


def _shape(word: str) -> str:
    return "0" * len(word) if word.isdecimal() else word


def _normal(text: str) -> str:
    letters = text.casefold()
    if not letters.isascii():
        # Accents come apart from their letters and go; what is no letter stays to part the words.
        letters = "".join(one for one in unicodedata.normalize("NFKD", letters) if not unicodedata.combining(one))
    return _DRAWN_OUT.sub(r"\1", letters)
