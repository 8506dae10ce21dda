"""What can be wrong with catalogues: found here, before anybody is shown it."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from bot.i18n_catalogue import Catalogue
from bot.i18n_template import TemplateError, compile_template

_ATTRIBUTES = {
    **dict.fromkeys(("b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "pre", "tg-spoiler"), ""),
    "a": r' href="[^"]+"',
    "blockquote": r"( expandable)?",
    "code": r'( class="language-[\w+-]+")?',
    "span": r' class="tg-spoiler"',
    "tg-emoji": r' emoji-id="\d+"',
    "tg-time": r'( [a-z-]+="[^"]*")+',
}
"""The tags of Telegram's HTML with the attributes each may have (Bot API, "HTML style")."""

_ANGLE = re.compile(r"<(/?)([a-zA-Z][\w-]*)([^<>]*)>|[<>]")
_ENTITY = re.compile(r"&(?!(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);)\w+;")
_KEY_LINE = re.compile(r'^msgid "(.+)"$', re.MULTILINE)


def problems(catalogues: Sequence[Catalogue], formats: frozenset[str]) -> list[str]:
    """Return a line for each problem of the catalogues, which are compared with one another."""
    found = []
    keys = sorted({key for catalogue in catalogues for key in catalogue.keys})
    for catalogue in catalogues:
        found += [f"{catalogue.language}: {problem}" for problem in _of_one(catalogue, keys, formats)]
    for key in keys:
        found += _differences(key, [catalogue for catalogue in catalogues if key in catalogue.sentences])
    return found


def _of_one(catalogue: Catalogue, keys: list[str], formats: frozenset[str]) -> Iterator[str]:
    yield from (f"{key}: missing" for key in keys if key not in catalogue.sentences)
    yield from (f"{key}: marked fuzzy" for key in catalogue.fuzzy)
    counts = Counter(_KEY_LINE.findall(catalogue.path.read_text("utf-8")))
    yield from (f"{key}: there {times} times" for key, times in counts.items() if times > 1)
    for key, forms in catalogue.sentences.items():
        for words in forms:
            yield from (f"{key}: {problem}" for problem in (*_fields(words, formats), *_html(words)))


def _fields(words: str, formats: frozenset[str]) -> Iterator[str]:
    try:
        fields = compile_template(words).fields
    except TemplateError as error:
        yield str(error)
        return
    yield from (f'{field.name}: unknown format "{field.format}"' for field in fields if field.format not in formats)


def _html(words: str) -> Iterator[str]:
    yield from (f"{entity} is not an entity of Telegram's" for entity in _ENTITY.findall(words))
    still_open: list[str] = []
    for match in _ANGLE.finditer(words):
        closing, tag, attributes = match.groups()
        if tag is None:
            yield f"{match[0]} outside a tag"
        elif tag not in _ATTRIBUTES or (not closing and not re.fullmatch(_ATTRIBUTES[tag], attributes)):
            yield f"{match[0]} is not a tag of Telegram's"
        elif not closing:
            still_open.append(tag)
        elif not still_open or still_open.pop() != tag:
            yield f"{match[0]} closes what is not open"
    yield from (f"<{tag}> is not closed" for tag in still_open)


def _differences(key: str, catalogues: list[Catalogue]) -> Iterator[str]:
    for other in catalogues[1:]:
        yield from _between(key, catalogues[0], other)


def _between(key: str, first: Catalogue, other: Catalogue) -> Iterator[str]:
    if (len(first.sentences[key]) > 1) != (len(other.sentences[key]) > 1):
        yield f"{other.language}: {key}: has plural forms in {first.language} or here, not in both"
    expected = _names(first, key)
    for name in sorted(expected ^ _names(other, key)):
        having, lacking = (first, other) if name in expected else (other, first)
        yield f"{lacking.language}: {key}: no field {name}, which {having.language} has"


def _names(catalogue: Catalogue, key: str) -> set[str]:
    """Return the fields of all forms; the count of a plural may be said in words ("one question") and is left out."""
    forms = catalogue.sentences[key]
    names: set[str] = set()
    for words in forms:
        try:
            names.update(field.name for field in compile_template(words).fields)
        except TemplateError:
            continue
    return names - {"count"} if len(forms) > 1 else names
