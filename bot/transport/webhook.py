"""The webhook: Telegram posts an update, and hears 200 only when it is kept."""

import hmac
import re

import structlog
from aiohttp import web

from bot.transport.intake import Intake
from bot.transport.request import parse

log = structlog.get_logger(__name__)

_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")
_HEADER = "X-Telegram-Bot-Api-Secret-Token"


class Webhook:
    """What is done with a posted update.

    Args:
        intake: keeps what comes in.
        path: where Telegram posts, with its leading slash.
        secret: what Telegram was told to send along.

    Raises:
        ValueError: the secret is missing, too short, or has characters that Telegram does not take.
    """

    def __init__(self, intake: Intake, path: str, secret: str) -> None:
        if not _SECRET.fullmatch(secret):
            raise ValueError("WEBHOOK_SECRET must be 16 to 256 characters of A-Z, a-z, 0-9, _ and -")
        self._intake = intake
        self._secret = secret.encode()
        self.path = path

    async def receive(self, request: web.Request) -> web.Response:
        """Answer 200 once the update is kept, 403 without the secret, 503 while nothing can be kept."""
        given = request.headers.get(_HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, self._secret):
            return web.Response(status=403)
        body = await request.read()
        try:
            await self._keep(body)
        except Exception as error:  # noqa: BLE001 - not kept, whatever the reason: Telegram must bring it again
            log.warning("webhook.not_kept", error=type(error).__name__)
            return web.Response(status=503)
        return web.Response()

    async def _keep(self, body: bytes) -> None:
        item = parse(body)
        if item is None:
            # 400 would make Telegram bring the same body for ever.
            await self._intake.take_unparsable(body.decode("utf-8", "replace"))
        else:
            await self._intake.take([item])
