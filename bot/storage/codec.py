"""How domain values lie in the database: moments as text of one fixed width, messages and attachments as JSON."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from math import isfinite
from types import MappingProxyType
from typing import Any

import orjson

from bot.domain.message import Attachment, AttachmentKind, Button, Localized, Message, Text, Value

_ATTACHMENT_FIELDS = ("file_id", "name", "size", "latitude", "longitude", "content")


@lru_cache(maxsize=64)
def moment_text(at: datetime) -> str:
    """Return the moment in UTC, always 27 characters wide, so that moments sort as text; it must be aware."""
    if at.tzinfo is None:
        raise ValueError("a moment without a zone cannot be stored")
    return at.astimezone(UTC).isoformat(timespec="microseconds")[:26] + "Z"


def moment_or_none(at: datetime | None) -> str | None:
    """Return the moment as text, None for none."""
    return None if at is None else moment_text(at)


def moment(stored: str) -> datetime:
    """Return the stored moment, aware, in UTC."""
    return datetime.fromisoformat(stored)


def optional_moment(stored: str | None) -> datetime | None:
    """Return the stored moment, None for none."""
    return None if stored is None else datetime.fromisoformat(stored)


def day(stored: str) -> date:
    """Return the stored day."""
    return date.fromisoformat(stored)


def day_or_none(day: date | None) -> str | None:
    """Return the day as ISO text, None for none."""
    return None if day is None else day.isoformat()


def optional_day(stored: str | None) -> date | None:
    """Return the stored day, None for none."""
    return None if stored is None else date.fromisoformat(stored)


def keys_text(keys: Iterable[str]) -> str:
    """Return a set of keys as one text, always in the same order; a key with a comma in it cannot be stored."""
    ordered = sorted(keys)
    if any(not key or "," in key for key in ordered):
        raise ValueError("a key that is stored in a set is not empty and has no comma")
    return ",".join(ordered)


def keys(stored: str) -> frozenset[str]:
    """Return the stored set of keys."""
    return frozenset(stored.split(",")) if stored else frozenset()


def message_json(message: Message) -> str:
    """Return the message as JSON; what has its default value is left out."""
    stored: dict[str, object] = {"text": _text(message.text)}
    if message.rows:
        stored["rows"] = [[_button(button) for button in row] for row in message.rows]
    if message.attachment:
        stored["attachment"] = _attachment(message.attachment)
    if message.silent:
        stored["silent"] = True
    return orjson.dumps(stored).decode()


def message(stored: str) -> Message:
    """Return the stored message."""
    found = orjson.loads(stored)
    return Message(
        text=_read_text(found["text"]),
        rows=tuple(tuple(_read_button(button) for button in row) for row in found.get("rows", ())),
        attachment=_read_attachment(found["attachment"]) if "attachment" in found else None,
        silent="silent" in found,
    )


def attachment_json(attachment: Attachment | None) -> str | None:
    """Return the attachment as JSON, None for none."""
    return None if attachment is None else orjson.dumps(_attachment(attachment)).decode()


def attachment(stored: str | None) -> Attachment | None:
    """Return the stored attachment, None for none."""
    return None if stored is None else _read_attachment(orjson.loads(stored))


def _text(words: Text) -> dict[str, object]:
    if not words.values:
        return {"key": words.key}
    return {"key": words.key, "values": {name: _value(value) for name, value in words.values.items()}}


def _value(value: Value) -> object:
    """Return the value as JSON takes it; what JSON has no word for becomes an object with one tag."""
    match value:
        case str() | int():
            return value
        case float():
            return _finite(value)
        case datetime():  # before date: each datetime is one
            return {"moment": moment_text(value)}
        case date():
            return {"day": value.isoformat()}
        case Localized():
            return {"localized": dict(value)}
        case Text():
            return _text(value)
        case tuple():
            return [_text(line) for line in value]


def _finite(value: float) -> float:
    if not isfinite(value):  # JSON has no word for it, and would store nothing in its place
        raise ValueError("a message can only carry a number that can be written")
    return value


def _button(button: Button) -> dict[str, object]:
    stored: dict[str, object] = {"label": _text(button.label)}
    if button.action:
        stored["action"] = button.action
    if button.args:
        stored["args"] = button.args
    if button.url:
        stored["url"] = button.url
    return stored


def _attachment(attachment: Attachment) -> dict[str, object]:
    fields = {name: getattr(attachment, name) for name in _ATTACHMENT_FIELDS}
    return {"kind": attachment.kind.value} | {name: value for name, value in fields.items() if value}


def _read_text(found: Mapping[str, Any]) -> Text:
    values = found.get("values", {})
    return Text(found["key"], MappingProxyType({name: _read_value(value) for name, value in values.items()}))


def _read_value(found: Any) -> Value:  # noqa: ANN401 - whatever JSON holds
    if isinstance(found, str | int | float):  # by far the most
        return found
    match found:
        case list():
            return tuple(_read_text(line) for line in found)
        case {"key": _}:
            return _read_text(found)
        case {"moment": str(stored)}:
            return datetime.fromisoformat(stored)
        case {"day": str(stored)}:
            return date.fromisoformat(stored)
        case {"localized": dict(stored)}:
            return Localized(stored)
        case _:
            raise ValueError("a stored message holds a value that this program does not know")


def _read_button(found: Mapping[str, Any]) -> Button:
    return Button(
        label=_read_text(found["label"]),
        action=found.get("action", ""),
        args=tuple(found.get("args", ())),
        url=found.get("url", ""),
    )


def _read_attachment(found: Mapping[str, Any]) -> Attachment:
    return Attachment(**{**found, "kind": AttachmentKind(found["kind"])})
