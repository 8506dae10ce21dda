"""The catalogues of all languages: where a message becomes words, and people's own words are escaped."""

from pathlib import Path
from zoneinfo import ZoneInfo

from bot.domain.message import Language, Localized, Text, Value, text
from bot.domain.reading import DateNames
from bot.domain.words import plain
from bot.i18n_catalogue import Catalogue, MissingText
from bot.i18n_check import problems
from bot.i18n_formats import Formats
from bot.i18n_template import Field, going_on

__all__ = ["Catalogues", "MissingText"]

_SOURCE = "nl"
"""The language that the others are translated from; it comes first."""


class Catalogues:
    """The words of the bot in every language of ``folder`` (``<language>/LC_MESSAGES/messages.po``).

    Moments in UTC are shown in ``zone``.

    Raises:
        MissingText: there is no catalogue, or one cannot be read.
    """

    def __init__(self, folder: Path, zone: ZoneInfo) -> None:
        found = {path.parent.parent.name: path for path in folder.glob("*/LC_MESSAGES/messages.po")}
        if not found:
            raise MissingText(f"{folder}: expected <language>/LC_MESSAGES/messages.po, found none")
        ordered = sorted(found, key=lambda language: (language != _SOURCE, language))
        self._catalogues = {language: Catalogue(language, found[language]) for language in ordered}
        self._formats = {language: Formats(language, zone) for language in ordered}

    @property
    def languages(self) -> tuple[Language, ...]:
        """Return the languages that there are words in, Dutch first."""
        return tuple(self._catalogues)

    def render(self, text: Text, language: Language) -> str:
        """Return ``text`` in ``language`` as Telegram's HTML; every word that is not the catalogue's own is escaped.

        Raises:
            MissingText: the language, the key or a value is missing, or a value does not fit its format.
        """
        return self._say(text, language, html=True)

    def label(self, text: Text, language: Language) -> str:
        """Return ``text`` in ``language`` as plain words, for buttons and toasts; raises as ``render`` does."""
        return self._say(text, language, html=False)

    def date_names(self, language: Language) -> DateNames:
        """Return how people type months, weekdays and the days near today in ``language``, in small letters."""
        months, weekdays = self._formats[language].date_names()
        near = (text("form.today"), text("form.tomorrow"), text("form.after_tomorrow"))
        return DateNames(months, weekdays, {plain(self.label(one, language)): days for days, one in enumerate(near)})

    def check(self) -> list[str]:
        """Return what is wrong with the catalogues, a line each: language, key, problem. Empty when all is well."""
        formats = next(iter(self._formats.values())).names
        return problems(tuple(self._catalogues.values()), formats)

    def _say(self, text: Text, language: Language, *, html: bool) -> str:
        catalogue = self._catalogues.get(language)
        if catalogue is None:
            raise MissingText(f"{language}: {text.key}: no catalogue in this language")
        template = catalogue.template(text.key, text.values.get("count"))
        parts = template.html if html else template.plain
        said, filled = [], ""
        for part in parts:
            if isinstance(part, str):
                said.append(going_on(filled, part) if filled else part)
                filled = ""
            else:
                filled = self._fill(part, text, language, html=html)
                said.append(filled)
        return "".join(said)

    def _fill(self, field: Field, text: Text, language: Language, *, html: bool) -> str:
        try:
            value = text.values[field.name]
            if isinstance(value, Text | tuple):
                return self._texts(value, field.format, language, html=html)
            words = self._words(value, field.format, language)
        except KeyError as error:
            raise MissingText(f"{language}: {text.key}: no value or format {error}") from error
        except TypeError as error:
            raise MissingText(f"{language}: {text.key}: {field.name}: {error}, found {value!r}") from error
        return _escape(words) if html else words

    def _texts(self, value: Text | tuple[Text, ...], format_name: str, language: Language, *, html: bool) -> str:
        texts = (value,) if isinstance(value, Text) else value
        said = [self._say(text, language, html=html) for text in texts]
        if format_name == "list":
            return self._formats[language].join(said)
        if format_name:
            raise KeyError(format_name)
        return "\n".join(said)

    def _words(self, value: Value, format_name: str, language: Language) -> str:
        plain = value.in_language(language) if isinstance(value, Localized) else value
        return self._formats[language].write(plain, format_name)


def _escape(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
