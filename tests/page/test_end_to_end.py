"""The whole product as a newcomer meets it: the demo with the real bot, and a person who clicks through it."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from playwright.async_api import Locator, Page, expect

from bot.demo import Demo
from bot.demo_people import ENTREPRENEUR, MANAGER
from tests.page.conftest import OpenPage

pytestmark = pytest.mark.browser

QUESTION = "Mag mijn terras met de kerstmarkt blijven staan?"
ANSWER = "Ja, als je 1,5 meter vrijlaat voor voetgangers."


@pytest.fixture
async def address(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> AsyncIterator[str]:
    monkeypatch.chdir(tmp_path)  # no .env of whoever runs the tests
    demo = Demo()
    yield await demo.start(0)
    await demo.stop()


def _phone(page: Page, role: str) -> Locator:
    return page.locator(f"[data-role={role}]")


async def _types(phone: Locator, words: str) -> None:
    if await (start := phone.locator("[data-act=start]")).is_visible():
        await start.click()
    await phone.locator("textarea").fill(words)
    await phone.locator("textarea").press("Enter")


async def _taps(phone: Locator, label: str) -> None:
    await phone.get_by_role("button", name=label, exact=True).last.click()


async def _sends(phone: Locator) -> None:
    """Tap the proposed topic, or that one of three: a second after its start the bot knows how sure it may be."""
    await phone.get_by_role("button", name=re.compile("^(✅ Ja, verstuur|Terras of stoep)$")).last.click()


@pytest.mark.parametrize("colours", ["light", "dark"])
async def test_a_question_is_asked_and_answered_by_hand(address: str, open_page: OpenPage, colours: str) -> None:
    page = await open_page(address, color_scheme=colours)
    sofie, amira = _phone(page, "entrepreneur"), _phone(page, "manager")
    await _types(sofie, QUESTION)
    await _sends(sofie)
    await expect(sofie.get_by_role("log")).to_contain_text("vraag 031")
    await expect(amira.get_by_role("log")).to_contain_text(QUESTION)
    await _taps(amira, "✍️ Antwoord")
    await expect(amira.get_by_role("log")).to_contain_text("Typ je antwoord")
    await _types(amira, ANSWER)
    await _taps(amira, "✅ Stuur en sluit")
    await expect(sofie.get_by_role("log")).to_contain_text(ANSWER)
    await _taps(sofie, "Ja, dank je")
    await expect(sofie.get_by_role("log")).to_contain_text("is nu klaar")
    await expect(amira.get_by_role("log")).to_contain_text("is geholpen")


async def test_the_same_on_a_narrow_screen_one_phone_at_a_time(address: str, open_page: OpenPage) -> None:
    page = await open_page(address, width=390, height=844)
    await _types(_phone(page, "entrepreneur"), QUESTION)
    await _sends(_phone(page, "entrepreneur"))
    await page.locator(f"[data-tab='{MANAGER}']").click()
    await _taps(_phone(page, "manager"), "✍️ Antwoord")
    await expect(_phone(page, "manager").get_by_role("log")).to_contain_text("Typ je antwoord")
    await _types(_phone(page, "manager"), ANSWER)
    await _taps(_phone(page, "manager"), "✅ Stuur en sluit")
    await page.locator(f"[data-tab='{ENTREPRENEUR}']").click()
    await expect(_phone(page, "entrepreneur").get_by_role("log")).to_contain_text(ANSWER)


async def test_starting_over_and_surviving_a_restart(address: str, open_page: OpenPage) -> None:
    page = await open_page(address)
    sofie = _phone(page, "entrepreneur")
    await _types(sofie, QUESTION)
    await expect(sofie.get_by_role("log")).to_contain_text(re.compile("Waarover gaat het|Klopt dat"))
    async with aiohttp.ClientSession(address) as session:
        async with session.post("/sim/restart", json={"keep": True}) as answer:
            assert (await answer.json())["kept"]
        await _sends(sofie)
        await expect(sofie.get_by_role("log")).to_contain_text("vraag 031")
        async with session.post("/sim/restart", json={}) as answer:
            assert not (await answer.json())["kept"]
        for person, messages in ((ENTREPRENEUR, 0), (MANAGER, 2)):
            async with session.get(f"/sim/chats/{person}") as chat:
                assert len(await chat.json()) <= messages
