from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.message import Attachment, AttachmentKind, Button, Localized, Message, Text
from bot.storage import codec

words = st.text(max_size=20)
zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=zones | st.just(UTC))  # noqa: DTZ001 - Hypothesis wants bounds without a zone
numbers = st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False, allow_infinity=False)
localized = st.dictionaries(st.sampled_from(["nl", "fr", "en"]), words).map(Localized)
plain = words | numbers | st.dates() | moments | localized


def texts(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Text]:
    return st.builds(Text, words, st.dictionaries(words, values, max_size=4))


nested = st.recursive(
    texts(plain), lambda inner: texts(plain | inner | st.lists(inner, max_size=3).map(tuple)), max_leaves=6
)
buttons = st.builds(Button, nested, words, st.lists(st.integers(-(2**53), 2**53) | words, max_size=3).map(tuple), words)
rows = st.lists(st.lists(buttons, max_size=3).map(tuple), max_size=3).map(tuple)
degrees = st.floats(-180, 180)
attachments = st.builds(
    Attachment, st.sampled_from(AttachmentKind), words, words, st.integers(0, 2**40), degrees, degrees
)
messages = st.builds(Message, nested, rows, st.none() | attachments, st.booleans())


@given(messages)
def test_a_message_comes_back_as_it_was(message: Message) -> None:
    assert codec.message(codec.message_json(message)) == message


@given(plain)
def test_a_value_comes_back_with_its_type(value: object) -> None:
    stored = codec.message_json(Message(Text("key", {"value": value})))  # type: ignore[dict-item] # a strategy's values
    assert type(codec.message(stored).text.values["value"]) is type(value)


@given(st.none() | attachments)
def test_an_attachment_comes_back_as_it_was(attachment: Attachment | None) -> None:
    assert codec.attachment(codec.attachment_json(attachment)) == attachment


@given(moments)
def test_a_moment_comes_back_in_utc(at: datetime) -> None:
    assert codec.moment(codec.moment_text(at)) == at
    assert codec.moment(codec.moment_text(at)).tzinfo is UTC


@given(moments, moments)
def test_moments_sort_as_text(one: datetime, other: datetime) -> None:
    first, second = codec.moment_text(one), codec.moment_text(other)
    assert len(first) == len(second) == len("2026-11-23T09:12:05.123456Z")
    assert (first < second) == (one < other)


def test_the_width_is_fixed_also_on_the_whole_second() -> None:
    assert codec.moment_text(datetime(2026, 11, 23, 9, 12, 5, tzinfo=UTC)) == "2026-11-23T09:12:05.000000Z"


def test_none_stays_none() -> None:
    for nothing in (codec.moment_or_none, codec.optional_moment, codec.day_or_none, codec.optional_day):
        assert nothing(None) is None
    assert codec.optional_day(codec.day_or_none(date(2026, 11, 23))) == date(2026, 11, 23)


def test_a_moment_without_a_zone_is_refused() -> None:
    naive = datetime(2026, 11, 23)  # noqa: DTZ001 - the point of the test
    with pytest.raises(ValueError, match="zone"):
        codec.moment_text(naive)
    with pytest.raises(ValueError, match="zone"):
        codec.message_json(Message(Text("key", {"at": naive})))


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
def test_a_number_that_json_has_no_word_for_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="number"):
        codec.message_json(Message(Text("key", {"value": value})))


def test_a_tag_from_a_later_program_is_refused_and_not_guessed() -> None:
    with pytest.raises(ValueError, match="does not know"):
        codec.message('{"text":{"key":"k","values":{"v":{"money":5}}}}')


@given(st.frozensets(st.text("abc._ '", min_size=1, max_size=5), max_size=5))
def test_a_set_of_keys_comes_back_and_is_always_written_alike(keys: frozenset[str]) -> None:
    stored = codec.keys_text(keys)
    assert codec.keys(stored) == keys
    assert codec.keys_text(sorted(keys, reverse=True)) == stored


@pytest.mark.parametrize("key", ["", "a,b", ","])
def test_a_key_that_would_become_others_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match="comma"):
        codec.keys_text([key, "fine"])


def test_a_day_comes_back() -> None:
    assert codec.day("2026-11-23") == date(2026, 11, 23)
