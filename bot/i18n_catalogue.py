"""One language's catalogue: a .po file in memory, each sentence taken apart the first time it is said."""

from collections.abc import Callable
from gettext import c2py
from pathlib import Path

from babel.messages.pofile import PoFileError, read_po

from bot.domain.message import Language
from bot.i18n_template import Template, TemplateError, compile_template


class MissingText(LookupError):  # noqa: N818 - what it says is that words are missing
    """Words cannot be said: a language, key, value or format is missing, or a catalogue cannot be read."""


class Catalogue:
    """The sentences of one language by key; a key with plural forms has several, chosen by the number it is about."""

    def __init__(self, language: Language, path: Path) -> None:
        self.language = language
        self.path = path
        try:
            with path.open("rb") as file:
                catalogue = read_po(file, locale=language, abort_invalid=True)
        except PoFileError as error:
            what = str(error).rpartition(" on ")[0]
            raise MissingText(f"{path}: line {error.lineno + 1}: {what}") from error
        except (OSError, ValueError) as error:
            raise MissingText(f"{path}: expected a catalogue in UTF-8, found {error}") from error
        messages = {_forms(message.id)[0]: message for message in catalogue if message.id}
        self.keys = tuple(messages)
        self.fuzzy = tuple(key for key, message in messages.items() if message.fuzzy)
        said = {key: _forms(message.string) for key, message in messages.items()}
        self.sentences = {key: forms for key, forms in said.items() if all(forms)}
        self._plural: Callable[[int], int] = c2py(catalogue.plural_expr)
        self._templates: dict[tuple[str, int], Template] = {}

    def template(self, key: str, count: object) -> Template:
        """Return the sentence ``key``; where it has plural forms, the one for ``count``.

        Raises:
            MissingText: no such key, a sentence that cannot be taken apart, or plural forms without a whole count.
        """
        forms = self.sentences.get(key)
        if forms is None:
            raise MissingText(f"{self.language}: {key}: no such words")
        return self._compiled(key, self._form(key, count) if len(forms) > 1 else 0)

    def _form(self, key: str, count: object) -> int:
        if not isinstance(count, int):
            raise MissingText(f'{self.language}: {key}: plural forms need a whole number "count", found {count!r}')
        return self._plural(count)

    def _compiled(self, key: str, form: int) -> Template:
        template = self._templates.get((key, form))
        if template is None:
            try:
                template = compile_template(self.sentences[key][form])
            except (TemplateError, IndexError) as error:
                raise MissingText(f"{self.language}: {key}: {error}") from error
            self._templates[key, form] = template
        return template


def _forms(words: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return tuple(words) if isinstance(words, tuple | list) else (words or "",)
