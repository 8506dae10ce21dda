import asyncio

import pytest

from bot.simulator import SimClock
from bot.simulator.updates import UpdateQueue
from bot.simulator.wire import ApiError
from tests.simulator.client import AMIRA, OTHER_TOKEN, SOFIE, Api, World


def texts(updates: list[dict[str, dict[str, str]]]) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def test_updates_come_in_order_until_they_are_confirmed(started: World) -> None:
    for text in "abc":
        await started.people.says(SOFIE, text)
    first = await started.api("getUpdates")
    assert texts(first) == ["a", "b", "c"]
    assert texts(await started.api("getUpdates", limit=2)) == ["a", "b"]
    assert texts(await started.api("getUpdates", offset=first[1]["update_id"])) == ["b", "c"]
    assert texts(await started.api("getUpdates", offset=first[2]["update_id"] + 1)) == []
    assert await started.api("getUpdates") == []


async def test_a_negative_offset_keeps_the_last_ones(started: World) -> None:
    for text in "abc":
        await started.people.says(SOFIE, text)
    assert texts(await started.api("getUpdates", offset=-2)) == ["b", "c"]
    assert texts(await started.api("getUpdates")) == ["b", "c"]


async def test_a_long_poll_ends_with_the_first_news(started: World) -> None:
    poll = asyncio.create_task(started.api("getUpdates", timeout=30))
    await asyncio.sleep(0.02)
    assert not poll.done()
    await started.people.says(SOFIE, "nieuws")
    assert texts(await asyncio.wait_for(poll, 1)) == ["nieuws"]


async def test_the_earlier_of_two_polls_is_ended(started: World) -> None:
    earlier = asyncio.create_task(started.api.refused("getUpdates", timeout=30))
    await asyncio.sleep(0.02)
    later = asyncio.create_task(started.api("getUpdates", timeout=30))
    refusal = await asyncio.wait_for(earlier, 1)
    assert (refusal.code, refusal.description) == (
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    )
    await started.people.says(SOFIE, "x")
    assert texts(await asyncio.wait_for(later, 1)) == ["x"]


async def test_updates_last_a_day_and_presses_150_seconds(started: World) -> None:
    sent = await started.api(
        "sendMessage",
        chat_id=SOFIE,
        text="?",
        reply_markup={"inline_keyboard": [[{"text": "J", "callback_data": "j"}]]},
    )
    assert not (await started.people.post("/sim/tap", from_=SOFIE, label="J"))["answered"]
    await started.people.says(SOFIE, "x", reply_to=sent["message_id"])
    assert [("callback_query" in update) for update in await started.api("getUpdates")] == [True, False]
    started.sim.clock.advance(151)
    assert texts(await started.api("getUpdates")) == ["x"]
    started.sim.clock.advance(24 * 3600)
    assert await started.api("getUpdates") == []


async def test_what_a_bot_wants_is_remembered(started: World) -> None:
    asked = ["message_reaction", "edited_message"]
    await started.api("getUpdates", allowed_updates=asked)
    number = await started.people.says(SOFIE, "x")
    await started.people.says(SOFIE, "y", edit=number)
    await started.people.post("/sim/react", from_=SOFIE, message_id=number, emoji="👍")
    assert [sorted(update)[0] for update in await started.api.updates()] == ["edited_message", "message_reaction"]
    await started.api("getUpdates", allowed_updates=[])
    await started.people.post("/sim/react", from_=SOFIE, message_id=number, emoji="")
    await started.people.says(SOFIE, "z")
    assert texts(await started.api.updates()) == ["z"]


async def test_every_token_is_a_bot_of_its_own(started: World) -> None:
    other = Api(started.api.url, started.api.session, OTHER_TOKEN)
    assert (await other("getMe"))["id"] == 654321
    await started.people.says(SOFIE, "x")
    assert await other("getUpdates") == []
    assert (await other.refused("sendMessage", chat_id=SOFIE, text="x")).code == 403
    await started.people.post("/sim/start", from_=AMIRA, bot_id=654321)
    assert texts(await other("getUpdates")) == ["/start"]


async def test_tokens_that_are_none_and_tokens_that_are_revoked(started: World) -> None:
    for token in ("nonsense", "12:short", "x" * 40):
        refusal = await Api(started.api.url, started.api.session, token).refused("getMe")
        assert (refusal.code, refusal.description) == (404, "Not Found")
    await started.people.post("/sim/revoke", token=started.api.token)
    refusal = await started.api.refused("getMe")
    assert (refusal.code, refusal.description) == (401, "Unauthorized")
    await started.people.post("/sim/reset")
    assert await started.api("getMe")


async def test_a_jump_over_its_time_ends_a_poll() -> None:
    clock = SimClock(frozen=True)
    queue = UpdateQueue(clock)
    poll = asyncio.create_task(queue.poll(0, 100, 30))
    await asyncio.sleep(0)
    clock.advance(10)
    await asyncio.sleep(0)
    assert not poll.done()
    clock.advance(25)
    assert await asyncio.wait_for(poll, 1) == []


async def test_a_poll_ends_after_its_time() -> None:
    clock = SimClock()
    queue = UpdateQueue(clock)
    loop = asyncio.get_running_loop()
    before = loop.time()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.simulator.updates.MAX_POLL_SECONDS", 0.05)
        assert await queue.poll(0, 100, 60) == []
    assert 0.04 < loop.time() - before < 2


async def test_updates_that_were_dropped_are_not_alive() -> None:
    clock = SimClock(frozen=True)
    queue = UpdateQueue(clock)
    queue.push({"update_id": queue.next_id(), "message": {}}, 1)
    (entry,) = queue.pending()
    assert queue.is_alive(entry)
    queue.clear()
    assert not queue.is_alive(entry)
    assert queue.pending() == []


async def test_the_terminated_poll_raises() -> None:
    queue = UpdateQueue(SimClock())
    poll = asyncio.create_task(queue.poll(0, 100, 30))
    await asyncio.sleep(0)
    await queue.poll(0, 100, 0)
    with pytest.raises(ApiError):
        await poll


async def test_a_poller_that_was_killed_loses_nothing(started: World, caplog: pytest.LogCaptureFixture) -> None:
    port = int(started.api.url.rsplit(":", 1)[1])
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(
        f"GET /bot{started.api.token}/getUpdates?timeout=30 HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode()
    )
    await writer.drain()
    await asyncio.sleep(0.02)
    writer.transport.abort()
    await started.people.says(SOFIE, "x")
    await asyncio.sleep(0.02)
    assert texts(await started.api("getUpdates", timeout=5)) == ["x"]
    assert caplog.records == []
