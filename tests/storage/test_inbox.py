import asyncio
from datetime import timedelta

from bot.services.ports import Incoming
from bot.storage.database import Database
from tests.storage.examples import LATER, NOW, within

FIRST, SECOND, THIRD = (
    Incoming(number, 7, f'{{"update_id": {number}, "text": "%s :x \U0001f9c1"}}') for number in (1, 2, 3)
)


async def waiting(database: Database) -> list[Incoming]:
    return list(await within(database, lambda unit: unit.inbox.waiting(-1, 100)))


async def test_only_what_is_new_is_reported_and_a_second_delivery_changes_nothing(database: Database) -> None:
    assert await within(database, lambda unit: unit.inbox.store([FIRST, THIRD], NOW)) == [1, 3]
    again = Incoming(1, 8, "{}")
    assert await within(database, lambda unit: unit.inbox.store([again, SECOND, SECOND], LATER)) == [2]
    assert await within(database, lambda unit: unit.inbox.store([], NOW)) == []
    assert await waiting(database) == [FIRST, SECOND, THIRD]


async def test_what_waits_is_paged_by_id(database: Database) -> None:
    await within(database, lambda unit: unit.inbox.store([THIRD, FIRST, SECOND], NOW))
    assert await within(database, lambda unit: unit.inbox.waiting(0, 2)) == [FIRST, SECOND]
    assert await within(database, lambda unit: unit.inbox.waiting(2, 2)) == [THIRD]


async def test_an_update_is_finished_by_one_only(database: Database) -> None:
    await within(database, lambda unit: unit.inbox.store([FIRST, SECOND], NOW))
    finish = [within(database, lambda unit: unit.inbox.finish(1, LATER, "done")) for _ in range(3)]
    assert await asyncio.gather(*finish) == [True, False, False]
    assert not await within(database, lambda unit: unit.inbox.finish(99, LATER, "done"))
    assert await waiting(database) == [SECOND]
    assert await within(database, lambda unit: unit.inbox.store([FIRST], LATER)) == []


async def test_failed_attempts_are_counted_until_it_is_set_aside(database: Database) -> None:
    await within(database, lambda unit: unit.inbox.store([FIRST], NOW))
    assert [await within(database, lambda unit: unit.inbox.attempt_failed(1, "KeyError")) for _ in range(3)] == [
        1,
        2,
        3,
    ]
    assert await within(database, lambda unit: unit.inbox.attempt_failed(99, "KeyError")) == 0
    assert await waiting(database) == [Incoming(1, 7, FIRST.raw, attempts=3)]
    await within(database, lambda unit: unit.inbox.set_aside(1, LATER, "KeyError"))
    assert await waiting(database) == []
    assert not await within(database, lambda unit: unit.inbox.finish(1, LATER, "done"))


async def test_what_is_handled_is_not_set_aside(database: Database) -> None:
    await within(database, lambda unit: unit.inbox.store([FIRST], NOW))
    await within(database, lambda unit: unit.inbox.finish(1, NOW, "done"))
    await within(database, lambda unit: unit.inbox.set_aside(1, LATER, "KeyError"))
    assert await database.run(lambda tx: tx.fetch_one("SELECT state, outcome FROM inbox")) == {
        "state": "handled",
        "outcome": "done",
    }


async def test_what_cannot_be_read_never_comes_round_again(database: Database) -> None:
    await within(database, lambda unit: unit.inbox.quarantine(FIRST, NOW, "no update id"))
    await within(database, lambda unit: unit.inbox.quarantine(FIRST, LATER, "again"))
    assert await within(database, lambda unit: unit.inbox.store([FIRST], LATER)) == []
    assert await waiting(database) == []
    await within(database, lambda unit: unit.inbox.store([SECOND], NOW))
    await within(database, lambda unit: unit.inbox.quarantine(SECOND, LATER, "no chat"))
    assert await waiting(database) == []


async def test_what_was_handled_does_not_go_into_quarantine_any_more(database: Database) -> None:
    await within(database, lambda unit: unit.inbox.store([FIRST], NOW))
    await within(database, lambda unit: unit.inbox.finish(1, NOW, "done"))
    await within(database, lambda unit: unit.inbox.quarantine(FIRST, LATER, "late"))
    assert await database.run(lambda tx: tx.fetch_one("SELECT state FROM inbox")) == {"state": "handled"}


async def test_what_ended_long_ago_is_purged_and_what_waits_never(database: Database) -> None:
    updates = [Incoming(number, 7, "{}") for number in range(1, 6)]
    await within(database, lambda unit: unit.inbox.store(updates, NOW))
    await within(database, lambda unit: unit.inbox.finish(1, NOW, "done"))
    await within(database, lambda unit: unit.inbox.set_aside(2, NOW, "KeyError"))
    await within(database, lambda unit: unit.inbox.quarantine(updates[2], NOW, "no chat"))
    await within(database, lambda unit: unit.inbox.finish(4, LATER, "done"))
    assert await within(database, lambda unit: unit.inbox.purge(NOW)) == 0
    assert await within(database, lambda unit: unit.inbox.purge(LATER)) == 3
    assert await within(database, lambda unit: unit.inbox.purge(LATER + timedelta(days=7))) == 1
    assert [update.update_id for update in await waiting(database)] == [5]
