"""What a button carries: any client can send any bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.access import Permission
from bot.domain.message import button
from bot.services.free_text import unknown_button
from bot.services.guard import Tap
from handlers.callback_data import LARGEST, LONGEST, UnknownButton, decode, encode

TAPS = {
    "show": Tap(Permission.ASK, unknown_button, (int,)),
    "pick": Tap(Permission.ASK, unknown_button, (int, str)),
    "go": Tap(Permission.ASK, unknown_button),
}


@given(st.integers(0, LARGEST), st.text("abcdefghijklmnopqrstuvwxyz_", max_size=20))
def test_what_goes_in_comes_out(number: int, word: str) -> None:
    assert decode(encode(button("label", "pick", number, word)), TAPS) == (TAPS["pick"], (number, word))
    assert decode(encode(button("label", "go")), TAPS) == (TAPS["go"], ())


@given(st.text(max_size=80))
def test_any_data_is_read_or_refused(data: str) -> None:
    for start in ("", "1|", "1|show|", "1|pick|1|"):
        try:
            tap, values = decode(start + data, TAPS)
        except UnknownButton:
            continue
        assert [type(value) for value in values] == list(tap.kinds)
        assert all(value <= LARGEST for value in values if isinstance(value, int))


@pytest.mark.parametrize("word", ["x" * LONGEST, "é" * 30, "a|b"])
def test_what_does_not_fit_is_refused_where_it_is_made(word: str) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        encode(button("label", "pick", 1, word))
