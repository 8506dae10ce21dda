"""Dialogues as people tell them: who says what, who taps what, and what each then sees.

The bot is the real one, on a real database, polling the simulator over HTTP; only the clock stands still until it is
moved. What people see is named by catalogue keys, never by words: they come from the outbox, row by row.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import aiohttp
from pydantic import SecretStr

from bot.app import Kernpunt, build, build_catalogues
from bot.config import Settings
from bot.content import load_town, packaged_content
from bot.domain.access import Role
from bot.domain.contact import Contact, Welcome
from bot.domain.enquiry import Enquiry, Part
from bot.domain.message import Value, text
from bot.domain.town import Town
from bot.i18n import Catalogues
from bot.routing.calibration import Calibration
from bot.routing.router import Router
from bot.running import Running
from bot.services.learning.guide import Guide
from bot.services.ports import Unit
from bot.simulator import Options, SimClock, Simulator
from bot.storage.codec import message
from bot.transport.limits import Limits
from tests.dialogue_people import Person, Shown
from tests.screen_rules import broken_rules
from tests.simulator.client import TOKEN, People

__all__ = ["Dialogue", "Person", "Shown", "dialogue_on", "sqlite_copy"]

T = TypeVar("T")

TUESDAY = datetime(2026, 11, 24, 9, 12, tzinfo=UTC)
"""A quarter past ten in Molenbeke, and the town hall is open."""

MANAGER = 2001
SECRET = SecretStr("between-telegram-and-us")
PATIENCE = 10.0


class Dialogue:
    """One bot, one town full of people, and a clock."""

    def __init__(self, url: str, world: People, simulator: Simulator, clock: SimClock) -> None:
        self.world = world
        self.simulator = simulator
        self.clock = clock
        self.forgives = False
        """Whether things may go wrong here: messages that fail, updates that are set aside."""
        # Built without reading the environment: whoever runs the tests may have a bot of their own in there.
        self.settings = Settings.model_construct(
            telegram_token=SecretStr(TOKEN), telegram_api_url=simulator.url, database_url=url
        )

    async def start(self, *, learns: bool = False) -> None:
        """Bring the bot up; with a public address it gets its updates there, otherwise it asks for them.

        With ``learns`` it finds out how sure it may be, which takes a second; without, nothing is proposed alone.
        """
        webhook = bool(self.settings.public_url)
        town, words = (None, None) if self.settings.content_dir else (packaged_town(), packaged_words())
        self.bot: Kernpunt = build(
            self.settings, clock=self.clock, limits=Limits.none(), webhook=webhook, town=town, catalogues=words
        )
        if town is not None:
            self.bot.desk.guide._router = untaught()
        self.bot.desk.guide.is_behind = learns
        self.running = Running(self.bot)
        self.life = asyncio.create_task(self.running.run())
        up = asyncio.create_task(self.running.up.wait())
        await asyncio.wait({self.life, up}, timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED)
        up.cancel()
        if self.life.done():
            self.life.result()

    async def stop(self) -> None:
        """Put the bot to rest."""
        self.running.stop()
        await self.life

    async def restart(self) -> None:
        """Stop the bot and start it again on the same data."""
        await self.stop()
        await self.start()

    async def free_lease(self, name: str, holder: str) -> None:
        """Let somebody else give the right to run back, while no bot is up."""
        await self.bot.database.open()
        await self.bot.units(lambda unit: unit.leases.release(name, holder))
        await self.bot.database.close()

    def person(self, role: str) -> Person:
        """Return the simulator's person with that role."""
        return Person(self, next(one.id for one in self.simulator.state.people.all() if one.role == role))

    async def somebody(self, **who: object) -> Person:
        """Return somebody new, such as ``name="…", language_code="fr"``."""
        return Person(self, (await self.world.post("/sim/users", **{"name": "Els", "language_code": "nl"} | who))["id"])

    async def appoint(
        self, person: Person, role: Role = Role.MANAGER, department: str = "", name: str = "Amira Haddad"
    ) -> None:
        """Give somebody a role, as if they had come in long ago."""
        known = Contact(person.id, name, "nl", self.clock.now(), welcome=Welcome.DONE)
        telegram = self.simulator.state.people.get(person.id)
        assert telegram is not None
        self.simulator.state.default_bot().private_chat(telegram).started = True

        def store(unit: Unit) -> None:
            unit.contacts.save(known)
            unit.staff.appoint(person.id, role, department, unit.now)

        await self.unit(store)

    async def settle(self) -> None:
        """Wait until every update is handled and everything that is owed has arrived, or never will."""
        updates = self.simulator.state.default_bot().updates
        async with asyncio.timeout(PATIENCE):
            while updates.pending():  # noqa: ASYNC110 - the simulator tells nobody that an update was confirmed
                await asyncio.sleep(0.001)
            await self.bot.worker.drained()
            await self.bot.sender.drained()

    async def comes_due(self) -> None:
        """Let the clock do everything that is due at this moment."""
        await self.settle()
        await self.running.tick()
        await self.settle()

    async def has_learnt(self) -> None:
        """Let the bot know how sure it may be, as it does a second after each start."""
        await self.settle()
        self.bot.desk.guide._in_use.calibration = usual_calibration()

    async def learns_anew(self) -> None:
        """Let the bot learn everything anew, as when it starts; takes a second."""
        await self.settle()
        self.bot.desk.guide.is_behind = True
        await self.running.relearning.tick()

    def passes(self, **time: float) -> None:
        """Let time pass: ``minutes=3``, ``days=1``."""
        self.clock.advance(timedelta(**time).total_seconds())

    async def faults(self, method: str, status: int, **more: object) -> None:
        """Let the next call of that method go wrong."""
        await self.world.post("/sim/faults", method=method, status=status, **more)

    def words(self, key: str, language: str = "nl", **values: Value) -> str:
        """Return what a toast with that key says."""
        return self.bot.application.bot_data["shell"].catalogues.label(text(key, **values), language)

    async def unit(self, work: Callable[[Unit], T]) -> T:
        """Return what the work finds (or does) in one transaction, once everything is at rest."""
        await self.settle()
        return await self.bot.units(work)

    async def rows(self, sql: str, **values: object) -> list[dict[str, Any]]:
        """Return rows of the database, once everything is at rest."""
        await self.settle()
        return await self.bot.database.run(lambda tx: [dict(row) for row in tx.fetch_all(sql, values)])

    async def change(self, sql: str) -> None:
        """Change the database behind the bot's back."""
        await self.settle()
        await self.bot.database.run(lambda tx: tx.execute(sql))

    async def enquiry(self, number: int) -> Enquiry:
        """Return the question with that number."""
        found = await self.unit(lambda unit: unit.enquiries.by_number(number))
        assert found is not None
        return found

    async def parts(self, number: int) -> Sequence[Part]:
        """Return what was said in that question, each message in its newest version."""
        enquiry = await self.enquiry(number)
        return await self.unit(lambda unit: unit.enquiries.parts(enquiry.id))

    async def assert_well(self) -> None:
        """Assert that nobody noticed anything strange: Telegram took every call and no update was left behind."""
        await self._assert_readable()
        violations = self.simulator.state.violations
        assert not violations, violations
        if self.forgives:
            return
        failed = await self.rows("SELECT * FROM outbox WHERE state NOT IN ('delivered', 'blocked')")
        assert not failed, failed
        left = await self.rows("SELECT * FROM inbox WHERE state <> 'handled'")
        assert not left, left
        refused = [row for row in self.simulator.state.ledger.rows if row["status"] == 400]
        refused = [row for row in refused if "not modified" not in str(row["result"])]
        assert not refused, refused

    async def _assert_readable(self) -> None:
        catalogues = self.bot.application.bot_data["shell"].catalogues
        screens = {row["message"] for row in await self.rows("SELECT message FROM outbox")}
        broken = {line for one in screens for line in broken_rules(message(one), catalogues, self.bot.town.languages)}
        assert not broken, sorted(broken)


@asynccontextmanager
async def dialogue_on(url: str, *, webhook_port: int = 0) -> AsyncIterator[Dialogue]:
    """Run a bot on the (migrated) database at that address, with the centre manager in place, and check it after."""
    clock = SimClock(TUESDAY, frozen=True)
    simulator = Simulator(clock, flood_limits=False, page=False, options=Options(tap_patience=PATIENCE))
    await simulator.start()
    async with aiohttp.ClientSession() as session:
        talk = Dialogue(url, People(simulator.url, session), simulator, clock)
        if webhook_port:
            hook = {
                "public_url": f"http://127.0.0.1:{webhook_port}",
                "host": "127.0.0.1",
                "port": webhook_port,
                "webhook_secret": SECRET,
            }
            talk.settings = talk.settings.model_copy(update=hook)
        await talk.start()
        try:
            await talk.appoint(Person(talk, MANAGER))
            yield talk
            await talk.assert_well()
        finally:
            await talk.stop()
            await simulator.stop()


@cache
def packaged_town() -> Town:
    """Return the example town, read once for all dialogues."""
    return load_town(packaged_content())


@cache
def packaged_words() -> Catalogues:
    """Return its words, read once for all dialogues."""
    return build_catalogues(packaged_content(), packaged_town())


@cache
def usual_calibration() -> Calibration:
    """Return how sure the router may be that only knows the town's own content: the same for every dialogue."""
    guide = Guide(packaged_town())
    guide.relearn((0, 0), (), ())
    return guide._in_use.calibration


@cache
def _packaged() -> Router:
    return Guide(packaged_town())._in_use


def untaught() -> Router:
    """Return a router that only knows the town's own content, sooner than it would be made."""
    return deepcopy(_packaged())


def sqlite_copy(template: Path, folder: Path) -> str:
    """Return the address of a fresh copy of a migrated file."""
    path = folder / "kernpunt.sqlite3"
    path.write_bytes(template.read_bytes())
    return f"sqlite:///{path}"
