"""The demo: the real bot on a database of its own, a make-believe Telegram beside it, and a clock that can be moved."""

import asyncio
import shutil
import tempfile
import webbrowser
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from aiohttp import ClientSession, web
from pydantic import SecretStr

from bot.app import build, build_catalogues, content_folder
from bot.clock import SystemClock
from bot.config import read_settings
from bot.content import load_town
from bot.domain.access import Role
from bot.domain.contact import Contact, Welcome
from bot.domain.message import text
from bot.domain.town import Town
from bot.running import Running
from bot.services.ports import Unit
from bot.simulator import Options, SimClock, Simulator, fresh_number
from bot.storage.connect import connect
from bot.storage.migrations import migrate
from bot.storage.unit import StorageUnit

TOKEN = "1:demo-demo-demo-demo-demo-demo-demo-demo"  # noqa: S105 - the demo's own server takes any token
ENTREPRENEUR, MANAGER = 1001, 2001
"""Who plays these parts in the demo's make-believe Telegram."""

SETTLED_IN = timedelta(minutes=72)
"""How long after opening the demo's day begins: everybody is at work."""

STARTS_WITHIN = 10.0


class Demo:
    """One demo, from the first screen to the last; ``keep`` is a file that outlives it."""

    def __init__(self, *, keep: Path | None = None, language: str = "nl") -> None:
        self._room = Path(tempfile.mkdtemp(prefix="kernpunt-demo-"))
        self._file = keep or self._room / "demo.sqlite3"
        self._keeps = keep is not None
        self._read = read_settings()
        folder = content_folder(self._read)
        self.town: Town = load_town(folder)
        self.catalogues = build_catalogues(folder, self.town)
        self.language = self.town.language(language)
        self.clock = SimClock(first_moment(self.town, SystemClock().now()))
        # A file that is kept remembers the numbers of the updates and messages before.
        first_number = fresh_number(SystemClock().now()) if self._keeps else 1
        self.simulator = Simulator(clock=self.clock, options=Options(first_number=first_number))
        self.simulator.add_control("GET", "/sim/demo", self._describe)
        self.simulator.add_control("POST", "/sim/restart", self._restart)
        self._running: Running | None = None
        self._life: asyncio.Task[None] | None = None

    async def start(self, port: int) -> str:
        """Start everything and return the address of the page; ``OSError`` when the port is in use."""
        try:
            address = await self.simulator.start(port=port)
            await self._begin()
        except BaseException:
            await self.stop()
            raise
        return address

    async def stop(self) -> None:
        """Stop everything and leave nothing behind but the file that was to be kept."""
        await self._stop_bot()
        await self.simulator.stop()
        shutil.rmtree(self._room, ignore_errors=True)

    def greeting(self, address: str) -> Iterator[str]:
        """Yield what the terminal says once the demo runs."""
        language = self.language
        if self._read.telegram_token.get_secret_value():
            yield self.catalogues.label(text("demo.token_ignored"), language)
        yield self.catalogues.label(text("demo.runs", address=address), language)
        yield self.catalogues.label(text("demo.local"), language)
        yield self.catalogues.label(text("demo.stop"), language)

    @staticmethod
    def open_browser(address: str) -> None:
        """Open the page; where there is no browser the address on the terminal is enough."""
        webbrowser.open(address)

    async def _begin(self) -> None:
        """Put the people in place and start the bot."""
        await self._seed()
        await self._start_bot()
        # The centre manager has been here before: she taps START, and her chat shows the queue.
        await self._act("/sim/start", {"from": MANAGER})

    async def _seed(self) -> None:
        database = connect(f"sqlite:///{self._file}", create=True)
        await database.open()
        try:
            now = self.clock.now()
            await migrate(database, now)
            await database.run(lambda tx: _appoint_manager(StorageUnit(tx, now), self.town))
        finally:
            await database.close()
        await self._act("/sim/users", {"id": ENTREPRENEUR, "language_code": self.language})

    async def _start_bot(self) -> None:
        settings = self._read.model_copy(
            update={
                "telegram_token": SecretStr(TOKEN),
                "telegram_api_url": self.simulator.url,
                "database_url": f"sqlite:///{self._file}",
            }
        )
        self._running = Running(build(settings, clock=self.clock))
        self._life = asyncio.create_task(self._running.run())
        up = asyncio.create_task(self._running.up.wait())
        await asyncio.wait({self._life, up}, timeout=STARTS_WITHIN, return_when=asyncio.FIRST_COMPLETED)
        up.cancel()
        if self._life.done():
            await self._life

    async def _stop_bot(self) -> None:
        if self._running is not None and self._life is not None:
            self._running.stop()
            await asyncio.gather(self._life, return_exceptions=True)
        self._running = self._life = None

    async def _act(self, path: str, body: dict[str, object]) -> None:
        async with ClientSession(self.simulator.url) as session, session.post(path, json=body) as answer:
            answer.raise_for_status()

    async def _describe(self, _request: web.Request) -> web.Response:
        return web.json_response({"can_restart": True, "planned": []})

    async def _restart(self, request: web.Request) -> web.Response:
        """Begin again with nothing, or, with ``{"keep": true}``, stop and start the bot on the same data."""
        wanted = await request.json() if request.can_read_body else {}
        keeps = isinstance(wanted, dict) and wanted.get("keep") is True
        await self._stop_bot()
        if keeps:
            await self._start_bot()
        else:
            await self._act("/sim/reset", {})
            for leftover in self._file.parent.glob(f"{self._file.name}*"):
                leftover.unlink()
            await self._begin()
        return web.json_response({"restarted": True, "kept": keeps})


def first_moment(town: Town, now: datetime) -> datetime:
    """Return the moment at which a demo begins: now in opening hours, otherwise a morning when everybody is there."""
    return now if town.calendar.is_open(now) else town.calendar.next_opening(now) + SETTLED_IN


def _appoint_manager(unit: Unit, town: Town) -> None:
    if unit.contacts.get(MANAGER) is None:
        unit.contacts.save(Contact(MANAGER, town.manager, town.languages[0], unit.now, welcome=Welcome.DONE))
    unit.staff.appoint(MANAGER, Role.MANAGER, "", unit.now)
