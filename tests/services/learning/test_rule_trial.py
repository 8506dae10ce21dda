"""What a rule would have done with the latest questions."""

from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest

from bot.content import load_town, packaged_content
from bot.domain.contact import Contact
from bot.domain.enquiry import Enquiry, Status
from bot.domain.message import Text
from bot.domain.rule import Rule
from bot.services.learning.rule_trial import LATEST, Trial, trial_says, tried
from bot.services.ports import Unit

TOWN = load_town(packaged_content())
NOW = datetime(2026, 11, 24, 9, 12, tzinfo=UTC)
ZONE = next(iter(TOWN.zones))
ANNA, BRAM = Contact(1, "Anna", "nl", NOW, zone=ZONE), Contact(2, "Bram", "nl", NOW)
RULE = Rule("", "parkeren", words=("laadzone",), staff_id=9)
ASKED = (
    (ANNA, "parkeren", "er staat altijd iemand in de laadzone"),
    (ANNA, "hinder", "er wordt gewerkt aan de laadzone"),
    (BRAM, "hinder", "is mijn LAADZONE weg?"),
    (BRAM, "hinder", "veel lawaai deze week"),
)


def unit(*rules: Rule, asked: tuple[tuple[Contact, str, str], ...] = ASKED) -> Unit:
    """Return a unit in which these questions were asked and these rules hold."""
    enquiries = [
        Enquiry(place, asker.id, Status.NEW, "nl", "", NOW, NOW, number=place, topic=topic, asked_at=NOW)
        for place, (asker, topic, _) in enumerate(asked, 1)
    ]
    said = {place: words for place, (_, _, words) in enumerate(asked, 1)}
    people = {one.id: one for one in (ANNA,)}
    world: Any = SimpleNamespace(
        now=NOW,
        enquiries=SimpleNamespace(recent=lambda _since, limit: enquiries[:limit]),
        archive=SimpleNamespace(said=lambda ids, _most: {one: said[one] for one in ids}),
        staff_rules=SimpleNamespace(all=lambda: rules),
        contacts=SimpleNamespace(get=people.get),
    )
    return cast("Unit", world)


@pytest.mark.parametrize(
    ("rule", "held", "moved"),
    [
        (RULE, 3, 2),
        (replace(RULE, forbids=True), 3, 1),
        (replace(RULE, topic="hinder"), 3, 1),
        (replace(RULE, zones=frozenset({ZONE})), 2, 1),
        (replace(RULE, words=("vuurwerk",)), 0, 0),
    ],
)
def test_it_counts_where_it_would_hold_and_what_it_would_move(rule: Rule, held: int, moved: int) -> None:
    assert tried(unit(), TOWN, rule) == Trial(held, moved, len(ASKED))


def test_a_rule_that_stands_before_it_comes_first() -> None:
    before = replace(RULE, key="staff:1", topic="hinder", words=("gewerkt",))
    assert tried(unit(before), TOWN, RULE) == Trial(2, 1, len(ASKED))


@pytest.mark.parametrize("gone", [{"topic": "gone"}, {"zones": frozenset({"gone"})}])
def test_a_rule_that_no_longer_holds_stands_in_nobodys_way(gone: dict[str, Any]) -> None:
    before = replace(RULE, key="staff:1", words=("laadzone",), **gone)
    assert tried(unit(before), TOWN, RULE) == Trial(3, 2, len(ASKED))


def test_it_looks_at_the_latest_questions_only() -> None:
    many = tuple((BRAM, "hinder", "laadzone") for _ in range(LATEST + 1))
    assert tried(unit(asked=many), TOWN, RULE) == Trial(LATEST, LATEST, LATEST)


@pytest.mark.parametrize(
    ("rule", "trial", "key"),
    [
        (RULE, Trial(0, 0, 0), "rule.untried"),
        (RULE, Trial(0, 0, 5), "rule.holds_nowhere"),
        (RULE, Trial(2, 0, 5), "rule.moves_none"),
        (RULE, Trial(2, 1, 5), "rule.moves"),
        (replace(RULE, forbids=True), Trial(2, 1, 5), "rule.keeps_off"),
    ],
)
def test_it_is_told_in_one_sentence(rule: Rule, trial: Trial, key: str) -> None:
    said = trial_says(TOWN, rule, trial)
    assert isinstance(said, Text)
    assert said.key == key
