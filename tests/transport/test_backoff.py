import asyncio

from structlog.testing import capture_logs

from bot.transport.backoff import Backoff, Patience
from bot.transport.reach import Reach
from bot.transport.silence import Silence


def test_delays_double_up_to_the_longest_and_begin_again() -> None:
    backoff = Backoff(0.5, 30.0, chance=lambda: 0.0)
    assert [backoff.next() for _ in range(9)] == [0.5, 1, 2, 4, 8, 16, 30, 30, 30]
    backoff.reset()
    assert backoff.next() == 0.5


def test_chance_takes_off_a_quarter_at_most() -> None:
    assert Backoff(1.0, chance=lambda: 1.0).next() == 0.75
    assert all(0.75 <= Backoff(1.0).next() <= 1.0 for _ in range(50))


async def test_a_silence_ends_when_the_longest_that_was_asked_for_ends() -> None:
    silence = Silence()
    assert silence.remaining() == 0
    silence.begin(0.02)
    waiting = asyncio.create_task(silence.over())
    await asyncio.sleep(0)
    silence.begin(0.08)
    silence.begin(0.01)
    began = asyncio.get_running_loop().time()
    await waiting
    assert asyncio.get_running_loop().time() - began >= 0.07


def test_of_many_failures_at_once_one_counts_and_the_log_says_it_once() -> None:
    reach = Reach(Patience(first=1.0, longest=4.0))
    with capture_logs() as logs:
        first = reach.note(answered=False, error="safe", now=10.0)
        assert 10.7 < first <= 11.0
        assert reach.note(answered=False, error="safe", now=10.1) == first
        assert 12.5 <= reach.note(answered=False, error="safe", now=11.1) <= 13.2
        reach.note(answered=None, error="", now=14.0)
        lost = [reach.lost]
        reach.note(answered=True, error="", now=14.0)
    assert [*lost, reach.lost] == [True, False]
    assert [entry["event"] for entry in logs] == ["sender.unreachable", "sender.reachable"]
