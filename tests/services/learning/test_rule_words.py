"""The words of a rule as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import Refused
from bot.domain.rule import Circumstances, Rule
from bot.routing.rules import Rules
from bot.services.learning.rule_form import MOST_PHRASES, phrases


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("laadzone", ("laadzone",)),
        (" Laadzone ,  parkeer*, laad-  en loszone ", ("Laadzone", "parkeer*", "laad- en loszone")),
        ("a,a;b\nc", ("a", "b", "c")),
        ("65+", ("65+",)),
        ("été*, 112", ("été*", "112")),
        (",laadzone,,", ("laadzone",)),
    ],
)
def test_words_come_with_commas_between(typed: str, expected: tuple[str, ...]) -> None:
    assert phrases(typed) == expected


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "rule.no_words"),
        (" , ; ", "rule.no_words"),
        ("👍", "rule.no_letters"),
        ("laadzone, ?!", "rule.no_letters"),
        ("*", "rule.no_letters"),
        ("laadzone *", "rule.no_letters"),
        ("laad*zone", "rule.star_inside"),
        ("*zone", "rule.star_inside"),
        ("zone**", "rule.star_inside"),
        (",".join(f"w{at}" for at in range(MOST_PHRASES + 1)), "rule.too_many_words"),
    ],
)
def test_what_no_question_contains_is_refused(typed: str, why: str) -> None:
    with pytest.raises(Refused) as refused:
        phrases(typed)
    assert refused.value.reason.key == why


@given(st.text(alphabet="ab*,.é 1\n", max_size=30))
def test_whatever_is_taken_holds_for_itself(typed: str) -> None:
    try:
        taken = phrases(typed)
    except Refused:
        return
    for phrase in taken:
        assert Rules([Rule("one", "terras", words=(phrase,))]).judge(phrase, Circumstances()).forced == "terras"
