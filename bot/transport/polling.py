"""Long polling: asks for updates, has them kept, and only then moves the offset that makes Telegram forget them."""

import asyncio
from collections.abc import Sequence

import structlog
from telegram.error import Conflict, TelegramError

from bot.transport.api import Api
from bot.transport.backoff import Backoff
from bot.transport.failures import Kind, TokenRevoked, classify
from bot.transport.intake import Intake

log = structlog.get_logger(__name__)

_MOST_PER_POLL = 100
# Above the poll's own time-out: the server answers an empty poll by itself.
_ANSWER_MARGIN = 10.0


class Poller:
    """Asks one Bot API server for updates.

    Args:
        api: with connections of its own, because a long poll keeps one busy.
        intake: keeps what comes in.
        allowed_updates: the kinds to ask for.
        seconds: how long the server may hold a poll.
        backoff: the delays while something is wrong.
    """

    def __init__(
        self,
        api: Api,
        intake: Intake,
        allowed_updates: Sequence[str],
        *,
        seconds: int = 30,
        backoff: Backoff | None = None,
    ) -> None:
        self._api = api
        self._intake = intake
        self._allowed = list(allowed_updates)
        self._seconds = seconds
        self._backoff = backoff or Backoff()
        self._offset: int | None = None
        self._trouble = ""
        self._webhook_gone = False
        self._stopped = asyncio.Event()
        self._poll: asyncio.Future[object] | None = None

    async def run(self) -> None:
        """Poll until ``stop``; raise ``TokenRevoked`` when Telegram does not know our token."""
        while not self._stopped.is_set():
            try:
                await self._round()
            except TelegramError as error:
                await self._rest_after(error)
            except Exception as error:  # noqa: BLE001 - the inbox is away: the offset stays, so Telegram keeps everything
                await self._rest(f"storage:{type(error).__name__}")

    def stop(self) -> None:
        """Ask for nothing more; ``run`` returns once what has come in is kept."""
        self._stopped.set()
        if self._poll is not None:
            self._poll.cancel()

    async def _round(self) -> None:
        if not self._webhook_gone:
            await self._ask("deleteWebhook", {"drop_pending_updates": False})
            self._webhook_gone = True
            if self._stopped.is_set():
                return
        items = await self._ask("getUpdates", self._question(), self._seconds + _ANSWER_MARGIN)
        if items is None or items == []:
            self._recovered()
            return
        last = await self._intake.take(items if isinstance(items, list) else [items])
        # Of this batch, not the highest ever: after a quiet week Telegram may begin again at a lower number.
        if last and last + 1 != self._offset:
            self._offset = last + 1
            self._recovered()
        else:
            # Everything in it was without a number: it is in quarantine, and Telegram will say it again.
            await self._rest("unreadable")

    def _question(self) -> dict[str, object]:
        question = {"timeout": self._seconds, "limit": _MOST_PER_POLL, "allowed_updates": self._allowed}
        return question if self._offset is None else {**question, "offset": self._offset}

    async def _ask(self, method: str, parameters: dict[str, object], read_timeout: float | None = None) -> object:
        self._poll = asyncio.ensure_future(self._api.call(method, parameters, read_timeout=read_timeout))
        try:
            return await self._poll
        except asyncio.CancelledError:
            if not self._stopped.is_set():
                raise
            return None
        finally:
            self._poll = None

    async def _rest_after(self, error: TelegramError) -> None:
        verdict = classify(error)
        if verdict.kind is Kind.REVOKED:
            raise TokenRevoked from None
        if isinstance(error, Conflict):
            # Somebody may have set a webhook meanwhile; if it is another poller, removing one does no harm.
            self._webhook_gone = False
        await self._rest(verdict.error, at_least=verdict.retry_after)

    async def _rest(self, trouble: str, at_least: float = 0.0) -> None:
        """Wait a while; say so in the log when it is something else than the last time."""
        if trouble != self._trouble:
            self._trouble = trouble
            # A conflict is an alarm: another program polls with this token, and takes updates that people sent to us.
            (log.error if trouble == Kind.CONFLICT else log.warning)("polling.trouble", error=trouble)
        try:
            await asyncio.wait_for(self._stopped.wait(), max(self._backoff.next(), at_least))
        except TimeoutError:
            return

    def _recovered(self) -> None:
        self._backoff.reset()
        if self._trouble and not self._stopped.is_set():
            log.info("polling.recovered", error=self._trouble)
            self._trouble = ""
