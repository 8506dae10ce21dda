import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.routing.stems import BEGINNING, MOST, SHORTEST, stems


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mag mijn terras blijven staan?", ("blijve", "terras", "staan", "mijn")),
        ("Terrassen, een TERRASVERGUNNING", ("terras",)),
        ("à l'été déménager", ("demena",)),
        ("ja ok 👍", ()),
        ("", ()),
    ],
)
def test_the_longest_words_come_first_each_beginning_once(text: str, expected: tuple[str, ...]) -> None:
    assert stems(text) == expected


def test_a_press_article_keeps_its_longest_words() -> None:
    article = " ".join(f"{chr(97 + at // 26)}{chr(97 + at % 26)}woord" + "x" * (at % 7) for at in range(300))
    found = stems(article)
    assert len(found) == MOST
    assert stems(article + " kort") == found


@given(st.text(max_size=200))
def test_any_text_gives_short_different_beginnings(text: str) -> None:
    found = stems(text)
    assert len(set(found)) == len(found) <= MOST
    assert all(SHORTEST <= len(stem) <= BEGINNING for stem in found)
