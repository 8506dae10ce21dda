import asyncio
from collections import defaultdict
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.services.ports import Handled, Incoming
from bot.transport.metrics import Metrics
from bot.transport.worker import Worker
from tests.transport.fakes import StorageAwayError, update


class FakeInbox:
    """Holds updates until they are handled; ``outcome`` decides how an attempt ends."""

    def __init__(self, *updates: Incoming) -> None:
        self.waiting_updates = {one.update_id: one for one in updates}
        self.handled: list[int] = []
        self.attempts: list[Incoming] = []
        self.under_way: set[int] = set()
        self.overlaps = 0
        self.most_under_way = 0
        self.away = 0
        self.latency = 0.0
        self.outcome: Callable[[Incoming], Handled] = lambda _: Handled.DONE

    def store(self, *updates: Incoming) -> list[Incoming]:
        self.waiting_updates.update({one.update_id: one for one in updates})
        return list(updates)

    async def waiting(self, after: int, limit: int) -> Sequence[Incoming]:
        await asyncio.sleep(0)
        if self.away:
            self.away -= 1
            raise StorageAwayError
        return [self.waiting_updates[n] for n in sorted(self.waiting_updates) if n > after][:limit]

    async def handle(self, incoming: Incoming) -> Handled:
        self.attempts.append(incoming)
        self.overlaps += incoming.chat_id in self.under_way
        self.under_way.add(incoming.chat_id)
        self.most_under_way = max(self.most_under_way, len(self.under_way))
        try:
            await asyncio.sleep(self.latency)
            outcome = self.outcome(incoming)
        finally:
            self.under_way.discard(incoming.chat_id)
        if outcome is Handled.DONE:
            del self.waiting_updates[incoming.update_id]
            self.handled.append(incoming.update_id)
        return outcome


def worker_of(inbox: FakeInbox, concurrency: int = 256, room: int = 10_000) -> Worker:
    return Worker(inbox.handle, inbox.waiting, first_delay=0.01, concurrency=concurrency, room=room)


def by_chat(inbox: FakeInbox, updates: Sequence[Incoming]) -> dict[int, list[int]]:
    chats = {one.update_id: one.chat_id for one in updates}
    order: dict[int, list[int]] = defaultdict(list)
    for number in inbox.handled:
        order[chats[number]].append(number)
    return order


async def test_one_chat_in_order_and_chats_side_by_side() -> None:
    inbox = FakeInbox()
    inbox.latency = 0.002
    worker = worker_of(inbox)
    updates = [update(number, number % 7) for number in range(1, 71)]
    worker.offer(inbox.store(*updates))
    await worker.drained()
    assert sorted(inbox.handled) == list(range(1, 71))
    assert all(numbers == sorted(numbers) for numbers in by_chat(inbox, updates).values())
    assert inbox.overlaps == 0
    assert inbox.most_under_way == 7
    assert worker.waiting() == 0


async def test_no_more_chats_at_once_than_agreed() -> None:
    inbox = FakeInbox()
    inbox.latency = 0.001
    worker = worker_of(inbox, concurrency=3)
    worker.offer(inbox.store(*(update(number, number) for number in range(1, 31))))
    await worker.drained()
    assert inbox.most_under_way == 3
    assert len(inbox.handled) == 30


async def test_a_single_server_picks_up_what_comes_just_as_it_ends() -> None:
    inbox = FakeInbox()
    worker = worker_of(inbox, concurrency=1)
    for number in range(1, 50):
        worker.offer(inbox.store(update(number, number)))
        for _ in range(number % 4):
            await asyncio.sleep(0)
    await asyncio.wait_for(worker.drained(), 1)
    assert len(inbox.handled) == 49


async def test_what_must_be_tried_again_keeps_its_place() -> None:
    inbox = FakeInbox()
    failures = {2: [Handled.RETRY, Handled.FAILED, Handled.FAILED]}
    inbox.outcome = lambda one: failures[one.update_id].pop() if failures.get(one.update_id) else Handled.DONE
    metrics = Metrics()
    worker = Worker(inbox.handle, inbox.waiting, first_delay=0.01, metrics=metrics)
    worker.offer(inbox.store(update(1), update(2), update(3), update(4, 9)))
    await worker.drained()
    assert inbox.handled == [1, 4, 2, 3]
    assert [one.update_id for one in inbox.attempts if one.chat_id == 1] == [1, 2, 2, 2, 2, 3]
    assert metrics.handled["failed"] == 2


async def test_a_handler_that_raises_loses_nothing() -> None:
    inbox = FakeInbox()
    broken = [KeyError("a"), ValueError("b")]

    def outcome(_: Incoming) -> Handled:
        if broken:
            raise broken.pop()
        return Handled.DONE

    inbox.outcome = outcome
    worker = worker_of(inbox)
    worker.offer(inbox.store(update(1), update(2)))
    await worker.drained()
    assert inbox.handled == [1, 2]


async def test_an_update_that_is_offered_twice_is_handled_once() -> None:
    inbox = FakeInbox()
    inbox.latency = 0.005
    worker = worker_of(inbox)
    updates = inbox.store(update(1), update(2))
    worker.offer(updates)
    worker.offer(updates)
    await worker.drained()
    assert inbox.handled == [1, 2]


async def test_what_is_left_from_before_goes_first_also_when_storage_comes_late() -> None:
    inbox = FakeInbox(*(update(number, number % 2) for number in range(1, 1_201)))
    inbox.away = 1
    worker = worker_of(inbox)
    recovering = asyncio.create_task(worker.recover())
    await asyncio.sleep(0)
    late = inbox.store(update(2_000, 0), update(2_001, 1))
    worker.offer(late)
    await recovering
    await worker.drained()
    assert len(inbox.handled) == 1_202
    assert all(numbers == sorted(numbers) for numbers in by_chat(inbox, inbox.attempts).values())


async def test_memory_is_bounded_and_the_rest_is_fetched_in_order() -> None:
    inbox = FakeInbox()
    inbox.latency = 0.0005
    worker = worker_of(inbox, room=50, concurrency=10)
    most = 0
    for start in range(1, 2_001, 100):
        worker.offer(inbox.store(*(update(number, number % 5) for number in range(start, start + 100))))
        most = max(most, worker.waiting())
        await asyncio.sleep(0)
    while len(inbox.handled) < 2_000:
        most = max(most, worker.waiting())
        await asyncio.sleep(0.001)
    await worker.drained()
    # One page more than the room: a page is taken whole.
    assert most <= 50 + 500
    assert sorted(inbox.handled) == list(range(1, 2_001))
    assert all(numbers == sorted(numbers) for numbers in by_chat(inbox, inbox.attempts).values())


async def test_stopping_finishes_what_is_in_hand_and_leaves_the_rest() -> None:
    inbox = FakeInbox()
    inbox.latency = 0.05
    worker = worker_of(inbox)
    worker.offer(inbox.store(update(1), update(2), update(3, 3)))
    await asyncio.sleep(0.01)
    assert await worker.stop(grace=1)
    assert sorted(inbox.handled) == [1, 3]
    assert list(inbox.waiting_updates) == [2]
    worker.offer(inbox.store(update(4, 4)))
    await asyncio.sleep(0)
    assert len(inbox.attempts) == 2


async def test_stopping_does_not_wait_for_ever() -> None:
    inbox = FakeInbox()
    inbox.latency = 60
    worker = worker_of(inbox)
    worker.offer(inbox.store(update(1)))
    await asyncio.sleep(0)
    assert not await worker.stop(grace=0.02)
    assert 1 in inbox.waiting_updates
    assert await worker.stop(grace=0)


async def test_stopping_while_the_storage_is_away() -> None:
    inbox = FakeInbox(update(1))
    inbox.away = 1_000
    worker = worker_of(inbox)
    recovering = asyncio.create_task(worker.recover())
    await asyncio.sleep(0.01)
    assert await worker.stop()
    await recovering
    assert not inbox.attempts


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2), st.booleans()), max_size=40),
    st.integers(1, 4),
    st.sampled_from([2, 5, 1000]),
)
def test_whatever_fails_each_is_handled_once_and_in_the_order_of_its_chat(
    script: list[tuple[int, int, bool]], concurrency: int, room: int
) -> None:
    async def play() -> None:
        updates = [update(number, chat) for number, (chat, _, _) in enumerate(script, start=1)]
        failures = {number: times for number, (_, times, _) in enumerate(script, start=1)}
        inbox = FakeInbox()

        def outcome(one: Incoming) -> Handled:
            failures[one.update_id] -= 1
            return Handled.RETRY if failures[one.update_id] >= 0 else Handled.DONE

        inbox.outcome = outcome
        worker = Worker(inbox.handle, inbox.waiting, first_delay=0.0, concurrency=concurrency, room=room)
        for one, (_, _, breathe) in zip(updates, script, strict=True):
            worker.offer(inbox.store(one))
            await asyncio.sleep(0 if breathe else -1)
        await asyncio.wait_for(worker.drained(), 5)
        assert inbox.overlaps == 0
        assert sorted(inbox.handled) == [one.update_id for one in updates]
        assert all(numbers == sorted(numbers) for numbers in by_chat(inbox, updates).values())

    asyncio.run(play())


async def test_it_shows_how_many_wait() -> None:
    metrics = Metrics()
    inbox = FakeInbox()
    worker = Worker(inbox.handle, inbox.waiting, metrics=metrics)
    worker.offer(inbox.store(update(1), update(2)))
    assert metrics.waiting["inbox"]() == 2
    await worker.drained()


@pytest.mark.parametrize("chat", [0, -100])
async def test_no_chat_and_groups_are_lanes_like_others(chat: int) -> None:
    inbox = FakeInbox()
    worker = worker_of(inbox)
    worker.offer(inbox.store(update(1, chat), update(2, chat)))
    await worker.drained()
    assert inbox.handled == [1, 2]
