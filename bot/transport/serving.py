"""The bot's own small web server: how it is, what it counted, and the webhook when there is one."""

from collections.abc import Callable

from aiohttp import web

from bot.transport.exposition import Exposition
from bot.transport.metrics import Metrics
from bot.transport.webhook import Webhook

_LARGEST_BODY = 1024 * 1024


class Server:
    """Serves ``/healthz`` and ``/metrics``, and the webhook's path.

    Args:
        metrics: what ``/metrics`` shows.
        webhook: what to do with posted updates.
        host: which address to listen on; "0.0.0.0" is for behind a proxy.
        port: where to listen; 0 takes a free one, and ``port`` says afterwards which.
    """

    def __init__(
        self,
        metrics: Metrics,
        webhook: Webhook | None = None,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
    ) -> None:
        self.health: Callable[[], str] = lambda: ""
        """Returns what is wrong in a few words, "" when all is well; whoever runs the bot says what that is."""
        self._exposition = Exposition(metrics)
        self._host = host
        self.port = port
        application = web.Application(client_max_size=_LARGEST_BODY)
        application.router.add_get("/healthz", self._show_health)
        application.router.add_get("/metrics", self._show_metrics)
        if webhook is not None:
            application.router.add_post(webhook.path, webhook.receive)
        # No access log: it would hold the webhook's path.
        self._runner = web.AppRunner(application, access_log=None)

    async def start(self) -> None:
        """Listen; raise ``OSError`` when the port is taken."""
        await self._runner.setup()
        site = web.TCPSite(self._runner, self._host, self.port)
        try:
            await site.start()
        except OSError:
            await self._runner.cleanup()
            raise
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        """Finish the requests under way and close."""
        await self._runner.cleanup()

    async def _show_health(self, _: web.Request) -> web.Response:
        trouble = self.health()
        return web.Response(status=503, text=trouble) if trouble else web.Response(text="ok")

    async def _show_metrics(self, _: web.Request) -> web.Response:
        return web.Response(body=self._exposition.text(), content_type="text/plain", charset="utf-8")
