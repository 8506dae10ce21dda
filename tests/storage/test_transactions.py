"""What a transaction promises, on each engine."""

import asyncio
import random
from collections.abc import Callable
from typing import Any

import pytest

from bot.storage.database import Database, StorageError, Transaction
from tests.storage.examples import OTHER_COUNTERS

INSERT = "INSERT INTO counters (name, value) VALUES (:name, :value)"


def insert(name: str, value: int = 1) -> Callable[[Transaction], str]:
    def work(tx: Transaction) -> str:
        tx.execute(INSERT, {"name": name, "value": value})
        return name

    return work


def insert_and_fail(name: str) -> Callable[[Transaction], None]:
    def work(tx: Transaction) -> None:
        tx.execute(INSERT, {"name": name, "value": 1})
        raise KeyError(name)

    return work


async def names(database: Database) -> list[str]:
    rows = await database.run(
        lambda tx: tx.fetch_all(f"SELECT name FROM counters WHERE {OTHER_COUNTERS} ORDER BY name")
    )
    return [row["name"] for row in rows]


async def test_one_that_raises_among_many_leaves_nothing_behind_and_disturbs_nobody(database: Database) -> None:
    works: list[Callable[[Transaction], Any]] = [insert(f"{number:02}") for number in range(20)]
    works[7] = insert_and_fail("07")
    works[11] = insert("03")
    results = await asyncio.gather(*[database.run(work) for work in works], return_exceptions=True)
    assert isinstance(results[7], KeyError)
    assert isinstance(results[11], StorageError)
    kept = [f"{number:02}" for number in range(20) if number not in (7, 11)]
    assert [result for result in results if isinstance(result, str)] == kept
    assert await names(database) == kept


async def test_a_single_one_that_raises_leaves_nothing_behind(database: Database) -> None:
    with pytest.raises(KeyError):
        await database.run(insert_and_fail("a"))
    with pytest.raises(StorageError):
        await database.run(insert("enquiry"))
    assert await names(database) == []


async def test_works_happen_in_the_order_in_which_they_came(database: Database) -> None:
    order: list[int] = []

    def note(number: int) -> Callable[[Transaction], None]:
        return lambda _: order.append(number)

    await asyncio.gather(*[database.run(note(number)) for number in range(200)])
    assert order == list(range(200))


async def test_each_sees_what_came_before_it(database: Database) -> None:
    def grow(tx: Transaction) -> int:
        tx.execute("UPDATE counters SET value = value + 1 WHERE name = 'enquiry'")
        row = tx.fetch_one("SELECT value FROM counters WHERE name = 'enquiry'")
        assert row is not None
        value: int = row["value"]
        return value

    assert await asyncio.gather(*[database.run(grow) for _ in range(100)]) == list(range(1, 101))


async def test_a_cancelled_waiter_cancels_nothing(database: Database) -> None:
    waiters = [asyncio.create_task(database.run(insert(f"{number:03}"))) for number in range(150)]
    await asyncio.sleep(0)
    for waiter in random.Random(5).sample(waiters, 75):  # noqa: S311 - which ones does not matter
        waiter.cancel()
    await asyncio.gather(*waiters, return_exceptions=True)
    assert await names(database) == [f"{number:03}" for number in range(150)]


async def test_what_is_queued_at_closing_is_done(database: Database) -> None:
    waiters = [asyncio.create_task(database.run(insert(f"{number:03}"))) for number in range(100)]
    await asyncio.sleep(0)
    await database.close()
    assert len(await asyncio.gather(*waiters)) == 100
    with pytest.raises(StorageError):
        await database.run(insert("late"))
    await database.close()
    await database.open()
    assert len(await names(database)) == 100


async def test_each_door_of_a_transaction(database: Database) -> None:
    def use(tx: Transaction) -> None:
        assert tx.execute_many(INSERT, [{"name": name, "value": 1} for name in "abc"]) == 3
        assert tx.execute_many(INSERT, []) == 0
        again = [{"name": name, "value": 1} for name in "abd"]
        assert tx.execute_many(f"{INSERT} ON CONFLICT DO NOTHING", again) == 1
        assert tx.execute("DELETE FROM counters WHERE name = 'd'") == 1
        assert tx.execute("UPDATE counters SET value = 2 WHERE name IN ('a', 'b')") == 2
        assert tx.execute("UPDATE counters SET value = 2 WHERE name = 'nobody'") == 0
        assert tx.fetch_one("SELECT name, value FROM counters WHERE name = :name", {"name": "a"}) == {
            "name": "a",
            "value": 2,
        }
        assert tx.fetch_one("SELECT name FROM counters WHERE name = 'nobody'") is None
        assert tx.fetch_all("SELECT name FROM counters WHERE name = 'nobody'") == []
        assert tx.fetch_all("SELECT '100%' AS share, ':name' AS word") == [{"share": "100%", "word": ":name"}]
        assert tx.fetch_all("SELECT name FROM counters WHERE name LIKE 'enq%' AND value >= :v", {"v": 0}) == [
            {"name": "enquiry"}
        ]

    await database.run(use)


@pytest.mark.parametrize("value", [2**52, -(2**52), 2**63 - 1])
async def test_large_numbers_come_back(database: Database, value: int) -> None:
    await database.run(insert("a", value))
    row = await database.run(lambda tx: tx.fetch_one("SELECT value FROM counters WHERE name = 'a'"))
    assert row == {"value": value}


async def test_a_number_too_large_for_a_row_is_refused_alone(database: Database) -> None:
    outcomes = await asyncio.gather(database.run(insert("a")), database.run(insert("b", 2**63)), return_exceptions=True)
    assert outcomes[0] == "a"
    assert isinstance(outcomes[1], OverflowError | StorageError)
    assert await names(database) == ["a"]
