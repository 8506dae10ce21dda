"""The demo: the real bot on a database of its own, a make-believe Telegram beside it, and a clock that can be moved."""

import asyncio
import shutil
import tempfile
import webbrowser
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from aiohttp import ClientSession, web
from pydantic import SecretStr

from bot.app import Kernpunt, build, build_catalogues, content_folder
from bot.clock import SystemClock
from bot.config import read_settings
from bot.content import load_town
from bot.demo_people import COLLEAGUE, COLLEAGUES, ENTREPRENEUR, MANAGER, NEIGHBOURS, Colleague, Neighbour, settle
from bot.demo_script import PersonTable, Script, read_script
from bot.demo_town import Past
from bot.domain.message import Language, text
from bot.domain.town import Town
from bot.running import Running
from bot.simulator import Options, SimClock, Simulator, fresh_number
from bot.storage.connect import connect
from bot.storage.database import StorageError
from bot.storage.migrations import migrate
from bot.storage.unit import StorageUnit

TOKEN = "1:demo-demo-demo-demo-demo-demo-demo-demo"  # noqa: S105 - the demo's own server takes any token
SETTLED_IN = timedelta(minutes=72)
"""How long after opening the demo's day begins: everybody is at work."""

STARTS_WITHIN = 10.0

MOST_PLANNED = 100
"""Lines of what is planned: enough to see a meeting of next week behind what a whole town waits for."""


class Demo:
    """One demo, from the first screen to the last; ``keep`` is a file that outlives it.

    The town has a past, three weeks of questions; with ``empty`` nobody asked anything yet.
    """

    def __init__(self, *, keep: Path | None = None, language: str = "nl", empty: bool = False) -> None:
        self._room = Path(tempfile.mkdtemp(prefix="kernpunt-demo-"))
        self._file = keep or self._room / "demo.sqlite3"
        self._keeps = keep is not None
        self._read = read_settings()
        folder = content_folder(self._read)
        self.town: Town = load_town(folder)
        self._script = Script() if empty else read_script(folder)
        self.catalogues = build_catalogues(folder, self.town)
        self.language = self.town.language(language)
        self.clock = SimClock(first_moment(self.town, SystemClock().now()))
        # A file that is kept remembers the numbers of the updates and messages before.
        first_number = fresh_number(SystemClock().now()) if self._keeps else 1
        self.simulator = Simulator(clock=self.clock, options=Options(first_number=first_number))
        self.simulator.add_control("GET", "/sim/demo", self._describe)
        self.simulator.add_control("POST", "/sim/restart", self._restart)
        self.clock.subscribe(self._clock_moved)
        self._bot: Kernpunt | None = None
        self._running: Running | None = None
        self._life: asyncio.Task[None] | None = None
        self._hurries: set[asyncio.Task[None]] = set()

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
        # They have all been here before: a bot may write to nobody who did not write first, nor give them its menu.
        await self._act(f"/bot{TOKEN}/getMe", {})
        for person in (MANAGER, *(one["id"] for one in self._personas())):
            await self._act("/sim/start", {"from": person, "quietly": True})
        await self._start_bot()
        # Staff see at once what waits for them.
        for person in (MANAGER, COLLEAGUE):
            await self._act("/sim/start", {"from": person})

    def _personas(self) -> Sequence[Mapping[str, object]]:
        """Return everybody who lives here besides the entrepreneur and the manager, staff first."""
        here = (*map(Colleague.persona, COLLEAGUES), *map(Neighbour.persona, NEIGHBOURS))
        return (*here, *map(PersonTable.persona, self._script.people))

    async def _seed(self) -> None:
        database = connect(f"sqlite:///{self._file}", create=True)
        await database.open()
        try:
            now = self.clock.now()
            await migrate(database, now)
            if await database.run(lambda tx: settle(StorageUnit(tx, now), self.town)):
                await database.run(Past(self._script, self.town, self.catalogues, now).play)
        finally:
            await database.close()
        await self._act("/sim/users", {"id": ENTREPRENEUR, "language_code": self.language})
        for persona in self._personas():
            await self._act("/sim/users", persona)

    async def _start_bot(self) -> None:
        settings = self._read.model_copy(
            update={
                "telegram_token": SecretStr(TOKEN),
                "telegram_api_url": self.simulator.url,
                "database_url": f"sqlite:///{self._file}",
            }
        )
        self._bot = build(settings, clock=self.clock)
        self._running = Running(self._bot)
        self._life = asyncio.create_task(self._running.run())
        up = asyncio.create_task(self._running.up.wait())
        await asyncio.wait({self._life, up}, timeout=STARTS_WITHIN, return_when=asyncio.FIRST_COMPLETED)
        up.cancel()
        if self._life.done():
            await self._life

    async def _stop_bot(self) -> None:
        running, life = self._running, self._life
        # From now on nobody asks it anything; the page goes on asking.
        self._bot = self._running = self._life = None
        if running is not None and life is not None:
            running.stop()
            await asyncio.gather(life, *self._hurries, return_exceptions=True)

    def _clock_moved(self) -> None:
        """Let what came due be said now; the bot's own clockwork would come by within a second."""
        if self._running is not None and self._running.up.is_set():
            hurry = asyncio.create_task(self._running.tick())
            self._hurries.add(hurry)
            hurry.add_done_callback(self._hurries.discard)

    async def _act(self, path: str, body: Mapping[str, object]) -> None:
        async with ClientSession(self.simulator.url) as session, session.post(path, json=body) as answer:
            answer.raise_for_status()

    async def _describe(self, request: web.Request) -> web.Response:
        """Answer what this demo offers besides the server: beginning again, and what is planned, in ``?lang=``."""
        language = self.town.language(request.query.get("lang", self.language))
        return web.json_response({"can_restart": True, "planned": await self._planned(language)})

    async def _planned(self, language: Language) -> list[dict[str, object]]:
        if self._bot is None or self._running is None or not self._running.up.is_set():
            return []
        try:
            planned = await self._bot.units(partial(self._bot.desk.clockwork.planned, limit=MOST_PLANNED))
        except StorageError:
            return []  # the bot is just stopping
        return [
            {
                "at": one.at.isoformat(),
                "kind": one.what.value,
                "what": self.catalogues.label(one.title, language),
                "count": one.people,
            }
            for one in planned
        ]

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
