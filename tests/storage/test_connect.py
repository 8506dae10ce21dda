import subprocess
import sys
from pathlib import Path

import pytest

from bot.storage import connect as module
from bot.storage.connect import connect
from bot.storage.database import StorageError
from bot.storage.postgres import PostgresDatabase
from bot.storage.sqlite import SqliteDatabase


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite:///here.sqlite3", "here.sqlite3"),
        ("sqlite:///data/here.sqlite3", "data/here.sqlite3"),
        ("sqlite:////var/lib/there.sqlite3", "/var/lib/there.sqlite3"),
        ("sqlite:///met%20spatie.sqlite3", "met spatie.sqlite3"),
    ],
)
def test_an_address_of_a_file(url: str, path: str) -> None:
    database = connect(url)
    assert isinstance(database, SqliteDatabase)
    assert database.path == Path(path)
    assert database.name == "sqlite"


@pytest.mark.parametrize("url", ["postgresql://town:secret@db/kernpunt", "postgres:///kernpunt"])
def test_an_address_of_a_server(url: str) -> None:
    database = connect(url)
    assert isinstance(database, PostgresDatabase)
    assert database.name == "postgresql"


@pytest.mark.parametrize("url", ["", "mysql://root:secret@db/x", "sqlite://", "sqlite:///", "k.sqlite3", "secret"])
def test_any_other_address_is_refused_without_repeating_what_may_be_secret(url: str) -> None:
    with pytest.raises(StorageError, match="sqlite:///") as refusal:
        connect(url)
    assert "root:secret" not in str(refusal.value)


def test_without_psycopg_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(module, "import_module", missing)
    with pytest.raises(StorageError, match=r"kernpunt\[postgres\]"):
        connect("postgresql:///kernpunt")


def test_sqlite_does_not_need_psycopg() -> None:
    code = "import sys, bot.storage.connect as c; c.connect('sqlite:///k'); assert 'psycopg' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])
