import asyncio
from datetime import UTC, datetime

import aiohttp
import pytest

from bot.simulator import SimClock, Simulator
from bot.simulator.flood import FloodGuard
from bot.simulator.wire import ApiError
from tests.simulator.client import SOFIE, Api, People

START = datetime(2026, 11, 24, tzinfo=UTC)


class StillClock(SimClock):
    """A clock whose flood time only moves by hand."""

    seconds = 0.0

    def monotonic(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> StillClock:
    return StillClock(START, frozen=True)


@pytest.fixture
def guard(clock: StillClock) -> FloodGuard:
    return FloodGuard(clock)


def refused(guard: FloodGuard, chat: int, messages: int = 1) -> int:
    """Return how long the guard asks to wait; 0 when it lets the messages through."""
    try:
        guard.take(chat, messages)
    except ApiError as error:
        return int(error.body()["parameters"]["retry_after"]) if error.code == 429 else -1
    return 0


def test_a_chat_takes_a_burst_and_then_one_a_second(guard: FloodGuard, clock: StillClock) -> None:
    assert [refused(guard, 1) for _ in range(6)] == [0] * 5 + [1]
    assert refused(guard, 2) == 0
    clock.seconds += 1
    assert [refused(guard, 1) for _ in range(2)] == [0, 1]


def test_a_bot_sends_thirty_in_any_second(guard: FloodGuard, clock: StillClock) -> None:
    assert [refused(guard, chat) for chat in range(1, 32)] == [0] * 30 + [1]
    clock.seconds += 0.99
    assert refused(guard, 50) == 1
    clock.seconds += 0.02
    assert refused(guard, 50) == 0


def test_a_group_takes_twenty_a_minute(guard: FloodGuard, clock: StillClock) -> None:
    assert [refused(guard, -100) for _ in range(20)] == [0] * 20
    clock.seconds += 10
    assert refused(guard, -100) == 50
    clock.seconds += 51
    assert refused(guard, -100) == 0


def test_an_album_counts_item_by_item(guard: FloodGuard, clock: StillClock) -> None:
    assert refused(guard, 1, 10) == 0
    assert refused(guard, 1) == 6
    clock.seconds += 6
    assert refused(guard, 1) == 0


def test_what_is_refused_is_not_counted(guard: FloodGuard, clock: StillClock) -> None:
    for _ in range(5):
        guard.take(1)
    assert [refused(guard, 1) for _ in range(9)] == [1] * 9
    clock.seconds += 1
    assert refused(guard, 1) == 0


def test_it_can_be_switched_off_and_forgets_at_a_reset(clock: StillClock) -> None:
    assert [refused(FloodGuard(clock, enabled=False), 1) for _ in range(50)] == [0] * 50
    guard = FloodGuard(clock, burst=1)
    assert [refused(guard, 1), refused(guard, 1)] == [0, 1]
    guard.reset()
    assert refused(guard, 1) == 0


async def test_over_the_wire_only_sending_counts() -> None:
    sim = Simulator(SimClock(START, frozen=True))
    url = await sim.start()
    async with aiohttp.ClientSession() as session:
        api, people = Api(url, session), People(url, session)
        await people.starts(SOFIE)
        sent = await asyncio.gather(*(api.raw("sendMessage", chat_id=SOFIE, text="x") for _ in range(7)))
        assert sorted(status for status, _ in sent) == [200] * 5 + [429] * 2
        async with session.post(f"{url}/bot{api.token}/sendMessage", json={"chat_id": SOFIE, "text": "x"}) as response:
            assert response.headers["Retry-After"] == "1"
        for number in range(9):
            await api("editMessageText", chat_id=SOFIE, message_id=2, text=f"y{number}")
            await api("sendChatAction", chat_id=SOFIE, action="typing")
        sim.clock.advance(1)
        await api("sendMessage", chat_id=SOFIE, text="x")
    await sim.stop()
