"""From an address to a database: which engine it names, and whether that engine is installed."""

from importlib import import_module
from typing import cast
from urllib.parse import unquote

from bot.storage.database import Database, StorageError
from bot.storage.sqlite import SqliteDatabase

_SQLITE = "sqlite:///"
_POSTGRES = ("postgresql://", "postgres://")


def connect(url: str, *, create: bool = False) -> Database:
    """Return the database at that address, not opened yet; ``create`` allows that it holds nothing.

    ``sqlite:///here.sqlite3`` is a file in the working folder, ``sqlite:////var/there.sqlite3`` one anywhere,
    ``postgresql://…`` a server. Raises ``StorageError`` for any other address and when psycopg is not installed.
    """
    if url.startswith(_SQLITE) and len(url) > len(_SQLITE):
        return SqliteDatabase(unquote(url.removeprefix(_SQLITE)), create=create)
    if url.startswith(_POSTGRES):
        return _postgres(url, create=create)
    # Only the scheme is named: what follows may hold a password.
    raise StorageError(
        f"DATABASE_URL begins with {url.partition(':')[0]!r}; it must begin with sqlite:/// and a file, or postgresql://."
    )


def _postgres(url: str, *, create: bool) -> Database:
    try:
        # Imported by name and only here: psycopg is an extra that most towns do not install.
        module = import_module("bot.storage.postgres")
    except ImportError as error:
        raise StorageError("PostgreSQL needs psycopg: install the program as kernpunt[postgres].") from error
    return cast("Database", module.PostgresDatabase(url, create=create))
