from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.domain.decision import NEEDS_NEXT, Decision, Legal, Link, LinkKind, Outcome
from bot.domain.errors import Refused

AT = datetime(2026, 11, 24, 9, 12, tzinfo=UTC)
GOOD = Decision(1, "Koopzondag blijft vier keer per jaar", Outcome.YES, "De winkels vinden geen personeel.", 2001, AT)


def refused(decision: Decision) -> str:
    with pytest.raises(Refused) as refusal:
        decision.checked()
    return refusal.value.reason.key


@pytest.mark.parametrize("why", ["", "  \n "])
@pytest.mark.parametrize("outcome", Outcome)
def test_no_decision_is_told_without_its_why(outcome: Outcome, why: str) -> None:
    assert refused(replace(GOOD, outcome=outcome, why=why, next_words="in september")) == "decision.needs_why"


def test_nor_without_saying_what_was_decided() -> None:
    assert refused(replace(GOOD, what=" ")) == "decision.needs_what"


@pytest.mark.parametrize("outcome", sorted(NEEDS_NEXT))
def test_a_no_has_a_next_moment(outcome: Outcome) -> None:
    bare = replace(GOOD, outcome=outcome)
    assert refused(bare) == "decision.needs_next"
    assert refused(replace(bare, next_words="  ")) == "decision.needs_next"
    for complete in (replace(bare, next_on=date(2027, 9, 1)), replace(bare, next_words="na de zomer")):
        assert complete.checked() is complete


@pytest.mark.parametrize("outcome", sorted(set(Outcome) - NEEDS_NEXT))
def test_a_yes_may_have_none(outcome: Outcome) -> None:
    decision = replace(GOOD, outcome=outcome)
    assert decision.checked() is decision


def test_a_notice_in_law_says_how_to_appeal() -> None:
    notice = replace(GOOD, legal=Legal.APPEAL)
    assert refused(notice) == "decision.needs_appeal"
    complete = replace(notice, appeal="Binnen 60 dagen bij de Raad van State.")
    assert complete.checked() is complete


@pytest.mark.parametrize("url", ["http://molenbeke.example", "molenbeke", "https:// x", "https://", "javascript:1"])
def test_a_link_is_a_safe_web_address(url: str) -> None:
    assert refused(replace(GOOD, url=url)) == "decision.needs_https"


def test_a_whole_web_address_is_fine() -> None:
    complete = replace(GOOD, url="https://molenbeke.example/koopzondag?jaar=2027")
    assert complete.checked() is complete


def test_what_it_answers_by_kind() -> None:
    links = (Link(LinkKind.ENQUIRY, 4), Link(LinkKind.ITEM, 4), Link(LinkKind.ENQUIRY, 2), Link(LinkKind.REACTION, 9))
    decision = replace(GOOD, links=links)
    assert decision.linked(LinkKind.ENQUIRY) == (4, 2)
    assert decision.linked(LinkKind.ITEM) == (4,)
    assert decision.linked(LinkKind.REACTION) == (9,)
