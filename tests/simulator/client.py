"""A small HTTP client for the tests: the Bot API on one side, the people on the other."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

import aiohttp

from bot.simulator import Simulator

Json: TypeAlias = Any

TOKEN = "123456:" + "A" * 35
OTHER_TOKEN = "654321:" + "B" * 35
SOFIE, AMIRA, JAN = 1001, 2001, 3001


@dataclass(frozen=True)
class Refusal:
    """What the Bot API said no with."""

    code: int
    description: str
    parameters: dict[str, Any]


@dataclass
class Api:
    """One bot's side."""

    url: str
    session: aiohttp.ClientSession
    token: str = TOKEN

    async def raw(self, method: str, **params: object) -> tuple[int, dict[str, Any]]:
        async with self.session.post(f"{self.url}/bot{self.token}/{method}", json=params) as response:
            return response.status, await response.json()

    async def __call__(self, method: str, **params: object) -> Json:
        status, answer = await self.raw(method, **params)
        assert (status, answer["ok"]) == (200, True), answer
        return answer["result"]

    async def refused(self, method: str, **params: object) -> Refusal:
        status, answer = await self.raw(method, **params)
        assert not answer["ok"], answer
        assert status == answer["error_code"]
        return Refusal(status, answer["description"], answer.get("parameters", {}))

    async def updates(self, **params: object) -> list[dict[str, Any]]:
        """Fetch and confirm what waits."""
        batch: list[dict[str, Any]] = await self("getUpdates", **params)
        if batch:
            await self("getUpdates", offset=batch[-1]["update_id"] + 1)
        return batch

    async def form(self, method: str, form: aiohttp.FormData) -> tuple[int, dict[str, Any]]:
        async with self.session.post(f"{self.url}/bot{self.token}/{method}", data=form) as response:
            return response.status, await response.json()


@dataclass
class People:
    """The other side: the control interface."""

    url: str
    session: aiohttp.ClientSession

    async def call(self, method: str, path: str, body: object = None) -> tuple[int, Any]:
        async with self.session.request(method, self.url + path, json=body) as response:
            is_json = response.content_type == "application/json"
            return response.status, await (response.json() if is_json else response.text())

    async def get(self, path: str) -> Json:
        status, answer = await self.call("GET", path)
        assert status == 200, answer
        return answer

    async def post(self, path: str, /, **body: object) -> Json:
        if "from_" in body:
            body["from"] = body.pop("from_")
        status, answer = await self.call("POST", path, body)
        assert status == 200, answer
        return answer

    async def fails(self, path: str, /, **body: object) -> tuple[int, str]:
        if "from_" in body:
            body["from"] = body.pop("from_")
        status, answer = await self.call("POST", path, body)
        assert status >= 400, answer
        return status, answer["error"]

    async def says(self, person: int, text: str, **more: object) -> int:
        told = await self.post("/sim/message", from_=person, text=text, **more)
        return int(told["message_id"])

    async def starts(self, *people: int) -> None:
        for person in people:
            await self.post("/sim/start", from_=person)


@dataclass
class World:
    """A running simulator with a bot and its people."""

    sim: Simulator
    api: Api
    people: People

    async def press(self, person: int, answer: dict[str, Any], **tap: object) -> Json:
        """Let a person tap while the bot answers the press; returns what the person saw."""
        tapped = asyncio.create_task(self.people.post("/sim/tap", from_=person, **tap))
        updates = await self.api.updates(timeout=2)
        await self.api("answerCallbackQuery", callback_query_id=updates[-1]["callback_query"]["id"], **answer)
        return await tapped


async def until(true: Callable[[], object], seconds: float = 2.0) -> None:
    """Wait until something holds."""
    async with asyncio.timeout(seconds):
        while not true():  # noqa: ASYNC110 - what is waited for may be anything, in another process even
            await asyncio.sleep(0.005)
