"""Whatever a bot or a person sends, the answer is a clean one: never a 500, never a broken fact."""

import asyncio
import contextlib
import inspect
from functools import cache
from typing import Any, TypeAlias

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.simulator import SimClock, Simulator
from bot.simulator.control import ROUTES
from bot.simulator.control.args import Args, ControlError
from bot.simulator.dispatch import answer
from bot.simulator.facts import ARRAY, Field, load_facts
from bot.simulator.state import State
from bot.simulator.wire import Upload
from tests.simulator.client import AMIRA, SOFIE, TOKEN

Values: TypeAlias = st.SearchStrategy[Any]

# These wait for other people, or reach out to a network.
NOT_FUZZED = {"getUpdates", "setWebhook"}
HOSTILE_TEXTS = [
    "",
    " ",
    "<b>",
    "<b>x</b>",
    "HTML",
    "[]",
    "{}",
    "x" * 5000,
    "🎉" * 3000,
    "tg://user?id=1001",
    "https://a.be",
]
TEXTS = st.one_of(st.text(max_size=20), st.sampled_from([*HOSTILE_TEXTS, "nl", "typing", "👍", "photo", "attach://x"]))
NUMBERS = st.one_of(st.sampled_from([SOFIE, AMIRA, 0, 1, 2, 3, -1]), st.integers(-(2**60), 2**60))
PLAIN = st.one_of(st.none(), st.booleans(), NUMBERS, st.floats(allow_nan=False, allow_infinity=False), TEXTS)
NESTED = st.recursive(
    PLAIN,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner, max_size=3)),
    max_leaves=6,
)
SCALARS: dict[str, Values] = {
    "Integer": NUMBERS,
    "String": TEXTS,
    "Boolean": st.booleans(),
    "Float": st.floats(-180, 180),
    "InputFile": st.just(Upload("a.jpg", "image/jpeg", b"x")),
}


@cache
def of_type(name: str, depth: int = 0) -> Values:
    """Values that have the right type, so that most calls come past the door."""
    facts = load_facts()
    if name in SCALARS:
        return SCALARS[name]
    if name.startswith(ARRAY):
        return st.lists(of_type(name.removeprefix(ARRAY), depth), max_size=3)
    if name in facts.unions:
        tags = facts.tags(facts.unions[name])
        assert tags is not None
        return st.one_of([tagged(kind, tags[0], tag, depth) for tag, kind in tags[1].items()])
    return fields_of(facts.types[name], depth + 1)


def tagged(kind: str, field: str, tag: str, depth: int) -> Values:
    def put_tag(value: object) -> object:
        return {**value, field: tag} if isinstance(value, dict) else value

    return of_type(kind, depth).map(put_tag)


def fields_of(fields: dict[str, Field], depth: int) -> Values:
    needed = {name: of_field(field, depth) for name, field in fields.items() if field.required}
    others = {name: field for name, field in fields.items() if not field.required}
    if depth > 2 or not others:
        return st.fixed_dictionaries(needed)
    chosen = st.lists(st.sampled_from(sorted(others)), max_size=3, unique=True)
    return chosen.flatmap(
        lambda names: st.fixed_dictionaries(needed | {name: of_field(others[name], depth) for name in names})
    )


def of_field(field: Field, depth: int) -> Values:
    return st.one_of([of_type(name, depth) for name in field.types])


CONTROL_VALUES = st.sampled_from(
    [True, 1, 2, "x", {"name": "a.pdf", "size": 9}, {"latitude": 51, "longitude": 4}, [1001]]
)
CONTROL_KEYS = (
    "from id chat text photo voice document location sticker contact video caption reply_to edit album media_group "
    "forward_from raw label data option message_id emoji payload name first_name language_code members title bot type "
    "method status times delay retry_after after_accept disconnect advance to frozen user since tz bot_id"
)


@st.composite
def calls(draw: st.DrawFn) -> tuple[str, dict[str, object]]:
    """A method and its parameters: mostly of the right types, sometimes with one that is anything."""
    methods = load_facts().methods
    method = draw(st.sampled_from(sorted(methods.keys() - NOT_FUZZED)))
    params = dict(draw(fields_of(methods[method], 0)))
    for key in {"chat_id", "from_chat_id"} & methods[method].keys():
        params[key] = draw(st.sampled_from([SOFIE, SOFIE, AMIRA, 42]))
    for key in {"message_id", "callback_query_id"} & params.keys():
        params[key] = draw(st.sampled_from([1, 2, 3])) if key == "message_id" else draw(TEXTS)
    if params and draw(st.integers(0, 9)) == 0:
        params[draw(st.sampled_from(sorted(params)))] = draw(NESTED)
    return method, params


def fresh() -> State:
    state = Simulator(SimClock(frozen=True), flood_limits=False).state
    state.options.tap_patience = 0.0
    bot = state.bot_for(TOKEN)
    for person in (SOFIE, AMIRA):
        ROUTES["POST", "/sim/start"](Args(state, {"from": person}))
    assert bot.chats[SOFIE].started
    return state


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(calls(), min_size=1, max_size=4))
def test_any_call_gets_a_clean_answer(sequence: list[tuple[str, dict[str, object]]]) -> None:
    async def run() -> None:
        state = fresh()
        for method, params in sequence:
            outcome = await answer(state, state.default_bot(), method, params)
            assert outcome.status in {200, 400, 403}, (method, params, outcome.body)
        assert state.violations == []

    asyncio.run(run())


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(sorted(ROUTES)),
    st.dictionaries(st.sampled_from(CONTROL_KEYS.split()), st.one_of(CONTROL_VALUES, NESTED), max_size=4),
    st.sampled_from([{}, {"from": SOFIE}, {"from": SOFIE, "message_id": 1}, {"id": "1001"}]),
)
def test_any_control_request_gets_a_clean_answer(
    route: tuple[str, str], values: dict[str, object], base: dict[str, object]
) -> None:
    async def run() -> list[object]:
        state = fresh()
        with contextlib.suppress(ControlError):
            result = ROUTES[route](Args(state, {**values, **base}))
            if inspect.isawaitable(result):
                await result
        return list(state.violations)

    assert asyncio.run(run()) == []
