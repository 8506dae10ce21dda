"""The least that a Bot API server can be, as a process of its own: it hands out updates and says yes to everything."""

import argparse
import asyncio
import time
from collections import deque
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

import orjson
from aiohttp import web

from tests.bench.people import Askers, Crowd, Json

_MOST_PER_POLL = 100
_POLL_SECONDS = 0.5
_ME = {"id": 1, "is_bot": True, "first_name": "Kernpunt", "username": "kernpunt_bot", "can_join_groups": True}
_FIXED: dict[str, object] = {
    "getMe": _ME,
    "getMyCommands": [],
    "getMyName": {"name": ""},
    "getMyDescription": {"description": ""},
    "getMyShortDescription": {"short_description": ""},
}


class Stub:
    """One bot's server, with ``latency`` seconds added before each answer."""

    def __init__(self, kind: str, chats: int, updates: int, latency: float) -> None:
        self._queue: deque[tuple[int, Json]] = deque()
        self._news = asyncio.Event()
        self._finished = asyncio.Event()
        self._latency = latency
        self._first_poll: float | None = None
        self._crowd = (Askers if kind == "questions" else Crowd)(chats, updates, self._push)

    async def handle(self, request: web.BaseRequest) -> web.Response:
        """Answer one call of the bot, or of whoever measures."""
        method = request.path.rpartition("/")[2]
        body = await request.read()
        if request.path == "/bench/first_poll":
            return _json({"at": self._first_poll})
        if request.path == "/bench/run":
            return _json(await self._run())
        result = await self._answer(method, _params(request, body))
        return _json({"ok": True, "result": result})

    async def _run(self) -> Json:
        self._crowd.begin()
        await self._finished.wait()
        tally = self._crowd.tally
        waits = sorted(tally.waits)
        return {
            "updates": tally.answered,
            "seconds": tally.ended - tally.began,
            "calls": sum(tally.calls.values()),
            "p50_ms": 1000 * waits[len(waits) // 2],
            "p99_ms": 1000 * waits[len(waits) * 99 // 100],
        }

    async def _answer(self, method: str, params: Mapping[str, Any]) -> object:
        if method == "getUpdates":
            return await self._updates()
        self._crowd.called(method, params)
        if self._crowd.over:
            self._finished.set()
        if self._latency:
            await asyncio.sleep(self._latency)
        if method in {"sendMessage", "editMessageText"}:
            return self._crowd.message(params)
        return _FIXED.get(method, True)

    async def _updates(self) -> list[Json]:
        if self._first_poll is None:
            self._first_poll = time.monotonic()
        if self._latency:
            await asyncio.sleep(self._latency)
        if not self._queue:
            self._news.clear()
            try:
                await asyncio.wait_for(self._news.wait(), _POLL_SECONDS)
            except TimeoutError:
                return []
        batch = [self._queue.popleft() for _ in range(min(_MOST_PER_POLL, len(self._queue)))]
        for number, _ in batch:
            self._crowd.handed_out(number)
        return [update for _, update in batch]

    def _push(self, number: int, update: Json) -> None:
        self._queue.append((number, update))
        self._news.set()


def _params(request: web.BaseRequest, body: bytes) -> Mapping[str, Any]:
    if request.content_type == "application/json":
        params: Mapping[str, Any] = orjson.loads(body) if body else {}
        return params
    return dict(parse_qsl(body.decode()))


def _json(value: object) -> web.Response:
    return web.Response(body=orjson.dumps(value), content_type="application/json")


async def _serve(stub: Stub) -> None:
    runner = web.ServerRunner(web.Server(stub.handle))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(f"http://127.0.0.1:{runner.addresses[0][1]}", flush=True)
    await asyncio.Event().wait()


def main() -> None:
    """Print the address, and serve until the end."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", choices=("messages", "questions"))
    parser.add_argument("--chats", type=int, required=True)
    parser.add_argument("--updates", type=int, required=True)
    parser.add_argument("--latency", type=float, default=0.0)
    given = parser.parse_args()
    asyncio.run(_serve(Stub(given.kind, given.chats, given.updates, given.latency)))


if __name__ == "__main__":
    main()
