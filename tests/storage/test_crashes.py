"""What remains of SQLite's works when the program is killed, or is not alone."""

import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.storage.sqlite import SqliteDatabase
from tests.storage.examples import OTHER_COUNTERS

ROOT = Path(__file__).parents[2]


@pytest.fixture
def path(sqlite_template: Path, tmp_path: Path) -> Path:
    """A migrated file that nobody has open."""
    copy = tmp_path / "k.sqlite3"
    copy.write_bytes(sqlite_template.read_bytes())
    return copy


def writer(path: Path, together: int, total: int, name: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "tests.storage.writer", str(path), str(together), str(total), name],
        cwd=ROOT,
        stdout=subprocess.PIPE,
    )


def halves(path: Path) -> dict[int, int]:
    """Return how many rows each committed number has."""
    raw = sqlite3.connect(path)
    rows = raw.execute(f"SELECT value, COUNT(*) FROM counters WHERE {OTHER_COUNTERS} GROUP BY value").fetchall()
    raw.close()
    return dict(rows)


@pytest.mark.parametrize("together", [1, 50])
async def test_after_a_kill_what_was_promised_is_there_and_nothing_is_half(path: Path, together: int) -> None:
    with writer(path, together, 10**9, "a") as program:
        assert program.stdout is not None
        first = program.stdout.readline()
        time.sleep(0.15)  # noqa: ASYNC251 - nothing else runs in this loop
        program.send_signal(signal.SIGKILL)
        promised = [
            int(line) for line in (first + program.stdout.read()).splitlines(keepends=True) if line.endswith(b"\n")
        ]
    database = SqliteDatabase(path, ballast_bytes=0)
    await database.open()
    await database.close()
    kept = halves(path)
    assert len(promised) > 10
    assert set(promised) <= set(kept)
    assert set(kept.values()) == {2}
    assert sorted(kept) == list(range(1, len(kept) + 1))


def test_two_programs_that_read_and_then_write_do_not_lose_each_others_steps(path: Path) -> None:
    with writer(path, 3, 150, "a") as one, writer(path, 1, 150, "b") as other:
        numbers = [int(line) for program in (one, other) for line in program.communicate(timeout=60)[0].split()]
    assert (one.returncode, other.returncode) == (0, 0)
    assert sorted(numbers) == list(range(1, 301))
    assert halves(path) == dict.fromkeys(range(1, 301), 2)
