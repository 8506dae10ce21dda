"""Chromium for the page's tests: pages that watch themselves, and a simulator with a scripted bot behind them."""

import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import pytest
from playwright.async_api import Browser, ConsoleMessage, Page, async_playwright

from bot.simulator import SimClock, Simulator
from tests.page.scripted_bot import ScriptedBot

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
TUESDAY_MORNING = datetime(2026, 11, 24, 9, 12, tzinfo=UTC)

OpenPage = Callable[..., Awaitable[Page]]
Control = Callable[..., Awaitable[Any]]


class Watch:
    """What a page did that it must not: asked another host, complained (but for `expected` words), or threw."""

    def __init__(self) -> None:
        self.foreign: list[str] = []
        self.complaints: list[str] = []
        self.expected: list[str] = []

    def over(self, page: Page) -> None:
        page.on("request", lambda request: self._asked(request.url))
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _asked(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"blob", "data", "about"} and parts.hostname != "127.0.0.1":
            self.foreign.append(url)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not any(words in message.text for words in self.expected):
            self.complaints.append(message.text)


@pytest.fixture
async def chromium() -> AsyncIterator[Browser]:
    """Debian's Chromium without a window; skipped where it is missing, unless everything is required."""
    if not CHROMIUM.exists():  # noqa: ASYNC240 - one look at the disk, before anything else runs
        reason = f"{CHROMIUM} is not installed"
        if os.environ.get("KERNPUNT_REQUIRE_ALL") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser
        await browser.close()


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Looks over every page of the test; at the end nothing may have gone wrong there."""
    watch = Watch()
    yield watch
    assert watch.foreign == []
    assert watch.complaints == []


@pytest.fixture
async def open_page(chromium: Browser, watch: Watch) -> OpenPage:
    """Opens pages: `await open_page(url, width=390, height=844, color_scheme="dark")`, waiting until they are drawn."""

    async def open_one(url: str, *, width: int = 1280, height: int = 800, **options: Any) -> Page:  # noqa: ANN401 - as Playwright takes them
        options = {"reduced_motion": "reduce", **options}
        context = await chromium.new_context(viewport={"width": width, "height": height}, **options)
        context.set_default_timeout(8000)
        page = await context.new_page()
        watch.over(page)
        await page.goto(url)
        await page.wait_for_selector("body[data-ready=true]")
        return page

    return open_one


@pytest.fixture
async def chromium_page(chromium: Browser, watch: Watch) -> Page:
    """One empty, watched page of 1280 × 800: go where you like on 127.0.0.1."""
    page = await chromium.new_page(viewport={"width": 1280, "height": 800})
    page.set_default_timeout(8000)
    watch.over(page)
    return page


@pytest.fixture
async def simulator() -> AsyncIterator[Simulator]:
    """A simulator on a Tuesday morning that stands still."""
    simulator = Simulator(SimClock(TUESDAY_MORNING, frozen=True), flood_limits=False)
    await simulator.start()
    yield simulator
    await simulator.stop()
    assert simulator.state.violations == []


@pytest.fixture
async def scripted(simulator: Simulator) -> AsyncIterator[ScriptedBot]:
    """The scripted bot, running against the simulator."""
    bot = ScriptedBot(simulator.url)
    await bot.start()
    yield bot
    await bot.stop()


@pytest.fixture
async def control(simulator: Simulator, scripted: ScriptedBot) -> AsyncIterator[Control]:
    """Does what the page does, from outside: `await control("message", {"from": 1001, "text": "…"})`."""
    async with aiohttp.ClientSession(simulator.url) as session:

        async def ask(path: str, body: dict[str, Any] | None = None) -> Any:  # noqa: ANN401 - JSON
            method = "GET" if body is None else "POST"
            async with session.request(method, f"/sim/{path}", json=body) as response:
                assert response.ok, await response.text()
                return await response.json()

        yield ask
