"""Refusals carry the words for whoever is refused."""

from bot.domain.errors import NotAllowed, NotFound, Refused
from bot.domain.message import text


def test_a_refusal_names_its_reason() -> None:
    refused = Refused("error.step_refused", number=41)
    assert refused.reason == text("error.step_refused", number=41)
    assert str(refused) == "error.step_refused"


def test_not_there_and_not_yours_are_one() -> None:
    assert NotFound().reason == text("error.not_found")


def test_not_allowed_tells_nothing_about_what_exists() -> None:
    assert NotAllowed().reason == text("error.not_allowed")
    assert not NotAllowed().reason.values
