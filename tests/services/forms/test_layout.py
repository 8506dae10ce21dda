"""Rows that are not cut off, and keys that always fit in a button."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.message import Button, button, text
from bot.services.forms.layout import Layout, option_marks, stands_for, step_mark
from handlers.callback_data import LARGEST, LONGEST, encode
from tests.services.forms.hall import CATALOGUES, TOWN

LAYOUT = Layout(TOWN, CATALOGUES)
KEYS = st.text("abcdefghijklmnopqrstuvwxyz_.:0123456789é", min_size=1, max_size=40)


def labelled(*words: str) -> list[Button]:
    return [button("form.words", "form.show", 1, words=one) for one in words]


def test_rows_are_as_wide_as_their_words_allow() -> None:
    assert [len(row) for row in LAYOUT.rows(labelled(*"123456"))] == [5, 1]
    assert [len(row) for row in LAYOUT.rows(labelled("plein", "straat", "park", "zaal"))] == [3, 1]
    assert [len(row) for row in LAYOUT.rows(labelled("een heel plein", "straat", "park"))] == [2, 1]
    long = "een plein met heel veel bomen"
    assert [len(row) for row in LAYOUT.rows(labelled("straat", "park", long, "zaal"))] == [2, 1, 1]
    assert LAYOUT.rows([]) == ()


def test_heights_count_in_the_longest_language() -> None:
    assert LAYOUT.height(text("form.words", words="een\ntwee"), text("form.yes")) == 3
    assert LAYOUT.width(text("form.unsure")) == len("Je ne sais pas")


def test_only_the_first_line_is_a_short_name() -> None:
    assert LAYOUT.short(text("form.words", words="Wat is het?\nTyp maar."), 40)["nl"] == "Wat is het?"


@given(st.integers(0, LARGEST), KEYS, KEYS)
def test_every_option_fits_in_its_button_and_is_known_again(conversation: int, step: str, option: str) -> None:
    marks = option_marks(conversation, step, option)
    assert stands_for(marks[0], step)
    assert stands_for(marks[1], option)
    for action in ("form.toggle", "form.pick"):
        assert len(encode(Button(text("back"), action, (conversation, *marks))).encode()) <= LONGEST


@given(st.integers(0, LARGEST), KEYS)
def test_every_step_fits_in_its_buttons(conversation: int, step: str) -> None:
    assert stands_for(step_mark(step), step)
    assert encode(Button(text("back"), "form.unsure", (conversation, step_mark(step))))


def test_the_option_is_made_short_before_the_step() -> None:
    assert option_marks(12, "owner", "x" * 60)[0] == "owner"
    assert option_marks(12, "x" * 60, "yes")[1] == "yes"


def test_short_keys_travel_as_they_are() -> None:
    assert option_marks(12, "item.12.minutes", "person:1234567890") == ("item.12.minutes", "person:1234567890")
    assert step_mark("item.12.minutes") == "item.12.minutes"
