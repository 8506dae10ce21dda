"""The rules that staff made: in order, ended once, and everybody learns anew from each change."""

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.rule import Rule
from bot.storage.database import Database
from tests.storage.examples import BRAM, LATER, NOW, within

RULE = Rule("", "parkeren", words=("laadzone", "lossen*", "oprit vrij"), zones=frozenset({"markt"}), staff_id=BRAM.id)
NEVER = Rule("", "markt", forbids=True, words=("kerstmarkt",), staff_id=BRAM.id)


async def anew(database: Database) -> int:
    row: Any = await database.run(lambda tx: tx.fetch_one("SELECT value FROM counters WHERE name = 'learning_anew'"))
    count: int = row["value"]
    return count


async def test_rules_come_back_in_the_order_in_which_they_were_made(database: Database) -> None:
    assert await within(database, lambda unit: unit.staff_rules.all()) == []
    first = await within(database, lambda unit: unit.staff_rules.add(RULE, NOW))
    second = await within(database, lambda unit: unit.staff_rules.add(NEVER, LATER))
    assert first.key != second.key
    assert (replace(first, key=""), replace(second, key="")) == (RULE, NEVER)
    assert await within(database, lambda unit: unit.staff_rules.all()) == [first, second]


async def test_a_rule_that_ended_holds_no_more_and_its_key_is_not_used_again(database: Database) -> None:
    first = await within(database, lambda unit: unit.staff_rules.add(RULE, NOW))
    assert await within(database, lambda unit: unit.staff_rules.end(first.key, LATER))
    assert not await within(database, lambda unit: unit.staff_rules.end(first.key, LATER))
    assert await within(database, lambda unit: unit.staff_rules.all()) == []
    second = await within(database, lambda unit: unit.staff_rules.add(RULE, LATER))
    assert second.key != first.key


@pytest.mark.parametrize("key", ["", "staff:", "staff:404", "staff:x", "staff:²", "1", f"staff:{'9' * 40}"])
async def test_a_rule_that_is_none_cannot_end(database: Database, key: str) -> None:
    await within(database, lambda unit: unit.staff_rules.add(RULE, NOW))
    assert not await within(database, lambda unit: unit.staff_rules.end(key, LATER))
    assert len(await within(database, lambda unit: unit.staff_rules.all())) == 1


async def test_each_change_makes_everybody_learn_anew(database: Database) -> None:
    rule = await within(database, lambda unit: unit.staff_rules.add(RULE, NOW))
    assert await anew(database) == 1
    await within(database, lambda unit: unit.staff_rules.end(rule.key, LATER))
    await within(database, lambda unit: unit.staff_rules.end(rule.key, LATER))
    assert await anew(database) == 2


async def test_a_rule_without_words_or_zones_comes_back_so(database: Database) -> None:
    made = await within(database, lambda unit: unit.staff_rules.add(Rule("", "terras"), NOW))
    assert await within(database, lambda unit: unit.staff_rules.all()) == [replace(made, words=(), zones=frozenset())]
