"""The life of one bot: it waits for what is not there yet, and ends when it must."""

import asyncio
import socket
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest

from bot.tenancy import NAME, LeaseLost
from bot.transport.failures import TokenRevoked
from tests.dialogue import Dialogue, dialogue_on, sqlite_copy
from tests.handlers.scenes import ANSWER, TERRACE, answers, asks
from tests.simulator.client import TOKEN


@pytest.fixture
async def talk(sqlite_template: Path, tmp_path: Path) -> AsyncIterator[Dialogue]:
    async with dialogue_on(sqlite_copy(sqlite_template, tmp_path)) as dialogue:
        yield dialogue


async def test_it_is_well_from_up_to_stop(talk: Dialogue) -> None:
    life = talk.running
    assert life.problem() == ""
    await talk.stop()
    assert life.problem() == "not running"
    await talk.start()


async def test_a_second_bot_on_the_same_data_waits_for_its_turn(talk: Dialogue) -> None:
    second = Dialogue(talk.settings.database_url, talk.world, talk.simulator, talk.clock)
    waiting = asyncio.create_task(second.start())
    await asyncio.sleep(0.1)
    assert not waiting.done()
    await talk.stop()
    await waiting
    assert second.running.problem() == ""
    await second.stop()
    await talk.start()


async def test_one_that_waits_can_be_stopped(talk: Dialogue) -> None:
    second = Dialogue(talk.settings.database_url, talk.world, talk.simulator, talk.clock)
    waiting = asyncio.create_task(second.start())
    await asyncio.sleep(0.05)
    second.running.stop()
    await asyncio.wait_for(waiting, 2)
    assert not second.running.up.is_set()


async def test_a_revoked_token_ends_it(talk: Dialogue) -> None:
    talk.forgives = True
    await talk.world.post("/sim/revoke", token=TOKEN)
    # The poll that is open may still bring something; the next one is refused.
    await talk.person("entrepreneur").says(TERRACE)
    with pytest.raises(TokenRevoked):
        await talk.life
    talk.simulator.state._tokens.revoked.clear()
    await talk.start()


async def test_a_token_that_is_wrong_from_the_start_ends_it(talk: Dialogue) -> None:
    await talk.stop()
    await talk.world.post("/sim/revoke", token=TOKEN)
    with pytest.raises(TokenRevoked):
        await talk.start()
    talk.simulator.state._tokens.revoked.clear()
    await talk.start()


async def test_a_telegram_that_is_away_is_waited_for(talk: Dialogue) -> None:
    await talk.stop()
    await talk.faults("getMe", 502)
    await talk.start()
    await asks(talk.person("entrepreneur"))


async def test_what_came_while_it_was_away_is_handled_after(talk: Dialogue) -> None:
    sofie = talk.person("entrepreneur")
    await talk.stop()
    await sofie.says(TERRACE)
    await talk.start()
    await sofie.sees("welcome.short", "ask.topic")


async def test_a_bot_whose_lease_is_lost_ends(talk: Dialogue) -> None:
    await talk.change("UPDATE leases SET holder = 'elsewhere/1/x', expires_at = '9999'")
    await talk.running._renew_lease()
    with pytest.raises(LeaseLost):
        await talk.life
    await talk.free_lease(NAME, "elsewhere/1/x")
    await talk.start()


async def test_the_lease_is_renewed(talk: Dialogue) -> None:
    (before,) = await talk.rows("SELECT expires_at FROM leases")
    talk.passes(seconds=5)
    await talk.running._renew_lease()
    (after,) = await talk.rows("SELECT expires_at FROM leases")
    assert after["expires_at"] > before["expires_at"]


async def test_raw_updates_do_not_outlive_their_purpose(talk: Dialogue) -> None:
    await asks(talk.person("entrepreneur"))
    await talk.running.upkeep.purge()
    assert await talk.rows("SELECT * FROM inbox") != []
    talk.passes(days=7, seconds=1)
    await talk.running.upkeep.purge()
    assert await talk.rows("SELECT * FROM inbox") == []
    assert [part.text for part in await talk.parts(1)] == [TERRACE]


async def test_a_menu_that_cannot_be_published_stops_nobody(talk: Dialogue) -> None:
    await talk.world.post("/sim/faults", method="setMyCommands", status=500, times=None)
    await talk.restart()
    await asks(talk.person("entrepreneur"))
    assert (await talk.enquiry(1)).number == 1


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


async def test_the_same_dialogue_through_a_webhook(sqlite_template: Path, tmp_path: Path) -> None:
    port = free_port()
    async with dialogue_on(sqlite_copy(sqlite_template, tmp_path), webhook_port=port) as talk:
        sofie, amira = talk.person("entrepreneur"), talk.person("manager")
        await asks(sofie)
        await answers(amira, ANSWER)
        assert (await sofie.news())[-1].key == "answer.message"
        forgery = {"update_id": 1}
        async with aiohttp.request("POST", f"http://127.0.0.1:{port}/telegram", json=forgery) as refused:
            assert refused.status in {401, 403}
        await talk.restart()
        talk.clock.advance(timedelta(minutes=5).total_seconds())
        await sofie.says_by_reply("answer.message", "en op zondag?")
        await sofie.sees("mine.added_reopened")
