"""Names are found however much of them is typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.naming import LONGEST, MOST, SHORTEST, beginning, beginnings


def test_each_word_begins_in_several_ways() -> None:
    assert beginnings("Zoé Bex") == {"zo", "zoe", "be", "bex"}


@pytest.mark.parametrize("typed", ["So", "sofie", "Claes", "CLÁES", "'t"])
def test_what_is_typed_of_a_name_finds_it(typed: str) -> None:
    assert beginning(typed) in beginnings("Sofie Claes van 't Hof")


def test_long_words_and_many_words_are_cut() -> None:
    assert max(map(len, beginnings("Bartholomeus"))) == LONGEST
    assert beginning("Bartholomeusstraat") in beginnings("Bartholomeus")
    assert beginning("zeven") not in beginnings("een twee drie vier vijf zes zeven")
    assert len(beginnings("a b c d e f g h")) == MOST


def test_a_name_of_one_letter_is_its_own_beginning() -> None:
    assert beginnings("O") == {"o"}
    assert beginnings("👍") == beginnings("") == frozenset()
    assert beginning("👍") == ""


@given(st.text(max_size=40))
def test_no_beginning_is_too_long(name: str) -> None:
    assert all(1 <= len(one) <= LONGEST for one in beginnings(name))
    assert SHORTEST <= LONGEST
