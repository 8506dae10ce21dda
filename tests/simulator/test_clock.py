import asyncio
import time
from datetime import UTC, datetime, timedelta, timezone

from bot.simulator import SimClock

START = datetime(2026, 12, 7, 8, 0, tzinfo=UTC)


def test_runs_on_in_real_time_from_where_it_was_set() -> None:
    clock = SimClock()
    clock.set(START)
    time.sleep(0.01)
    assert START < clock.now() < START + timedelta(seconds=5)


def test_without_a_start_it_shows_the_real_time() -> None:
    assert abs(SimClock().now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_frozen_it_only_moves_by_hand() -> None:
    clock = SimClock(START, frozen=True)
    clock.advance(3600)
    assert clock.now() == START + timedelta(hours=1)
    clock.advance(-3600)
    assert clock.now() == START


def test_other_zones_become_utc_and_naive_counts_as_utc() -> None:
    clock = SimClock(frozen=True)
    clock.set(datetime(2026, 12, 7, 9, 0, tzinfo=timezone(timedelta(hours=1))))
    assert clock.now() == START
    clock.set(datetime(2026, 12, 7, 8, 0))  # noqa: DTZ001 - a naive moment is the point
    assert clock.now() == START


def test_freeze_and_release_keep_the_moment() -> None:
    clock = SimClock(START)
    clock.freeze()
    still, was_frozen = clock.now(), clock.frozen
    assert clock.now() == still
    clock.unfreeze()
    assert (was_frozen, clock.frozen) == (True, False)
    assert timedelta() <= clock.now() - still < timedelta(seconds=5)


def test_reset_goes_back_to_how_it_was_made() -> None:
    clock = SimClock(START, frozen=True)
    clock.advance(60)
    clock.unfreeze()
    clock.reset()
    assert clock.now() == START
    assert clock.frozen


def test_monotonic_never_goes_back_and_runs_while_frozen() -> None:
    clock = SimClock(START, frozen=True)
    before = clock.monotonic()
    clock.advance(-7200)
    assert clock.monotonic() >= before
    clock.advance(60)
    assert clock.monotonic() >= before + 60


async def test_a_sleeper_wakes_at_a_jump() -> None:
    clock = SimClock(START, frozen=True)
    sleeper = asyncio.create_task(clock.sleep(3600))
    await asyncio.sleep(0)
    clock.advance(1800)
    await asyncio.sleep(0.01)
    assert not sleeper.done()
    clock.advance(1800)
    await asyncio.wait_for(sleeper, 1)


async def test_waiting_for_a_change_can_time_out() -> None:
    assert not await SimClock(START).wait_for_change(0.001)


def test_a_listener_can_leave() -> None:
    clock = SimClock(START, frozen=True)
    told: list[datetime] = []
    leave = clock.subscribe(lambda: told.append(clock.now()))
    clock.advance(1)
    leave()
    leave()
    clock.advance(1)
    assert told == [START + timedelta(seconds=1)]
