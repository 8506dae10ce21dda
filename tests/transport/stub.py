"""A Bot API server that answers what the test wrote down, and remembers what it was asked."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any

import orjson
from aiohttp import web

TOKEN = "123456:a-token-that-nobody-may-see"

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


def ok(result: object) -> Answer:
    return raw(200, orjson.dumps({"ok": True, "result": result}))


def refused(status: int, description: str, **parameters: object) -> Answer:
    answer: dict[str, object] = {"ok": False, "error_code": status, "description": description}
    return raw(status, orjson.dumps(answer | ({"parameters": parameters} if parameters else {})))


def raw(status: int, body: bytes) -> Answer:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(status=status, body=body, content_type="application/json")

    return answer


def late(seconds: float, then: Answer) -> Answer:
    async def answer(request: web.Request) -> web.StreamResponse:
        await asyncio.sleep(seconds)
        return await then(request)

    return answer


async def hang_up(request: web.Request) -> web.StreamResponse:
    await request.read()
    assert request.transport is not None
    request.transport.abort()
    raise asyncio.CancelledError


@dataclass
class Stub:
    """Answers each call with the next of ``script``, then with ``usually``."""

    usually: Answer = field(default_factory=lambda: ok({"message_id": 1}))
    script: deque[Answer] = field(default_factory=deque)
    calls: list[tuple[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    url: str = ""

    async def __aenter__(self) -> "Stub":
        application = web.Application()
        application.router.add_route("*", "/{path:.*}", self._answer)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._runner.cleanup()

    @property
    def methods(self) -> list[str]:
        return [method for method, _ in self.calls]

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self.headers.append(dict(request.headers))
        self.calls.append((request.path.rsplit("/", 1)[-1], await _parameters(request)))
        return await (self.script.popleft() if self.script else self.usually)(request)


async def _parameters(request: web.Request) -> object:
    if request.content_type == "application/json":
        return orjson.loads(await request.read())
    form = await request.post()
    return {
        name: (value.filename, value.file.read(), value.content_type) if isinstance(value, web.FileField) else value
        for name, value in form.items()
    }
