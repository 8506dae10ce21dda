"""``kernpunt ledger``: the days, what is left over, and whether the audit is whole."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import structlog

from bot.storage.codec import moment_text
from tests.command_line import Terminal

EARLIER = datetime.now(UTC) - timedelta(days=2)
CAME = (
    "INSERT INTO inbox (update_id, chat_id, raw, received_at, state, outcome, handled_at) VALUES (?, 7, '', ?, ?, ?, ?)"
)


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Iterator[Terminal]:
    made = Terminal(monkeypatch, capsys, tmp_path)
    made.runs("migrate")
    yield made
    structlog.reset_defaults()


def does(terminal: Terminal, sql: str, *values: object) -> None:
    with closing(sqlite3.connect(terminal.database)) as connection, connection:
        connection.execute(sql, values)


def came(terminal: Terminal, number: int, state: str, outcome: str) -> None:
    at = moment_text(EARLIER)
    does(terminal, CAME, number, at, state, outcome, None if state == "waiting" else at)


def test_a_database_in_which_nothing_happened_is_well(terminal: Terminal) -> None:
    end = terminal.runs("ledger")
    assert (end.code, end.err) == (0, "")
    assert "No day was counted" in end.out
    assert "audit is whole" in end.out


def test_days_are_told_by_kind(terminal: Terminal) -> None:
    came(terminal, 1, "handled", "question")
    came(terminal, 2, "handled", "ignored: group")
    end = terminal.runs("ledger")
    assert end.code == 0
    assert "2 received" in end.out
    assert "1  question" in end.out
    assert "1  ignored: group" in end.out


def test_what_is_left_over_ends_it_with_a_problem(terminal: Terminal) -> None:
    came(terminal, 1, "waiting", "")
    came(terminal, 2, "aside", "KeyError")
    end = terminal.runs("ledger")
    assert end.code == 1
    assert "update 1, waiting" in end.out
    assert "update 2, aside KeyError" in end.out


def test_it_can_be_read_by_a_program(terminal: Terminal) -> None:
    came(terminal, 1, "handled", "question")
    terminal.runs("invite")
    found = json.loads(terminal.runs("ledger", "--days", "3", "--json").out)
    assert found["well"] is True
    assert found["audit"]["broken_at"] == 0
    assert [(day["received"], day["question"], day["adds_up"]) for day in found["days"] if day["received"]] == [
        (1, 1, True)
    ]
    assert (found["leftovers"], found["unowned"]) == ([], [])


def test_a_changed_audit_is_told(terminal: Terminal) -> None:
    at = moment_text(EARLIER)
    does(terminal, "INSERT INTO audit VALUES (1, ?, 7, 'act', '', 'done', 'made up')", at)
    end = terminal.runs("ledger")
    assert (end.code, "BROKEN at row 1" in end.out) == (1, True)


@pytest.mark.parametrize("days", ["0", "-1", "x"])
def test_a_number_of_days_that_makes_no_sense_is_refused(terminal: Terminal, days: str) -> None:
    assert terminal.runs("ledger", "--days", days).code == 2
