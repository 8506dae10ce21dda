"""Keeps updates before anybody confirms them to Telegram, and only then hands them on, for polling and webhook."""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

import structlog

from bot.services.ports import Incoming
from bot.transport.metrics import Metrics
from bot.transport.updates import Unreadable, read_update, unparsable

log = structlog.get_logger(__name__)


class Keeper(Protocol):
    """The inbox, each call a transaction of its own. Any exception means: not kept, and Telegram must hear so."""

    async def store(self, updates: Sequence[Incoming]) -> Sequence[int]:
        """Store the batch; return the ids that were not known yet."""
        ...

    async def quarantine(self, update: Incoming, reason: str) -> None:
        """Store an update that cannot be read, apart; a second time changes nothing."""
        ...


class Intake:
    """The way in.

    Args:
        keeper: the inbox.
        offer: is given the updates that are new.
        metrics: counts what came in.
    """

    def __init__(
        self, keeper: Keeper, offer: Callable[[Sequence[Incoming]], None], metrics: Metrics | None = None
    ) -> None:
        self._keeper = keeper
        self._offer = offer
        self._metrics = metrics or Metrics()

    async def take(self, items: Iterable[object]) -> int:
        """Keep what came in and hand on what is new; raise what the inbox raises.

        Returns:
            The number of the last update, 0 when none has one.
        """
        updates: list[Incoming] = []
        for read in map(read_update, items):
            if isinstance(read, Unreadable):
                await self._set_apart(read)
            else:
                updates.append(read)
        if not updates:
            return 0
        new = set(await self._keeper.store(updates))
        self._metrics.received += len(new)
        self._offer([update for update in updates if update.update_id in new])
        return updates[-1].update_id

    async def take_unparsable(self, raw: str) -> None:
        """Keep a body that is no JSON in quarantine; raise what the inbox raises."""
        await self._set_apart(unparsable(raw))

    async def _set_apart(self, unreadable: Unreadable) -> None:
        await self._keeper.quarantine(unreadable.incoming, unreadable.reason)
        self._metrics.quarantined += 1
        log.warning("intake.quarantined", update_id=unreadable.incoming.update_id, reason=unreadable.reason)
