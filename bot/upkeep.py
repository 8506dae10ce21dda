"""What the house does for itself every now and then: old words go, each month is planned, drafts are recalled."""

import asyncio
from contextlib import suppress

import structlog

from bot.app import Units
from bot.services.desk import Desk
from bot.services.enquiries.archive import index_older
from bot.services.housekeeping import purge
from bot.services.overview.search import index_names
from bot.services.ports import Unavailable

log = structlog.get_logger(__name__)

INDEX_SECONDS = 0.1
"""Between two batches of older questions, so that people come first."""


class Upkeep:
    """The small jobs of the ticks; a database that is away is waited for until the next one."""

    def __init__(self, units: Units, desk: Desk) -> None:
        self._units = units
        self._desk = desk

    async def purge(self) -> None:
        """Remove what served its purpose."""
        try:
            await self._units(self._desk.books.keep)  # what was not counted must not go
            count = await self._units(purge)
        except Unavailable:
            return
        log.info("house.purged", count=count)

    async def plan(self) -> None:
        """Plan what comes each month, each night and each morning, as long as it is not planned."""
        with suppress(Unavailable):
            await self._units(self._desk.monthly.plan)
        with suppress(Unavailable):
            await self._units(self._desk.nightly.plan)
        with suppress(Unavailable):
            await self._units(self._desk.mornings.plan)

    async def nudge(self) -> None:
        """Remind askers of drafts that they seem to have forgotten."""
        with suppress(Unavailable):
            await self._units(self._desk.nudges.ask_about_forgotten)

    async def index_older(self) -> None:
        """Make the questions and people of before there was an index findable, a batch a transaction, until all are."""
        for index in (index_older, index_names):
            more = True
            while more:
                with suppress(Unavailable):
                    more = await self._units(index)
                await asyncio.sleep(INDEX_SECONDS)
