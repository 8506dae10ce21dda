"""Numbers by month, on both engines."""

import asyncio
from dataclasses import replace

from bot.domain.tally import Count, Counted, Tally
from bot.storage.database import Database
from bot.storage.unit import StorageUnit
from tests.storage.examples import within

ASKED = Tally("2026-11", "terras", "kern", "ruimte", Counted.ASKED)


async def test_they_add_up_also_at_the_same_moment(database: Database) -> None:
    await asyncio.gather(*[within(database, lambda unit: unit.tallies.count(ASKED)) for _ in range(5)])
    await within(database, lambda unit: unit.tallies.count(ASKED, 3))
    assert await within(database, lambda unit: unit.tallies.sums("2026-11", "2026-11")) == [Count(ASKED, 8)]


async def test_months_and_departments_are_told_apart(database: Database) -> None:
    later, other = replace(ASKED, month="2026-12"), replace(ASKED, department="wonen", what=Counted.LATE)

    def work(unit: StorageUnit) -> None:
        for one in (ASKED, later, other):
            unit.tallies.count(one)
        assert unit.tallies.sums("2026-11", "2026-12") == [Count(one, 1) for one in (ASKED, other, later)]
        assert unit.tallies.sums("2026-12", "2026-12") == [Count(later, 1)]
        assert unit.tallies.sums("2026-11", "2026-12", "wonen") == [Count(other, 1)]
        assert unit.tallies.sums("2026-11", "2026-12", "nobody") == []
        assert unit.tallies.sums("2027-01", "2027-12") == []

    await within(database, work)
