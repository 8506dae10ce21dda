"""Belgium's public holidays as plain dates, worked out when the first date is asked for."""

import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from importlib import import_module
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TypeVar, cast, overload

from bot.domain.message import Language, Localized

T = TypeVar("T")

YEARS = range(2020, 2041)
_LIBRARY_LANGUAGES = {"nl": "nl", "fr": "fr", "en": "en_US", "de": "de", "uk": "uk"}


class PublicHolidays(Mapping[date, Localized]):
    """The public holidays of ``YEARS``; in a language that the library has no names in, they have the Dutch ones."""

    def __init__(self, languages: tuple[Language, ...]) -> None:
        self._languages = languages
        self._names: dict[date, Localized] | None = None

    def __getitem__(self, day: date) -> Localized:
        return self._loaded()[day]

    @overload
    def get(self, day: date, default: None = None, /) -> Localized | None: ...

    @overload
    def get(self, day: date, default: Localized | T, /) -> Localized | T: ...

    def get(self, day: date, default: object = None, /) -> object:
        """Return the day's name, ``default`` on all others; asked for each day that a promise passes over."""
        return self._loaded().get(day, default)

    def __iter__(self) -> Iterator[date]:
        return iter(self._loaded())

    def __len__(self) -> int:
        return len(self._loaded())

    def _loaded(self) -> dict[date, Localized]:
        if self._names is None:
            self._names = _names(self._languages)
        return self._names


def _names(languages: tuple[Language, ...]) -> dict[date, Localized]:
    belgium = _belgium()
    by_language = {
        language: dict(belgium(years=YEARS, language=_LIBRARY_LANGUAGES.get(language, "nl"))) for language in languages
    }
    # The dates are all that we came for; the library's 3 MB make room for what people send.
    for name in [name for name in sys.modules if name.partition(".")[0] == "holidays"]:
        del sys.modules[name]
    days = sorted(by_language[languages[0]])
    return {day: Localized({language: names[day] for language, names in by_language.items()}) for day in days}


def _belgium() -> Callable[..., Mapping[date, str]]:
    """Return the library's class for Belgium.

    Its own door brings in every country of the world, 7 MB and 0.14 s for one; so only that one's file is loaded,
    where the library still has it.
    """
    package = find_spec("holidays")
    file = Path(package.origin if package and package.origin else "").parent / "countries" / "belgium.py"
    spec = spec_from_file_location("belgium_of_holidays", file) if file.is_file() else None
    if spec is None or spec.loader is None:
        return cast("Callable[..., Mapping[date, str]]", import_module("holidays").BE)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return cast("Callable[..., Mapping[date, str]]", module.Belgium)
