from datetime import datetime, timedelta

from bot.storage.database import Database
from bot.storage.unit import StorageUnit
from tests.storage.examples import NOW, within

MINUTE = timedelta(minutes=1)


async def take(database: Database, holder: str, at: datetime) -> int:
    return await within(database, lambda unit: unit.leases.take("poller", holder, at, at + MINUTE))


async def test_one_holds_it_until_it_is_over(database: Database) -> None:
    assert await take(database, "one", NOW) == 1
    assert await take(database, "two", NOW) == 0
    assert await take(database, "two", NOW + MINUTE - timedelta(microseconds=1)) == 0
    assert await take(database, "two", NOW + MINUTE) == 2
    assert await take(database, "one", NOW + MINUTE) == 0


async def test_renewing_keeps_the_token(database: Database) -> None:
    assert await take(database, "one", NOW) == 1
    assert await take(database, "one", NOW + MINUTE / 2) == 1
    assert await take(database, "two", NOW + MINUTE) == 0
    assert await take(database, "one", NOW + 5 * MINUTE) == 1


async def test_a_token_grows_with_each_holder_also_after_a_release(database: Database) -> None:
    assert await take(database, "one", NOW) == 1
    await within(database, lambda unit: unit.leases.release("poller", "two"))
    assert await take(database, "two", NOW) == 0
    await within(database, lambda unit: unit.leases.release("poller", "one"))
    assert await take(database, "two", NOW) == 2
    await within(database, lambda unit: unit.leases.release("poller", "two"))
    assert await take(database, "two", NOW) == 3


async def test_who_holds_it_is_known(database: Database) -> None:
    def holder(unit: StorageUnit) -> str:
        return unit.leases.holder("poller")

    assert await within(database, holder) == ""
    await take(database, "one", NOW)
    assert await within(database, holder) == "one"
    await within(database, lambda unit: unit.leases.release("poller", "one"))
    assert await within(database, holder) == ""


async def test_leases_of_different_names_have_nothing_to_do_with_each_other(database: Database) -> None:
    assert await take(database, "one", NOW) == 1
    assert await within(database, lambda unit: unit.leases.take("sender", "two", NOW, NOW + MINUTE)) == 1
    await within(database, lambda unit: unit.leases.release("none", "one"))
