from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from operator import methodcaller
from pathlib import Path

import pytest

from bot.domain.access import Role
from bot.storage import migrations as module
from bot.storage.connect import connect
from bot.storage.database import Database, SchemaError, StorageError, Transaction
from bot.storage.migrations import Migration, latest_version, migrate, migrations, statements, version_of
from tests.databases import Engine, cluster_of
from tests.storage.examples import ANNA, NOW, within

Open = Callable[..., Awaitable[Database]]

OF_THE_FIRST_VERSION = (
    f"""INSERT INTO contacts (id, name, language, welcome, trade, first_seen_at)
    VALUES ({ANNA.id}, 'Anna', 'fr', 'language', 'horeca', '2026-11-23T09:12:05.123456Z')""",
    f"INSERT INTO staff (person_id, role, since) VALUES ({ANNA.id}, 'manager', '2026-11-23T09:12:05.123456Z')",
    f"""INSERT INTO enquiries (asker_id, status, language, summary, started_at, changed_at, number, asked_at)
    VALUES ({ANNA.id}, 'new', 'fr', 'terras', '2026-11-23T09:12:05.123456Z', '2026-11-23T09:12:05.123456Z', 41,
      '2026-11-23T09:12:05.123456Z')""",
    "UPDATE counters SET value = 41 WHERE name = 'enquiry'",
)


@pytest.fixture
async def empty(request: pytest.FixtureRequest, engine: Engine, tmp_path: Path) -> AsyncIterator[Open]:
    """Opens a database in which nothing is yet, as often as asked."""
    url = f"sqlite:///{tmp_path}/new.sqlite3" if engine == "sqlite" else cluster_of(request).create_empty()
    opened: list[Database] = []

    async def open_it(*, create: bool) -> Database:
        database = connect(url, create=create)
        await database.open()
        opened.append(database)
        return database

    yield open_it
    for database in opened:
        await database.close()
    if engine == "postgres":
        cluster_of(request).drop(url)


def and_then(monkeypatch: pytest.MonkeyPatch, sql: str) -> None:
    """Let there be one more migration."""
    later = (*migrations(), Migration(latest_version() + 1, "later", sql))
    monkeypatch.setattr(module, "migrations", lambda: later)


def copies(folder: Path) -> list[Path]:
    return list(folder.glob("*before*"))


async def newer(database: Database) -> None:
    insert = "INSERT INTO schema_versions (version, name, applied_at) VALUES (999, 'later', '')"
    await database.run(lambda tx: tx.execute(insert))


def test_the_files_are_numbered_from_one_without_a_gap() -> None:
    assert [migration.version for migration in migrations()] == list(range(1, latest_version() + 1))


async def test_an_empty_database_gets_everything_once(empty: Open) -> None:
    database = await empty(create=True)
    assert await database.run(version_of) == 0
    assert await migrate(database, NOW) == [migration.name for migration in migrations()]
    assert await migrate(database, NOW) == []
    assert await database.run(version_of) == latest_version()
    rows = await database.run(lambda tx: tx.fetch_all("SELECT version, name, applied_at FROM schema_versions"))
    assert rows[0] == {"version": 1, "name": "0001_one_door", "applied_at": "2026-11-23T09:12:05.123456Z"}
    assert (await empty(create=False)).name == database.name


async def test_a_database_without_tables_is_refused_unless_it_may_be_made(empty: Open) -> None:
    database = await empty(create=True)
    await database.close()
    with pytest.raises(SchemaError):
        await empty(create=False)


async def test_a_newer_database_is_refused(empty: Open) -> None:
    database = await empty(create=True)
    await migrate(database, NOW)
    await newer(database)
    with pytest.raises(SchemaError, match="999"):
        await migrate(database, NOW)
    with pytest.raises(SchemaError, match="999"):
        await empty(create=True)


async def test_a_later_migration_is_applied_alone(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    and_then(monkeypatch, "CREATE TABLE later (id {{serial}});")
    assert await migrate(database, NOW) == ["later"]
    row = await database.run(lambda tx: tx.fetch_one("INSERT INTO later DEFAULT VALUES RETURNING id"))
    assert row == {"id": 1}


async def test_a_migration_happens_whole_or_not_at_all(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    before = latest_version()
    and_then(monkeypatch, "CREATE TABLE later (id {{id}}); INSERT INTO nowhere VALUES (1);")
    with pytest.raises(StorageError):
        await migrate(database, NOW)
    assert await database.run(version_of) == before
    await database.run(lambda tx: tx.execute("CREATE TABLE later (other INTEGER)"))


async def test_when_another_process_was_first_nothing_happens_twice(database: Database) -> None:
    def again(tx: Transaction) -> bool:
        return module._apply(tx, migration=migrations()[0], tokens={}, at=NOW)

    assert await database.run(again) is False


async def test_before_a_database_with_something_in_it_changes_a_copy_is_kept(
    sqlite: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = latest_version()
    and_then(monkeypatch, "DROP TABLE leases;")
    await migrate(sqlite, NOW)
    [copy] = copies(tmp_path)
    assert copy.name.endswith(f".before-{before + 1:04}")
    monkeypatch.undo()
    old = connect(f"sqlite:///{copy}")
    await old.open()
    assert await old.run(version_of) == before
    assert await old.run(lambda tx: tx.fetch_all("SELECT name FROM leases")) == []
    await old.close()


async def test_of_a_new_database_no_copy_is_kept(tmp_path: Path) -> None:
    database = connect(f"sqlite:///{tmp_path}/new.sqlite3", create=True)
    await database.open()
    await migrate(database, NOW)
    await database.close()
    assert copies(tmp_path) == []


async def test_what_the_first_version_kept_is_there_after_the_second(
    empty: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = await empty(create=True)
    with monkeypatch.context() as patch:
        patch.setattr(module, "migrations", lambda: migrations()[:1])
        assert await migrate(database, NOW) == ["0001_one_door"]
    for statement in OF_THE_FIRST_VERSION:
        await database.run(methodcaller("execute", statement))
    assert await migrate(database, NOW) == [migration.name for migration in migrations()[1:]]
    found = await within(database, lambda unit: unit.contacts.get(ANNA.id))
    assert found == replace(ANNA, role=Role.MANAGER, trade="horeca")
    enquiry = await within(database, lambda unit: unit.enquiries.by_number(41))
    assert enquiry is not None
    assert (enquiry.summary, enquiry.asker_id) == ("terras", ANNA.id)
    [recent] = await within(database, lambda unit: unit.enquiries.recent(NOW - timedelta(days=1), 5))
    assert recent == enquiry
    assert await within(database, lambda unit: unit.archive.unindexed(5)) == [enquiry.id]


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ("", []),
        ("-- nothing; at all\n/* nor; here */", []),
        ("A;B ;\n\n C", ["A", "B", "C"]),
        ("A ';' -- x;y\n\"a;b\" 'it''s;';B", ["A ';' \n\"a;b\" 'it''s;'", "B"]),
        ("A - 1 / 2; B -- the end", ["A - 1 / 2", "B"]),
        ("A /* one;\n two */ B;;", ["A  B"]),
    ],
)
def test_statements_end_at_semicolons_that_are_not_quoted_or_commented(sql: str, found: list[str]) -> None:
    assert statements(sql) == found
