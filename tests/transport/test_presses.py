"""Presses are answered beside everything else, once, and never inside a silence."""

import asyncio
from datetime import timedelta

import pytest
from telegram.error import BadRequest, TelegramError

from bot.transport.failures import Flood, NotSent, Uncertain
from bot.transport.presses import Presses
from bot.transport.silence import Silence
from tests.transport.fakes import FakeApi


@pytest.fixture
def api() -> FakeApi:
    return FakeApi()


@pytest.fixture
def silence() -> Silence:
    return Silence()


@pytest.fixture
def presses(api: FakeApi, silence: Silence) -> Presses:
    return Presses(api, silence)


async def test_a_press_is_answered_with_or_without_words(api: FakeApi, presses: Presses) -> None:
    presses.answer("1")
    presses.answer("2", "Genoteerd")
    await presses.stop(1.0)
    assert api.calls == [
        ("answerCallbackQuery", {"callback_query_id": "1"}),
        ("answerCallbackQuery", {"callback_query_id": "2", "text": "Genoteerd"}),
    ]


async def test_whoever_answers_does_not_wait(api: FakeApi, presses: Presses) -> None:
    answered = asyncio.Event()
    api.script.append(answered)
    presses.answer("1")
    await asyncio.sleep(0)
    assert not answered.is_set()
    answered.set()
    await presses.stop(1.0)
    assert len(api.calls) == 1


@pytest.mark.parametrize("error", [BadRequest("Query is too old"), Uncertain("cut"), NotSent("no way")])
async def test_one_that_cannot_be_answered_is_given_up(api: FakeApi, presses: Presses, error: TelegramError) -> None:
    api.script.append(error)
    presses.answer("1")
    presses.answer("2")
    await presses.stop(1.0)
    assert [parameters["callback_query_id"] for _, parameters in api.calls] == ["1", "2"]


async def test_a_silence_is_kept(api: FakeApi, silence: Silence, presses: Presses) -> None:
    silence.begin(0.05)
    presses.answer("1")
    await asyncio.sleep(0.02)
    assert api.calls == []
    await presses.stop(1.0)
    assert len(api.calls) == 1


async def test_a_silence_that_telegram_asks_for_begins(api: FakeApi, silence: Silence, presses: Presses) -> None:
    api.script.append(Flood(timedelta(seconds=7)))
    presses.answer("1")
    await presses.stop(1.0)
    assert 6 < silence.remaining() <= 7


async def test_at_the_end_late_ones_are_given_up(api: FakeApi, presses: Presses) -> None:
    api.script.append(asyncio.Event())
    presses.answer("1")
    await presses.stop(0.01)
    await presses.stop(0.01)
    assert api.in_flight == 0
