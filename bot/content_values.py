"""The values of a content folder (words in every language, hours, days, keys); each says what it expects."""

import re
from collections.abc import Callable
from datetime import date, time
from itertools import pairwise
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field, PlainValidator, ValidationInfo

from bot.content_problems import refusal, show
from bot.domain.calendar import Interval
from bot.domain.message import Localized

LABEL_CHARACTERS = 18
LONGEST_PROMISE_DAYS = 250
_EARLIEST = time(4)
_HOURS = re.compile(r"(\d\d):(\d\d)-(\d\d):(\d\d)")
_CLOCK = re.compile(r"(\d\d):(\d\d)")
_PHRASE_WORD = re.compile(r"[^\s*]*[^\W_][^\s*]*\*?")
_YEARLY = re.compile(r"(\d\d)-(\d\d)")
_LEAP_YEAR = 2024


def _localized(value: Any, info: ValidationInfo) -> Localized:  # noqa: ANN401 - it is here that it gets a type
    languages: tuple[str, ...] = info.context["languages"] if info.context else ()
    expected = f"words in {', '.join(languages)}"
    if not isinstance(value, dict):
        raise refusal(expected, show(value))
    if set(value) != set(languages):
        raise refusal(expected, f"only {', '.join(value)}" if set(value) < set(languages) else ", ".join(value))
    for language, words in value.items():
        if not isinstance(words, str) or not words.strip():
            raise refusal(expected, f"{language} = {show(words)}")
    return Localized(value)


def at_most(characters: int, what: str = "words") -> Callable[[Localized], Localized]:
    """Return a validator that refuses words of more characters in any language; ``what`` tells what they are."""

    def check(words: Localized) -> Localized:
        for language, said in words.items():
            if len(said) > characters:
                raise refusal(f"{what} of at most {characters} characters", f"{len(said)} in {language}: {show(said)}")
        return words

    return check


def _clock(hour: str, minute: str) -> time:
    try:
        return time(int(hour), int(minute))
    except ValueError:
        raise refusal("times from 04:00 to 23:59", f"{hour}:{minute}") from None


def _interval(written: object) -> Interval:
    match_ = _HOURS.fullmatch(written) if isinstance(written, str) else None
    if match_ is None:
        raise refusal('hours such as "09:00-12:00"', show(written))
    hour, minute, until_hour, until_minute = match_.groups()
    interval = Interval(_clock(hour, minute), _clock(until_hour, until_minute))
    if not _EARLIEST <= interval.opens < interval.closes:
        raise refusal("an opening from 04:00 on, before the closing", show(written))
    return interval


def _intervals(value: Any) -> tuple[Interval, ...]:  # noqa: ANN401 - it is here that it gets a type
    if not isinstance(value, list):
        raise refusal('a list of hours such as ["09:00-12:00", "13:00-16:30"]', show(value))
    intervals = tuple(_interval(written) for written in value)
    for (earlier, later), written in zip(pairwise(intervals), value[1:], strict=True):
        if later.opens < earlier.closes:
            raise refusal("hours in order that do not overlap", show(written))
    return intervals


def _closing_day(value: Any) -> date | tuple[int, int]:  # noqa: ANN401 - it is here that it gets a type
    if type(value) is date:
        return value
    match_ = _YEARLY.fullmatch(value) if isinstance(value, str) else None
    try:
        if match_ is not None:
            yearly = date(_LEAP_YEAR, int(match_[1]), int(match_[2]))
            return yearly.month, yearly.day
    except ValueError:
        pass
    raise refusal('a date such as 2026-12-24, or "12-24" for every year', show(value))


def _time_of_day(value: object) -> time:
    match_ = _CLOCK.fullmatch(value) if isinstance(value, str) else None
    try:
        if match_ is not None:
            return time(int(match_[1]), int(match_[2]))
    except ValueError:
        pass
    raise refusal('a time from "00:00" to "23:59"', show(value))


def _phrase(value: str) -> str:
    words = value.split()
    if not words or not all(map(_PHRASE_WORD.fullmatch, words)):
        raise refusal("words with letters or digits, a * only at the end of a word", show(value))
    return value


def _zone(value: Any) -> ZoneInfo:  # noqa: ANN401 - it is here that it gets a type
    try:
        return ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, TypeError, OSError):
        raise refusal('a time zone such as "Europe/Brussels"', show(value)) from None


def _languages(value: list[str]) -> list[str]:
    if "nl" not in value:
        raise refusal('languages with "nl" among them', ", ".join(value))
    return _distinct(value)


def _distinct(value: list[str]) -> list[str]:
    seen: set[str] = set()
    for entry in value:
        if entry.casefold() in seen:
            raise refusal("every entry once", f"{show(entry)} again")
        seen.add(entry.casefold())
    return value


def _promise(days: int) -> int:
    if days > LONGEST_PROMISE_DAYS:
        raise refusal(f"at most {LONGEST_PROMISE_DAYS} working days", show(days))
    return days


def described(description: str, **constraints: Any) -> Any:  # noqa: ANN401 - as pydantic's own Field
    """Return a field that describes what it expects."""
    return Field(description=description, **constraints)


Line = Annotated[str, described("words", pattern=r"\S")]
Key = Annotated[
    str, described("a key of at most 24 small letters, digits and _, a letter first", pattern=r"^[a-z][a-z0-9_]{0,23}$")
]
ShortKey = Annotated[
    str,
    described("a key of at most 16 small letters, digits and _, a letter first", pattern=r"^[a-z][a-z0-9_]{0,15}$"),
]
Email = Annotated[str, described("an e-mail address", pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")]
Phone = Annotated[str, described("a telephone number", pattern=r"^\+?[0-9][0-9 /]{1,19}$")]
Url = Annotated[str, described("an address that starts with https://", pattern=r"^https://\S+$")]
Words = Annotated[Localized, PlainValidator(_localized), described("words in every language")]
Label = Annotated[
    Words, AfterValidator(at_most(LABEL_CHARACTERS, "a button label")), described("a button label in every language")
]
Days = Annotated[int, AfterValidator(_promise), described("a whole number of at least 1", ge=1)]
Hours = Annotated[tuple[Interval, ...], PlainValidator(_intervals)]
Clock = Annotated[time, PlainValidator(_time_of_day)]
ClosingDay = Annotated[date | tuple[int, int], PlainValidator(_closing_day), described("a date")]
TimeZone = Annotated[ZoneInfo, PlainValidator(_zone), described("a time zone")]
Languages = Annotated[
    list[str], AfterValidator(_languages), described('languages by two letters, such as ["nl", "fr"]', min_length=1)
]
Keyword = Annotated[str, described("one word", pattern=r"^\S*[^\W_]\S*$")]
Phrase = Annotated[str, AfterValidator(_phrase), described("words")]
Keywords = Annotated[list[Keyword], AfterValidator(_distinct)]
Questions = Annotated[list[Line], AfterValidator(_distinct)]
