import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.routing.likeness import LIKE, alike, likeness

QUESTIONS = (
    "mag mijn terras blijven staan tijdens de kerstmarkt?",
    "waar kan ik mijn bestelwagen parkeren om te lossen?",
    "wanneer komt er een laadzone in de Kerkstraat?",
    "kan de koopzondag vaker dan vier keer per jaar?",
    "mijn vuilnis wordt niet opgehaald",
    "Wij vinden geen personeel voor de zondagen, moeten we open zijn?",
    "mag ik een bord op het voetpad zetten",
    "hoe vraag ik een vergunning aan voor een terras",
)
TEXTS = st.text(alphabet="abcdeë é?.", max_size=60)


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        ("Er komt een laadzone in de Kerkstraat. Leveranciers blokkeren nu de straat.", (2,)),
        ("koopzondag blijft 4 keer per jaar. 61 % van de winkels vindt geen personeel", (3, 5)),
        ("Terrassen mogen blijven staan tijdens de kerstmarkt", (0,)),
        ("De terrasvergunning wordt goedkoper", (7,)),
        ("Het zwembad sluit een week vroeger", ()),
    ],
)
def test_a_decision_finds_the_questions_that_it_answers(decision: str, expected: tuple[int, ...]) -> None:
    assert alike(decision, QUESTIONS, 3) == expected


def test_never_more_than_asked_for() -> None:
    assert alike("terras", ["terras"] * 5, 2) == (0, 1)


def test_nothing_is_like_nothing() -> None:
    assert likeness("", ["", "mag het?"]) == (0.0, 0.0)
    assert alike("terras", [], 3) == ()


@given(TEXTS, TEXTS)
def test_it_is_a_share(one: str, other: str) -> None:
    (score,) = likeness(one, [other])
    assert 0.0 <= score <= 1.0 + 1e-9
    (itself,) = likeness(one, [one])
    assert itself == 0.0 or itself > max(LIKE, score) - 1e-9
