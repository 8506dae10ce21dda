"""One measurement: a stub and a bot, each a process on a core of its own, from the bot's start to its last reply."""

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

import psutil

from bot.clock import SystemClock
from bot.domain.access import Role
from bot.domain.contact import Contact, Proactive, Welcome
from bot.services.ports import Unit
from bot.storage.migrations import migrate
from bot.storage.sqlite import SqliteDatabase
from bot.storage.unit import StorageUnit
from tests.bench.people import DEEDS, FIRST_PERSON, MANAGER

Bot = Literal["stock", "kernpunt"]

_ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "123456:" + "b" * 35
_START_SECONDS = 30.0
_RUN_SECONDS = 900.0


@dataclass(frozen=True)
class Trial:
    """What is measured: ``latency`` in seconds, ``settle`` the seconds between the first poll and the first update."""

    bot: Bot
    latency: float
    chats: int
    updates: int
    settle: float = 2.0


@dataclass(frozen=True)
class Result:
    """What came out. ``calls`` are Bot API calls an update, without getUpdates; ``stored`` are numbered questions."""

    bot: Bot
    latency_ms: float
    updates: int
    per_second: float
    cpu_ms: float
    calls: float
    p50_ms: float
    p99_ms: float
    rss_mb: float
    first_poll_s: float
    stored: int


def compile_all() -> None:
    """Have everything compiled that will be measured, so that nothing measured pays for it."""
    for bot in get_args(Bot):
        measure(Trial(bot, 0.0, 20, 20, settle=0.3))


def measure(trial: Trial) -> Result:
    """Run the trial and return its result; raise ``RuntimeError`` when the bot does not come up or loses something."""
    with tempfile.TemporaryDirectory(prefix="kernpunt-bench-") as folder, _stub(trial) as url:
        file = Path(folder) / "bench.sqlite3"
        if trial.bot == "kernpunt":
            asyncio.run(_prepare(file, trial.updates // DEEDS))
        result = _with_bot(trial, url, file)
        stored = asyncio.run(_stored(file)) if trial.bot == "kernpunt" else 0
    if trial.bot == "kernpunt" and stored != trial.updates // DEEDS:
        raise RuntimeError(f"{trial.updates // DEEDS} questions were sent and {stored} are stored")
    return Result(**result, stored=stored)


def _with_bot(trial: Trial, url: str, file: Path) -> dict[str, Any]:
    program = ["tests.bench.stock", url, TOKEN]
    if trial.bot == "kernpunt":
        program = ["tests.bench.ours", url, TOKEN, f"sqlite:///{file}"]
    began = time.monotonic()
    with _process(*program, core=0) as process:
        bot = psutil.Process(process.pid)
        first_poll = _first_poll(url, process)
        time.sleep(trial.settle)
        before = _cpu_seconds(bot)
        told = _ask(f"{url}/bench/run", _RUN_SECONDS)
        cpu, rss = _cpu_seconds(bot) - before, _peak_mb(process.pid)
    return {
        "bot": trial.bot,
        "latency_ms": 1000 * trial.latency,
        "updates": told["updates"],
        "per_second": told["updates"] / told["seconds"],
        "cpu_ms": 1000 * cpu / told["updates"],
        "calls": told["calls"] / told["updates"],
        "p50_ms": told["p50_ms"],
        "p99_ms": told["p99_ms"],
        "rss_mb": rss,
        "first_poll_s": first_poll - began,
    }


def _first_poll(url: str, process: "subprocess.Popen[bytes]") -> float:
    deadline = time.monotonic() + _START_SECONDS
    while (at := _ask(f"{url}/bench/first_poll", 5.0)["at"]) is None:
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError("the bot did not come up")
        time.sleep(0.05)
    return float(at)


def _cpu_seconds(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def _peak_mb(pid: int) -> float:
    """Return the most memory that the process ever had, as the kernel (Linux) remembers it."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024


def _ask(address: str, seconds: float) -> dict[str, Any]:
    with urllib.request.urlopen(address, timeout=seconds) as answer:
        told: dict[str, Any] = json.load(answer)
        return told


@contextmanager
def _stub(trial: Trial) -> Iterator[str]:
    kind = "questions" if trial.bot == "kernpunt" else "messages"
    sizes = (f"--chats={trial.chats}", f"--updates={trial.updates}", f"--latency={trial.latency}")
    with _process("tests.bench.stub", kind, *sizes, core=1, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        yield process.stdout.readline().decode().strip()


@contextmanager
def _process(module: str, *given: str, core: int, stdout: int | None = None) -> "Iterator[subprocess.Popen[bytes]]":
    # As the Procfile starts it: without docstrings. Compiled beforehand, as whatever is installed is.
    process = subprocess.Popen([sys.executable, "-OO", "-m", module, *given], cwd=ROOT, stdout=stdout, env=_ENVIRONMENT)
    try:
        psutil.Process(process.pid).cpu_affinity([core % (os.cpu_count() or 1)])
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout is not None:
            process.stdout.close()


async def _prepare(file: Path, people: int) -> None:
    """Make a database in which everybody is known: a manager, and askers who were greeted before."""
    database, now = SqliteDatabase(file, create=True), SystemClock().now()
    await database.open()
    try:
        await migrate(database, now)
        await database.run(lambda transaction: _populate(StorageUnit(transaction, now), people))
    finally:
        await database.close()


def _populate(unit: Unit, people: int) -> None:
    unit.contacts.save(Contact(MANAGER, "Amira Haddad", "nl", unit.now, welcome=Welcome.DONE))
    unit.staff.appoint(MANAGER, Role.MANAGER, "", unit.now)
    for number in range(FIRST_PERSON, FIRST_PERSON + people):
        name = f"Sofie Claes {number}"
        unit.contacts.save(
            Contact(number, name, "nl", unit.now, welcome=Welcome.DONE, proactive=Proactive.OWN, trade="horeca")
        )


async def _stored(file: Path) -> int:
    database = SqliteDatabase(file)
    await database.open()
    try:
        row = await database.run(
            lambda tx: tx.fetch_one("SELECT COUNT(*) AS count FROM enquiries WHERE number IS NOT NULL")
        )
    finally:
        await database.close()
    return int(row["count"]) if row else 0
