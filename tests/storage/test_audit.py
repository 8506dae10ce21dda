"""The chain of what was done, on both engines."""

import asyncio

import pytest

from bot.domain.audit import broken_at
from bot.storage.database import Database
from bot.storage.unit import StorageUnit
from tests.storage.examples import ANNA, BRAM, LATER, NOW, within


async def entries(database: Database) -> list[int]:
    found = await within(database, lambda unit: unit.audit.entries(0, 100))
    assert broken_at(found) == 0
    return [entry.id for entry in found]


async def test_entries_come_back_as_written_and_in_order(database: Database) -> None:
    await within(database, lambda unit: unit.audit.append(NOW, ANNA.id, "invite", "staff ruimte"))
    await within(database, lambda unit: unit.audit.append(LATER, BRAM.id, "revoke", "2", "refused"))
    assert await entries(database) == [1, 2]
    first, second = await within(database, lambda unit: unit.audit.entries(0, 5))
    assert (first.at, first.actor_id, first.action, first.subject, first.outcome) == (
        NOW,
        ANNA.id,
        "invite",
        "staff ruimte",
        "done",
    )
    assert await within(database, lambda unit: unit.audit.entries(1, 5)) == [second]
    assert await within(database, lambda unit: unit.audit.newest(1)) == [second]
    assert await within(database, lambda unit: unit.audit.newest(5, 1)) == [first]


async def test_many_at_the_same_moment_make_one_chain(database: Database) -> None:
    await asyncio.gather(*[within(database, lambda unit: unit.audit.append(NOW, 1, "act")) for _ in range(12)])
    assert await entries(database) == list(range(1, 13))


async def test_what_is_refused_leaves_no_gap(database: Database) -> None:
    await within(database, lambda unit: unit.audit.append(NOW, 1, "act"))

    def fails(unit: StorageUnit) -> None:
        unit.audit.append(NOW, 1, "act")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await within(database, fails)
    await within(database, lambda unit: unit.audit.append(NOW, 1, "act"))
    assert await entries(database) == [1, 2]


@pytest.mark.parametrize("change", ["actor_id = 9", "action = 'x'", "subject = 'x'", "outcome = 'x'"])
async def test_a_row_that_somebody_changed_shows(database: Database, change: str) -> None:
    for _ in range(3):
        await within(database, lambda unit: unit.audit.append(NOW, 1, "act"))
    await database.run(lambda tx: tx.execute(f"UPDATE audit SET {change} WHERE id = 2"))
    assert broken_at(await within(database, lambda unit: unit.audit.entries(0, 5))) == 2


async def test_a_database_without_its_counter_keeps_nothing(database: Database) -> None:
    await database.run(lambda tx: tx.execute("DELETE FROM counters WHERE name = 'audit'"))
    with pytest.raises(LookupError):
        await within(database, lambda unit: unit.audit.append(NOW, 1, "act"))
