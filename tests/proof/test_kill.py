"""The real process dies again and again while people write to it: nothing is lost, nothing is stored twice."""

import asyncio
import shutil
import time
from collections.abc import AsyncIterator
from pathlib import Path
from random import Random

import aiohttp
import pytest

from bot.simulator import Options, Simulator
from bot.simulator.faults import Fault
from tests.databases import cluster_of
from tests.proof.accounts import Accounts
from tests.proof.askers import Askers
from tests.proof.process import BotProcess, bot_process
from tests.simulator.client import People

pytestmark = pytest.mark.proof

SEED = 20261123
ANSWER_SECONDS = 0.03
IN_FLIGHT = 64
"""Requests that the sender may have under way when it dies: each may turn up a second time, none a third time."""


@pytest.fixture
async def simulator() -> AsyncIterator[Simulator]:
    simulator = Simulator(flood_limits=False, options=Options(tap_patience=0.3))
    await simulator.start()
    # Each message has arrived some time before the bot hears so: that is when a kill hurts.
    simulator.state.faults.waiting.append(Fault("sendmessage", times=None, delay=ANSWER_SECONDS))
    yield simulator
    await simulator.stop()


@pytest.fixture
async def askers(simulator: Simulator) -> AsyncIterator[Askers]:
    async with aiohttp.ClientSession() as session:
        yield Askers(simulator, People(simulator.url, session), count=16, seed=SEED)


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    file = tmp_path / "proof.sqlite3"
    shutil.copy(sqlite_template, file)
    return f"sqlite:///{file}"


async def _kill(bot: BotProcess, askers: Askers, kills: int, longest: float) -> None:
    chance = Random(SEED)  # noqa: S311 - a test's life-times, not secrets
    await bot.start()
    await askers.start()
    for _ in range(kills):
        await asyncio.sleep(chance.uniform(0.0, longest))
        await bot.kill()
        await bot.start()
    await askers.stop()


async def _prove(simulator: Simulator, askers: Askers, url: str, folder: Path, kills: int, longest: float) -> None:
    async with bot_process(simulator, url, folder) as bot:
        await _kill(bot, askers, kills, longest)
        accounts = Accounts(simulator, askers.asked)
        await accounts.settle(url)
        assert await bot.terminate() == 0
    accounts.check_questions()
    accounts.check_receipts()
    accounts.check_ends()
    assert len(askers.asked.tapped) >= kills, "too little happened for this to prove anything"
    surplus = accounts.surplus()
    print(f"{kills} kills, {len(askers.asked.texts)} texts, {len(askers.asked.tapped)} sent, {surplus} messages twice")
    assert surplus <= kills * IN_FLIGHT


@pytest.mark.timeout(180)
async def test_thirty_kills_lose_nothing_and_store_nothing_twice(
    simulator: Simulator, askers: Askers, sqlite_url: str, tmp_path: Path
) -> None:
    await _prove(simulator, askers, sqlite_url, tmp_path, kills=30, longest=0.9)


@pytest.mark.postgres
async def test_the_same_on_postgresql(
    simulator: Simulator, askers: Askers, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    cluster = cluster_of(request)
    url = cluster.create()
    try:
        await _prove(simulator, askers, url, tmp_path, kills=8, longest=0.9)
    finally:
        cluster.drop(url)


async def test_asked_to_stop_it_ends_in_time_and_repeats_nothing(
    simulator: Simulator, askers: Askers, sqlite_url: str, tmp_path: Path
) -> None:
    chance = Random(SEED)  # noqa: S311 - a test's life-times, not secrets
    async with bot_process(simulator, sqlite_url, tmp_path) as bot:
        await bot.start()
        await askers.start()
        for life in range(1, 6):
            await bot.up(life)
            await asyncio.sleep(chance.uniform(0.0, 0.8))
            before = time.monotonic()
            assert await bot.terminate() == 0
            assert time.monotonic() - before < 5.0
            await bot.start()
        await askers.stop()
        accounts = Accounts(simulator, askers.asked)
        await accounts.settle(sqlite_url)
        assert await bot.terminate() == 0
    accounts.check_questions()
    accounts.check_receipts()
    accounts.check_ends()
    assert accounts.surplus() == 0
