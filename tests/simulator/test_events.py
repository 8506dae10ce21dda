import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import orjson
import pytest

from bot.simulator import server
from bot.simulator.events import EventHub
from tests.simulator.client import SOFIE, World, until


async def events(response: aiohttp.ClientResponse) -> AsyncIterator[tuple[str, Any]]:
    name = ""
    async for line in response.content:
        if line.startswith(b"event: "):
            name = line.removeprefix(b"event: ").decode().strip()
        elif line.startswith(b"data: "):
            yield name, orjson.loads(line.removeprefix(b"data: "))


async def test_the_page_is_told_everything_as_it_happens(started: World) -> None:
    async with started.api.session.get(started.api.url + "/sim/events") as response:
        assert response.content_type == "text/event-stream"
        stream = events(response)
        await until(lambda: started.sim.state.events.listening)
        await started.people.says(SOFIE, "x")
        assert await anext(stream) == ("chat", {"id": SOFIE})
        await started.api("sendChatAction", chat_id=SOFIE, action="typing")
        assert await anext(stream) == ("typing", {"chat": SOFIE, "action": "typing"})
        name, row = await anext(stream)
        assert (name, row["method"], row["status"]) == ("call", "sendChatAction", 200)
        started.sim.clock.advance(60)
        assert await anext(stream) == ("clock", {"now": "2026-11-24T09:13:00+00:00", "frozen": True})
        press = started.sim.state.default_bot().presses.begin(SOFIE)
        await started.api("answerCallbackQuery", callback_query_id=press.id, text="Ok", show_alert=True)
        assert await anext(stream) == ("toast", {"chat": SOFIE, "text": "Ok", "alert": True})
        await anext(stream)
        await started.people.post("/sim/reset")
        assert [(await anext(stream))[0] for _ in range(2)] == ["clock", "reset"]
    await started.people.says(SOFIE, "nobody hears this")


async def test_a_quiet_stream_has_a_heartbeat(started: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "_HEARTBEAT", 0.01)
    async with started.api.session.get(started.api.url + "/sim/events") as response:
        lines = [await response.content.readline() for _ in range(4)]
    assert b": still here\n" in lines


async def test_who_falls_behind_loses_the_oldest() -> None:
    hub = EventHub()
    queue = hub.open()
    for number in range(2500):
        hub.publish("chat", {"id": number})
    assert queue.qsize() == 2000
    assert b'"id":500' in (queue.get_nowait() or b"")
    hub.leave(queue)
    assert not hub.listening
    await asyncio.sleep(0)
