"""Files of our own on their way out, and words that are too long to travel under a file."""

import mimetypes
from collections.abc import Mapping
from importlib import import_module

from bot.domain.message import Attachment
from bot.transport.plain import without_tags
from bot.transport.request import Files

Parameters = Mapping[str, object]

CAPTION_LIMIT = 1024
"""UTF-16 units of words under a file, once the tags are taken out."""

_MEDIA_TYPES = {
    ".ics": "text/calendar",
    ".csv": "text/csv",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_MAKERS = {".png": "bot.transport.pictures", ".xlsx": "bot.transport.workbooks"}
"""Files that are kept as a description, with what makes them of it: a row of the outbox holds text."""

# What belongs to the words and not to the file, when the two part ways.
_OF_THE_WORDS = {"caption", "parse_mode", "reply_markup"}
_OF_BOTH = {"chat_id", "disable_notification"}


def parts(method: str, parameters: Parameters) -> tuple[tuple[str, Parameters], ...]:
    """Return the requests that this one takes, in order; the last is the message that the buttons stand under.

    Words that are too long for a caption follow the file as a message of their own, and only they make a sound.
    """
    caption = parameters.get("caption")
    if not isinstance(caption, str) or _units(caption) <= CAPTION_LIMIT:
        return ((method, parameters),)
    file = {name: value for name, value in parameters.items() if name not in _OF_THE_WORDS}
    words = {name: value for name, value in parameters.items() if name in _OF_THE_WORDS | _OF_BOTH}
    words["text"] = words.pop("caption")
    words["link_preview_options"] = {"is_disabled": True}
    return (method, {**file, "disable_notification": True}), ("sendMessage", words)


def separate(parameters: Parameters) -> tuple[Parameters, Files | None]:
    """Return the parameters without the files of our own, and those files as they are uploaded (None without any)."""
    ours = {name: value for name, value in parameters.items() if isinstance(value, Attachment)}
    if not ours:
        return parameters, None
    rest = {name: value for name, value in parameters.items() if name not in ours}
    return rest, {name: _part(file) for name, file in ours.items()}


def _part(file: Attachment) -> tuple[str, bytes, str]:
    # A line break in a name, such as that of a meeting, would end the header that it stands in.
    name = " ".join(file.name.split())
    return name, _bytes_of(name, file.content), _media_type(name)


def _bytes_of(name: str, content: str) -> bytes:
    """Return a file's text as it stands, or what is made of it where the name asks for that."""
    maker = _MAKERS.get(_suffix(name))
    if maker is None:
        return content.encode()
    # What draws takes ten megabytes, and most houses never draw.
    made: bytes = import_module(maker).make(content)
    return made


def _suffix(name: str) -> str:
    return name[name.rfind(".") :] if "." in name else ""


def _media_type(name: str) -> str:
    known = _MEDIA_TYPES.get(_suffix(name)) or mimetypes.guess_type(name)[0]
    return known or "text/plain"


def _units(caption: str) -> int:
    # A short one needs no counting, and nearly all are short.
    return len(caption) if 2 * len(caption) <= CAPTION_LIMIT else len(without_tags(caption).encode("utf-16-le")) // 2
