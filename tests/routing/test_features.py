import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.routing.features import MARKS, MOST_WORDS, different_units, marks, spelled_tokens, tokens, units


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Mag mijn TERRAS blijven?", ("mag", "mijn", "terras", "blijven")),
        ("crème brûlée", ("creme", "brulee")),
        ("laad- en loszone", ("laad", "en", "loszone")),
        ("heeeel laat", ("hel", "laat")),
        ("12m² op 3/4", ("12m2", "op", "3", "4")),
        ("👍 … !?", ()),
        ("in 2000 op nummer 111", ("in", "2000", "op", "nummer", "111")),
        ("a\u200db", ("a", "b")),
        ("под_ключ", ("под", "ключ")),
    ],
)
def test_words_are_made_comparable(text: str, words: tuple[str, ...]) -> None:
    assert tokens(text) == words


def test_words_are_shown_as_they_were_typed() -> None:
    assert spelled_tokens("Mijn Café!") == (("Mijn", "mijn"), ("Café", "cafe"))
    assert units("Mijn Café, mijn café") == {
        "mijn": "Mijn",
        "cafe": "Café",
        "mijn cafe": "mijn café",
        "cafe mijn": "Café mijn",
    }


@pytest.mark.parametrize("text", ["¼", "cafe\u0301s", "ﬁets", "½ m²", "Ⅷ"])
def test_signs_that_come_apart_break_nothing(text: str) -> None:
    assert set(units(text)) == set(different_units(text))
    assert all(units(text).values())


def test_a_word_has_itself_its_threes_and_its_fours_as_marks() -> None:
    assert len(marks("terras")) == 1 + 6 + 5
    assert len(marks("a")) == 1 + 1
    assert len(marks("op straat")) == 1
    assert len(set(marks("terrassen")) & set(marks("terrasje"))) >= len(marks("terras")) - 4
    assert all(0 <= mark < MARKS for mark in marks("vergunning"))


def test_a_very_long_text_is_judged_by_its_first_different_words() -> None:
    words = [f"w{number}" for number in range(MOST_WORDS + 50)]
    found = [unit for unit in different_units(" ".join(words)) if " " not in unit]
    assert found == words[:MOST_WORDS]
    assert "w1" in different_units("w1 " * 2000 + "w2")
    assert "w2" in different_units("w1 " * 2000 + "w2")


@given(st.text(max_size=200))
def test_any_text_has_words_and_marks(text: str) -> None:
    assert all(word and " " not in word for word in tokens(text))
    assert set(units(text)) == set(different_units(text))
    assert all(marks(unit) for unit in different_units(text))
