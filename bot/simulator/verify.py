"""Checks what the server says: every answer and update is held against the facts before it leaves.

Each type becomes one closure at the first use, so that a check costs microseconds.
"""

from collections.abc import Callable
from functools import cache

from bot.simulator.facts import ARRAY, Field, load_facts
from bot.simulator.wire import ViolationError

Check = Callable[[object], None]


class _WrongError(Exception):
    """A value does not fit; `path` leads to it, built from the inside out."""

    def __init__(self, reason: str, *path: str) -> None:
        super().__init__(reason)
        self.path = list(path)


def verify_result(method: str, result: object) -> None:
    """Check the result of `method`.

    Raises:
        ViolationError: the facts say something else.
    """
    _guard(_result_check(method), result, method)


def verify_update(update: object) -> None:
    """Check one Update object.

    Raises:
        ViolationError: the facts say something else.
    """
    _guard(_check_of(("Update",)), update, "Update")


def _guard(check: Check, value: object, where: str) -> None:
    try:
        check(value)
    except _WrongError as wrong:
        path = ".".join([where, *reversed(wrong.path)])
        message = f"{path}: {wrong}"
        raise ViolationError(message) from None


@cache
def _result_check(method: str) -> Check:
    return _check_of(load_facts().returns[method])


@cache
def _check_of(names: tuple[str, ...]) -> Check:
    names = load_facts().expand(names)
    if len(names) == 1:
        return _single(names[0])
    if "InaccessibleMessage" in names:
        return _maybe_inaccessible
    tags = load_facts().tags(names)
    if tags is not None:
        return _tagged(*tags)
    return _any_of(tuple(_single(name) for name in names), "|".join(names))


def _single(name: str) -> Check:
    if name.startswith(ARRAY):
        return _array(name.removeprefix(ARRAY))
    primitive = _PRIMITIVES.get(name)
    return primitive if primitive is not None else _object(name)


def _is(kind: type | tuple[type, ...], name: str) -> Check:
    kinds = kind if isinstance(kind, tuple) else (kind,)

    def check(value: object) -> None:
        if type(value) not in kinds:
            reason = f"{name} expected, not {value!r:.80}"
            raise _WrongError(reason)

    return check


_PRIMITIVES: dict[str, Check] = {
    "Integer": _is(int, "Integer"),
    "Float": _is((int, float), "Float"),
    "String": _is(str, "String"),
    "Boolean": _is(bool, "Boolean"),
}


def _array(item: str) -> Check:
    inner: list[Check] = []

    def check(value: object) -> None:
        if not isinstance(value, list):
            reason = f"Array expected, not {value!r:.80}"
            raise _WrongError(reason)
        if not inner:
            inner.append(_check_of((item,)))
        for entry in value:
            inner[0](entry)

    return check


@cache
def _object(name: str) -> Check:
    fields = load_facts().types[name]
    required = frozenset(key for key, field in fields.items() if field.required)
    checks: dict[str, Check] = {}

    def check(value: object) -> None:
        if not isinstance(value, dict):
            reason = f"{name} expected, not {value!r:.80}"
            raise _WrongError(reason)
        if not required <= value.keys():
            reason = f"{name} lacks {sorted(required - value.keys())}"
            raise _WrongError(reason)
        for key, entry in value.items():
            try:
                (checks.get(key) or _resolve(checks, fields, name, key))(entry)
            except _WrongError as wrong:
                wrong.path.append(key)
                raise

    return check


def _resolve(checks: dict[str, Check], fields: dict[str, Field], name: str, key: str) -> Check:
    if key not in fields:
        reason = f"{name} has no such field"
        raise _WrongError(reason)
    checks[key] = _check_of(fields[key].types)
    return checks[key]


def _tagged(field: str, by_tag: dict[str, str]) -> Check:
    checks: dict[str, Check] = {}

    def check(value: object) -> None:
        tag = value.get(field) if isinstance(value, dict) else None
        if tag not in by_tag:
            reason = f"none of {sorted(by_tag)} in {field!r}: {value!r:.80}"
            raise _WrongError(reason)
        if tag not in checks:
            checks[tag] = _object(by_tag[tag])
        checks[tag](value)

    return check


def _maybe_inaccessible(value: object) -> None:
    inaccessible = isinstance(value, dict) and value.get("date") == 0
    _object("InaccessibleMessage" if inaccessible else "Message")(value)


def _any_of(checks: tuple[Check, ...], expected: str) -> Check:
    def check(value: object) -> None:
        for one in checks:
            try:
                one(value)
            except _WrongError:
                continue
            return
        reason = f"{expected} expected, not {value!r:.80}"
        raise _WrongError(reason)

    return check
