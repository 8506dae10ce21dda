"""A program that writes to a database for as long as it lives: what the tests of crashes and of company run.

Arguments: the file, how many works at a time, how many in all, a name. Each work reads the counter,
then raises it and adds two rows; its number is printed once it is committed.
"""

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path

from bot.storage.database import Transaction
from bot.storage.sqlite import SqliteDatabase

UPDATE = "UPDATE counters SET value = :value WHERE name = 'enquiry'"
INSERT = "INSERT INTO counters (name, value) VALUES (:name, :value)"


def step(name: str) -> Callable[[Transaction], int]:
    def work(tx: Transaction) -> int:
        row = tx.fetch_one("SELECT value FROM counters WHERE name = 'enquiry'")
        value: int = (row["value"] if row else 0) + 1
        tx.execute(UPDATE, {"value": value})
        for half in ("one", "two"):
            tx.execute(INSERT, {"name": f"{name} {value} {half}", "value": value})
        return value

    return work


async def write(path: Path, together: int, total: int, name: str) -> None:
    database = SqliteDatabase(path, ballast_bytes=0)
    await database.open()
    left = iter(range(total))

    async def one() -> None:
        for _ in left:
            print(await database.run(step(name)), flush=True)

    await asyncio.gather(*[one() for _ in range(together)])
    await database.close()


if __name__ == "__main__":
    asyncio.run(write(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]))
