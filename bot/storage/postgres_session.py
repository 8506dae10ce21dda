"""The PostgreSQL connection itself: how it is set, how its errors read, and how it comes back after a loss."""

import time
from collections.abc import Sequence
from typing import ClassVar

import psycopg
from psycopg.pq import TransactionStatus
from psycopg.rows import DictRow, dict_row

from bot.storage.database import Params, Row, StorageError, StorageUnavailable
from bot.storage.named import pyformat
from bot.storage.session import Cursor, Session

CONNECT_SECONDS = 5
RETRY_SECONDS = 0.01

SETTINGS = {
    "synchronous_commit": "on",  # what was promised survives a power cut
    "lock_timeout": "5s",
    "idle_in_transaction_session_timeout": "1min",  # a program that hangs must not hold its locks for ever
    "timezone": "UTC",
    "client_encoding": "UTF8",
    "standard_conforming_strings": "on",
}
"""What our promises rest on, set and read back at each connection."""

_AGAIN = frozenset({"40001", "40P01"})  # serialization failure, deadlock: the server asks to try again
_PASSING = {
    "08": "The connection with PostgreSQL was lost; it is made again by itself.",
    "25": "PostgreSQL may only be read here; is this a standby server?",
    "40": "Too many others were writing the same rows; try again.",
    "53": "PostgreSQL has no room, memory or connections left; make room on its server.",
    "55": "Another program holds the rows locked; find out which one, or try again later.",
    "57": "PostgreSQL stops or was told to stop this; it is tried again when it is back.",
    "58": "PostgreSQL's disk does not read or write; check its server.",
}
"""By the class of the server's error code: what passes, or what an operator can mend while we wait."""


class PostgresSession(Session):
    """The transaction of the works on PostgreSQL."""

    errors: ClassVar[type[Exception]] = psycopg.Error
    # As strict as SQLite, where each transaction sees the ones before it whole; the price is a retry now and then.
    begin_command: ClassVar[str] = "BEGIN ISOLATION LEVEL SERIALIZABLE"

    def __init__(self, url: str) -> None:
        super().__init__()
        self._url = url
        self._connection: psycopg.Connection[DictRow] | None = None

    def begin(self) -> None:
        """Start a transaction, on a new connection when the last one was lost."""
        if self._connection is None or self._connection.closed:
            self.connect()
        super().begin()

    def connect(self) -> None:
        """Connect and put our settings in force; raise ``StorageError`` when that cannot be."""
        self.failure = None
        self.drop()
        try:
            self._connection = psycopg.connect(
                self._url,
                autocommit=True,
                row_factory=dict_row,
                connect_timeout=CONNECT_SECONDS,
                application_name="kernpunt",
            )
            self._cursor = self._connection.cursor()
            self._set()
        except psycopg.Error as error:
            self.drop()
            raise self.explain(error) from error
        except StorageError:
            self.drop()
            raise

    def active(self) -> bool:
        """Tell whether the transaction is still there: it goes with its connection."""
        return self._connection is not None and self._connection.info.transaction_status in {
            TransactionStatus.INTRANS,
            TransactionStatus.INERROR,
        }

    def transient(self, error: BaseException | None) -> bool:
        """Tell whether the server asks to try again."""
        cause = error.__cause__ if error is not None else None
        return isinstance(cause, psycopg.Error) and cause.sqlstate in _AGAIN

    def relieve(self) -> None:
        """Let the other one finish."""
        time.sleep(RETRY_SECONDS)

    def drop(self) -> None:
        """Give the connection up; the next transaction begins on a new one."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def explain(self, error: Exception) -> StorageError:
        """Return the error as a sentence that says what to do."""
        code = _without_rows(error)
        if code is None and isinstance(error, psycopg.OperationalError):
            return StorageUnavailable(f"PostgreSQL cannot be reached; check its address and that it runs. ({error})")
        passing = _PASSING.get((code or "")[:2])
        if passing:
            return StorageUnavailable(f"{passing} ({error})")
        return StorageError(f"The database refused a statement: {error}")

    def _set(self) -> None:
        for name, wanted in SETTINGS.items():
            self._cursor.execute("SELECT set_config(%(name)s, %(wanted)s, false)", {"name": name, "wanted": wanted})
            self._cursor.execute("SELECT current_setting(%(name)s) AS found", {"name": name})
            row = self._cursor.fetchone()
            if row is None or row["found"] != wanted:
                raise StorageError(f"PostgreSQL does not keep {name} = {wanted}; correct its settings.")

    def _run(self, sql: str, params: Params) -> Cursor:
        return self._cursor.execute(pyformat(sql), params)

    def _run_many(self, sql: str, params: Sequence[Params]) -> Cursor:
        self._cursor.executemany(pyformat(sql), params)
        return self._cursor

    def _one(self, sql: str, params: Params) -> Row | None:
        return self._cursor.execute(pyformat(sql), params).fetchone()

    def _all(self, sql: str, params: Params) -> list[Row]:
        return list(self._cursor.execute(pyformat(sql), params).fetchall())


def _without_rows(error: Exception) -> str | None:
    """Return the server's code, after taking the details out: they repeat rows, and so what people wrote to us."""
    if not isinstance(error, psycopg.Error):
        return None
    if error.diag.message_primary:
        error.args = (error.diag.message_primary,)
    return error.sqlstate
