"""The demo: the real bot and a make-believe Telegram, from the first screen to nothing left behind."""

import asyncio
import io
import signal
import sqlite3
import sys
import tempfile
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import time_machine

from bot.config import Settings
from bot.content import load_town, packaged_content
from bot.demo import Demo, first_moment
from bot.demo_console import Console
from bot.demo_people import COLLEAGUE, ENTREPRENEUR, MANAGER, NEIGHBOURS
from bot.domain.audience import EVERYONE
from bot.domain.decision import Decision, Outcome
from bot.domain.due import Cast, Due
from bot.domain.message import text
from bot.services.ports import Unit
from tests.command_line import ended, line_with, process
from tests.handlers.scenes import TERRACE
from tests.simulator.client import People

PATIENCE = 5.0
LAMPS = "Warmtelampen mogen"


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
async def world() -> AsyncIterator[tuple[Demo, People]]:
    """A demo in which nobody asked anything yet."""
    demo = Demo(empty=True)
    address = await demo.start(0)
    async with aiohttp.ClientSession() as session:
        yield demo, People(address, session)
        assert await People(address, session).get("/sim/violations") == []
    await demo.stop()


async def said(people: People, person: int, words: str) -> dict[str, Any]:
    """Return the newest message of the bot with these words, once it is there."""
    async with asyncio.timeout(PATIENCE):
        while True:
            for message in reversed(await people.get(f"/sim/chats/{person}")):
                if message["by"] == "bot" and words in message["text"]:
                    found: dict[str, Any] = message
                    return found
            await asyncio.sleep(0.01)


def left_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


async def test_a_newcomer_gets_from_question_to_answer(world: tuple[Demo, People]) -> None:
    demo, people = world
    receipt = demo.catalogues.label(text("ask.receipt", number=1, manager="", promised=datetime.now(UTC)), "nl")[:20]
    await people.says(ENTREPRENEUR, TERRACE)
    draft = await said(people, ENTREPRENEUR, TERRACE)
    submit = next(button for row in draft["buttons"] for button in row if "ask.submit" in button["data"])
    await people.post("/sim/tap", from_=ENTREPRENEUR, message_id=draft["message_id"], data=submit["data"])
    await said(people, ENTREPRENEUR, receipt)
    await said(people, MANAGER, TERRACE)


async def test_it_begins_in_the_middle_of_the_towns_life() -> None:
    demo = Demo()
    async with aiohttp.ClientSession() as session:
        people = People(await demo.start(0), session)
        await people.says(ENTREPRENEUR, TERRACE)
        draft = await said(people, ENTREPRENEUR, TERRACE)
        submit = next(button for row in draft["buttons"] for button in row if "ask.submit" in button["data"])
        await people.post("/sim/tap", from_=ENTREPRENEUR, message_id=draft["message_id"], data=submit["data"])
        await said(people, MANAGER, TERRACE)
        await said(people, ENTREPRENEUR, "031")
        # All that was there before is one message for whoever works here: the list.
        before = [one for one in await people.get(f"/sim/chats/{MANAGER}") if one["by"] == "bot"]
        assert len(before) == 2
        assert len([one for one in await people.get(f"/sim/chats/{COLLEAGUE}") if one["by"] == "bot"]) == 1
        personas = {one["id"]: one for one in await people.get("/sim/personas")}
        assert personas[COLLEAGUE]["role"] == "staff"
        started = {chat["id"] for chat in await people.get("/sim/chats") if chat["started"]}
        assert personas.keys() <= started
        assert await people.get("/sim/violations") == []
    await demo.stop()


async def test_its_day_begins_when_everybody_is_at_work(world: tuple[Demo, People]) -> None:
    demo, _ = world
    assert demo.town.calendar.is_open(demo.clock.now())


@pytest.mark.parametrize(
    ("now", "first"),
    [
        (datetime(2026, 11, 24, 9, 0, tzinfo=UTC), datetime(2026, 11, 24, 9, 0, tzinfo=UTC)),
        (datetime(2026, 11, 24, 3, 0, tzinfo=UTC), datetime(2026, 11, 24, 9, 12, tzinfo=UTC)),
        (datetime(2026, 11, 28, 12, 0, tzinfo=UTC), datetime(2026, 11, 30, 9, 12, tzinfo=UTC)),
    ],
)
def test_the_first_moment(now: datetime, first: datetime) -> None:
    assert first_moment(load_town(packaged_content()), now) == first


async def test_begin_again_forgets_everything(world: tuple[Demo, People]) -> None:
    demo, people = world
    await people.says(ENTREPRENEUR, TERRACE)
    await said(people, ENTREPRENEUR, TERRACE)
    assert await people.post("/sim/restart") == {"restarted": True, "kept": False}
    assert await people.get(f"/sim/chats/{ENTREPRENEUR}") == []
    await people.says(ENTREPRENEUR, TERRACE)
    await said(people, ENTREPRENEUR, TERRACE)
    with sqlite3.connect(demo._file) as connection:
        assert connection.execute("SELECT COUNT(*) FROM enquiries").fetchone() == (1,)
    connection.close()


async def test_a_restarted_bot_knows_everything(world: tuple[Demo, People]) -> None:
    _, people = world
    await people.says(ENTREPRENEUR, TERRACE)
    draft = await said(people, ENTREPRENEUR, TERRACE)
    assert await people.post("/sim/restart", keep=True) == {"restarted": True, "kept": True}
    submit = next(button for row in draft["buttons"] for button in row if "ask.submit" in button["data"])
    await people.post("/sim/tap", from_=ENTREPRENEUR, message_id=draft["message_id"], data=submit["data"])
    await said(people, MANAGER, TERRACE)


async def test_the_page_hears_what_this_demo_can_do(world: tuple[Demo, People]) -> None:
    assert (await world[1].get("/sim/demo"))["can_restart"] is True


async def test_those_who_were_here_before_can_be_written_to(world: tuple[Demo, People]) -> None:
    demo, people = world
    assert demo._bot is not None
    known = await demo._bot.units(lambda unit: unit.contacts.in_audience(EVERYONE))
    assert [person.id for person in known] == [neighbour.id for neighbour in NEIGHBOURS]
    assert {person.language for person in known} == {"nl", "fr", "en"}
    assert all(person.trade in demo.town.trades and person.zone in demo.town.zones for person in known)
    assert all(person.themes <= demo.town.themes.keys() for person in known)
    chats = await people.get("/sim/chats")
    assert {person.id for person in known} <= {chat["id"] for chat in chats if chat["started"]}


async def planned(people: People, language: str = "nl") -> list[dict[str, Any]]:
    """Return what is planned about the lamps; other things come each day of themselves."""
    found: list[dict[str, Any]] = (await people.get(f"/sim/demo?lang={language}"))["planned"]
    return [one for one in found if LAMPS in one["what"]]


async def test_what_is_planned_is_listed_and_happens_when_the_clock_is_moved(world: tuple[Demo, People]) -> None:
    demo, people = world
    assert await planned(people) == []
    leaves = demo.clock.now() + timedelta(hours=1)

    def confirm(unit: Unit) -> None:
        told = unit.decisions.add(Decision(0, LAMPS, Outcome.YES, "x", MANAGER, unit.now, audience=str(EVERYONE)))
        unit.dues.add_cast(Cast(0, Due.DECISION, told.id, 0, MANAGER, unit.now, leaves))

    assert demo._bot is not None
    await demo._bot.units(confirm)
    (told,) = await planned(people, "fr")
    assert datetime.fromisoformat(told["at"]) == leaves
    assert told["what"] != (await planned(people, "en"))[0]["what"]
    await people.post("/sim/clock", to=told["at"])
    for neighbour in NEIGHBOURS:
        await said(people, neighbour.id, LAMPS)
    assert await planned(people) == []


async def test_while_it_begins_again_the_page_may_ask_what_is_planned(world: tuple[Demo, People]) -> None:
    _, people = world
    for keeps in (True, False):
        restarted = asyncio.create_task(people.post("/sim/restart", keep=keeps))
        asked = 0
        while not restarted.done():
            answers = await asyncio.gather(*(people.get("/sim/demo") for _ in range(4)))
            assert all(isinstance(answer["planned"], list) for answer in answers)
            asked += 1
        assert await restarted == {"restarted": True, "kept": keeps}
        assert asked > 1


async def test_nothing_is_left_behind(tmp_path: Path) -> None:
    demo = Demo()
    await demo.start(0)
    assert left_in(tmp_path) != []
    await demo.stop()
    assert left_in(tmp_path) == []


async def test_a_kept_file_goes_on_where_it_was(tmp_path: Path) -> None:
    kept = tmp_path / "kept" / "demo.sqlite3"
    kept.parent.mkdir()
    async with aiohttp.ClientSession() as session:
        demo = Demo(keep=kept)
        people = People(await demo.start(0), session)
        await people.says(ENTREPRENEUR, TERRACE)
        await said(people, ENTREPRENEUR, TERRACE)
        await demo.stop()
        assert kept.exists()
        with time_machine.travel(datetime.now(UTC) + timedelta(minutes=1)):
            again = Demo(keep=kept)
        people = People(await again.start(0), session)
        # The draft of the first time is still there: the new words join it.
        await people.says(ENTREPRENEUR, "en op zondag?")
        await said(people, ENTREPRENEUR, TERRACE)
        await again.stop()


async def test_the_first_entrepreneur_speaks_the_language_that_was_asked_for() -> None:
    demo = Demo(language="fr")
    async with aiohttp.ClientSession() as session:
        people = People(await demo.start(0), session)
        personas = await people.get("/sim/personas")
    await demo.stop()
    assert next(one["language_code"] for one in personas if one["id"] == ENTREPRENEUR) == "fr"


def test_a_token_is_not_used_and_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = list(Demo().greeting("http://127.0.0.1:1"))
    monkeypatch.setenv("TELEGRAM_TOKEN", "123456:" + "A" * 35)
    warned = list(Demo().greeting("http://127.0.0.1:1"))
    assert len(warned) == len(plain) + 1
    assert any("http://127.0.0.1:1" in line for line in plain)


async def test_a_port_in_use_leaves_nothing_behind(tmp_path: Path) -> None:
    first = Demo()
    address = await first.start(0)
    second = Demo()
    with pytest.raises(OSError, match="in use"):
        await second.start(int(address.rpartition(":")[2]))
    await first.stop()
    assert left_in(tmp_path) == []


# As a command


async def test_it_is_up_within_five_seconds_and_ends_when_asked(tmp_path: Path) -> None:
    async with process("demo", "--port", "0", "--no-browser", folder=tmp_path, environment={}) as demo:
        async with asyncio.timeout(PATIENCE):
            line = await line_with(demo, "http://127.0.0.1:")
        address = next(word for word in line.split() if word.startswith("http"))
        async with aiohttp.request("GET", address) as page:
            assert page.status == 200
        demo.send_signal(signal.SIGTERM)
        end = await ended(demo)
    assert (end.code, end.err) == (0, "")
    assert left_in(tmp_path) == []


async def test_it_can_be_had_in_a_terminal(tmp_path: Path) -> None:
    async with process("demo", "--port", "0", "--console", folder=tmp_path, environment={}) as demo:
        end = await ended(demo, f"o {TERRACE}\n")
    assert (end.code, end.err) == (0, "")
    assert "[o]" in end.out


async def test_the_whole_way_in_a_terminal(
    world: tuple[Demo, People], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    demo, people = world
    typed = [f"o {TERRACE}", "o 1", "m 1", "m Ja, dat mag.", "m 1", "o 99", "wat?", "x y"]
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in typed)))
    await Console(people.url, demo.catalogues, demo.language).run()
    shown = capsys.readouterr().out
    how = demo.catalogues.label(text("demo.console"), "nl")
    assert shown.count(how) == 3  # at the beginning, and for what is not understood
    assert "    1. " in shown
    answer = await said(people, ENTREPRENEUR, "Ja, dat mag.")
    assert "[o] " + answer["text"] in shown
