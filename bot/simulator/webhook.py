"""Webhook delivery: in order within a chat, chats side by side, again and again until the bot takes it."""

import asyncio
import re
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import orjson

from bot.simulator.updates import Queued, UpdateQueue
from bot.simulator.wire import ApiError, JsonObject, bad_request, without_none

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name, not a secret
DEFAULT_CONNECTIONS = 40
MAX_CONNECTIONS = 100
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")

Reply = Callable[[str, JsonObject], Awaitable[object]]


@dataclass(slots=True)
class WebhookSettings:
    """What setWebhook asked for, and how delivery goes."""

    url: str
    secret_token: str | None = None
    max_connections: int = DEFAULT_CONNECTIONS
    last_error_date: int | None = None
    last_error_message: str | None = None


@dataclass(slots=True)
class Courier:
    """Brings one bot's updates to its webhook.

    Attributes:
        updates: where the updates wait.
        reply: runs a method call that the bot put in its answer.
        timeout: real seconds that the bot has for its answer.
        backoff: first and longest pause between two tries, in seconds of the simulated clock.
    """

    updates: UpdateQueue
    reply: Reply
    timeout: float = 60.0
    backoff: tuple[float, float] = (0.5, 60.0)
    settings: WebhookSettings | None = None
    _lanes: dict[int, deque[Queued]] = field(default_factory=dict)
    _tasks: dict[int, asyncio.Task[None]] = field(default_factory=dict)
    _session: aiohttp.ClientSession | None = None
    _free: asyncio.Semaphore | None = None

    async def start(self, settings: WebhookSettings) -> None:
        """Deliver what waits and what comes to `settings.url`."""
        await self.stop()
        self.settings = settings
        self._free = asyncio.Semaphore(settings.max_connections)
        self._session = aiohttp.ClientSession(
            timeout=aiohttp.ClientTimeout(total=self.timeout), connector=aiohttp.TCPConnector(limit=0)
        )
        self.updates.on_push = self._enqueue
        for entry in self.updates.pending():
            self._enqueue(entry)

    async def stop(self) -> None:
        """End delivery; what was not taken goes on waiting."""
        self.updates.on_push = None
        self.settings = None
        tasks = [task for task in self._tasks.values() if task is not asyncio.current_task()]
        self._tasks.clear()
        self._lanes.clear()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()
            self._session = None

    def info(self) -> JsonObject:
        """Return the WebhookInfo object."""
        settings = self.settings
        info: JsonObject = {
            "url": settings.url if settings else "",
            "has_custom_certificate": False,
            "pending_update_count": len(self.updates.pending()),
            "allowed_updates": sorted(self.updates.allowed) if self.updates.allowed is not None else None,
        }
        if settings is not None:
            info |= {
                "max_connections": settings.max_connections,
                "ip_address": "127.0.0.1",
                "last_error_date": settings.last_error_date,
                "last_error_message": settings.last_error_message,
            }
        return without_none(info)

    def _enqueue(self, entry: Queued) -> None:
        self._lanes.setdefault(entry.chat_id, deque()).append(entry)
        if entry.chat_id not in self._tasks:
            self._tasks[entry.chat_id] = asyncio.create_task(self._drive(entry.chat_id))

    async def _drive(self, chat_id: int) -> None:
        lane, pause = self._lanes[chat_id], self.backoff[0]
        while lane:
            if not self.updates.is_alive(lane[0]) or await self._deliver(lane[0]):
                lane.popleft()
                pause = self.backoff[0]
            else:
                await self.updates.clock.sleep(pause)
                pause = min(pause * 2, self.backoff[1])
        self._lanes.pop(chat_id, None)
        self._tasks.pop(chat_id, None)

    async def _deliver(self, entry: Queued) -> bool:
        settings, session, free = self.settings, self._session, self._free
        if settings is None or session is None or free is None:
            return False
        headers = {"Content-Type": "application/json"}
        if settings.secret_token:
            headers[SECRET_HEADER] = settings.secret_token
        try:
            async with free, session.post(settings.url, data=orjson.dumps(entry.update), headers=headers) as response:
                body = await response.read()
                problem = (
                    None if response.ok else f"Wrong response from the webhook: {response.status} {response.reason}"
                )
        except TimeoutError:
            problem = "Read timeout expired"
        except aiohttp.ClientError as error:
            problem = "Connection refused" if isinstance(error, aiohttp.ClientConnectorError) else "Connection closed"
        if problem is not None:
            settings.last_error_date = int(self.updates.clock.timestamp())
            settings.last_error_message = problem
            return False
        entry.done = True
        await self._act_on(body)
        return True

    async def _act_on(self, body: bytes) -> None:
        call = _method_call(body)
        if call is not None:
            await self.reply(str(call.pop("method")), call)


def webhook_settings(params: JsonObject) -> WebhookSettings:
    """Return the settings that the parameters of setWebhook describe.

    Raises:
        ApiError: an address that is not on this machine, or a secret with other characters than Telegram takes.
    """
    url = params["url"]
    secret = params.get("secret_token")
    if secret is not None and not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    connections = params.get("max_connections", DEFAULT_CONNECTIONS)
    problem = _address_problem(url)
    if problem:
        raise problem
    return WebhookSettings(url, secret, max(1, min(connections, MAX_CONNECTIONS)))


def _address_problem(url: str) -> ApiError | None:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return bad_request("bad webhook: HTTPS url must be provided for webhook")
    if parts.hostname != "localhost" and not _is_loopback(parts.hostname):
        return bad_request("bad webhook: this local server only delivers to this machine")
    return None


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _method_call(body: bytes) -> dict[str, Any] | None:
    try:
        answer = orjson.loads(body) if body.startswith(b"{") else None
    except orjson.JSONDecodeError:
        return None
    return answer if isinstance(answer, dict) and "method" in answer else None
