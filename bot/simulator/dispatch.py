"""Runs one Bot API call: token, faults, parameters, the method itself, the check of its answer, the ledger."""

import asyncio
import inspect
import logging
from collections.abc import Mapping
from dataclasses import dataclass

import orjson

from bot.simulator.bots import Bot
from bot.simulator.calls import Call
from bot.simulator.coerce import coerce_params
from bot.simulator.methods import METHODS
from bot.simulator.state import State
from bot.simulator.verify import verify_result
from bot.simulator.wire import ApiError, JsonObject, Upload, ViolationError

_log = logging.getLogger(__name__)
_OK = 200
_ATTACH = "attach://"
_NO_METHOD = ApiError(404, "Not Found: method not found")


@dataclass(frozen=True, slots=True)
class Outcome:
    """An answer: HTTP status and JSON body. Status 0 means that the connection is to be cut."""

    status: int
    body: bytes

    @classmethod
    def of_error(cls, error: ApiError) -> "Outcome":
        """Return the answer that carries a refusal."""
        return cls(error.code, orjson.dumps(error.body()))


@dataclass(frozen=True, slots=True)
class _Done:
    """A call that was run: its answer, and what the ledger tells of it."""

    outcome: Outcome
    params: JsonObject
    told: object


async def answer(state: State, bot: Bot, name: str, raw: Mapping[str, object]) -> Outcome:
    """Run a method by its name as it stands in the address, and return what to answer."""
    known = METHODS.get(name.lower())
    method = known[0] if known else name
    done = await _with_faults(state, bot, method, dict(raw)) if known else _refused(_NO_METHOD, dict(raw))
    if method != "getUpdates" or done.told:
        state.ledger.record(bot.id, method, done.params, done.outcome.status, done.told)
    return done.outcome


async def _with_faults(state: State, bot: Bot, method: str, raw: JsonObject) -> _Done:
    fault = state.faults.take(method, raw.get("chat_id"))
    if fault is None:
        return await _run(state, bot, method, raw)
    done = await _run(state, bot, method, raw) if fault.after_accept or fault.only_slow else None
    await asyncio.sleep(fault.delay)
    if done is not None and fault.only_slow:
        return done
    accepted = done is not None and done.outcome.status == _OK
    told = {**_told(fault.error()), "fault": True, "accepted": accepted}
    outcome = Outcome(0, b"") if fault.cuts else Outcome.of_error(fault.error())
    return _Done(outcome, done.params if done is not None else raw, told)


async def _run(state: State, bot: Bot, method: str, raw: JsonObject) -> _Done:
    params = raw
    try:
        call = _typed(state, bot, method, raw)
        params = call.params
        result = await _result(call)
        return _Done(Outcome(_OK, b'{"ok":true,"result":' + orjson.dumps(result) + b"}"), params, result)
    except ApiError as error:
        return _refused(error, params)
    except ViolationError as violation:
        detail = str(violation)
    except Exception as error:  # noqa: BLE001 - a slip in a method must show as a violation, not as a cut line
        _log.debug("%s failed", method, exc_info=True)
        detail = f"{type(error).__name__}: {error}"
    state.ledger.violation(method, detail)
    return _refused(ApiError(500, f"Internal Server Error: {detail}"), params)


def _refused(error: ApiError, params: JsonObject) -> _Done:
    return _Done(Outcome.of_error(error), params, _told(error))


async def _result(call: Call) -> object:
    result = METHODS[call.method.lower()][1](call)
    if inspect.isawaitable(result):
        result = await result
    if call.method != "getUpdates":
        # Updates were checked when they were queued.
        verify_result(call.method, result)
    return result


def _typed(state: State, bot: Bot, method: str, raw: JsonObject) -> Call:
    attached = {key: value for key, value in raw.items() if isinstance(value, Upload) and _is_attached(key, raw)}
    params = coerce_params(method, {key: value for key, value in raw.items() if key not in attached})
    return Call(state, bot, method, params, attached)


def _is_attached(name: str, raw: JsonObject) -> bool:
    return any(isinstance(value, str) and _ATTACH + name in value for value in raw.values())


def _told(error: ApiError) -> JsonObject:
    return {"description": error.description, **({"parameters": error.parameters} if error.parameters else {})}
