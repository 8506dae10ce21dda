"""Reads single values: numbers, strings, booleans and files, from JSON or from the text of a form."""

import math
from collections.abc import Callable

import orjson

from bot.simulator.wire import Upload

Coercer = Callable[[object], object]

_LONGEST = len(str(-(2**63)))


class MisfitError(Exception):
    """A value that does not fit; the text says why."""


class RefusalError(MisfitError):
    """A misfit for which Telegram has words of its own."""


def _integer(raw: object) -> object:
    if isinstance(raw, str) and len(raw) <= _LONGEST and raw.isascii() and raw.removeprefix("-").isdecimal():
        raw = int(raw)
    if isinstance(raw, int) and not isinstance(raw, bool) and abs(raw) < 2**63:
        return raw
    reason = f"Integer expected, not {shown(raw)}"
    raise MisfitError(reason)


def _float(raw: object) -> object:
    try:
        if isinstance(raw, int | float | str) and not isinstance(raw, bool) and math.isfinite(float(raw)):
            return float(raw)
    except ValueError:
        pass
    reason = f"Number expected, not {shown(raw)}"
    raise MisfitError(reason)


def _string(raw: object) -> object:
    if not isinstance(raw, str):
        reason = f"String expected, not {shown(raw)}"
        raise MisfitError(reason)
    return raw


_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}


def _boolean(raw: object) -> object:
    if isinstance(raw, bool):
        return raw
    value = _BOOLEANS.get(str(raw).lower()) if isinstance(raw, str | int) else None
    if value is None:
        reason = f"Boolean expected, not {shown(raw)}"
        raise MisfitError(reason)
    return value


def _input_file(raw: object) -> object:
    if not isinstance(raw, Upload):
        reason = f"File expected, not {shown(raw)}"
        raise MisfitError(reason)
    return raw


SCALARS: dict[str, Coercer] = {
    "Integer": _integer,
    "Float": _float,
    "String": _string,
    "Boolean": _boolean,
    "InputFile": _input_file,
}


def decoded(raw: object) -> object:
    """Return `raw`, parsed when it is the JSON text of an array or object.

    Raises:
        MisfitError: text that is no JSON.
    """
    if not isinstance(raw, str):
        return raw
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError:
        reason = "can't parse JSON object"
        raise MisfitError(reason) from None


def shown(raw: object) -> str:
    """Return `raw` as an error may repeat it."""
    return "null" if raw is None else f"{raw!r:.60}"
