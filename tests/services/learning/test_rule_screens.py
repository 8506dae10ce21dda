"""How a rule reads, whatever it names."""

from dataclasses import replace
from datetime import UTC, datetime, time
from types import SimpleNamespace
from typing import Any, cast

import pytest

from bot.app import build_catalogues
from bot.content import load_town, packaged_content
from bot.domain.message import Message, Text
from bot.domain.rule import Rule
from bot.services.learning.rule_screens import PAGE, RuleScreens
from bot.services.ports import Unit
from tests.screen_rules import broken_rules

TOWN = load_town(packaged_content())
CATALOGUES = build_catalogues(packaged_content(), TOWN)
TOPIC, ZONE = next(iter(TOWN.topics)), next(iter(TOWN.zones))
NOW = datetime(2026, 11, 24, 9, 12, tzinfo=UTC)
MADE = Rule("staff:1", TOPIC, words=("laadzone", "parkeer*"), staff_id=9)
NIGHT = Rule("nacht", TOPIC, languages=frozenset({"fr"}), from_time=time(22), until_time=time(6))


def unit(*rules: Rule) -> Unit:
    world: Any = SimpleNamespace(now=NOW, staff_rules=SimpleNamespace(all=lambda: rules))
    return cast("Unit", world)


def shown(*rules: Rule, content: tuple[Rule, ...] = (), offset: int = 0) -> Message:
    message = RuleScreens(replace(TOWN, rules=content)).list(unit(*rules), offset)
    assert list(broken_rules(message, CATALOGUES, TOWN.languages)) == []
    return message


def notes(rule: Rule) -> list[str]:
    said = RuleScreens(TOWN).says(rule)
    found = said.values.get("notes", ())
    assert isinstance(found, tuple)
    return [note.key for note in found]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (MADE, []),
        (replace(MADE, zones=frozenset({ZONE})), ["rule.zone"]),
        (replace(MADE, topic="gone"), ["rule.gone"]),
        (replace(MADE, zones=frozenset({"gone"})), ["rule.zone", "rule.gone"]),
        (NIGHT, ["language.fr", "rule.hours", "rule.fixed"]),
    ],
)
def test_what_it_names_stands_beside_it(rule: Rule, expected: list[str]) -> None:
    assert notes(rule) == expected


@pytest.mark.parametrize("rule", [MADE, NIGHT, replace(MADE, forbids=True), replace(MADE, topic="gone")])
@pytest.mark.parametrize("language", TOWN.languages)
def test_it_reads_in_every_language(rule: Rule, language: str) -> None:
    assert CATALOGUES.render(RuleScreens(TOWN).says(rule), language)


def test_those_of_staff_come_first_and_only_these_can_end() -> None:
    message = shown(MADE, content=(NIGHT,))
    lines = message.text.values["lines"]
    assert isinstance(lines, tuple)
    assert [line.values["number"] for line in lines] == [1, 2]
    assert [(one.action, one.args) for row in message.rows for one in row] == [
        ("rule.ask_end", ("staff:1",)),
        ("rule.new", ()),
    ]


def test_without_any_rule_there_is_a_way_to_make_one() -> None:
    message = shown()
    assert message.key == "rule.none"
    assert [one.action for row in message.rows for one in row] == ["rule.new"]


@pytest.mark.parametrize(("offset", "count", "turning"), [(0, 5, [5]), (5, 5, [0, 10]), (10, 2, [5]), (999, 2, [5])])
def test_many_are_shown_by_page(offset: int, count: int, turning: list[int]) -> None:
    rules = [replace(MADE, key=f"staff:{at}") for at in range(1, 2 * PAGE + 3)]
    message = shown(*rules, offset=offset)
    lines = message.text.values["lines"]
    assert isinstance(lines, tuple)
    assert len(lines) == count
    assert [one.args[0] for row in message.rows for one in row if one.action == "rule.list"] == turning


def test_words_of_any_length_stay_on_their_line() -> None:
    long = replace(MADE, words=tuple("woord" * 8 + str(at) for at in range(5)))
    words = RuleScreens(TOWN).says(long).values["words"]
    assert isinstance(words, Text)
    assert len(str(words.values["words"])) <= 60
