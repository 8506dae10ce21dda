"""What a button carries: a version, an action and its values, at most 64 bytes. Any client can send any bytes here."""

from collections.abc import Mapping

from bot.domain.message import Button
from bot.services.guard import Tap

VERSION = "1"
SEPARATOR = "|"
LONGEST = 64
"""Telegram's limit, in bytes."""

LARGEST = 2**52
"""Ids are at most 52 bits."""


class UnknownButton(ValueError):  # noqa: N818 - a button of another time is no program error
    """The bytes name no action that we have, or values that it does not take."""


def encode(button: Button) -> str:
    """Return the callback data of a button; raise ``ValueError`` when it would not fit."""
    data = SEPARATOR.join((VERSION, button.action, *map(str, button.args)))
    if len(data.encode()) > LONGEST or any(SEPARATOR in str(value) for value in button.args):
        raise ValueError(f"callback data of {button.action} does not fit")
    return data


def decode(data: str, taps: Mapping[str, Tap]) -> tuple[Tap, tuple[int | str, ...]]:
    """Return what the button does and its checked values; raise ``UnknownButton`` for anything else."""
    version, _, rest = data.partition(SEPARATOR)
    action, *given = rest.split(SEPARATOR)
    tap = taps.get(action)
    if version != VERSION or tap is None or len(given) != len(tap.kinds):
        raise UnknownButton
    return tap, tuple(_value(raw, kind) for raw, kind in zip(given, tap.kinds, strict=True))


def _value(raw: str, kind: type[int] | type[str]) -> int | str:
    if kind is str:
        return raw
    if not (raw.isascii() and raw.isdigit()) or len(raw) > 16 or int(raw) > LARGEST:
        raise UnknownButton
    return int(raw)
