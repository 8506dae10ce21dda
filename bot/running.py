"""The life of one running bot: brought up in order, kept alive, and put to rest so that nothing is half done."""

import asyncio
from collections.abc import Coroutine
from contextlib import AsyncExitStack, suppress
from typing import Any

import structlog

from bot.app import ALLOWED_UPDATES, WEBHOOK_PATH, Kernpunt
from bot.menus import Menus
from bot.relearning import Relearning
from bot.services.clock.clockwork import Broken
from bot.services.ports import Unavailable
from bot.storage.database import SchemaError
from bot.storage.migrations import latest_version, migrate, version_of
from bot.tenancy import RENEW_SECONDS, LeaseLost, Tenant
from bot.transport.backoff import Backoff
from bot.transport.failures import Kind, TokenRevoked, classify
from bot.upkeep import Upkeep

log = structlog.get_logger(__name__)

PURGE_SECONDS = 3600.0
MENU_SECONDS = 60.0
NUDGE_SECONDS = 5.0
CLOCK_SECONDS = 1.0
LEARN_SECONDS = 5.0
PLAN_SECONDS = 3600.0
GRACE = 2.0
"""Seconds that the updates in hand get to end, and then the messages under way; a whole stop stays below five."""


class Running:
    """One bot from its first breath to its last; used once."""

    def __init__(self, bot: Kernpunt, *, create: bool = False) -> None:
        self._bot = bot
        self._create = create
        self._tenant = Tenant.this_process()
        self._over = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._stack = AsyncExitStack()
        self._ticking = asyncio.Lock()
        self.menus = Menus(bot.units, bot.menu)
        self.upkeep = Upkeep(bot.units, bot.desk)
        self.relearning = Relearning(bot.units, bot.desk.guide)
        self.up = asyncio.Event()

    async def run(self) -> None:
        """Run until ``stop`` is called.

        Raises:
            StorageError: the database is missing, too new, or not to be had.
            TokenRevoked: Telegram does not know the token.
            LeaseLost: another program took over.
        """
        async with self._stack:
            if await self._start():
                self.up.set()
                await self._until_over()

    def stop(self) -> None:
        """Ask for the end; ``run`` returns once everything is at rest."""
        self._over.set()

    def problem(self) -> str:
        """Return why the bot is not well, "" when it is; for whoever watches over it."""
        return "" if self.up.is_set() and not self._over.is_set() else "not running"

    async def _start(self) -> bool:
        bot, keep = self._bot, self._stack
        await bot.database.open()
        keep.push_async_callback(bot.database.close)
        await self._check_schema()
        if not await self._take_lease():
            return False
        keep.push_async_callback(self._release_lease)
        for request in bot.requests:
            await request.initialize()
            keep.push_async_callback(request.shutdown)
        if not await self._meet_telegram():
            return False
        keep.push_async_callback(bot.application.shutdown)
        # From here on the end comes in this order: no new updates, those in hand, what they owe.
        keep.push_async_callback(bot.presses.stop, GRACE / 4)
        keep.push_async_callback(bot.sender.stop, GRACE)
        keep.push_async_callback(bot.worker.stop, GRACE)
        await bot.worker.recover()
        self._alive(bot.sender.run())
        await self._open_intake()
        self._start_ticks()
        self._beside(self.menus.begin())
        self._beside(self.upkeep.index_older())
        self._beside(self.relearning.tick())
        self._beside(self.upkeep.plan())
        log.info("bot.up", database=bot.database.name, intake="webhook" if bot.server else "polling")
        return True

    async def _check_schema(self) -> None:
        database = self._bot.database
        if self._create:
            await migrate(database, self._bot.clock.now())
        elif (version := await database.run(version_of)) < latest_version():
            raise SchemaError(f"The database has schema {version}; run `kernpunt migrate` first, it makes a backup.")

    async def _take_lease(self) -> bool:
        told = False
        while not self._over.is_set():
            if await self._bot.units(self._tenant.take):
                return True
            if not told:
                log.info("bot.waits", reason="another program runs on this database")
                told = True
            await self._pause(1.0)
        return False

    async def _release_lease(self) -> None:
        try:
            await self._bot.units(self._tenant.release)
        except Unavailable:
            log.warning("lease.not_released")  # it ends by itself

    async def _meet_telegram(self) -> bool:
        backoff, told = Backoff(0.5, 30.0), False
        while not self._over.is_set():
            try:
                await self._bot.application.initialize()
            except Exception as error:  # noqa: BLE001 - it is judged here: give up on a wrong token only
                kind = classify(error).kind
                if kind is Kind.REVOKED:
                    raise TokenRevoked from None
                if not told:
                    log.warning("telegram.unreachable", error=kind.value)
                    told = True
                await self._pause(backoff.next())
            else:
                self._bot.desk.team.links.bot_name = self._bot.application.bot.username
                return True
        return False

    async def _open_intake(self) -> None:
        bot = self._bot
        if bot.server is None:
            self._alive(bot.poller.run())
            self._stack.callback(bot.poller.stop)
            return
        bot.server.health = self.problem
        await bot.server.start()
        self._stack.push_async_callback(bot.server.stop)
        await bot.api.call(
            "setWebhook",
            {
                "url": f"{bot.settings.public_url.rstrip('/')}{WEBHOOK_PATH}",
                "secret_token": bot.settings.webhook_secret.get_secret_value(),
                "allowed_updates": list(ALLOWED_UPDATES),
                "max_connections": 40,
            },
        )

    def _start_ticks(self) -> None:
        ticks = self._bot.ticks
        ticks.every(RENEW_SECONDS, self._renew_lease, "lease")
        ticks.every(PURGE_SECONDS, self.upkeep.purge, "purge")
        ticks.every(NUDGE_SECONDS, self.upkeep.nudge, "nudge")
        ticks.every(CLOCK_SECONDS, self.tick, "clock")
        ticks.every(LEARN_SECONDS, self.relearning.tick, "learn")
        ticks.every(PLAN_SECONDS, self.upkeep.plan, "plan")
        ticks.every(MENU_SECONDS, self.menus.publish, "menu")
        ticks.start()
        self._stack.callback(ticks.stop)

    async def _renew_lease(self) -> None:
        try:
            kept = await self._bot.units(self._tenant.take)
        except Unavailable:
            return  # whoever else wants to run cannot reach the database either
        if not kept:
            self._alive(_lost())

    async def tick(self) -> None:
        """Do everything that is due at this moment, a batch a transaction."""
        async with self._ticking:
            await self._do_due()

    async def _do_due(self) -> None:
        with suppress(Unavailable):  # the next tick comes in a second
            while await self._tick_once():
                pass

    async def _tick_once(self) -> int:
        clockwork = self._bot.desk.clockwork
        try:
            return await self._bot.units(clockwork.tick)
        except Broken as broken:
            chore = broken
            return await self._bot.units(lambda unit: clockwork.give_up(unit, chore))

    def _alive(self, work: Coroutine[Any, Any, None]) -> None:
        """Run something whose end is the end of the bot."""
        self._beside(work).add_done_callback(lambda _task: self._over.set())

    def _beside(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        return task

    async def _until_over(self) -> None:
        await self._over.wait()
        failed = [task.exception() for task in self._tasks if task.done() and not task.cancelled()]
        for task in self._tasks:
            task.cancel()
        for error in failed:
            if error is not None:
                raise error

    async def _pause(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._over.wait(), seconds)
        except TimeoutError:
            return


async def _lost() -> None:
    raise LeaseLost
