"""Learning anew beside everything else: it is tried again when it fails, and nobody waits for it at the end."""

import asyncio
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Event, current_thread
from time import monotonic
from typing import Any, cast

import pytest
from structlog.testing import capture_logs

from bot.app import Units
from bot.relearning import Relearning, aside
from bot.services.learning.guide import Guide
from bot.services.ports import Unavailable
from tests.dialogue import dialogue_on, sqlite_copy
from tests.handlers.scenes import asks

SECRETS = ["Sofie haar woorden"]


class Pupil:
    """Learns as told, and fails as often as asked."""

    def __init__(self, *, fails: int = 0) -> None:
        self.behind = True
        self.fails = fails
        self.learnt: list[tuple[object, ...]] = []
        self.threads: set[str] = set()

    def is_due(self, _unit: object) -> bool:
        return self.behind

    def recall(self, _unit: object) -> tuple[tuple[int, int], list[str], list[str]]:
        return (3, 0), SECRETS, []

    def relearn(
        self, seen: tuple[int, int], lessons: Iterable[str], rules: Iterable[str], pause: Callable[[], None]
    ) -> None:
        self.threads.add(current_thread().name)
        pause()
        if self.fails:
            self.fails -= 1
            raise ValueError(*lessons)
        self.learnt.append((seen, lessons, rules))
        self.behind = False


def relearning(pupil: Pupil, *, is_away: bool = False) -> Relearning:
    async def units(work: Callable[[Any], object]) -> object:
        if is_away:
            raise Unavailable
        return work(None)

    return Relearning(cast("Units", units), cast("Guide", pupil))


async def test_it_learns_in_a_thread_of_its_own_and_once() -> None:
    pupil = Pupil()
    one = relearning(pupil)
    await asyncio.gather(one.tick(), one.tick())
    assert pupil.learnt == [((3, 0), SECRETS, [])]
    assert current_thread().name not in pupil.threads


async def test_what_fails_is_logged_without_words_and_tried_again() -> None:
    pupil = Pupil(fails=1)
    one = relearning(pupil)
    with capture_logs() as logs:
        await one.tick()
    assert pupil.learnt == []
    assert [(entry["event"], entry["error"]) for entry in logs] == [("learning.failed", "ValueError")]
    assert SECRETS[0] not in str(logs)
    await one.tick()
    assert len(pupil.learnt) == 1


async def test_a_database_that_is_away_is_waited_for() -> None:
    pupil = Pupil()
    await relearning(pupil, is_away=True).tick()
    assert pupil.learnt == []


async def test_whoever_stops_waiting_is_free_at_once() -> None:
    go_on, ended = Event(), Event()

    def work() -> None:
        go_on.wait(10)
        ended.set()

    waiting = asyncio.create_task(aside(work))
    await asyncio.sleep(0.05)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    go_on.set()
    assert await asyncio.to_thread(ended.wait, 5)
    await asyncio.sleep(0.05)


def test_the_program_ends_while_it_still_computes() -> None:
    program = """
import asyncio, time
from bot.relearning import aside

async def main():
    learning = asyncio.create_task(aside(lambda: time.sleep(60)))
    await asyncio.sleep(0.1)
    learning.cancel()

asyncio.run(main())
"""
    begun = monotonic()
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        timeout=30,
        check=False,
        cwd=Path(__file__).parent.parent,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert monotonic() - begun < 30


def test_a_loop_that_is_gone_is_nobody_to_tell() -> None:
    go_on, ended = Event(), Event()

    def work() -> None:
        go_on.wait(10)
        ended.set()

    async def main() -> None:
        task = asyncio.create_task(aside(work))
        await asyncio.sleep(0)
        task.cancel()

    asyncio.run(main())
    go_on.set()
    assert ended.wait(5)


async def test_a_bot_learns_right_after_its_start_and_stops_while_it_learns(
    sqlite_template: Path, tmp_path: Path
) -> None:
    async with dialogue_on(sqlite_copy(sqlite_template, tmp_path)) as talk:
        sofie = talk.person("entrepreneur")
        await asks(sofie)
        await talk.stop()
        await talk.start(learns=True)
        async with asyncio.timeout(20):
            while talk.bot.desk.guide.is_behind:  # noqa: ASYNC110 - it tells nobody but the log
                await asyncio.sleep(0.02)
        assert talk.bot.desk.guide._seen == (1, 0)
        await talk.stop()
        await talk.start(learns=True)
        begun = monotonic()
        await talk.stop()
        assert monotonic() - begun < 5
        await talk.start()
