"""Reads parameters strictly: strings from a form or JSON become typed values, anything else is refused.

Telegram ignores parameters it does not know; here they are refused, so that a slip of the pen surfaces.
Limits of formatted text are checked elsewhere, after its entities are parsed.
"""

from collections.abc import Mapping
from functools import cache

from bot.simulator.facts import ARRAY, Field, Limit, load_facts
from bot.simulator.scalars import SCALARS, Coercer, MisfitError, RefusalError, decoded, shown
from bot.simulator.wire import JsonObject, bad_request, utf16_len

_FORMATTED = frozenset({"text", "caption"})
_KNOWN_REFUSALS = {
    ("InlineKeyboardButton", "callback_data"): "BUTTON_DATA_INVALID",
    ("BotCommand", "command"): "BOT_COMMAND_INVALID",
    ("BotCommand", "description"): "BOT_COMMAND_DESCRIPTION_INVALID",
    ("answerCallbackQuery", "text"): "MESSAGE_TOO_LONG",
    ("InputPollOption", "text"): "poll options length must not exceed 100",
    ("sendPoll", "question"): "poll question length must not exceed 300",
}
_MISSING = {
    "text": "message text is empty",
    "chat_id": "chat_id is empty",
    "message_id": "message identifier is not specified",
    "photo": "there is no photo in the request",
    "document": "there is no document in the request",
}


def coerce_params(method: str, raw: Mapping[str, object]) -> JsonObject:
    """Return the typed parameters of `method`.

    Raises:
        ApiError: 400 for an unknown or missing parameter, a wrong type or a broken limit.
    """
    fields = load_facts().methods[method]
    result: JsonObject = {}
    for name, value in raw.items():
        if name not in fields:
            raise bad_request(f'method {method} has no parameter "{name}"')
        try:
            result[name] = _coercer_for(method, name)(value)
        except RefusalError as refusal:
            raise bad_request(str(refusal)) from None
        except MisfitError as misfit:
            raise bad_request(_wording(name, str(misfit))) from None
    for name in _required(method):
        if name not in result:
            raise bad_request(_MISSING.get(name, f'parameter "{name}" is required'))
    return result


def _wording(name: str, reason: str) -> str:
    if name == "reply_markup":
        return (
            reason if reason.startswith(("object expected", "can't parse")) else f"can't parse reply markup: {reason}"
        )
    return f'can\'t parse parameter "{name}": {reason}'


@cache
def _required(method: str) -> tuple[str, ...]:
    return tuple(name for name, field in load_facts().methods[method].items() if field.required)


@cache
def _coercer_for(owner: str, name: str) -> Coercer:
    facts = load_facts()
    siblings = facts.methods.get(owner) or facts.types[owner]
    field = siblings[name]
    coercer = _union(field.types)
    parsed_later = name in _FORMATTED and any(sibling.endswith("parse_mode") for sibling in siblings)
    if field.limit is None or (parsed_later and (owner, name) not in _KNOWN_REFUSALS):
        return coercer
    return _limited(coercer, field.limit, _KNOWN_REFUSALS.get((owner, name)))


def _limited(coercer: Coercer, limit: Limit, words: str | None) -> Coercer:
    def read(raw: object) -> object:
        value = coercer(raw)
        for one in value if isinstance(value, list) else (value,):
            if not limit.low <= _size(one, limit.unit) <= limit.high:
                if words:
                    raise RefusalError(words)
                reason = f"{limit.low} to {limit.high} {limit.unit} allowed"
                raise MisfitError(reason)
        return value

    return read


def _size(value: object, unit: str) -> int:
    if unit == "bytes":
        return len(str(value).encode("utf-8", "surrogatepass"))
    return value if isinstance(value, int) else utf16_len(str(value))


@cache
def _union(types: tuple[str, ...]) -> Coercer:
    facts = load_facts()
    if all(name.startswith(ARRAY) for name in types):
        return _array(tuple(name.removeprefix(ARRAY) for name in types))
    types = facts.expand(types)
    if len(types) == 1:
        return SCALARS.get(types[0]) or _object(types[0])
    if all(name in SCALARS for name in types):
        return _first_of(tuple(SCALARS[name] for name in types))
    tags = facts.tags(types)
    return _tagged(*tags) if tags else _by_required(types)


def _first_of(coercers: tuple[Coercer, ...]) -> Coercer:
    def read(raw: object) -> object:
        for coercer in coercers[:-1]:
            try:
                return coercer(raw)
            except MisfitError:
                continue
        return coercers[-1](raw)

    return read


def _array(items: tuple[str, ...]) -> Coercer:
    def read(raw: object) -> object:
        value = decoded(raw)
        if not isinstance(value, list):
            reason = f"Array expected, not {shown(raw)}"
            raise MisfitError(reason)
        inner = _union(items)
        return [inner(entry) for entry in value]

    return read


@cache
def _object(name: str) -> Coercer:
    def read(raw: object) -> object:
        return _read_fields(name, _as_object(raw, name))

    return read


def _read_fields(name: str, value: JsonObject) -> JsonObject:
    fields = load_facts().types[name]
    unknown = value.keys() - fields.keys()
    if unknown:
        reason = f'{name} has no field "{min(unknown)}"'
        raise MisfitError(reason)
    missing = [key for key, field in fields.items() if field.required and key not in value]
    if missing:
        reason = f'field "{missing[0]}" of {name} is required'
        raise MisfitError(reason)
    return {key: _read_field(name, key, entry) for key, entry in value.items()}


def _read_field(name: str, key: str, entry: object) -> object:
    try:
        return _coercer_for(name, key)(entry)
    except RefusalError:
        raise
    except MisfitError as misfit:
        reason = f'field "{key}" of {name}: {misfit}'
        raise MisfitError(reason) from None


def _tagged(field: str, by_tag: dict[str, str]) -> Coercer:
    def read(raw: object) -> object:
        value = _as_object(raw, field)
        name = by_tag.get(str(value.get(field)))
        if name is None:
            reason = f'{field} "{value.get(field)}" is unsupported'
            raise MisfitError(reason)
        return _read_fields(name, value)

    return read


def _by_required(names: tuple[str, ...]) -> Coercer:
    types = load_facts().types
    keys = {name: _required_fields(types[name]) for name in names if name in types}

    def read(raw: object) -> object:
        value = _as_object(raw, names[0])
        name = next((name for name, required in keys.items() if required and required <= value.keys()), None)
        if name is None:
            reason = f"one of {', '.join(names)} expected"
            raise MisfitError(reason)
        return _read_fields(name, value)

    return read


def _required_fields(fields: Mapping[str, Field]) -> frozenset[str]:
    return frozenset(key for key, field in fields.items() if field.required)


def _as_object(raw: object, name: str) -> JsonObject:
    value = decoded(raw)
    if not isinstance(value, dict):
        markup = name in {"InlineKeyboardMarkup", "ReplyKeyboardMarkup"}
        reason = "object expected as reply markup" if markup else f"Object expected, not {shown(raw)}"
        raise MisfitError(reason)
    return value
