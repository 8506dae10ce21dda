"""What people type at a step, read as an answer: their own date, time, number, the words of a button, or its number."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.errors import Refused
from bot.domain.form import NO, YES, Given, Kind, Option, Step
from bot.domain.message import Attachment, AttachmentKind, Text, text
from bot.domain.words import plain

LONGEST_ANSWER = 4000
"""Characters of an answer in words, where the step does not say otherwise; a longer one is no answer to a question."""

LONGEST_NUMBER = 9
"""Digits; what is longer is a telephone number or a slip."""

LINKING = 4
"""Letters of the words between numbers of options ("1, 2 en 5")."""

_YEARS_AHEAD = 9
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMERIC = re.compile(r"\D*?(\d{1,2})\s?[/.\-]\s?(\d{1,2})(?:\s?[/.\-]\s?(\d{4}|\d{2}))?\.?")
_NUMBER = re.compile(r"[^\d\-]*(-?\d{1,3}(?:[ .\u00a0\u202f]\d{3})+|-?\d+)(?:\s*[^\d\s,.][^\d,]*)?\.?")
_TIME = re.compile(r"[^\d\-]*(\d{1,2})(?:\s?(?:[.:]|[uh][^\W\d_]{0,5}\.?)\s?(\d{2}))?(?!\d)\s*([^\d]*)")
_AFTER_NOON = re.compile(r"([ap])\.?\s?m\b\.?")


@dataclass(frozen=True, slots=True)
class DateNames:
    """How a language names months (1 to 12), weekdays (Monday is 0) and days by their distance from today (0)."""

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    near: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Hints:
    """What a reader must know besides the step: the day it is, the names of days, and how labels read."""

    today: date
    names: DateNames
    label: Callable[[Text], str]


def choices(step: Step) -> tuple[Option, ...]:
    """Return everything that can be tapped as an answer: the step's options, yes and no, or the numbers of a scale."""
    if step.options:
        return step.options
    if step.kind is Kind.CONFIRM:
        return Option(YES, text("form.yes")), Option(NO, text("form.no"))
    if step.kind is Kind.SCALE:
        return tuple(Option(str(n), text("form.scale", number=n)) for n in range(step.least, step.most + 1))
    return ()


def read(step: Step, words: str, attachment: Attachment | None, hints: Hints) -> Given:
    """Return these words (and file) as the answer to that step.

    Raises ``Refused`` with what would be readable there.
    """
    if step.kind is Kind.TEXT or (step.kind is Kind.PLACE and not step.options):
        return _in_words(step, words, attachment, hints)
    if words and (option := _labelled(step, words, hints)) is not None:
        return Given(step.key, value=option.key)
    try:
        return Given(step.key, value=_READERS[step.kind](step, words, hints))
    except Refused:
        if not step.open and step.kind is not Kind.PLACE:
            raise
    return _in_words(step, words, attachment, hints)


def takes_words(step: Step) -> bool:
    """Tell whether any words at all can be an answer to that step."""
    return step.open or step.kind in {Kind.TEXT, Kind.PLACE}


def _in_words(step: Step, words: str, attachment: Attachment | None, hints: Hints) -> Given:
    if words and (option := _labelled(step, words, hints)) is not None:
        return Given(step.key, value=option.key)
    bounded = step.kind is Kind.TEXT
    most = step.most if bounded and step.most else LONGEST_ANSWER
    if len(words) > most:
        raise Refused("form.too_long", most=most, length=len(words))
    if bounded and len(words) < step.least and attachment is None:
        raise Refused("form.too_short", least=step.least)
    if not words and attachment is None:
        raise Refused("form.no_words")
    if step.kind is Kind.PLACE and attachment is not None and attachment.kind is not AttachmentKind.LOCATION:
        raise Refused("form.no_place")
    return Given(step.key, words=words, attachment=attachment)


def _labelled(step: Step, words: str, hints: Hints) -> Option | None:
    typed = plain(words)
    if not typed:
        return None
    offered = choices(step)
    for option in offered:
        if typed in {plain(hints.label(said)) for said in (option.label, option.says) if said is not None}:
            return option
    begun = [option for option in offered if plain(hints.label(option.label)).startswith(f"{typed} ")]
    return begun[0] if len(begun) == 1 and step.kind is not Kind.TEXT else None


def _numbered(step: Step, words: str) -> Option | None:
    offered = choices(step)
    bare = words.strip().rstrip(".)")
    position = int(bare) if bare.isdecimal() and len(bare) <= LONGEST_NUMBER else 0
    return offered[position - 1] if 0 < position <= len(offered) else None


def _choice(step: Step, words: str, _hints: Hints) -> str:
    option = _numbered(step, words)
    if option is None:
        raise Refused("form.choose_one")
    return option.key


def _several(step: Step, words: str, hints: Hints) -> str:
    parts = [part for part in re.split(r"[,;/\n]+", words) if part.strip()]
    found = [_labelled(step, part, hints) or _numbered(step, part) for part in parts]
    if not found or None in found:
        tokens = re.findall(r"\w+", words)
        numbers = [token for token in tokens if token.isdecimal()]
        linked = all(len(token) <= LINKING for token in tokens)
        found = [_numbered(step, number) for number in numbers] if linked else []
    keys = {option.key for option in found if option is not None}
    if not found or None in found:
        raise Refused("form.choose_some")
    return ",".join(option.key for option in choices(step) if option.key in keys)


def _number(step: Step, words: str, _hints: Hints) -> str:
    match = _NUMBER.fullmatch(words.strip())
    digits = re.sub(r"[ .\u00a0\u202f]", "", match[1]) if match else ""
    if not digits or len(digits) > LONGEST_NUMBER:
        raise Refused("form.no_number")
    number = int(digits)
    if number < step.least or (step.most and number > step.most):
        key = "form.out_of_bounds" if step.most else "form.too_small"
        raise Refused(key, least=step.least, most=step.most)
    return str(number)


def _date(step: Step, words: str, hints: Hints) -> str:
    typed = " ".join(words.casefold().split())
    found = _iso(typed) or _near(typed, hints) or _numeric(typed, hints) or _named(step, typed, hints)
    if found is not None:
        return found.isoformat()
    option = _numbered(step, words)
    if option is None:
        raise Refused("form.no_date")
    return option.key


def _iso(typed: str) -> date | None:
    match = _ISO.fullmatch(typed)
    return _day(int(match[1]), int(match[2]), int(match[3])) if match else None


def _near(typed: str, hints: Hints) -> date | None:
    word = plain(typed)
    if word in hints.names.near:
        return hints.today + timedelta(days=hints.names.near[word])
    if word in hints.names.weekdays:
        return hints.today + timedelta(days=(hints.names.weekdays[word] - hints.today.weekday() - 1) % 7 + 1)
    return None


def _numeric(typed: str, hints: Hints) -> date | None:
    match = _NUMERIC.fullmatch(typed)
    if match is None:
        return None
    return _checked(typed, _in_year(int(match[2]), int(match[1]), match[3] or "", hints), hints)


def _named(step: Step, typed: str, hints: Hints) -> date | None:
    tokens = re.findall(r"[^\W\d_]+|\d+", plain(typed))
    # Where words are an answer too, a date in a longer sentence is a part of what somebody says.
    if step.open and any(len(token) > LINKING and not _dates(token, hints) for token in tokens):
        return None
    months = [hints.names.months[token] for token in tokens if token in hints.names.months]
    numbers = [token for token in tokens if token.isdecimal()]
    years = [number for number in numbers if len(number) == len("2026")]
    days = [number for number in numbers if number not in years]
    if len(months) != 1 or len(days) != 1 or len(years) > 1 or len(days[0]) > len("31"):
        return None
    return _checked(typed, _in_year(months[0], int(days[0]), "".join(years), hints), hints)


def _dates(token: str, hints: Hints) -> bool:
    return token.isdecimal() or token in hints.names.months or token in hints.names.weekdays


def _in_year(month: int, day: int, year: str, hints: Hints) -> date | None:
    """Return that date, in the first year in which it is still to come when none is given."""
    if year:
        return _day(int(year) + (2000 if len(year) == len("26") else 0), month, day)
    years = range(hints.today.year, hints.today.year + _YEARS_AHEAD)
    return next((found for at in years if (found := _day(at, month, day)) and found >= hints.today), None)


def _checked(typed: str, found: date | None, hints: Hints) -> date | None:
    """Return the date unless another weekday was typed beside it; then one of the two is a slip."""
    if found is None:
        return None
    for token in re.findall(r"[^\W\d_]+", plain(typed)):
        if hints.names.weekdays.get(token, found.weekday()) != found.weekday():
            raise Refused("form.other_weekday", day=found)
    return found


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _time(_step: Step, words: str, _hints: Hints) -> str:
    match = _TIME.fullmatch(words.strip().casefold())
    if match is None:
        raise Refused("form.no_time")
    hour, minute = int(match[1]), int(match[2] or 0)
    half = _AFTER_NOON.search(match[3])
    if half is not None:
        hour = hour % 12 + (12 if half[1] == "p" else 0)
    if hour > 23 or minute > 59:
        raise Refused("form.no_time")
    return f"{hour:02d}:{minute:02d}"


_READERS: Mapping[Kind, Callable[[Step, str, Hints], str]] = {
    Kind.CHOICE: _choice,
    Kind.CHOICES: _several,
    Kind.NUMBER: _number,
    Kind.SCALE: _number,
    Kind.DATE: _date,
    Kind.TIME: _time,
    Kind.PLACE: _choice,
    Kind.PEOPLE: _choice,
    Kind.CONFIRM: _choice,
}
