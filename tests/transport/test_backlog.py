import asyncio
from collections.abc import Sequence

from bot.transport.backlog import Backlog


class Table:
    def __init__(self, *numbers: int) -> None:
        self.numbers = list(numbers)
        self.reads: list[int] = []
        self.gate = asyncio.Event()
        self.gate.set()

    async def fetch(self, after: int, limit: int) -> Sequence[int]:
        page = [number for number in sorted(self.numbers) if number > after][:limit]
        await self.gate.wait()
        self.reads.append(after)
        return page


def backlog(table: Table, room: int = 4, page: int = 2) -> Backlog[int]:
    return Backlog(table.fetch, lambda number: number, room=room, page=page)


async def test_it_reads_page_after_page_until_there_is_no_room() -> None:
    table = Table(*range(1, 10))
    rows, taken = backlog(table), list[int]()

    def take(number: int) -> None:
        assert rows.admit(number)
        taken.append(number)

    rows.miss(1)
    await rows.fill(take)
    assert (taken, rows.behind, rows.full, rows.wants_more) == ([1, 2, 3, 4], True, True, False)
    for number in (1, 2, 3):
        table.numbers.remove(number)
        rows.forget(number)
    assert rows.wants_more
    await rows.fill(take)
    assert taken == [1, 2, 3, 4, 5, 6, 7, 8]


async def test_a_row_that_ends_while_a_page_with_it_is_read_does_not_come_back() -> None:
    table = Table(1, 2)
    rows, taken = backlog(table, page=10), list[int]()
    rows.admit(1)
    rows.miss(1)
    table.gate.clear()
    filling = asyncio.create_task(rows.fill(taken.append))
    await asyncio.sleep(0)
    assert rows.behind
    rows.forget(1)
    table.gate.set()
    await filling
    assert taken == [2]
    assert len(rows) == 0
    assert rows.admit(1)


async def test_what_is_missed_while_reading_is_read_next() -> None:
    table = Table(1)
    rows, taken = backlog(table), list[int]()
    rows.miss(1)
    table.gate.clear()
    filling = asyncio.create_task(rows.fill(taken.append))
    await asyncio.sleep(0)
    table.numbers.append(7)
    rows.miss(7)
    table.gate.set()
    await filling
    assert taken == [1, 7]
    assert not rows.behind


async def test_a_cancelled_read_is_still_owed() -> None:
    table = Table(1)
    rows = backlog(table)
    rows.miss(1)
    table.gate.clear()
    filling = asyncio.create_task(rows.fill(lambda _: None))
    await asyncio.sleep(0)
    filling.cancel()
    await asyncio.gather(filling, return_exceptions=True)
    assert rows.behind
