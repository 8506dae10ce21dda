"""One program at a time for one database, and the next as soon as that one is gone."""

import os
import socket
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from bot.storage.database import Database
from bot.storage.unit import StorageUnit
from bot.tenancy import LASTS, Tenant
from tests.databases import ENGINES, Engine, MakeDatabase

NOW = datetime(2026, 11, 24, 9, 12, tzinfo=UTC)
ALIVE = f"{socket.gethostname()}/{os.getpid()}"


@pytest.fixture(params=ENGINES)
async def database(request: pytest.FixtureRequest, make_database: MakeDatabase) -> Database:
    engine: Engine = request.param
    return await make_database(engine)


async def takes(database: Database, tenant: Tenant, after: timedelta = timedelta()) -> bool:
    return await database.run(lambda tx: tenant.take(StorageUnit(tx, NOW + after)))


async def releases(database: Database, tenant: Tenant) -> None:
    await database.run(lambda tx: tenant.release(StorageUnit(tx, NOW)))


def gone() -> int:
    """Return the number of a process that is no more."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    return process.pid


async def test_the_first_runs_and_the_second_waits(database: Database) -> None:
    first, second = Tenant(f"{ALIVE}/a"), Tenant(f"{ALIVE}/b")
    assert await takes(database, first)
    assert not await takes(database, second)
    assert await takes(database, first, LASTS / 2)
    assert not await takes(database, second, LASTS)


async def test_the_second_takes_over_on_release(database: Database) -> None:
    first, second = Tenant(f"{ALIVE}/a"), Tenant(f"{ALIVE}/b")
    assert await takes(database, first)
    await releases(database, second)
    assert not await takes(database, second)
    await releases(database, first)
    assert await takes(database, second)
    assert not await takes(database, first)


async def test_one_that_stood_still_for_too_long_has_lost_it(database: Database) -> None:
    first, second = Tenant(f"{ALIVE}/a"), Tenant("elsewhere/1/b")
    assert await takes(database, first)
    assert await takes(database, second, LASTS)
    assert not await takes(database, first, LASTS)


async def test_a_process_that_is_gone_does_not_have_to_be_waited_for(database: Database) -> None:
    dead = Tenant(f"{socket.gethostname()}/{gone()}/a")
    assert await takes(database, dead)
    assert await takes(database, Tenant(f"{ALIVE}/b"))


@pytest.mark.parametrize("holder", ["elsewhere/{gone}/a", "{host}/nonsense/a", "{host}", ""])
async def test_whoever_cannot_be_seen_from_here_counts_until_the_end(database: Database, holder: str) -> None:
    other = Tenant(holder.format(gone=gone(), host=socket.gethostname()))
    assert await takes(database, other)
    assert not await takes(database, Tenant(f"{ALIVE}/b"), LASTS / 2)


def test_no_two_programs_have_the_same_name() -> None:
    one, other = Tenant.this_process(), Tenant.this_process()
    assert one != other
    assert one.holder.startswith(f"{ALIVE}/")
