"""People's words without what tells who they are: names, telephone and account numbers, addresses on the internet.

What a question is about does not need them, so nothing that is kept to learn from has them.
"""

import re
import unicodedata
from collections.abc import Iterable

MARK = "…"
"""Stands for what was taken out; it is no word, so nothing is learnt from it."""

LONGEST = 1000
"""Characters that are kept."""

_SHORTEST_NAME = 3
_MOST_NAMES = 2

_ADDRESS = re.compile(
    r"(?<!\S)\S*@\S+|\b(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:be|com|eu|net|org|nl|fr|brussels|vlaanderen)\b(?:/\S*)?",
    re.IGNORECASE,
)
# Seven digits or more, whatever stands between them (telephone, account, enterprise, VAT), and the country before.
_NUMBER = re.compile(r"(?:\b(?:BE|NL|FR|DE|LU)[ .]?)?\+?\d(?:[ \t./()-]{0,2}\d){6,}")
_PLATE = re.compile(r"\b\d[ -]?[A-Z]{3}[ -]?\d{3}\b", re.IGNORECASE)
_YEAR = r"(?<!\d)(?:19|20)[0-9]{2}(?!\d)"
_DIGITS = re.compile(rf"{_YEAR}|\d{{4,}}")
_LETTERS = re.compile(r"[^\W\d_]+")
_INTRODUCTION = re.compile(
    r"\b(?:ik ben|ik heet|mijn naam is|(?:vriendelijke )?(?:groet|groeten|groetjes)|mvg|je suis|je m['’]appelle|"
    r"mon nom est|cordialement|salutations|bien à vous|my name is|i am|i['’]m|regards|greetings)\b[\s,:.!-]*",
    re.IGNORECASE,
)
_PARTICLE = re.compile(r"[ \t]+(?:(?:van|von|de|den|der|het|ten|ter|le|la|du|el|al|ben)[ \t]+){0,2}", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_CUT_WORD = re.compile(r"\w+$")


def redact(text: str, names: Iterable[str] = ()) -> str:
    """Return the words without numbers that belong to somebody, addresses on the internet, and names.

    ``names`` are those that are known (the asker's, the manager's); each part of one of three letters or more goes
    wherever it stands, whatever its accents and capitals, and so does a name with which somebody introduces
    themselves or signs. Years, hours and short numbers stay. At most ``LONGEST`` characters come back.
    """
    text = unicodedata.normalize("NFKC", text)
    for pattern in (_ADDRESS, _NUMBER, _PLATE):
        text = pattern.sub(MARK, text)
    text = _DIGITS.sub(lambda found: found[0] if re.fullmatch(_YEAR, found[0]) else MARK, text)
    return _shortened(_without_known(_without_introduced(text), names)).strip()


def _without_introduced(text: str) -> str:
    kept, at = [], 0
    for found in _INTRODUCTION.finditer(text):
        end = _end_of_name(text, found.end())
        if found.start() >= at and end > found.end():
            kept += [text[at : found.end()], MARK]
            at = end
    return "".join((*kept, text[at:]))


def _end_of_name(text: str, start: int) -> int:
    """Return where the name of at most two words ends that begins there; there itself when none does."""
    end = start
    for _ in range(_MOST_NAMES):
        found = _NAME.match(text, start)
        if found is None or not found[0][0].isupper():
            return end
        end = found.end()
        between = _PARTICLE.match(text, end)
        start = between.end() if between else end
    return end


def _without_known(text: str, names: Iterable[str]) -> str:
    known = {
        _plain(part)
        for name in names
        for part in _LETTERS.findall(unicodedata.normalize("NFKC", name))
        if len(part) >= _SHORTEST_NAME
    }
    return _LETTERS.sub(lambda found: MARK if _plain(found[0]) in known else found[0], text) if known else text


def _plain(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word.casefold())
    return "".join(one for one in letters if not unicodedata.combining(one)).casefold()


def _shortened(text: str) -> str:
    """Return no more than may be kept, without the word that would be cut in two: half of it may be a name."""
    if len(text) <= LONGEST:
        return text
    kept = text[:LONGEST]
    return _CUT_WORD.sub("", kept) if text[LONGEST].isalnum() or text[LONGEST] == "_" else kept
