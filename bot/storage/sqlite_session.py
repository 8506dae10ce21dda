"""The SQLite connection itself: how it is set, how its errors read, and what is done about a full disk."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from bot.storage.ballast import Ballast
from bot.storage.database import Params, Row, StorageError, StorageUnavailable
from bot.storage.session import Cursor, Session

BUSY_MILLISECONDS = 5000
STATEMENTS_KEPT = 512

SETTINGS = {
    "journal_mode": "wal",
    "synchronous": 2,  # FULL: what was promised survives a power cut
    "foreign_keys": 1,
    "busy_timeout": BUSY_MILLISECONDS,
    "journal_size_limit": 64 << 20,
    "cache_size": -512,  # KiB; the system keeps the file in its own memory, and a page from there costs next to nothing
    "temp_store": 2,  # in memory: a full disk then fails in one place only
    "secure_delete": 1,  # words that were erased leave no trace in free pages
}
"""What our promises rest on, read back at each start."""

_PASSING = {
    sqlite3.SQLITE_BUSY: "Another program holds the database locked; find out which one, or try again later.",
    sqlite3.SQLITE_LOCKED: "Another program holds the database locked; find out which one, or try again later.",
    sqlite3.SQLITE_PROTOCOL: "Another program holds the database locked; find out which one, or try again later.",
    sqlite3.SQLITE_FULL: "The disk of the database is full; make room on it.",
    sqlite3.SQLITE_IOERR: "The disk of the database does not read or write; check it, and the room left on it.",
    sqlite3.SQLITE_CANTOPEN: "The database file cannot be opened; check that its folder is there and may be written.",
    sqlite3.SQLITE_READONLY: "The database file may not be written; check who owns it and how the disk is mounted.",
    sqlite3.SQLITE_NOMEM: "There is not enough memory for the database.",
}
_LASTING = {
    sqlite3.SQLITE_CORRUPT: "The database file is damaged; stop, keep it aside and restore the last backup.",
    sqlite3.SQLITE_NOTADB: "The file is no SQLite database; correct the address or restore a backup.",
}


class SqliteSession(Session):
    """The transaction of the works on SQLite."""

    errors: ClassVar[type[Exception]] = sqlite3.Error
    # A transaction that reads first and writes later would otherwise fail where it meets another writer.
    begin_command: ClassVar[str] = "BEGIN IMMEDIATE"

    def __init__(self, ballast: Ballast, connection: sqlite3.Connection) -> None:
        super().__init__()
        self._ballast = ballast
        self._connection = connection
        self._columns: dict[str, tuple[str, ...]] = {}

    def commit(self) -> None:
        """Make everything since ``begin`` last; then, where there is room again, the ballast comes back."""
        super().commit()
        self._ballast.restore()

    def active(self) -> bool:
        """Tell whether the transaction is still there: some errors make SQLite end it by itself."""
        return self._connection.in_transaction

    def transient(self, error: BaseException | None) -> bool:
        """Tell whether the disk is full while we still have ballast to throw out."""
        cause = error.__cause__ if error is not None else None
        return self._ballast.aboard and isinstance(cause, sqlite3.Error) and _code(cause) == sqlite3.SQLITE_FULL

    def relieve(self) -> None:
        """Throw the ballast out."""
        self._ballast.release()

    def drop(self) -> None:
        """Leave the connection: SQLite answers each next statement with what is wrong."""

    def explain(self, error: Exception) -> StorageError:
        """Return the error as a sentence that says what to do."""
        return explain(error)

    def _run(self, sql: str, params: Params) -> Cursor:
        return self._connection.execute(sql, params)

    def _run_many(self, sql: str, params: Sequence[Params]) -> Cursor:
        return self._connection.executemany(sql, params)

    def _one(self, sql: str, params: Params) -> Row | None:
        cursor = self._connection.execute(sql, params)
        values = cursor.fetchone()
        return None if values is None else dict(zip(self._names(sql, cursor), values, strict=True))

    def _all(self, sql: str, params: Params) -> list[Row]:
        cursor = self._connection.execute(sql, params)
        names = self._names(sql, cursor)
        return [dict(zip(names, values, strict=True)) for values in cursor]

    def _names(self, sql: str, cursor: sqlite3.Cursor) -> tuple[str, ...]:
        # Our statements are few and constant, so their columns are looked up once.
        names = self._columns.get(sql)
        if names is None:
            names = self._columns[sql] = tuple(column[0] for column in cursor.description)
        return names


def connect(path: Path, *, create: bool) -> sqlite3.Connection:
    """Return a connection whose settings are in force and whose file is sound; raise ``StorageError`` if not."""
    address = f"{path.absolute().as_uri()}?mode={'rwc' if create else 'rw'}"
    try:
        connection = sqlite3.connect(address, uri=True, isolation_level=None, cached_statements=STATEMENTS_KEPT)
    except sqlite3.Error as error:
        raise explain(error) from error
    try:
        _set(connection)
        _examine(connection)
    except sqlite3.Error as error:
        connection.close()
        raise explain(error) from error
    except StorageError:
        connection.close()
        raise
    return connection


def explain(error: Exception) -> StorageError:
    """Return SQLite's error as a ``StorageError`` whose sentence says what to do."""
    code = _code(error)
    if code in _PASSING:
        return StorageUnavailable(f"{_PASSING[code]} ({error})")
    if code in _LASTING:
        return StorageError(f"{_LASTING[code]} ({error})")
    return StorageError(f"The database refused a statement: {error}")


def _code(error: Exception) -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF  # the low byte is the family, the rest the particular case


def _set(connection: sqlite3.Connection) -> None:
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    for name, wanted in SETTINGS.items():
        connection.execute(f"PRAGMA {name} = {wanted}")
    for name, wanted in SETTINGS.items():
        found = connection.execute(f"PRAGMA {name}").fetchone()[0]
        if found != wanted:
            raise StorageError(f"SQLite does not keep {name} = {wanted} here (it says {found}); move the database.")


def _examine(connection: sqlite3.Connection) -> None:
    found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise StorageError(f"{_LASTING[sqlite3.SQLITE_CORRUPT]} ({found})")
