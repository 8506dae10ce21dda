import asyncio
import inspect
import sqlite3
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import aiosqlite
import pytest

from bot.storage.database import SchemaError, StorageError, StorageUnavailable, Transaction
from bot.storage.sqlite import SqliteDatabase, WorkConnection
from bot.storage.sqlite_session import SETTINGS, connect, explain
from tests.storage.examples import OTHER_COUNTERS

INSERT = "INSERT INTO counters (name, value) VALUES (:name, 1)"


@pytest.fixture
def path(sqlite_template: Path, tmp_path: Path) -> Path:
    """A migrated file that nobody has open."""
    copy = tmp_path / "it's a #1?.sqlite3"
    copy.write_bytes(sqlite_template.read_bytes())
    return copy


def insert(name: str) -> Callable[[Transaction], int]:
    return lambda tx: tx.execute(INSERT, {"name": name})


def pragma(name: str, tx: Transaction) -> list[object]:
    row = tx.fetch_one(f"PRAGMA {name}")
    return [] if row is None else list(row.values())


def count(tx: Transaction) -> int:
    row = tx.fetch_one(f"SELECT COUNT(*) AS n FROM counters WHERE {OTHER_COUNTERS}")
    return row["n"] if row else 0


async def test_aiosqlite_still_has_the_shape_that_we_lean_on() -> None:
    assert list(inspect.signature(aiosqlite.Connection._execute).parameters) == ["self", "fn", "args", "kwargs"]
    assert inspect.iscoroutinefunction(aiosqlite.Connection._execute)
    connection = WorkConnection(lambda: sqlite3.connect(":memory:"))
    assert isinstance(connection._thread, threading.Thread)
    assert connection._thread.daemon
    await connection
    try:
        assert await connection.run(lambda _: threading.current_thread()) is connection._thread
        assert await connection.run(lambda raw: raw.execute("SELECT 5").fetchone()) == (5,)
    finally:
        await connection.close()
    connection._thread.join(1)
    assert not connection._thread.is_alive()


async def test_the_settings_are_in_force(path: Path) -> None:
    database = SqliteDatabase(path)
    await database.open()
    try:
        for name, wanted in SETTINGS.items():
            assert await database.run(partial(pragma, name)) == [wanted]
    finally:
        await database.close()
    assert path.with_name(path.name + ".ballast").stat().st_size == 1 << 20


def test_a_setting_that_does_not_take_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SETTINGS, "page_count", 5)
    with pytest.raises(StorageError, match="page_count"):
        connect(path, create=False)


@pytest.mark.parametrize("content", [None, b""])
async def test_a_missing_or_empty_file_is_refused_unless_it_may_be_made(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "new.sqlite3"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SchemaError):
        await SqliteDatabase(path).open()
    assert path.exists() == (content is not None)
    database = SqliteDatabase(path, create=True)
    await database.open()
    await database.close()


async def test_a_file_without_our_tables_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite3"
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE something (a)")
    raw.close()
    with pytest.raises(SchemaError):
        await SqliteDatabase(path).open()
    raw = sqlite3.connect(path)
    assert raw.execute("SELECT name FROM sqlite_master").fetchall() == [("something",)]
    raw.close()


async def test_what_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "text.sqlite3"
    path.write_bytes(b"not a database " * 1000)
    with pytest.raises(StorageError, match="no SQLite database"):
        await SqliteDatabase(path).open()


@pytest.fixture
def damaged(path: Path) -> Path:
    """A file whose second page was wiped."""
    content = bytearray(path.read_bytes())
    content[4096:8192] = bytes(4096)
    path.write_bytes(content)
    return path


async def test_a_damaged_file_is_refused(damaged: Path) -> None:
    with pytest.raises(StorageError, match="damaged") as refusal:
        await SqliteDatabase(damaged).open()
    assert not isinstance(refusal.value, StorageUnavailable)


async def test_a_folder_that_is_not_there_is_named_as_the_trouble(tmp_path: Path) -> None:
    with pytest.raises(StorageUnavailable, match="folder"):
        await SqliteDatabase(tmp_path / "no" / "k.sqlite3", create=True).open()


async def test_a_closed_database_says_so(path: Path) -> None:
    database = SqliteDatabase(path)
    for refused in (database.run(count), database.keep_copy("x")):
        with pytest.raises(StorageError, match="not open"):
            await refused
    await database.close()


async def test_locked_by_another_program_is_said_and_passes(path: Path) -> None:
    database = SqliteDatabase(path)
    await database.open()
    await database.run(lambda tx: tx.execute("PRAGMA busy_timeout = 20"))
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    outcomes = await asyncio.gather(*[database.run(insert(name)) for name in "ab"], return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [StorageUnavailable] * 2
    assert "locked" in str(outcomes[0])
    other.execute("COMMIT")
    other.close()
    assert await database.run(insert("a")) == 1
    await database.close()


async def test_on_a_full_disk_the_ballast_goes_out_and_comes_back_when_there_is_room(path: Path) -> None:
    ballast = path.with_name(path.name + ".ballast")
    database = SqliteDatabase(path, ballast_bytes=4096)
    await database.open()
    assert ballast.exists()
    # The engine then refuses as it does on a full disk, and throwing things out does not help.
    await database.run(lambda tx: tx.fetch_one("PRAGMA max_page_count = 1"))
    works = (insert("a"), insert("x" * 100_000), insert("b"))
    outcomes = await asyncio.gather(*[database.run(work) for work in works], return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [StorageUnavailable] * 3
    assert "full" in str(outcomes[0])
    assert not ballast.exists()
    await database.run(lambda tx: tx.fetch_one("PRAGMA max_page_count = 100000"))
    assert ballast.exists()
    assert await asyncio.gather(*[database.run(work) for work in works]) == [1, 1, 1]
    await database.close()


async def test_what_did_not_fit_fits_once_the_ballast_is_out(path: Path) -> None:
    ballast = path.with_name(path.name + ".ballast")
    database = SqliteDatabase(path, ballast_bytes=4096)
    await database.open()
    seen = []

    def work(tx: Transaction) -> int:
        seen.append(ballast.exists())
        # A disk that has room only without the ballast, as far as the engine can tell.
        tx.fetch_one(f"PRAGMA max_page_count = {1 if ballast.exists() else 100_000}")
        return tx.execute(INSERT, {"name": "x" * 100_000})

    assert await database.run(work) == 1
    assert seen == [True, False]
    assert ballast.exists()
    await database.close()


async def test_a_copy_is_whole_and_takes_the_place_of_an_older_one(path: Path) -> None:
    database = SqliteDatabase(path)
    await database.open()
    target = path.with_name(path.name + ".before-0002")
    target.write_bytes(b"older")
    await database.run(insert("a"))
    assert await database.keep_copy("before-0002") == target
    await database.run(insert("b"))
    await database.close()
    copy = SqliteDatabase(target)
    await copy.open()
    assert await copy.run(count) == 1
    await copy.close()
    assert not list(path.parent.glob("*.unfinished"))


async def test_a_copy_that_cannot_be_made_is_said(path: Path) -> None:
    database = SqliteDatabase(path)
    await database.open()
    (path.with_name(path.name + ".taken") / "folder").mkdir(parents=True)
    with pytest.raises(StorageUnavailable, match="copy"):
        await database.keep_copy("taken")
    await database.close()
    assert not list(path.parent.glob("*.unfinished"))


def test_an_error_that_is_no_engines_is_still_a_sentence() -> None:
    assert "refused" in str(explain(ValueError("x")))
