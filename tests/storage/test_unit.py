import timeit

import pytest

from bot.services.ports import Unit
from bot.storage.database import Database
from bot.storage.unit import StorageUnit
from tests.storage.examples import ANNA, NOW, PLAIN, within


async def test_it_is_what_a_use_case_asks_for(database: Database) -> None:
    def use(unit: Unit) -> int:
        unit.contacts.save(ANNA)
        unit.outbox.put(ANNA, PLAIN)
        return unit.leases.take("poller", "one", unit.now, unit.now) + unit.enquiries.next_number()

    assert await within(database, use) == 2


async def test_nothing_of_a_use_case_that_raises_is_kept(database: Database) -> None:
    def use(unit: StorageUnit) -> None:
        unit.contacts.save(ANNA)
        unit.outbox.put(ANNA, PLAIN)
        raise ValueError("refused")

    with pytest.raises(ValueError, match="refused"):
        await within(database, use)
    assert await within(database, lambda unit: unit.contacts.get(ANNA.id)) is None
    assert await within(database, lambda unit: unit.outbox.pending(0, 10)) == []


async def test_making_one_costs_next_to_nothing(sqlite: Database) -> None:
    seconds = await sqlite.run(
        lambda tx: min(timeit.repeat(lambda: StorageUnit(tx, NOW), number=1000, repeat=5)) / 1000
    )
    assert seconds < 20e-6  # 1 µs on a quiet machine; the rest is for a busy one
