"""What we say: a message as a key, named values and buttons. How it reads is the catalogue's business."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

Language = str
"""A two-letter language code that the town has a catalogue for: "nl", "fr" or "en"."""


class Localized(dict[Language, str]):
    """The same words in several languages, as the content folder gives them (a topic's title, a closing day's name)."""

    def in_language(self, language: Language) -> str:
        """Return the words in that language, in Dutch when they are missing there."""
        return self.get(language) or self["nl"]


@dataclass(frozen=True, slots=True)
class Text:
    """A key of the catalogue with the values that its sentence names.

    A value may be a person's own words (``str``, escaped when rendered), a number, a date or time (written as people
    write them here), a ``Localized``, another ``Text``, or a tuple of ``Text`` (its lines).
    """

    key: str
    values: Mapping[str, "Value"] = field(default_factory=lambda: MappingProxyType({}))


Value = str | int | float | date | datetime | Localized | Text | tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Button:
    """One button: what it says and, when tapped, which action it asks for on which ids; or a web address."""

    label: Text
    action: str = ""
    args: tuple[int | str, ...] = ()
    url: str = ""


Rows = tuple[tuple[Button, ...], ...]


class AttachmentKind(StrEnum):
    """The kinds of file that people send along; each has its own way of sending at Telegram."""

    PHOTO = "photo"
    VIDEO = "video"
    VIDEO_NOTE = "video_note"
    ANIMATION = "animation"
    VOICE = "voice"
    AUDIO = "audio"
    DOCUMENT = "document"
    LOCATION = "location"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file at Telegram, a place on the map, or a file of ours; ``size`` is in bytes and 0 when unknown.

    ``content`` is the whole text of a file that we make ourselves (a calendar file, a table), sent as UTF-8. Of a
    picture (.png) it is the title and lines of a label, a tab and a number; of a workbook (.xlsx) the table.
    """

    kind: AttachmentKind
    file_id: str = ""
    name: str = ""
    size: int = 0
    latitude: float = 0.0
    longitude: float = 0.0
    content: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """One message to one chat: its text, its buttons and at most one attachment (whose caption the text then is)."""

    text: Text
    rows: Rows = ()
    attachment: Attachment | None = None
    silent: bool = False

    @property
    def key(self) -> str:
        """Return the catalogue key, by which tests and logs name this message."""
        return self.text.key


def text(key: str, /, **values: Value) -> Text:
    """Return the text with that key and those values."""
    return Text(key, MappingProxyType(values))


def button(key: str, action: str, *args: int | str, **values: Value) -> Button:
    """Return a button labelled ``key`` that asks for ``action`` on ``args``."""
    return Button(text(key, **values), action, args)
