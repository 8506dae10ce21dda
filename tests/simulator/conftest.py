"""A running simulator for each test; whatever the test does, the facts must not be broken."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import aiohttp
import pytest

from bot.simulator import Options, SimClock, Simulator
from tests.simulator.client import AMIRA, JAN, SOFIE, Api, People, World

START = datetime(2026, 11, 24, 9, 12, tzinfo=UTC)


@pytest.fixture
def clock() -> SimClock:
    return SimClock(START, frozen=True)


@pytest.fixture
async def world(clock: SimClock) -> AsyncIterator[World]:
    options = Options(webhook_timeout=1.0, webhook_backoff=(0.01, 0.05), tap_patience=0.3)
    sim = Simulator(clock, flood_limits=False, options=options)
    url = await sim.start()
    async with aiohttp.ClientSession() as session:
        world = World(sim, Api(url, session), People(url, session))
        await world.api("getMe")
        yield world
        assert await world.people.get("/sim/violations") == []
    await sim.stop()


@pytest.fixture
async def started(world: World) -> World:
    """The same, where the three people pressed START and the bot read that."""
    await world.people.starts(SOFIE, AMIRA, JAN)
    await world.api.updates()
    return world
