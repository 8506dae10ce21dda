import asyncio
from collections.abc import AsyncIterator, Callable
from functools import partial

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from bot.storage.database import StorageError, StorageUnavailable, Transaction
from bot.storage.postgres import PostgresDatabase
from bot.storage.postgres_session import SETTINGS
from tests.postgres_cluster import Cluster
from tests.storage.examples import OTHER_COUNTERS

pytestmark = pytest.mark.postgres

INSERT = "INSERT INTO counters (name, value) VALUES (:name, 1)"
DIE = "SELECT pg_terminate_backend(pg_backend_pid())"


@pytest.fixture
async def url(postgres_cluster: Cluster) -> AsyncIterator[str]:
    """The address of a fresh database with our tables."""
    address = postgres_cluster.create()
    yield address
    postgres_cluster.drop(address)


@pytest.fixture
async def database(url: str) -> AsyncIterator[PostgresDatabase]:
    """That database, open."""
    opened = PostgresDatabase(url)
    await opened.open()
    yield opened
    await opened.close()


def insert(name: str) -> Callable[[Transaction], int]:
    return lambda tx: tx.execute(INSERT, {"name": name})


def setting(name: str, tx: Transaction) -> str:
    row = tx.fetch_one(f"SELECT current_setting('{name}') AS found")
    assert row is not None
    found: str = row["found"]
    return found


async def names(database: PostgresDatabase) -> list[str]:
    rows = await database.run(
        lambda tx: tx.fetch_all(f"SELECT name FROM counters WHERE {OTHER_COUNTERS} ORDER BY name")
    )
    return [row["name"] for row in rows]


async def test_the_settings_are_in_force(database: PostgresDatabase) -> None:
    for name, wanted in (SETTINGS | {"transaction_isolation": "serializable", "application_name": "kernpunt"}).items():
        assert await database.run(partial(setting, name)) == wanted


@pytest.mark.parametrize(("name", "wanted"), [("lock_timeout", "5000ms"), ("no_such_setting", "1")])
async def test_a_setting_that_does_not_take_is_refused(
    url: str, name: str, wanted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(SETTINGS, name, wanted)  # the server knows the first as 5s, and the second not at all
    with pytest.raises(StorageError, match=name):
        await PostgresDatabase(url).open()


async def test_a_server_that_is_not_there_is_said() -> None:
    with pytest.raises(StorageUnavailable, match="reached"):
        await PostgresDatabase("postgresql:///x?host=/no/such/folder").open()


async def test_a_closed_database_says_so(url: str) -> None:
    with pytest.raises(StorageError, match="not open"):
        await PostgresDatabase(url).run(lambda _: None)


async def test_a_connection_lost_while_idle_comes_back(database: PostgresDatabase, url: str) -> None:
    await database.run(insert("a"))
    with psycopg.connect(url, autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    with pytest.raises(StorageUnavailable):
        await database.run(insert("b"))
    await database.run(insert("c"))
    assert await names(database) == ["a", "c"]


async def test_a_connection_lost_in_a_batch_fails_that_batch_only(database: PostgresDatabase) -> None:
    works = (insert("a"), lambda tx: tx.fetch_one(DIE), insert("b"))
    outcomes = await asyncio.gather(*[database.run(work) for work in works], return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [StorageUnavailable] * 3
    await database.run(insert("c"))
    assert await names(database) == ["c"]


async def test_while_the_server_refuses_works_fail_and_when_it_is_back_they_go_on(
    database: PostgresDatabase, postgres_cluster: Cluster, url: str
) -> None:
    name = conninfo_to_dict(url)["dbname"]
    postgres_cluster.command(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
    for _ in range(2):
        with pytest.raises(StorageError):
            await database.run(lambda tx: tx.fetch_one(DIE))
    postgres_cluster.command(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
    assert await database.run(insert("a")) == 1


async def test_two_programs_that_read_and_then_write_do_not_lose_each_others_steps(
    database: PostgresDatabase, url: str
) -> None:
    def step(tx: Transaction) -> int:
        row = tx.fetch_one("SELECT value FROM counters WHERE name = 'enquiry'")
        value: int = (row["value"] if row else 0) + 1
        tx.execute("UPDATE counters SET value = :value WHERE name = 'enquiry'", {"value": value})
        return value

    async def steps(one: PostgresDatabase) -> list[int]:
        return [await one.run(step) for _ in range(25)]

    other = PostgresDatabase(url)
    await other.open()
    taken = await asyncio.gather(steps(database), steps(other))
    await other.close()
    assert sorted(taken[0] + taken[1]) == list(range(1, 51))


async def test_what_another_changed_in_between_is_read_again_by_the_whole_batch(
    database: PostgresDatabase, url: str
) -> None:
    runs = []
    with psycopg.connect(url, autocommit=True) as other:

        def step(tx: Transaction) -> int:
            row = tx.fetch_one("SELECT value FROM counters WHERE name = 'enquiry'")
            value: int = row["value"] if row else 0
            runs.append(value)
            if len(runs) == 1:
                other.execute("UPDATE counters SET value = 40 WHERE name = 'enquiry'")
            tx.execute("UPDATE counters SET value = :value WHERE name = 'enquiry'", {"value": value + 1})
            return value + 1

        works = (insert("a"), step, insert("b"))
        outcomes = await asyncio.gather(*[database.run(work) for work in works])
    assert outcomes == [1, 41, 1]
    assert runs == [0, 40]
    assert await names(database) == ["a", "b"]


async def test_what_another_holds_locked_fails_its_own_work_only(database: PostgresDatabase, url: str) -> None:
    def blocked(tx: Transaction) -> None:
        tx.execute("SET LOCAL lock_timeout = '20ms'")
        tx.execute("UPDATE counters SET value = 9 WHERE name = 'enquiry'")

    with psycopg.connect(url) as other:
        other.execute("SELECT value FROM counters FOR UPDATE")
        outcomes = await asyncio.gather(database.run(blocked), database.run(insert("a")), return_exceptions=True)
        other.rollback()
    assert isinstance(outcomes[0], StorageUnavailable)
    assert "locked" in str(outcomes[0])
    assert outcomes[1] == 1
    assert await names(database) == ["a"]


async def test_an_error_does_not_repeat_what_people_wrote(database: PostgresDatabase) -> None:
    await database.run(insert("mijn geheim"))
    with pytest.raises(StorageError) as refusal:
        await database.run(insert("mijn geheim"))
    assert not isinstance(refusal.value, StorageUnavailable)
    assert "geheim" not in f"{refusal.value} {refusal.value.__cause__}"
