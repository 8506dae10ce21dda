from datetime import datetime, time

import pytest

from bot.domain.rule import Circumstances, Rule
from bot.routing.rules import Rules, Verdict

NOWHERE = Circumstances()


def forced(text: str, *words: str) -> bool:
    return Rules([Rule("r", "markt", words=words)]).judge(text, NOWHERE) == Verdict("markt", frozenset(), ("r",))


@pytest.mark.parametrize(
    ("text", "words", "holds"),
    [
        ("Waar is de MARKTLEIDER?", ("marktleider",), True),
        ("de marktleiders", ("marktleider",), False),
        ("de marktleiders", ("marktleider*",), True),
        ("de ondermarktleider", ("marktleider*",), False),
        ("een laad- en loszone", ("laad- en loszone",), True),
        ("laad en nog wat loszone", ("laad- en loszone",), False),
        ("laadzones vol loszone", ("laad* vol",), True),
        ("is de crème op", ("CREME",), True),
        ("b", ("a", "b"), True),
        ("wat dan ook", ("…", "*"), False),
        ("een a.b", ("a.b",), True),
        ("een axb", ("a.b",), False),
        ("pré-loc*", ("pre-loc*",), True),
        ("precies loc", ("pre-loc*",), False),
        ("", ("a",), False),
    ],
)
def test_words_and_phrases(text: str, words: tuple[str, ...], holds: bool) -> None:
    assert forced(text, *words) == holds


def test_the_first_that_forces_ends_it_and_what_is_forbidden_stays_out() -> None:
    rules = Rules(
        [
            Rule("no_markt", "markt", forbids=True, words=("bon",)),
            Rule("markt", "markt", words=("bon", "kraam")),
            Rule("afval", "afval", words=("bon",)),
            Rule("horeca", "horeca", words=("bon",)),
        ]
    )
    assert rules.judge("een bon", NOWHERE) == Verdict("afval", frozenset({"markt"}), ("no_markt", "afval"))
    assert rules.judge("een kraam", NOWHERE) == Verdict("markt", frozenset(), ("markt",))
    assert rules.judge("iets", NOWHERE) == Verdict()


def test_circumstances_and_words_must_hold_together() -> None:
    rule = Rule(
        "nacht", "hinder", words=("lawaai",), zones=frozenset({"plein"}), from_time=time(22), until_time=time(6)
    )
    at_night = Circumstances("plein", "nl", datetime(2026, 11, 23, 23, 0))  # noqa: DTZ001 - local time, as the domain has it
    assert Rules([rule]).judge("lawaai", at_night).forced == "hinder"
    assert Rules([rule]).judge("stilte", at_night).forced == ""
    assert Rules([rule]).judge("lawaai", NOWHERE).forced == ""
    anywhere = Rule("zone", "hinder", zones=frozenset({"plein"}))
    assert Rules([anywhere]).judge("wat dan ook", at_night).fired == ("zone",)
