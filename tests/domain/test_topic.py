from datetime import date

from bot.domain.message import Localized
from bot.domain.topic import KnownAnswer, Topic, stale

WORDS = Localized(nl="?")
TODAY = date(2026, 11, 24)


def known(key: str, review: date) -> KnownAnswer:
    return KnownAnswer(key, WORDS, (), WORDS, "Reglement", date(2026, 3, 1), review)


def topic(key: str, *answers: KnownAnswer) -> Topic:
    return Topic(key, WORDS, WORDS, "loket", (), (), (), (), 3, known=answers)


def test_an_answer_is_fresh_until_its_review_date_has_passed() -> None:
    answer = known("uur", TODAY)
    assert answer.is_fresh(date(2026, 3, 1))
    assert answer.is_fresh(TODAY)
    assert not answer.is_fresh(date(2026, 11, 25))


def test_what_is_past_its_review_is_told_with_its_topic() -> None:
    yesterday = date(2026, 11, 23)
    old, new, older = known("uur", yesterday), known("plan", TODAY), known("doorgang", date(2026, 3, 2))
    terras, markt = topic("terras", old, new, older), topic("markt", new)
    assert stale([markt, terras], TODAY) == ((terras, old), (terras, older))
    assert stale([markt, topic("afval")], TODAY) == ()
