"""The command ``kernpunt`` as an operator meets it: in this process, or in one of its own."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.cli import main
from bot.config import Settings

ROOT = Path(__file__).parent.parent
ENDS_WITHIN = 20.0


@dataclass(frozen=True)
class Ended:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str


class Terminal:
    """A terminal in an empty folder, with an environment that says nothing about Kernpunt."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
        self._monkeypatch = monkeypatch
        self._capsys = capsys
        self.folder = folder
        self.database = folder / "kernpunt.sqlite3"
        monkeypatch.chdir(folder)
        for name in Settings.model_fields:
            monkeypatch.delenv(name.upper(), raising=False)

    def sets(self, **environment: object) -> None:
        """Set environment variables."""
        for name, value in environment.items():
            self._monkeypatch.setenv(name, str(value))

    def runs(self, *arguments: str) -> Ended:
        """Run a command here and now; it must end by itself."""
        self._monkeypatch.setattr(sys, "argv", ["kernpunt", *arguments])
        self._capsys.readouterr()
        code: object = 0
        try:
            main()
        except SystemExit as ended:
            code = ended.code
        said = self._capsys.readouterr()
        return Ended(code if isinstance(code, int) else 0, said.out, said.err)


@asynccontextmanager
async def process(*arguments: str, folder: Path, environment: Mapping[str, str]) -> AsyncIterator[Process]:
    """Run a command in a process of its own; it is gone when the block is left."""
    clean = {name: value for name, value in os.environ.items() if name.lower() not in Settings.model_fields}
    started = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *arguments),
        cwd=folder,
        env=clean | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"} | dict(environment),
        stdin=PIPE,
        stdout=PIPE,
        stderr=PIPE,
    )
    try:
        yield started
    finally:
        if started.returncode is None:
            started.send_signal(signal.SIGKILL)
        await started.communicate()


async def ended(started: Process, typed: str = "") -> Ended:
    """Type something, wait for the end, and return what was said."""
    out, err = await asyncio.wait_for(started.communicate(typed.encode()), ENDS_WITHIN)
    return Ended(started.returncode or 0, out.decode(), err.decode())


async def line_with(started: Process, words: str, *, of: str = "stdout") -> str:
    """Return the first line of the output that holds these words."""
    stream = started.stdout if of == "stdout" else started.stderr
    assert stream is not None
    async with asyncio.timeout(ENDS_WITHIN):
        while line := (await stream.readline()).decode():
            if words in line:
                return line
    raise AssertionError(f"the output ended without {words!r}")
