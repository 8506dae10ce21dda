"""How people here write dates, times, numbers and lists, per language; what is not said here is Babel's."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.lists import format_list
from babel.numbers import format_decimal

from bot.domain.message import Language, Value
from bot.domain.words import plain, shorten

QUOTE_UNITS = 300
SHORT_UNITS = 40

_LOCALES = {"nl": "nl_BE", "fr": "fr_BE", "en": "en_GB"}


@dataclass(frozen=True, slots=True)
class _Patterns:
    """CLDR patterns; ``hour`` is the time on the hour, ``first`` the day of the month on the first."""

    time: str = "HH:mm"
    hour: str = "HH:mm"
    first: str = "d"


_PATTERNS = {
    "nl": _Patterns(time="H.mm 'u.'", hour="H 'u.'"),
    "fr": _Patterns(time="H 'h' mm", hour="H 'h'", first="'1er'"),
}


class Formats:
    """The formats of one language; moments are shown in ``zone``."""

    def __init__(self, language: Language, zone: ZoneInfo) -> None:
        self._locale = Locale.parse(_LOCALES.get(language, language))
        self._patterns = _PATTERNS.get(language, _Patterns())
        self._zone = zone
        self._named: dict[str, Callable[[Value], str]] = {
            "": self._usual,
            "day": self._day,
            "date": self._date,
            "long": self._long,
            "month": self._month,
            "time": self._time,
            "moment": self._moment,
            "number": _number,
            "quote": _quote,
            "short": _short,
        }

    @property
    def names(self) -> frozenset[str]:
        """Return the formats that a field may name, "list" (for a tuple of texts) among them."""
        return frozenset({*self._named, "list"})

    def write(self, value: Value, format_name: str) -> str:
        """Return ``value`` as people write it, not yet escaped.

        Raises:
            KeyError: there is no format of that name.
            TypeError: the format does not fit the value, or a time has no zone.
        """
        return self._named[format_name](value)

    def date_names(self) -> tuple[dict[str, int], dict[str, int]]:
        """Return the months (1 to 12) and the weekdays (Monday is 0) by their names, whole and shortened."""
        locale = self._locale
        return _names(locale.months), _names(locale.days)

    def join(self, items: Sequence[str]) -> str:
        """Return "a, b en c"."""
        return format_list(list(items), locale=self._locale)

    def _usual(self, value: Value) -> str:
        match value:
            case str() | int():
                return str(value)
            case float():
                return format_decimal(value, locale=self._locale)
            case datetime():
                return self._moment(value)
            case _:
                return self._date(value)

    def _day(self, value: Value) -> str:
        return self._dated(value, "EEEE {day} MMMM")

    def _date(self, value: Value) -> str:
        return self._dated(value, "{day} MMMM y")

    def _long(self, value: Value) -> str:
        return self._dated(value, "EEEE {day} MMMM y")

    def _month(self, value: Value) -> str:
        return self._dated(value, "LLLL y")

    def _dated(self, value: Value, pattern: str) -> str:
        day = self._local(value).date() if isinstance(value, datetime) else value
        if not isinstance(day, date):
            raise TypeError("expected a date or a time")
        pattern = pattern.format(day=self._patterns.first if day.day == 1 else "d")
        return format_date(day, pattern, locale=self._locale)

    def _time(self, value: Value) -> str:
        local = self._local(value)
        return format_datetime(local, self._time_pattern(local), locale=self._locale)

    def _moment(self, value: Value) -> str:
        local = self._local(value)
        return format_datetime(local, f"EEE d/M, {self._time_pattern(local)}", locale=self._locale)

    def _time_pattern(self, local: datetime) -> str:
        return self._patterns.time if local.minute else self._patterns.hour

    def _local(self, value: Value) -> datetime:
        """Return the wall time here, without a zone, so that Babel leaves it as it is."""
        if not isinstance(value, datetime) or value.tzinfo is None:
            raise TypeError("expected a time with its zone")
        return value.astimezone(self._zone).replace(tzinfo=None)


def _names(forms: Mapping[str, Mapping[str, Mapping[int, str]]]) -> dict[str, int]:
    widths = ("wide", "abbreviated")
    return {plain(name): number for width in widths for number, name in forms["format"][width].items()}


def _number(value: Value) -> str:
    if not isinstance(value, int):
        raise TypeError("expected a whole number")
    return f"{value:03d}"


def _quote(value: Value) -> str:
    return shorten(_words(value), QUOTE_UNITS)


def _short(value: Value) -> str:
    return shorten(" ".join(_words(value).split()), SHORT_UNITS)


def _words(value: Value) -> str:
    if not isinstance(value, str):
        raise TypeError("expected words")
    return value
