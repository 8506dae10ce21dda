"""What the transport must know of an update before it is kept: its number and its chat. It reads nothing else."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeGuard

import orjson

from bot.services.ports import Incoming

# Telegram's ids have at most 52 bits; what is larger is no id, and no database would take it.
_LARGEST = 2**52
_SYNTHETIC_BITS = 48


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An update for the quarantine, and why; ``incoming`` has a number of its own making when it came without one."""

    incoming: Incoming
    reason: str


def read_update(item: object) -> Incoming | Unreadable:
    """Return the update that was parsed from JSON, with the chat whose order it keeps."""
    raw = _as_json(item)
    if not isinstance(item, Mapping):
        return Unreadable(Incoming(synthetic_id(raw), 0, raw), "not_an_object")
    number = item.get("update_id")
    if not is_update_id(number):
        return Unreadable(Incoming(synthetic_id(raw), 0, raw), "no_update_id")
    return Incoming(number, chat_of(item), raw)


def _as_json(item: object) -> str:
    try:
        return orjson.dumps(item, default=repr).decode()
    except TypeError:  # half a surrogate pair, a number over 64 bits
        return json.dumps(item, default=repr)


def unparsable(raw: str) -> Unreadable:
    """Return something that came in and is no JSON, ready for the quarantine."""
    # PostgreSQL keeps no NUL in a text.
    return Unreadable(Incoming(synthetic_id(raw), 0, raw.replace("\x00", "\ufffd")), "not_json")


def is_update_id(value: object) -> TypeGuard[int]:
    """Tell whether that can be the number of an update."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < _LARGEST


def synthetic_id(raw: str) -> int:
    """Return a negative number for something without one: the same text always gets the same."""
    digest = hashlib.sha256(raw.encode("utf-8", "replace")).digest()
    return -1 - (int.from_bytes(digest[:8], "big") >> (64 - _SYNTHETIC_BITS))


def chat_of(update: Mapping[str, object]) -> int:
    """Return the id of the chat that the update belongs to, else of the person it comes from, else 0."""
    for name, content in update.items():
        if name != "update_id" and isinstance(content, Mapping):
            message = content.get("message")
            holders = (content, message) if isinstance(message, Mapping) else (content,)
            chats = [_id_in(holder, "chat") for holder in holders]
            # A private chat has its person's id, so a button pressed under nothing keeps the order of that chat.
            return next((number for number in [*chats, _id_in(content, "from"), _id_in(content, "user")] if number), 0)
    return 0


def _id_in(content: Mapping[str, object], name: str) -> int:
    holder = content.get(name)
    number = holder.get("id") if isinstance(holder, Mapping) else None
    return number if isinstance(number, int) and abs(number) < _LARGEST else 0
