"""What is sought travels in a button and still finds what it found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.routing.searching import BYTES, LONGEST, MOST, stem, terms
from bot.routing.stems import stems


@pytest.mark.parametrize(
    ("typed", "sought"),
    [
        ("terras", ("terras",)),
        ("het terras van Claes", ("terras", "claes")),
        ("Kerstmarkt!", ("kerstma",)),
        ("jo", ("jo",)),
        ("a", ()),
        ("👍 ?!", ()),
        ("", ()),
    ],
)
def test_the_longest_words_are_sought(typed: str, sought: tuple[str, ...]) -> None:
    assert terms(typed) == sought


def test_a_word_of_a_question_is_found_as_its_index_has_it() -> None:
    words = stems("mag mijn terrasvergunning blijven tijdens de kerstmarkt?")
    assert {stem(term) for term in terms("terrasvergunning kerstmarkt")} <= {*words}


@given(st.text(max_size=80))
def test_a_button_can_carry_it_and_it_stays_what_it_was(typed: str) -> None:
    sought = terms(typed)
    carried = " ".join(sought)
    assert len(sought) <= MOST
    assert all(len(term) <= LONGEST for term in sought)
    assert len(carried.encode()) <= BYTES
    assert "|" not in carried
    assert sorted(terms(carried)) == sorted(sought)
