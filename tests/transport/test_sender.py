import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from structlog.testing import capture_logs
from telegram.error import BadRequest, ChatMigrated, InvalidToken

from bot.domain.message import Message, text
from bot.services.ports import Delivery, Lane, Outgoing, State
from bot.transport.attempt import Courier
from bot.transport.backoff import Patience
from bot.transport.failures import Flood, NotSent, TokenRevoked, Uncertain
from bot.transport.limits import Limits
from bot.transport.metrics import Metrics
from bot.transport.sender import Sender
from bot.transport.silence import Silence
from tests.transport.fakes import FakeApi, FakeOutbox, render, row

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
PATIENCE = Patience(first=0.01, longest=0.05, uncertain=(0.01, 0.02, 0.02, 0.02))


class FixedClock:
    def now(self) -> datetime:
        return NOW


@dataclass
class Post:
    """A sender with its fakes."""

    limits: Limits = field(default_factory=Limits.none)
    in_flight: int = 64
    room: int = 5_000
    api: FakeApi = field(default_factory=FakeApi)
    outbox: FakeOutbox = field(default_factory=FakeOutbox)
    metrics: Metrics = field(default_factory=Metrics)
    silence: Silence = field(default_factory=Silence)

    def __post_init__(self) -> None:
        self.sender = Sender(
            Courier(self.api, self.outbox, render, patience=PATIENCE),
            self.outbox,
            FixedClock(),
            limits=self.limits,
            in_flight=self.in_flight,
            room=self.room,
            silence=self.silence,
            patience=PATIENCE,
            metrics=self.metrics,
        )

    def put(self, *rows: Outgoing) -> None:
        self.sender.offer(self.outbox.put(*rows))

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        task = asyncio.create_task(self.sender.run())
        await asyncio.sleep(0.005)
        try:
            yield
        finally:
            await self.sender.stop(grace=0.5)
            await task

    async def all_sent(self) -> None:
        async with asyncio.timeout(3), self.running():
            await self.sender.drained()

    def ends(self) -> dict[int, State]:
        return {number: delivery.state for number, delivery in self.outbox.ends.items()}


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(2):
        while not condition():  # noqa: ASYNC110 - what is waited for is a fake's list
            await asyncio.sleep(0.002)


async def test_every_row_ends_and_is_stored_so() -> None:
    post = Post()
    post.api.script.extend([{"message_id": 7}, BadRequest("Chat not found"), BadRequest("nonsense")])
    async with post.running():
        post.put(row(1, 1), row(2, 2), row(3, 3))
        await post.sender.drained()
    assert post.ends() == {1: State.DELIVERED, 2: State.BLOCKED, 3: State.FAILED}
    assert (post.outbox.ends[1].message_id, post.outbox.ends[1].at) == (7, NOW)
    assert post.metrics.messages["blocked"] == 1


async def test_what_was_owed_before_goes_out_at_the_start_also_when_storage_comes_late() -> None:
    post = Post()
    post.outbox.put(*(row(number, number % 50) for number in range(1, 1_301)))
    post.outbox.away = 1
    await post.all_sent()
    assert post.ends() == dict.fromkeys(range(1, 1_301), State.DELIVERED)


async def test_the_rows_of_one_chat_leave_in_order_and_one_after_the_other() -> None:
    post = Post()
    post.api.latency = 0.002
    async with post.running():
        post.put(row(3), row(4))
        post.put(row(5), row(5))
        await post.sender.drained()
    assert post.api.sent == [3, 4, 5]
    assert post.api.most_in_flight == 1


async def test_no_more_requests_at_once_than_agreed() -> None:
    post = Post(in_flight=4)
    post.api.latency = 0.002
    post.outbox.put(*(row(number, number) for number in range(1, 30)))
    await post.all_sent()
    assert post.api.most_in_flight == 4


async def test_replies_go_before_notices_and_messages_to_many() -> None:
    post = Post(in_flight=1)
    many, news = Lane.MANY, Lane.BULK
    post.outbox.put(row(1, 1, news), row(2, 2, Lane.NOTICE), row(3, 3), row(4, 4, news), row(5, 5), row(6, 6, many))
    await post.all_sent()
    assert post.api.sent == [3, 5, 2, 6, 1, 4]


@pytest.mark.parametrize("lane", [Lane.MANY, Lane.BULK])
async def test_a_broadcast_keeps_below_the_ceiling_and_lets_a_reply_through(lane: Lane) -> None:
    post = Post(limits=Limits(overall_per_second=200))
    async with post.running():
        post.put(*(row(number, number, lane) for number in range(1, 201)))
        await until(lambda: len(post.api.calls) > 60)
        asked = asyncio.get_running_loop().time()
        post.put(row(1_000, 1_000))
        await until(lambda: 1_000 in post.api.sent)
        assert asyncio.get_running_loop().time() - asked < 0.1
        await post.sender.drained()
    assert len(post.ends()) == 201
    moments = post.api.moments
    assert all(later - earlier >= 0.99 for earlier, later in zip(moments, moments[200:], strict=False))


async def test_a_flood_silences_everybody_and_then_the_same_row_goes_first() -> None:
    post = Post(in_flight=1)
    post.api.script.append(Flood(timedelta(seconds=0.15)))
    with capture_logs() as logs:
        async with post.running():
            post.put(row(1, 1), row(2, 2))
            await until(lambda: post.api.calls)
            post.put(row(3, 3))
            assert 0 < post.silence.remaining() <= 0.15
            await post.sender.drained()
    assert post.api.sent == [1, 1, 2, 3]
    assert post.api.moments[1] - post.api.moments[0] >= 0.15
    assert [entry["event"] for entry in logs] == ["sender.flood"]
    assert post.metrics.floods == 1


async def test_a_silence_that_somebody_else_heard_of_holds_here_as_well() -> None:
    post = Post()
    async with post.running():
        post.silence.begin(0.1)
        post.put(row(1))
        await asyncio.sleep(0.05)
        assert not post.api.calls
        await post.sender.drained()


async def test_while_telegram_is_out_of_reach_one_row_at_a_time_finds_out_and_nothing_is_lost() -> None:
    post = Post()
    post.api.script.extend(NotSent("x") for _ in range(9))
    post.outbox.put(*(row(number, number, Lane(number % 3)) for number in range(1, 7)))
    with capture_logs() as logs:
        await post.all_sent()
    assert post.ends() == dict.fromkeys(range(1, 7), State.DELIVERED)
    assert [entry["event"] for entry in logs] == ["sender.unreachable", "sender.reachable"]
    # Six were under way when it broke; then three found out alone.
    assert len(post.api.calls) == 6 + 3 + 6
    gaps = [later - earlier for earlier, later in zip(post.api.moments[6:], post.api.moments[7:9], strict=False)]
    assert all(gap >= 0.007 for gap in gaps)


async def test_messages_to_many_do_not_burn_while_telegram_answers_with_errors() -> None:
    post = Post(in_flight=2)
    post.api.script.extend(Uncertain("x") for _ in range(4))
    post.outbox.put(*(row(number, number, Lane.BULK) for number in range(1, 20)))
    await post.all_sent()
    states = list(post.ends().values())
    assert states.count(State.UNCERTAIN) == 4
    assert states.count(State.DELIVERED) == 15
    assert post.api.moments[4] - post.api.moments[0] >= 0.04


async def test_a_promise_whose_end_is_uncertain_is_repeated_and_holds_its_place() -> None:
    post = Post()
    post.api.script.extend([Uncertain("x"), Uncertain("x")])
    post.outbox.put(row(1), row(2))
    await post.all_sent()
    assert post.api.sent == [1, 1, 1, 2]


async def test_it_gives_up_after_four_more_attempts() -> None:
    post = Post()
    post.api.script.extend(Uncertain("x") for _ in range(5))
    post.outbox.put(row(1))
    await post.all_sent()
    assert post.api.sent == [1] * 5
    assert post.ends() == {1: State.UNCERTAIN}


async def test_ends_are_stored_together_and_survive_a_storage_that_is_away() -> None:
    post = Post()
    async with post.running():
        post.outbox.away = 2
        post.put(*(row(number, number) for number in range(1, 101)))
        await post.sender.drained()
    assert len(post.ends()) == 100
    assert sum(post.outbox.batches) == 100
    assert len(post.outbox.batches) < 60


async def test_one_end_that_cannot_be_stored_does_not_hold_up_the_others() -> None:
    post = Post()
    store = post.outbox.record

    async def record(deliveries: list[object]) -> None:
        if any(getattr(delivery, "row_id", 0) == 2 for delivery in deliveries):
            raise ValueError
        await store(deliveries)  # type: ignore[arg-type]  # the fake's own type is no business of this wrapper

    post.outbox.record = record  # type: ignore[method-assign, assignment]  # one instance with a fault
    post.__post_init__()
    async with post.running():
        post.put(row(1, 1), row(2, 2), row(3, 3))
        await until(lambda: {1, 3} <= set(post.outbox.ends))
        assert await post.sender.stop(grace=0.05) is False
    assert set(post.outbox.ends) == {1, 3}


async def test_a_message_to_many_that_was_not_sent_is_pending_again_before_it_is_claimed_again() -> None:
    post = Post()
    post.api.script.append(Flood(timedelta(seconds=0.05)))
    async with post.running():
        post.put(row(1, lane=Lane.BULK))
        await until(lambda: post.api.calls and post.outbox.recorded)
        assert post.outbox.states[1] is State.PENDING
        await post.sender.drained()
    assert post.ends() == {1: State.DELIVERED}


async def test_a_claim_waits_until_the_attempt_before_it_is_stored() -> None:
    post = Post()
    post.outbox.latency = 0.02
    post.api.script.append(BadRequest("Can't parse entities: x"))
    async with post.running():
        post.put(row(1, lane=Lane.BULK))
        await post.sender.drained()
    assert post.outbox.events == ["claim", "pending", "claim", "delivered"]


@pytest.mark.parametrize("lane", [Lane.MANY, Lane.BULK])
async def test_messages_to_many_keep_their_order_also_when_some_stay_in_the_table(lane: Lane) -> None:
    post = Post(room=6)
    async with post.running():
        for number in range(1, 121, 4):
            post.put(*(row(each, each % 3, lane) for each in range(number, number + 4)))
            await asyncio.sleep(0)
        await post.sender.drained()
    for chat in range(3):
        sent = [number for number in post.api.sent if number % 3 == chat]
        assert sent == sorted(sent)
    assert len(post.api.sent) == 120


async def test_a_row_that_ended_elsewhere_lets_the_next_go() -> None:
    post = Post()
    rows = post.outbox.put(row(1, lane=Lane.BULK), row(2, lane=Lane.BULK))
    await post.outbox.record([Delivery(1, 1, State.DELIVERED)])
    async with post.running():
        post.sender.offer(rows)
        await post.sender.drained()
    assert post.api.sent == [2]


async def test_no_news_is_lost_when_a_card_grows_while_it_is_under_way() -> None:
    post = Post()
    gate = asyncio.Event()
    post.api.script.append(gate)
    async with post.running():
        post.put(row(1, merge_key="card"))
        await until(lambda: post.api.calls)
        assert not post.outbox.merge(1, Message(text("newer")))
        post.put(row(2, merge_key="card"))
        gate.set()
        await post.sender.drained()
    assert post.api.sent == [1, 2]


async def test_a_group_that_migrates_takes_all_that_waits_along() -> None:
    post = Post()
    post.api.script.append(ChatMigrated(-1005))
    post.outbox.put(row(1, -5), row(2, -5), row(3, -5, Lane.BULK))
    await post.all_sent()
    assert [(parameters["chat_id"], parameters["text"]) for _, parameters in post.api.calls] == [
        (-5, "<b>1</b>"),
        (-1005, "<b>1</b>"),
        (-1005, "<b>2</b>"),
        (-1005, "<b>3</b>"),
    ]
    assert post.outbox.migrations == [(-5, -1005)]


async def test_a_revoked_token_ends_it_and_leaves_the_rows() -> None:
    post = Post()
    post.api.script.append(InvalidToken())
    post.outbox.put(row(1, lane=Lane.BULK), row(2))
    with pytest.raises(TokenRevoked):
        await post.sender.run()
    await post.sender.stop()
    assert post.outbox.states[1] is State.PENDING


async def test_stopping_finishes_what_is_under_way_and_stores_it() -> None:
    post = Post(in_flight=2)
    post.api.latency = 0.05
    async with post.running():
        post.put(*(row(number, number) for number in range(1, 6)))
        await until(lambda: post.api.in_flight == 2)
        assert await post.sender.stop(grace=1)
    assert post.ends() == {1: State.DELIVERED, 2: State.DELIVERED}
    assert post.sender.waiting() == {Lane.REPLY: 3, Lane.NOTICE: 0, Lane.MANY: 0, Lane.BULK: 0}


async def test_what_takes_too_long_at_the_stop_is_pending_when_promised_and_uncertain_when_it_is_news() -> None:
    post = Post()
    post.api.latency = 60
    async with post.running():
        post.put(row(1), row(2, 2, Lane.BULK), row(3, 3, Lane.MANY))
        await until(lambda: post.api.in_flight == 3)
        assert await post.sender.stop(grace=0.02) is False
    assert post.outbox.states == {1: State.PENDING, 2: State.UNCERTAIN, 3: State.PENDING}
    assert post.outbox.ends[2].error == "stopped"


@pytest.mark.parametrize("lane", [Lane.MANY, Lane.BULK])
async def test_memory_is_bounded_for_messages_to_many_and_replies_never_wait_for_them(lane: Lane) -> None:
    post = Post(room=20)
    post.outbox.put(*(row(number, number, lane) for number in range(1, 1_201)))
    post.outbox.put(row(2_000, 1))
    async with asyncio.timeout(5), post.running():
        await until(lambda: post.api.sent)
        assert post.api.sent[0] == 2_000
        for number in range(3_000, 3_040):
            post.put(row(number, number, lane), row(number + 1_000, number))
            assert sum(post.sender.waiting().values()) < 200
            await asyncio.sleep(0)
        await post.sender.drained()
    assert len(post.ends()) == 1_201 + 80
    assert len(post.api.calls) == 1_201 + 80


async def test_it_shows_how_many_are_owed() -> None:
    post = Post()
    post.put(row(1))
    assert post.metrics.waiting["outbox"]() == 1
    assert post.sender.waiting()[Lane.REPLY] == 1
