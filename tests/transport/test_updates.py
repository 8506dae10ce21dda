import json
from collections.abc import Mapping

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.services.ports import Incoming
from bot.transport.request import parse
from bot.transport.updates import Unreadable, chat_of, read_update, synthetic_id, unparsable

CHAT = {"id": 42, "type": "private"}
json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63)
    | st.floats(allow_nan=False)
    | st.text("abc\x00é", max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["chat", "id", "from", "x"]), inner),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("update", "chat"),
    [
        ({"message": {"chat": CHAT, "from": {"id": 7}}}, 42),
        ({"edited_message": {"chat": CHAT}}, 42),
        ({"my_chat_member": {"chat": CHAT, "from": {"id": 7}}}, 42),
        ({"callback_query": {"from": {"id": 7}, "message": {"chat": CHAT}}}, 42),
        ({"callback_query": {"from": {"id": 7}, "inline_message_id": "x"}}, 7),
        ({"message_reaction": {"chat": CHAT, "user": {"id": 7}}}, 42),
        ({"poll_answer": {"user": {"id": 7}}}, 7),
        ({"poll": {"id": "x"}}, 0),
        ({"message": {"chat": {"id": "42"}}}, 0),
        ({"message": {"chat": {"id": 2**60}}}, 0),
        ({"message": 3}, 0),
        ({}, 0),
    ],
)
def test_each_update_keeps_the_order_of_its_chat(update: Mapping[str, object], chat: int) -> None:
    assert chat_of({"update_id": 1, **update}) == chat


def test_an_update_keeps_its_text() -> None:
    item = {"update_id": 5, "message": {"chat": CHAT, "text": "dág 😀"}}
    read = read_update(item)
    assert isinstance(read, Incoming)
    assert (read.update_id, read.chat_id, orjson.loads(read.raw)) == (5, 42, item)


@pytest.mark.parametrize(
    "item", [None, 3, "x", [], {}, {"update_id": "5"}, {"update_id": True}, {"update_id": 2**53}, {"update_id": -1}]
)
def test_what_has_no_number_gets_a_negative_one_that_is_always_the_same(item: object) -> None:
    read = read_update(item)
    assert isinstance(read, Unreadable)
    assert read == read_update(item)
    assert -(2**49) < read.incoming.update_id < 0


def test_different_texts_get_different_numbers() -> None:
    assert len({synthetic_id(str(number)) for number in range(1_000)}) == 1_000


def test_what_is_no_json_is_kept_without_the_byte_that_no_database_takes() -> None:
    assert unparsable("a\x00b").incoming.raw == "a\ufffdb"


@given(st.dictionaries(st.sampled_from(["update_id", "message", "callback_query", "poll"]), json_values) | json_values)
def test_nothing_that_is_json_breaks_it(item: object) -> None:
    read = read_update(item)
    incoming = read.incoming if isinstance(read, Unreadable) else read
    assert abs(incoming.update_id) < 2**52
    assert abs(incoming.chat_id) < 2**52
    assert "\x00" not in incoming.raw


def test_half_a_surrogate_pair_does_not_make_a_batch_unreadable() -> None:
    batch = parse(rb'{"ok": true, "result": [{"update_id": 5, "message": {"chat": {"id": 7}, "text": "\ud83d"}}]}')
    assert isinstance(batch, dict)
    (update,) = batch["result"]
    read = read_update(update)
    assert isinstance(read, Incoming)
    assert (read.update_id, read.chat_id) == (5, 7)
    assert json.loads(read.raw) == update
