import asyncio
from collections.abc import Callable, Sequence

import pytest

from bot.storage.database import StorageError, Transaction
from bot.storage.queue import MOST_TOGETHER, CommitQueue
from bot.storage.session import Outcome, Work


class Thread:
    """Stands in for the database's thread: notes each batch, and lets it go on when the test says so."""

    def __init__(self, outcome: Callable[[Work], Outcome] | None = None) -> None:
        self.batches: list[Sequence[Work]] = []
        self.go_on = asyncio.Event()
        self.go_on.set()
        self._outcome = outcome or (lambda work: Outcome(work, None))

    async def hop(self, works: Sequence[Work]) -> list[Outcome]:
        self.batches.append(works)
        await self.go_on.wait()
        return [self._outcome(work) for work in works]


def work(number: int) -> Callable[[Transaction], int]:
    return lambda _: number


async def test_while_a_batch_commits_the_next_gathers_in_order() -> None:
    thread = Thread()
    thread.go_on.clear()
    queue = CommitQueue(thread.hop)
    works = [work(number) for number in range(6)]
    waiters = [asyncio.create_task(queue.run(works[0]))]
    await asyncio.sleep(0.01)
    waiters += [asyncio.create_task(queue.run(each)) for each in works[1:]]
    await asyncio.sleep(0.01)
    assert thread.batches == [works[:1]]
    thread.go_on.set()
    await asyncio.gather(*waiters)
    assert thread.batches == [works[:1], works[1:]]


async def test_a_batch_has_a_limit() -> None:
    thread = Thread()
    queue = CommitQueue(thread.hop)
    await asyncio.gather(*[queue.run(work(number)) for number in range(2 * MOST_TOGETHER + 1)])
    assert [len(batch) for batch in thread.batches] == [MOST_TOGETHER, MOST_TOGETHER, 1]


async def test_a_cancelled_waiter_cancels_nothing() -> None:
    thread = Thread()
    thread.go_on.clear()
    queue = CommitQueue(thread.hop)
    first, second, third = [asyncio.create_task(queue.run(work(number))) for number in range(3)]
    await asyncio.sleep(0.01)
    fourth = asyncio.create_task(queue.run(work(3)))
    await asyncio.sleep(0)
    first.cancel()
    fourth.cancel()
    thread.go_on.set()
    await asyncio.gather(second, third)
    await queue.close()
    assert first.cancelled()
    assert fourth.cancelled()
    assert [len(batch) for batch in thread.batches] == [3, 1]


@pytest.mark.parametrize("error", [KeyError("x"), StorageError("x"), SystemExit(3)])
async def test_an_exception_reaches_its_own_waiter(error: BaseException) -> None:
    queue = CommitQueue(Thread(lambda _: Outcome(None, error)).hop)
    with pytest.raises(type(error)):
        await queue.run(work(1))


async def test_what_no_future_can_carry_is_told_in_another_way() -> None:
    queue = CommitQueue(Thread(lambda _: Outcome(None, StopIteration())).hop)
    with pytest.raises(RuntimeError):
        await queue.run(work(1))


async def test_when_the_thread_fails_everybody_hears_it_and_the_queue_goes_on() -> None:
    failures = [ValueError("closed")]

    def outcome(work: Work) -> Outcome:
        if failures:
            raise failures.pop()
        return Outcome("done", None)

    queue = CommitQueue(Thread(outcome).hop)
    both = await asyncio.gather(queue.run(work(1)), queue.run(work(2)), return_exceptions=True)
    assert [type(each) for each in both] == [ValueError, ValueError]
    assert await queue.run(lambda _: "done") == "done"


async def test_closing_finishes_what_is_queued_and_takes_no_more() -> None:
    thread = Thread()
    queue = CommitQueue(thread.hop)
    waiters = [asyncio.create_task(queue.run(work(number))) for number in range(MOST_TOGETHER + 1)]
    await asyncio.sleep(0)
    await queue.close()
    await asyncio.wait_for(asyncio.gather(*waiters), 1)
    assert len(thread.batches) == 2
    with pytest.raises(StorageError):
        await queue.run(work(1))


async def test_a_cancelled_close_does_not_cancel_the_works() -> None:
    thread = Thread()
    thread.go_on.clear()
    queue = CommitQueue(thread.hop)
    waiter = asyncio.create_task(queue.run(work(1)))
    await asyncio.sleep(0.01)
    closing = asyncio.create_task(queue.close())
    await asyncio.sleep(0.01)
    closing.cancel()
    await asyncio.sleep(0)
    thread.go_on.set()
    await waiter
    assert closing.cancelled()
