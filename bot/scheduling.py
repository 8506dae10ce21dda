"""The clock of the house: APScheduler ticks, and each tick calls one thing. Due times are rows, never its business."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

from apscheduler.executors.asyncio import AsyncIOExecutor
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

Tick = Callable[[], Awaitable[None]]


class Ticks:
    """A handful of things to do again and again, one at a time each, whatever the others do."""

    def __init__(self) -> None:
        self._scheduler = AsyncIOScheduler(
            executors={"default": AsyncIOExecutor()},
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
            timezone="UTC",
        )

    def every(self, seconds: float, tick: Tick, name: str) -> None:
        """Call ``tick`` every so many seconds, from now on."""
        self._scheduler.add_job(
            _quietly, IntervalTrigger(seconds=seconds), id=name, args=(tick,), replace_existing=True
        )

    def start(self) -> None:
        """Begin to tick; needs a running event loop."""
        self._scheduler.start()

    def stop(self) -> None:
        """Tick no more; what runs is left to end."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)


async def _quietly(tick: Tick) -> None:
    # A tick that is under way when the program ends is cancelled; the scheduler would log that as an error.
    with contextlib.suppress(asyncio.CancelledError):
        await tick()
