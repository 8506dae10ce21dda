"""The bot as a process of its own, started, killed and asked to stop as an operator or a power cut would."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from bot.domain.access import Role
from bot.domain.contact import Contact, Welcome
from bot.services.ports import Unit
from bot.simulator import Simulator
from bot.storage.connect import connect
from bot.storage.database import Transaction
from bot.storage.unit import StorageUnit
from tests.proof.askers import MANAGER

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "5550001:" + "k" * 35


class BotProcess:
    """Starts ``python -m bot run``, or another command, over and over, on one database, against one simulator."""

    def __init__(
        self, simulator: Simulator, database_url: str, folder: Path, command: Sequence[str] = ("-m", "bot", "run")
    ) -> None:
        self._simulator = simulator
        self._folder = folder
        self._command = command
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.upper().endswith("_PROXY")},
            "PYTHONPATH": str(ROOT),
            "TELEGRAM_TOKEN": TOKEN,
            "TELEGRAM_API_URL": simulator.url,
            "DATABASE_URL": database_url,
        }
        self._process: asyncio.subprocess.Process | None = None

    @property
    def log(self) -> Path:
        """Return the file that every life wrote its log to."""
        return self._folder / "bot.log"

    async def start(self) -> None:
        """Start it, and return once it has spoken with the simulator."""
        before = self._simulator.state.ledger.last_seq
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, *self._command, cwd=self._folder, env=self._environment, stdout=log, stderr=log
            )
        async with asyncio.timeout(20):
            while self._simulator.state.ledger.last_seq == before:
                assert self._process.returncode is None, self.log.read_text()
                await asyncio.sleep(0.01)

    async def up(self, lives: int) -> None:
        """Wait until the log says so for the so-manieth time."""
        async with asyncio.timeout(20):
            while self.log.read_text().count('"bot.up"') < lives:  # noqa: ASYNC110 - another process cannot tell us
                await asyncio.sleep(0.02)

    async def kill(self) -> None:
        """``kill -9``."""
        assert await self._end(signal.SIGKILL) == -signal.SIGKILL

    async def terminate(self) -> int:
        """Ask it to stop, and return its exit code."""
        return await self._end(signal.SIGTERM)

    async def _end(self, number: signal.Signals) -> int:
        process, self._process = self._process, None
        assert process is not None
        assert process.returncode is None, self.log.read_text()
        process.send_signal(number)
        return await process.wait()

    async def clear(self) -> None:
        """Leave no process behind, whatever happened."""
        if self._process is not None and self._process.returncode is None:
            await self.kill()


@asynccontextmanager
async def bot_process(
    simulator: Simulator, database_url: str, folder: Path, command: Sequence[str] = ("-m", "bot", "run")
) -> AsyncIterator[BotProcess]:
    """Yield the bot, not started yet, on a database in which there is a manager; leave no process behind."""
    await _appoint(database_url, simulator)
    process = BotProcess(simulator, database_url, folder, command)
    try:
        yield process
    finally:
        await process.clear()


async def _appoint(database_url: str, simulator: Simulator) -> None:
    database = connect(database_url)
    await database.open()
    try:
        now = simulator.clock.now()

        def appoint(transaction: Transaction) -> None:
            unit: Unit = StorageUnit(transaction, now)
            unit.contacts.save(Contact(MANAGER, "Amira Haddad", "nl", now, welcome=Welcome.DONE))
            unit.staff.appoint(MANAGER, Role.MANAGER, "", now)

        await database.run(appoint)
    finally:
        await database.close()
