"""Two hundred messages through the real outbox while Telegram refuses, breaks off and asks for silence."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterable
from datetime import datetime
from typing import Any

import aiohttp
import pytest
from pydantic import SecretStr

from bot.app import Postbox, Units, build, build_catalogues, content_folder
from bot.clock import SystemClock
from bot.config import Settings
from bot.domain.contact import Contact, Welcome
from bot.domain.message import Message, text
from bot.services.ports import Lane, Unit
from bot.simulator import Simulator
from bot.storage.database import Database
from bot.transport.api import BotApi
from bot.transport.attempt import Courier
from bot.transport.backoff import Patience
from bot.transport.request import AiohttpRequest
from bot.transport.sender import Sender
from handlers.screens import Screens
from tests.databases import MakeDatabase
from tests.simulator.client import TOKEN, People

pytestmark = pytest.mark.proof

FIRST = 8001
NOTICES = range(FIRST, FIRST + 110)
BULK = range(FIRST + 110, FIRST + 160)
REPLIES = range(FIRST + 160, FIRST + 200)
BLOCKED = (NOTICES[3], NOTICES[40], BULK[5], REPLIES[7])
TOO_LONG = NOTICES[12]
SILENCES = (NOTICES[20], NOTICES[60])
BROKEN_AFTER = (NOTICES[9], NOTICES[31], REPLIES[2], REPLIES[30])
BROKEN_BEFORE = (NOTICES[15], REPLIES[11])
LOST_BULK = (BULK[1], BULK[30])
SILENT_SECONDS = 1
SLOW_SECONDS = 3.0
"""How long the slowest answer takes: twice as long as is waited for it."""
GRACE = 0.3
"""Seconds in which requests that had left before Telegram asked for silence may still arrive."""


class Outflow:
    """The real outbox and the real way out of it, with delays that a test can wait for."""

    def __init__(self, database: Database, request: AiohttpRequest, url: str) -> None:
        settings = Settings.model_construct(telegram_token=SecretStr(TOKEN), telegram_api_url=url)
        self.units = Units(database, SystemClock())
        bot = build(settings)
        patience = Patience(first=0.05, longest=0.5, uncertain=(0.1, 0.2, 0.4, 0.8))
        postbox = Postbox(self.units, bot.desk)
        render = Screens(build_catalogues(content_folder(settings), bot.town)).render
        courier = Courier(BotApi(request, url, TOKEN), postbox, render, patience=patience)
        self.sender = Sender(courier, postbox, SystemClock(), patience=patience)
        self.units.committed = self.sender.offer

    async def owe(self, people: Iterable[int], lane: Lane) -> None:
        """Owe each of them one message."""

        def put(unit: Unit) -> None:
            for person in people:
                contact = Contact(person, f"Vrager {person}", "nl", unit.now, welcome=Welcome.DONE)
                unit.contacts.save(contact)
                unit.outbox.put(contact, Message(text("card.said", words=f"Bericht voor {person}")), lane=lane)

        await self.units(put)


@pytest.fixture
async def simulator() -> AsyncIterator[Simulator]:
    simulator = Simulator()
    await simulator.start()
    yield simulator
    await simulator.stop()
    assert simulator.state.violations == []


@pytest.fixture
async def people(simulator: Simulator) -> AsyncIterator[People]:
    """Everybody pressed START; some blocked us since, and for some something will go wrong, once."""
    async with aiohttp.ClientSession() as session:
        people = People(simulator.url, session)
        simulator.state.bot_for(TOKEN)
        for person in (*NOTICES, *BULK, *REPLIES):
            await people.post("/sim/users", id=person, name=f"Vrager {person}")
            await people.starts(person)
        for person in BLOCKED:
            await people.post("/sim/block", from_=person)
        await _arrange(people)
        yield people


async def _arrange(people: People) -> None:
    for person in SILENCES:
        await _fault(people, person, status=429, retry_after=SILENT_SECONDS)
    for person in BROKEN_AFTER:
        await _fault(people, person, status=500, after_accept=True)
    for person in BROKEN_BEFORE:
        await _fault(people, person, status=502)
    await _fault(people, LOST_BULK[0], disconnect=True, after_accept=True)
    await _fault(people, LOST_BULK[1], status=200, delay=SLOW_SECONDS)
    await _fault(people, TOO_LONG, status=400, description="Bad Request: message is too long")


async def _fault(people: People, chat: int, **more: object) -> None:
    await people.post("/sim/faults", method="sendMessage", chat=chat, **more)


@pytest.fixture
async def outflow(make_database: MakeDatabase, simulator: Simulator) -> AsyncIterator[Outflow]:
    database = await make_database("sqlite")
    async with AiohttpRequest(read_timeout=SLOW_SECONDS / 2) as request:
        outflow = Outflow(database, request, simulator.url)
        running = asyncio.create_task(outflow.sender.run())
        yield outflow
        await outflow.sender.stop()
        await running


def sends(simulator: Simulator) -> list[dict[str, Any]]:
    """Return every attempt to send, in the order in which the answers left."""
    return simulator.state.ledger.since(0, "sendMessage")


def _moment(row: dict[str, Any]) -> float:
    return datetime.fromisoformat(row["at"]).timestamp()


async def test_under_refusals_everybody_gets_their_own_and_the_totals_add_up(
    simulator: Simulator, people: People, outflow: Outflow
) -> None:
    await outflow.owe(NOTICES, Lane.NOTICE)
    await outflow.owe(BULK, Lane.BULK)
    while len(sends(simulator)) < 15:  # noqa: ASYNC110 - the notices must be under way
        await asyncio.sleep(0.01)
    before = len(sends(simulator))
    await outflow.owe(REPLIES, Lane.REPLY)
    async with asyncio.timeout(30):
        await outflow.sender.drained()

    _check_totals(await outflow.units(_states))
    _check_chats(simulator)
    _check_silence(sends(simulator))
    _check_order(sends(simulator)[before:])


def _states(unit: Unit) -> dict[int, tuple[str, str]]:
    rows = unit.outbox._tx.fetch_all("SELECT chat_id, state, error FROM outbox")  # type: ignore[attr-defined] # looking behind the port
    return {row["chat_id"]: (row["state"], row["error"]) for row in rows}


def _check_totals(states: dict[int, tuple[str, str]]) -> None:
    ends = Counter(state for state, _ in states.values())
    assert ends.total() == len(NOTICES) + len(BULK) + len(REPLIES) == 200
    assert {chat for chat, (state, _) in states.items() if state == "blocked"} == set(BLOCKED)
    assert {chat for chat, (state, _) in states.items() if state == "uncertain"} == set(LOST_BULK)
    assert {chat for chat, (state, _) in states.items() if state == "failed"} == {TOO_LONG}
    assert ends["delivered"] == 200 - len(BLOCKED) - len(LOST_BULK) - 1


def _check_chats(simulator: Simulator) -> None:
    """Everybody who can be reached has theirs and nobody else's: once, or twice where nobody knew that it arrived."""
    for chat in simulator.state.default_bot().chats.values():
        said = [message.text for message in chat.messages.values() if message.by_bot]
        most = 0 if chat.id in {*BLOCKED, TOO_LONG} else 2 if chat.id in BROKEN_AFTER else 1
        assert set(said) <= {f"Bericht voor {chat.id}"}
        assert min(most, 1) <= len(said) <= most, chat.id


def _check_silence(rows: list[dict[str, Any]]) -> None:
    """After each 429 nothing arrives for as long as was asked, except what had left before."""
    refused = [_moment(row) for row in rows if row["status"] == 429]
    assert len(refused) >= len(SILENCES)
    for begin in refused:
        inside = [row for row in rows if begin + GRACE < _moment(row) < begin + SILENT_SECONDS]
        assert inside == []


def _check_order(rows: list[dict[str, Any]]) -> None:
    """From the first reply to the last first attempt at one, hardly anything else leaves."""
    chats = [row["params"]["chat_id"] for row in rows]
    places = [chats.index(chat) for chat in REPLIES]
    between = [chat for chat in chats[min(places) : max(places)] if chat not in REPLIES]
    assert len(between) <= 5, between
