"""One sentence of a catalogue, taken apart once: its literal words and the fields that values are filled in for."""

import re
from dataclasses import dataclass
from html import unescape
from string import Formatter

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
# A full stop that comes first, though a tag may be closed before it; three of them are no full stop.
_STOP = re.compile(r"((?:</[a-z]+>)*)\.(?!\.)")
_STOPPED = re.compile(r"\.(?:</[a-z]+>)*\Z")


class TemplateError(ValueError):
    """A sentence that cannot be taken apart; its text says why, to who writes catalogues."""


@dataclass(frozen=True, slots=True)
class Field:
    """A place for the value ``name``, written in ``format`` ("" for the usual way of its type)."""

    name: str
    format: str


Parts = tuple[str | Field, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """A sentence in the two ways that it is shown: with Telegram's HTML, and plain for buttons and toasts."""

    html: Parts
    plain: Parts

    @property
    def fields(self) -> tuple[Field, ...]:
        """Return the fields in order, also those inside a tag."""
        return tuple(part for part in self.html if isinstance(part, Field))


def compile_template(words: str) -> Template:
    """Return ``words`` taken apart.

    Raises:
        TemplateError: unbalanced braces, or a field that is not a plain name with an optional format.
    """
    return Template(_parts(words), _parts(unescape(_TAG.sub("", words))))


def going_on(value: str, words: str) -> str:
    """Return the words that come after a value, without their full stop where the value brought one ("9.12 u.")."""
    stop = _STOP.match(words)
    if stop is None or not _STOPPED.search(value):
        return words
    return stop[1] + words[stop.end() :]


def _parts(words: str) -> Parts:
    parts: list[str | Field] = []
    try:
        for literal, name, spec, conversion in Formatter().parse(words):
            if literal:
                parts.append(literal)
            if name is not None:
                parts.append(_field(name, spec or "", conversion))
    except ValueError as error:
        raise TemplateError(str(error)) from error
    return tuple(parts)


def _field(name: str, spec: str, conversion: str | None) -> Field:
    if not name.isidentifier() or conversion or "{" in spec:
        raise TemplateError(f'a field is "{{name}}" or "{{name:format}}", found "{name}"')
    return Field(name, spec)
