"""What people type, made safe and made to fit: cleaning, measuring, splitting and shortening plain text.

Lengths are in UTF-16 units, as Telegram counts them.
"""

import re
import unicodedata

_INVISIBLE = (
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks, overrides and isolates that turn the reading direction
    "\u200b\u2060\ufeff"  # zero width; the joiners U+200C and U+200D stay, emoji and Persian need them
    "\ud800-\udfff"  # halves of a pair that lost the other half
)
_TAGS = "\U000e0000-\U000e007f"
_FLAG = "\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f"
_UNWANTED = re.compile(f"({_FLAG})|[{_INVISIBLE}{_TAGS}]")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # all but tab and line end
_LINE_END = re.compile("\r\n|[\r\u0085\u2028\u2029]")
_BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n){3,}")
_BOUNDARIES = tuple(map(re.compile, (r"\n\s*\n", r"\n", r"(?<=[.!?…])\s", r"\s")))
_WORD_END = _BOUNDARIES[-1:]
_ELLIPSIS = "…"
_WIDEST = 2


def clean(text: str) -> str:
    """Return ``text`` without what cannot be seen or would mislead, at most two blank lines in a row, ends stripped."""
    text = _LINE_END.sub("\n", text)
    text = _UNWANTED.sub(r"\1", _CONTROLS.sub("", text))
    return _BLANK_LINES.sub("\n\n\n", text).strip()


def plain(label: str) -> str:
    """Return a label as people type it, without pictures, punctuation, capitals, accents ("✅ Eén uur" → "een uur")."""
    letters = (sign for sign in unicodedata.normalize("NFKD", label.casefold()) if not unicodedata.combining(sign))
    return " ".join("".join(sign if sign.isalnum() else " " for sign in letters).split())


def utf16_length(text: str) -> int:
    """Return the length of ``text`` in UTF-16 units: an emoji outside the basic plane counts for two."""
    return len(text) + sum(char > "\uffff" for char in text)


def split(text: str, limit_units: int) -> tuple[str, ...]:
    """Return ``text`` in parts of at most ``limit_units`` units (2 or more), none of them empty.

    A part ends at the last paragraph, else line, else sentence, else word that leaves it at least half full; a longer
    word is cut. White space at the cuts is dropped, nothing else is.

    Raises:
        ValueError: the limit is too small for one character.
    """
    if limit_units < _WIDEST:
        raise ValueError(f"a part needs at least {_WIDEST} units")
    parts = []
    rest = text.strip()
    while rest:
        window = _prefix(rest, limit_units)
        end = len(window) if len(window) == len(rest) else _boundary(rest, len(window), _BOUNDARIES)
        parts.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return tuple(parts)


def shorten(text: str, units: int) -> str:
    """Return ``text`` when it fits in ``units`` units (1 or more), else its beginning up to a word's end and "…"."""
    if utf16_length(text) <= units:
        return text
    window = _prefix(text, units - 1)
    return text[: _boundary(text, len(window), _WORD_END)].rstrip(" \t\n,;:.-–") + _ELLIPSIS


def _prefix(text: str, units: int) -> str:
    """Return the longest beginning of ``text`` that fits in ``units`` units."""
    prefix = text[:units]
    while (excess := utf16_length(prefix) - units) > 0:
        prefix = prefix[: -((excess + 1) // 2)]
    return prefix


def _boundary(text: str, end: int, patterns: tuple[re.Pattern[str], ...]) -> int:
    """Return where to cut ``text`` at or before ``end``, at the best boundary in the second half before it."""
    for pattern in patterns:
        found = [match.start() for match in pattern.finditer(text, 0, end + 1) if match.start() >= end / 2]
        if found:
            return found[-1]
    return end
