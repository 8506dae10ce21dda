"""Canned texts: what they may hold, how they are filled for one asker, and how an answer becomes one."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.note import Canned, filled, generalised, title_of, unknown_parameters

NOW = datetime(2026, 11, 24, 9, 12, tzinfo=UTC)
VALUES = {"naam": "Sofie Claes", "nummer": "041", "datum": "24/11/2026", "dienst": "Mobiliteit"}


def test_every_parameter_is_filled() -> None:
    words = "Dag {naam}, vraag { nummer } ligt sinds {datum} bij {dienst}."
    assert filled(words, VALUES) == "Dag Sofie Claes, vraag 041 ligt sinds 24/11/2026 bij Mobiliteit."


def test_what_is_no_parameter_stays_as_it_was_typed() -> None:
    assert filled("{iets} en { } en {naam", VALUES) == "{iets} en { } en {naam"


def test_what_an_asker_calls_themselves_is_never_filled_again() -> None:
    assert filled("Dag {naam}", {**VALUES, "naam": "{nummer}"}) == "Dag {nummer}"


def test_an_empty_name_leaves_no_gap() -> None:
    assert filled("Dag {naam}, tot dan !", {**VALUES, "naam": ""}) == "Dag, tot dan!"
    assert filled("Dag {naam} !", VALUES) == "Dag Sofie Claes !"


@pytest.mark.parametrize(
    ("words", "unknown"),
    [("Dag {naam}", ()), ("Dag {nam}, {datum} {nam} {}", ("nam", "")), ("geen", ())],
)
def test_unknown_parameters_are_named(words: str, unknown: tuple[str, ...]) -> None:
    assert unknown_parameters(words) == unknown


def test_an_answer_becomes_a_text_for_others() -> None:
    ways = {"naam": ("Sofie Claes", "Sofie", ""), "nummer": ("041",), "datum": ("24/11/2026", "24/11")}
    words = "Dag Sofie, vraag 041 van Sofie Claes: kom op 24/11. Sofietje en 0412 blijven."
    made = "Dag {naam}, vraag {nummer} van {naam}: kom op {datum}. Sofietje en 0412 blijven."
    assert generalised(words, ways) == made


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("Dag {naam}, ja, dat mag.", "ja, dat mag."),
        ("Dag {naam}\nJa,  dat mag.", "Ja, dat mag."),
        ("Vraag {nummer}: ja, {naam}, dat mag.", "Vraag: ja,, dat mag."),
        ("Ja, dat mag, {naam}", "Ja, dat mag,"),
        ("Dag {naam},", "Dag {naam},"),
    ],
)
def test_a_title_says_what_it_is_about(words: str, title: str) -> None:
    assert title_of(words) == title


def test_it_ends_once() -> None:
    ended = Canned(1, "titel", "tekst", 7, NOW).ended(NOW)
    assert ended.ended(NOW + timedelta(days=1)).ended_at == NOW
