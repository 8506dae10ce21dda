import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.routing.halves import LEAST_WORDS, MOST_CUTS, MOST_LETTERS, halves


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "mag mijn terras blijven staan? wanneer is de markt dan",
            ("mag mijn terras blijven staan", " wanneer is de markt dan"),
        ),
        ("mag mijn terras blijven, en wanneer is de markt", ("mag mijn terras blijven", "en wanneer is de markt")),
        (
            "puis-je garder ma terrasse et quand a lieu le marché",
            ("puis-je garder ma terrasse", "et quand a lieu le marché"),
        ),
    ],
)  # fmt: skip - pairs read better on a line
def test_between_sentences_and_before_and(text: str, parts: tuple[str, str]) -> None:
    assert halves(text) == (parts,)


@pytest.mark.parametrize(
    "text", ["", "tafels en stoelen", "kost het 12.50 euro per vierkante meter per jaar", "a " * MOST_LETTERS]
)
def test_nothing_to_cut(text: str) -> None:
    assert halves(text) == ()


def test_of_many_cuts_those_in_the_middle() -> None:
    text = "een zin van vier. " * 20
    cuts = halves(text)
    assert len(cuts) == MOST_CUTS
    assert all(abs(len(one) - len(other)) < len(text) / 2 for one, other in cuts)


@given(st.text(max_size=300))
def test_any_text(text: str) -> None:
    assert all(len(half.split()) >= LEAST_WORDS for pair in halves(text) for half in pair)
