"""What an operator types; each failure is one sentence that says what to do, with its own exit code."""

import shutil
import socket
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from bot.content import packaged_content
from bot.domain.access import Role
from bot.storage import sqlite_session
from tests.command_line import Terminal

TOKEN = "123456:" + "A" * 35


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Iterator[Terminal]:
    yield Terminal(monkeypatch, capsys, tmp_path)
    structlog.reset_defaults()


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def one_sentence(said: str) -> bool:
    return len(said.strip().splitlines()) == 1 and "Traceback" not in said


def test_alone_it_shows_what_it_can_do(terminal: Terminal) -> None:
    shown = terminal.runs()
    for command in ("demo", "run", "migrate", "doctor", "invite", "content", "simulator"):
        assert command in shown.out + shown.err


def test_run_without_a_token_says_where_to_get_one_and_that_the_demo_needs_none(terminal: Terminal) -> None:
    end = terminal.runs("run")
    assert end.code == 2
    assert "@BotFather" in end.err
    assert "kernpunt demo" in end.err


@pytest.mark.parametrize(
    ("environment", "arguments", "code", "names"),
    [
        ({"TELEGRAM_TOKEN": TOKEN}, ["--webhook"], 2, "PUBLIC_URL"),
        ({"TELEGRAM_TOKEN": TOKEN, "PUBLIC_URL": "https://bot.example"}, ["--webhook"], 2, "WEBHOOK_SECRET"),
        ({"TELEGRAM_TOKEN": TOKEN, "PORT": "eighty"}, [], 1, "PORT"),
        ({"TELEGRAM_TOKEN": TOKEN, "PORT": "70000"}, [], 1, "PORT"),
        ({"TELEGRAM_TOKEN": TOKEN, "LOG_LEVEL": "loud"}, [], 1, "LOG_LEVEL"),
        ({"TELEGRAM_TOKEN": TOKEN, "TELEGRAM_API_URL": "telegram"}, [], 1, "TELEGRAM_API_URL"),
        ({"TELEGRAM_TOKEN": TOKEN, "DATABASE_URL": "mysql://me:s3cret@here/db"}, [], 1, "DATABASE_URL"),
        ({"TELEGRAM_TOKEN": TOKEN, "CONTENT_DIR": "/nowhere/at/all"}, [], 1, "/nowhere/at/all"),
        ({"TELEGRAM_TOKEN": TOKEN}, [], 1, "kernpunt.sqlite3"),
    ],
)
def test_a_wrong_setting_is_named(
    terminal: Terminal, environment: dict[str, str], arguments: list[str], code: int, names: str
) -> None:
    terminal.sets(**environment)
    end = terminal.runs("run", *arguments)
    assert end.code == code
    assert names in end.err
    assert one_sentence(end.err), end.err
    assert "s3cret" not in end.err
    assert TOKEN not in end.err


def test_a_settings_file_counts_and_the_environment_goes_first(terminal: Terminal) -> None:
    (terminal.folder / ".env").write_text("PORT=eighty\nLOG_LEVEL=info\n")
    assert "PORT" in terminal.runs("migrate").err
    terminal.sets(PORT=8080)
    assert terminal.runs("migrate").code == 0


# The database


def test_migrate_makes_the_database_once(terminal: Terminal) -> None:
    first = terminal.runs("migrate")
    assert (first.code, "0001" in first.out) == (0, True)
    second = terminal.runs("migrate")
    assert (second.code, "0001" in second.out) == (0, False)


def test_a_newer_database_is_refused(terminal: Terminal) -> None:
    terminal.runs("migrate")
    with sqlite3.connect(terminal.database) as connection:
        connection.execute("INSERT INTO schema_versions VALUES (999, 'later', '2030')")
    connection.close()
    terminal.sets(TELEGRAM_TOKEN=TOKEN)
    for command in (["run"], ["run", "--init"], ["migrate"], ["invite"]):
        end = terminal.runs(*command)
        assert end.code == 1, command
        assert "999" in end.err
        assert one_sentence(end.err)


def test_an_empty_or_foreign_file_is_refused(terminal: Terminal) -> None:
    terminal.sets(TELEGRAM_TOKEN=TOKEN)
    terminal.database.touch()
    assert terminal.runs("run").code == 1
    terminal.database.write_text("dear diary, " * 100)
    end = terminal.runs("run")
    assert end.code == 1
    assert one_sentence(end.err), end.err


def test_a_database_that_another_program_holds_is_told(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal.runs("migrate")
    # Five seconds is long for a test.
    monkeypatch.setattr(sqlite_session, "BUSY_MILLISECONDS", 50)
    monkeypatch.setitem(sqlite_session.SETTINGS, "busy_timeout", 50)
    holder = sqlite3.connect(terminal.database, isolation_level=None)
    try:
        holder.execute("PRAGMA locking_mode=EXCLUSIVE")
        holder.execute("BEGIN EXCLUSIVE")
        end = terminal.runs("migrate")
    finally:
        holder.close()
    assert end.code == 1
    assert one_sentence(end.err), end.err


# Invitations


def test_an_invitation_is_shown_once_and_stored_as_a_hash(terminal: Terminal) -> None:
    terminal.runs("migrate")
    end = terminal.runs("invite", "manager", "--bot", "molenbeke_bot")
    link = next(word for word in end.out.split() if word.startswith("https://t.me/molenbeke_bot?start=in-"))
    payload = link.partition("start=")[2]
    assert len(payload) <= 64
    assert f"/start {payload}" in end.out
    code = end.out.partition("/code ")[2].split()[0]
    with sqlite3.connect(terminal.database) as connection:
        rows = connection.execute("SELECT * FROM invites").fetchall()
    connection.close()
    assert len(rows) == 1
    assert payload.removeprefix("in-") not in str(rows)
    assert code
    assert code not in str(rows)
    assert code.replace("-", "") not in str(rows)


def test_only_managers_and_administrators_are_invited_on_the_console(terminal: Terminal) -> None:
    terminal.runs("migrate")
    assert terminal.runs("invite", "administrator").code == 0
    for role in (Role.STAFF, Role.ASKER, "king"):
        assert terminal.runs("invite", str(role)).code == 2


def test_an_invitation_needs_a_database(terminal: Terminal) -> None:
    end = terminal.runs("invite")
    assert end.code == 1
    assert one_sentence(end.err)


def test_the_doctor_says_what_to_mend(terminal: Terminal) -> None:
    end = terminal.runs("doctor")
    assert end.code == 1
    assert [line for line in end.out.splitlines() if not line.startswith(("ok  ", "MEND"))] == []
    assert "kernpunt migrate" in end.out
    assert "@BotFather" in end.out


# Content


def test_the_example_town_is_complete(terminal: Terminal) -> None:
    end = terminal.runs("content", "check")
    assert (end.code, end.err) == (0, "")
    assert "Molenbeke" in end.out


@pytest.fixture
def town(tmp_path: Path) -> Path:
    return Path(shutil.copytree(packaged_content(), tmp_path / "town"))


def test_a_wrong_file_is_told_with_its_key(terminal: Terminal, town: Path) -> None:
    file = town / "topics" / "terras.toml"
    file.write_text(file.read_text("utf-8").replace("working_days = 3", 'working_days = "soon"'), "utf-8")
    terminal.sets(TELEGRAM_TOKEN=TOKEN, CONTENT_DIR=town)
    for command in (["content", "check"], ["content", "check", str(town)], ["run"]):
        end = terminal.runs(*command)
        assert end.code == 1
        assert "terras.toml" in end.err
        assert "working_days" in end.err


def test_a_missing_text_is_told_with_its_key(terminal: Terminal, town: Path) -> None:
    file = town / "locales" / "fr" / "LC_MESSAGES" / "messages.po"
    file.write_text(file.read_text("utf-8").replace('msgid "ask.receipt"', 'msgid "ask.reciept"'), "utf-8")
    end = terminal.runs("content", "check", str(town))
    assert end.code == 1
    assert "fr: ask.receipt" in end.err


def test_a_town_without_words_of_its_own_speaks_with_ours(terminal: Terminal, town: Path) -> None:
    shutil.rmtree(town / "locales")
    assert terminal.runs("content", "check", str(town)).code == 0


# Ports


@pytest.mark.parametrize("command", ["demo", "simulator"])
def test_a_port_in_use_is_told(terminal: Terminal, taken_port: int, command: str) -> None:
    end = terminal.runs(command, "--port", str(taken_port), *(["--no-browser"] if command == "demo" else []))
    assert end.code == 1
    assert str(taken_port) in end.err
    assert "--port" in end.err
    assert one_sentence(end.err), end.err
