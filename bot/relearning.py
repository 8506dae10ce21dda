"""Keeps the router that is in use up to date with what people taught, beside everything else that the bot does.

Learning anew computes for a second or more. It does so in a thread that nobody waits for when the program ends.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from time import sleep

import structlog

from bot.app import Units
from bot.services.learning.guide import Guide
from bot.services.ports import Unavailable

log = structlog.get_logger(__name__)

_PAUSE = 0.001


class Relearning:
    """Lets the guide learn anew when it is behind: right after the start, and when something was erased or ruled."""

    def __init__(self, units: Units, guide: Guide) -> None:
        self._units = units
        self._guide = guide
        self._learning = asyncio.Lock()

    async def tick(self) -> None:
        """Learn anew if that is due; what fails is logged, and tried again at the next tick."""
        async with self._learning:
            try:
                await self._learn()
            except Unavailable:
                return
            except Exception as error:  # noqa: BLE001 - questions are asked meanwhile, as well as it is known so far
                log.error("learning.failed", error=type(error).__name__)

    async def _learn(self) -> None:
        if not await self._units(self._guide.is_due):
            return
        seen, lessons, rules = await self._units(self._guide.recall)
        await aside(lambda: self._guide.relearn(seen, lessons, rules, _let_others_go_first))
        log.info("learning.done", lessons=len(lessons), rules=len(rules))


def _let_others_go_first() -> None:
    # Python runs one thread at a time; without a rest each step of an answer would wait for its turn to come.
    sleep(_PAUSE)


async def aside(work: Callable[[], None]) -> None:
    """Do the work in a thread of its own, and wait for it; raise what it raised.

    Whoever stops waiting, or the program itself, ends at once: the thread is left to itself.
    """
    loop = asyncio.get_running_loop()
    done: asyncio.Future[None] = loop.create_future()

    def settle(error: Exception | None) -> None:
        if not done.done():
            done.set_result(None) if error is None else done.set_exception(error)

    def whole() -> None:
        failed: Exception | None = None
        try:
            work()
        except Exception as error:  # noqa: BLE001 - it is raised where it is waited for
            failed = error
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(settle, failed)

    Thread(target=whole, name="learning", daemon=True).start()
    await done
