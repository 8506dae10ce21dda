import time

import aiohttp
import pytest

from tests.simulator.client import AMIRA, SOFIE, World


async def send(world: World, chat: int = SOFIE) -> tuple[int, str]:
    status, answer = await world.api.raw("sendMessage", chat_id=chat, text="x")
    return status, answer.get("description", "")


async def said_by_bot(world: World, chat: int = SOFIE) -> int:
    return sum(row["by"] == "bot" for row in await world.people.get(f"/sim/chats/{chat}"))


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        ({"status": 500}, (500, "Internal Server Error")),
        ({"status": 502}, (502, "Bad Gateway")),
        ({"status": 429, "retry_after": 7}, (429, "Too Many Requests: retry after 7")),
        ({"status": 429}, (429, "Too Many Requests: retry after 1")),
        ({"status": 403}, (403, "Forbidden: bot was blocked by the user")),
        ({"status": 401}, (401, "Unauthorized")),
        ({"status": 400, "description": "Bad Request: chat not found"}, (400, "Bad Request: chat not found")),
        ({"status": 599}, (599, "Unknown Error")),
    ],
)
async def test_a_call_is_refused_as_often_as_asked(
    started: World, fault: dict[str, object], expected: tuple[int, str]
) -> None:
    await started.people.post("/sim/faults", method="sendMessage", times=2, **fault)
    assert await started.api("getMe")
    assert [await send(started) for _ in range(3)] == [expected, expected, (200, "")]
    assert await said_by_bot(started) == 1


async def test_the_effect_may_happen_though_the_answer_is_lost(started: World) -> None:
    await started.people.post("/sim/faults", method="*", status=502, times=1, after_accept=True)
    assert (await send(started))[0] == 502
    assert await said_by_bot(started) == 1
    row = (await started.people.get("/sim/calls?method=sendmessage"))[-1]
    assert (row["status"], row["result"]["accepted"], row["result"]["fault"]) == (502, True, True)


@pytest.mark.parametrize(("fault", "sent"), [({"status": 0}, 0), ({"disconnect": True, "after_accept": True}, 1)])
async def test_the_line_can_be_cut(started: World, fault: dict[str, object], sent: int) -> None:
    await started.people.post("/sim/faults", method="sendMessage", times=1, **fault)
    with pytest.raises(aiohttp.ClientError):
        await send(started)
    assert await said_by_bot(started) == sent
    assert (await started.people.get("/sim/calls"))[-1]["status"] == 0


async def test_an_answer_can_be_slow(started: World) -> None:
    await started.people.post("/sim/faults", method="sendMessage", status=200, delay=0.1, times=1)
    before = time.monotonic()
    assert await send(started) == (200, "")
    assert time.monotonic() - before >= 0.1


async def test_only_one_chat_can_be_hit(started: World) -> None:
    await started.people.post("/sim/faults", method="sendMessage", status=500, times=1, chat=AMIRA)
    assert (await send(started))[0] == 200
    assert (await send(started, AMIRA))[0] == 500


async def test_faults_can_last_be_seen_and_be_taken_away(started: World) -> None:
    await started.people.post("/sim/faults", method="sendMessage", status=500, times=None)
    assert [(await send(started))[0] for _ in range(3)] == [500] * 3
    (fault,) = await started.people.get("/sim/faults")
    assert (fault["method"], fault["status"], fault["times"]) == ("sendmessage", 500, None)
    assert (await started.people.call("DELETE", "/sim/faults"))[0] == 200
    assert (await send(started))[0] == 200


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        ({}, '"method" must be a text'),
        ({"method": "sendmesage"}, "no method sendmesage"),
        ({"method": "*", "status": 42}, '"status" must be 0 or an HTTP status'),
        ({"method": "*", "times": "often"}, '"times" must be a whole number'),
        ({"method": "*", "delay": "long"}, '"delay" must be a number'),
    ],
)
async def test_faults_that_are_none(started: World, fault: dict[str, object], says: str) -> None:
    assert await started.people.fails("/sim/faults", **fault) == (400, says)


async def test_no_times_at_all_is_no_fault(started: World) -> None:
    await started.people.post("/sim/faults", method="*", status=500, times=0)
    assert (await send(started))[0] == 200
