"""``kernpunt run`` and ``kernpunt simulator`` as processes: they come up, take turns, and end when they must."""

import asyncio
import json
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from bot.simulator import Simulator
from tests.command_line import ended, line_with, process
from tests.dialogue import sqlite_copy
from tests.handlers.scenes import TERRACE
from tests.simulator.client import SOFIE, TOKEN, People

STOPS_WITHIN = 5.0


@pytest.fixture
async def simulator() -> AsyncIterator[Simulator]:
    simulator = Simulator(token=TOKEN, page=False)
    await simulator.start()
    yield simulator
    await simulator.stop()


@pytest.fixture
def environment(simulator: Simulator, sqlite_template: Path, tmp_path: Path) -> dict[str, str]:
    """An environment in which the bot runs."""
    return {
        "TELEGRAM_TOKEN": TOKEN,
        "TELEGRAM_API_URL": simulator.url,
        "DATABASE_URL": sqlite_copy(sqlite_template, tmp_path),
    }


async def test_it_stops_in_order_when_asked(environment: dict[str, str], tmp_path: Path) -> None:
    async with process("run", folder=tmp_path, environment=environment) as bot:
        up = json.loads(await line_with(bot, "bot.up", of="stderr"))
        assert (up["database"], up["intake"]) == ("sqlite", "polling")
        bot.send_signal(signal.SIGTERM)
        async with asyncio.timeout(STOPS_WITHIN):
            end = await ended(bot)
    assert (end.code, end.err) == (0, "")


async def test_a_token_that_telegram_does_not_know_ends_it(environment: dict[str, str], tmp_path: Path) -> None:
    wrong = "654321:" + "B" * 35
    async with process("run", folder=tmp_path, environment=environment | {"TELEGRAM_TOKEN": wrong}) as bot:
        end = await ended(bot)
    assert end.code == 78
    assert "@BotFather" in end.err
    assert wrong not in end.out + end.err
    assert "Traceback" not in end.err


async def test_an_api_that_is_away_is_waited_for(environment: dict[str, str], tmp_path: Path) -> None:
    away = environment | {"TELEGRAM_API_URL": "http://127.0.0.1:9"}
    async with process("run", folder=tmp_path, environment=away) as bot:
        await line_with(bot, "telegram.unreachable", of="stderr")
        bot.send_signal(signal.SIGTERM)
        async with asyncio.timeout(STOPS_WITHIN):
            end = await ended(bot)
    assert end.code == 0


async def test_the_second_takes_over_when_the_first_is_killed(
    environment: dict[str, str], simulator: Simulator, tmp_path: Path
) -> None:
    async with (
        process("run", folder=tmp_path, environment=environment) as first,
        aiohttp.ClientSession() as session,
    ):
        await line_with(first, "bot.up", of="stderr")
        async with process("run", folder=tmp_path, environment=environment) as second:
            await line_with(second, "bot.waits", of="stderr")
            first.kill()
            await People(simulator.url, session).says(SOFIE, TERRACE)
            await line_with(second, "bot.up", of="stderr")
            await answered(People(simulator.url, session), SOFIE)


async def test_simulator_and_bot_are_two_programs(environment: dict[str, str], tmp_path: Path) -> None:
    async with process("simulator", "--port", "0", folder=tmp_path, environment={}) as telegram:
        line = await line_with(telegram, "http://127.0.0.1:")
        address = next(word for word in line.split() if word.startswith("http"))
        environment |= {"TELEGRAM_API_URL": address}
        async with (
            process("run", folder=tmp_path, environment=environment) as bot,
            aiohttp.ClientSession() as session,
        ):
            await line_with(bot, "bot.up", of="stderr")
            people = People(address, session)
            await people.says(SOFIE, TERRACE)
            await answered(people, SOFIE)
            bot.send_signal(signal.SIGINT)
            assert (await ended(bot)).code == 0
        telegram.send_signal(signal.SIGTERM)
        assert (await ended(telegram)).code == 0


async def test_a_database_that_is_not_there_can_be_asked_for(environment: dict[str, str], tmp_path: Path) -> None:
    fresh = environment | {"DATABASE_URL": f"sqlite:///{tmp_path}/fresh.sqlite3"}
    async with process("run", "--init", folder=tmp_path, environment=fresh) as bot:
        await line_with(bot, "bot.up", of="stderr")
        bot.send_signal(signal.SIGTERM)
        assert (await ended(bot)).code == 0


async def answered(people: People, person: int) -> None:
    async with asyncio.timeout(STOPS_WITHIN):
        while not any(row["by"] == "bot" for row in await people.get(f"/sim/chats/{person}")):  # noqa: ASYNC110 - another process writes there
            await asyncio.sleep(0.01)
