import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from structlog.testing import capture_logs

from bot.services.ports import Incoming
from bot.transport.api import BotApi
from bot.transport.backoff import Backoff
from bot.transport.failures import TokenRevoked
from bot.transport.intake import Intake
from bot.transport.metrics import Metrics
from bot.transport.polling import Poller
from tests.transport.fakes import StorageAwayError
from tests.transport.stub import Stub, late, ok, refused


@dataclass
class FakeKeeper:
    stored: list[int] = field(default_factory=list)
    set_apart: dict[int, str] = field(default_factory=dict)
    away: int = 0
    offered: list[int] = field(default_factory=list)

    async def _hop(self) -> None:
        await asyncio.sleep(0)
        if self.away:
            self.away -= 1
            raise StorageAwayError

    async def store(self, updates: Sequence[Incoming]) -> Sequence[int]:
        await self._hop()
        new = [one.update_id for one in updates if one.update_id not in self.stored]
        self.stored.extend(new)
        return new

    async def quarantine(self, update: Incoming, reason: str) -> None:
        await self._hop()
        self.set_apart[update.update_id] = reason

    def offer(self, updates: Sequence[Incoming]) -> None:
        assert {one.update_id for one in updates} <= set(self.stored)
        self.offered.extend(one.update_id for one in updates)


class Inflow:
    """A poller at a stub, with an inbox that is a list."""

    def __init__(self, stub: Stub, api: BotApi) -> None:
        self.stub, self.keeper, self.metrics = stub, FakeKeeper(), Metrics()
        stub.usually = late(30, ok([]))
        stub.script.append(ok(True))
        self.poller = Poller(
            api,
            Intake(self.keeper, self.keeper.offer, self.metrics),
            ["message", "callback_query"],
            backoff=Backoff(0.01, 0.05, chance=lambda: 0.0),
        )

    def script(self, *answers: object) -> None:
        self.stub.script.extend(answers)  # type: ignore[arg-type]  # answers, told apart by the stub

    @property
    def polls(self) -> list[dict[str, object]]:
        return [parameters for method, parameters in self.stub.calls if method == "getUpdates"]

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        task = asyncio.create_task(self.poller.run())
        try:
            yield
        finally:
            self.poller.stop()
            async with asyncio.timeout(0.3):
                await task

    async def until(self, condition: Callable[[], object]) -> None:
        async with asyncio.timeout(2):
            while not condition():  # noqa: ASYNC110 - what is waited for is a fake's list
                await asyncio.sleep(0.002)


@pytest.fixture
def inflow(stub: Stub, api: BotApi) -> Inflow:
    return Inflow(stub, api)


def message(number: int, chat: int = 1) -> dict[str, object]:
    return {"update_id": number, "message": {"chat": {"id": chat}, "text": "x"}}


async def test_it_stores_before_it_confirms_and_offers_what_is_new(inflow: Inflow) -> None:
    inflow.keeper.stored.append(11)
    inflow.script(ok([message(10), message(11), message(12)]), ok([message(13)]))
    async with inflow.running():
        await inflow.until(lambda: len(inflow.polls) == 3)
    assert inflow.stub.calls[0] == ("deleteWebhook", {"drop_pending_updates": False})
    assert [poll.get("offset") for poll in inflow.polls] == [None, 13, 14]
    assert inflow.polls[0] == {"timeout": 30, "limit": 100, "allowed_updates": ["message", "callback_query"]}
    assert inflow.keeper.offered == [10, 12, 13]
    assert inflow.metrics.received == 3


async def test_while_storage_is_away_the_offset_stays(inflow: Inflow) -> None:
    inflow.keeper.away = 3
    inflow.script(*(ok([message(10)]) for _ in range(4)))
    with capture_logs() as logs:
        async with inflow.running():
            await inflow.until(lambda: len(inflow.polls) == 5)
    assert [poll.get("offset") for poll in inflow.polls] == [None, None, None, None, 11]
    assert inflow.keeper.offered == [10]
    assert [entry["event"] for entry in logs] == ["polling.trouble", "polling.recovered"]


async def test_the_numbers_may_begin_again_lower(inflow: Inflow) -> None:
    inflow.script(ok([message(900)]), ok([message(5)]))
    async with inflow.running():
        await inflow.until(lambda: len(inflow.polls) == 3)
    assert [poll.get("offset") for poll in inflow.polls] == [None, 901, 6]


async def test_what_nobody_can_read_is_set_apart_and_the_others_come_through(inflow: Inflow) -> None:
    inflow.script(ok(["nonsense", message(10), {"message": {}}, message(11)]))
    async with inflow.running():
        await inflow.until(lambda: len(inflow.polls) == 2)
    assert inflow.polls[1]["offset"] == 12
    assert inflow.keeper.offered == [10, 11]
    assert sorted(inflow.keeper.set_apart.values()) == ["no_update_id", "not_an_object"]
    assert inflow.metrics.quarantined == 2


@pytest.mark.parametrize("batch", [["nonsense"], {"not": "a list"}])
async def test_a_batch_without_any_number_is_no_busy_loop(inflow: Inflow, batch: object) -> None:
    inflow.stub.usually = ok(batch)
    with capture_logs() as logs:
        async with inflow.running():
            await asyncio.sleep(0.15)
    assert 2 <= len(inflow.polls) <= 6
    assert len(inflow.keeper.set_apart) == 1
    assert [entry["event"] for entry in logs].count("polling.trouble") == 1


async def test_a_broken_connection_makes_one_log_line_and_is_tried_again(inflow: Inflow) -> None:
    inflow.script(*(refused(502, "Bad Gateway") for _ in range(4)), ok([message(1)]))
    with capture_logs() as logs:
        async with inflow.running():
            await inflow.until(lambda: inflow.keeper.offered)
    assert [(entry["event"], entry["error"]) for entry in logs] == [
        ("polling.trouble", "uncertain"),
        ("polling.recovered", "uncertain"),
    ]


async def test_a_revoked_token_ends_it(inflow: Inflow) -> None:
    inflow.script(refused(401, "Unauthorized"))
    with pytest.raises(TokenRevoked):
        await inflow.poller.run()


async def test_another_poller_is_an_alarm_once_and_no_reason_to_stop(inflow: Inflow) -> None:
    conflict = "Conflict: can't use getUpdates method while webhook is active"
    inflow.script(refused(409, conflict), ok(True), refused(409, conflict), ok(True), ok([message(1)]))
    with capture_logs() as logs:
        async with inflow.running():
            await inflow.until(lambda: inflow.keeper.offered)
    assert [entry["log_level"] for entry in logs] == ["error", "info"]
    assert inflow.stub.methods[:5] == ["deleteWebhook", "getUpdates"] * 2 + ["deleteWebhook"]


async def test_it_is_silent_for_as_long_as_telegram_asks(inflow: Inflow) -> None:
    inflow.script(refused(429, "Too Many Requests", retry_after=0.2))
    async with inflow.running():
        await inflow.until(lambda: len(inflow.polls) == 1)
        await asyncio.sleep(0.1)
        assert len(inflow.polls) == 1
        await inflow.until(lambda: len(inflow.polls) == 2)


async def test_it_stops_at_once_in_the_middle_of_a_poll(inflow: Inflow) -> None:
    async with inflow.running():
        await inflow.until(lambda: inflow.polls)


async def test_it_stops_at_once_while_the_webhook_is_being_removed(inflow: Inflow) -> None:
    inflow.stub.script.clear()
    async with inflow.running():
        await inflow.until(lambda: inflow.stub.calls)
    assert inflow.polls == []


async def test_it_stops_at_once_while_it_rests(stub: Stub, api: BotApi) -> None:
    inflow = Inflow(stub, api)
    inflow.poller = Poller(api, Intake(inflow.keeper, inflow.keeper.offer), [], backoff=Backoff(30, 30))
    inflow.script(refused(500, "x"))
    async with inflow.running():
        await inflow.until(lambda: inflow.polls)
        await asyncio.sleep(0.02)


async def test_it_can_be_cancelled(inflow: Inflow) -> None:
    task = asyncio.create_task(inflow.poller.run())
    await inflow.until(lambda: inflow.polls)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_what_came_in_is_kept_although_it_stops(inflow: Inflow) -> None:
    inflow.script(ok([message(10)]))
    async with inflow.running():
        await inflow.until(lambda: inflow.keeper.stored)
    assert inflow.keeper.offered == [10]
