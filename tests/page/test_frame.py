"""Around the phones: clock, languages, saving, beginning again, more phones, and the panel."""

import json
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import aiohttp
import pytest
from aiohttp import web
from playwright.async_api import Page, expect

from bot.simulator import SimClock, Simulator
from tests.page.conftest import TUESDAY_MORNING, Control, OpenPage
from tests.page.scripted_bot import ScriptedBot

pytestmark = pytest.mark.browser
SOFIE = {"from": 1001}


@pytest.fixture
async def page(open_page: OpenPage, scripted: ScriptedBot, simulator: Simulator) -> Page:
    return await open_page(simulator.url)


async def test_the_clock_reads_as_people_write_and_moves(page: Page, simulator: Simulator) -> None:
    clock = page.locator(".clock")
    await expect(clock.locator("time")).to_have_text("di 24 nov 2026, 10.12 u.")
    await expect(clock).not_to_contain_text("stille uren")
    await clock.get_by_role("button", name="+1 uur").click()
    await expect(clock.locator("time")).to_have_text("di 24 nov 2026, 11.12 u.")
    await clock.get_by_role("button", name="+1 dag").click()
    await expect(clock.locator("time")).to_have_text("wo 25 nov 2026, 11.12 u.")
    assert simulator.clock.now() == TUESDAY_MORNING + timedelta(hours=25)


@pytest.mark.parametrize(
    ("moment", "quiet"),
    [
        ("2026-11-24T18:59:00+01:00", False),
        ("2026-11-24T19:00:00+01:00", True),
        ("2026-11-25T08:59:00+01:00", True),
        ("2026-11-25T09:00:00+01:00", False),
        ("2026-11-29T12:00:00+01:00", True),
    ],
)
async def test_quiet_hours_are_said_in_words(page: Page, control: Control, moment: str, quiet: bool) -> None:
    await control("clock", {"to": moment})
    await expect(page.locator(".clock time")).to_contain_text(f"{int(moment[11:13])}".rjust(2, "0"))
    await expect(page.locator(".mood")).to_have_text("stille uren" if quiet else "overdag")


async def test_the_page_speaks_three_languages_and_remembers(page: Page, control: Control) -> None:
    await control("start", SOFIE)
    await page.get_by_role("button", name="Français").first.click()
    await expect(page.locator("h1")).to_contain_text("pas le vrai Telegram")
    await expect(page.locator(".clock time")).to_have_text("mar. 24 nov. 2026, 10 h 12")
    await expect(page.locator("[data-role=entrepreneur] .theirs .text")).to_have_text("Dag Sofie!")
    await page.reload()
    await expect(page.locator("html")).to_have_attribute("lang", "fr")
    await page.get_by_role("button", name="English").click()
    await expect(page.locator(".clock time")).to_have_text("Tue 24 Nov 2026, 10:12")


async def test_a_third_phone_comes_and_goes(page: Page) -> None:
    await page.get_by_role("button", name="Toestel erbij").click()
    await page.get_by_role("button", name="Luc Dubois").click()
    third = page.locator("[data-role=entrepreneur_fr]")
    await third.locator("[data-act=start]").click()
    await expect(third.locator(".theirs .text")).to_have_text("Dag Luc!")
    await third.get_by_role("button", name="Sluit het toestel van Luc Dubois").click()
    await expect(third).to_have_count(0)
    await expect(page.locator(".phone")).to_have_count(2)


async def test_the_conversation_can_be_saved_twice_over(page: Page, control: Control) -> None:
    await control("start", SOFIE)
    await expect(page.locator(".theirs")).to_have_count(1)
    saved = {}

    async def keep(download: object) -> None:
        saved[download.suggested_filename] = await download.path()  # type: ignore[attr-defined] # Playwright gives its listeners no types

    page.on("download", keep)
    async with page.expect_event("download", lambda one: one.suggested_filename.endswith(".txt")) as waiting:
        await page.get_by_role("button", name="Bewaar gesprek").click()
    text = (await (await waiting.value).path()).read_text()
    assert "Sofie Claes" in text
    assert "10:12" in text
    [name] = [name for name in saved if name.endswith(".json")]
    chats = json.loads(saved[name].read_text())["chats"]
    assert [chat["persona"]["role"] for chat in chats] == ["entrepreneur", "manager"]
    assert chats[0]["messages"][1]["text"] == "Dag Sofie!"


async def test_begin_again_empties_everything(page: Page, control: Control) -> None:
    await control("start", SOFIE)
    await page.get_by_role("button", name="+1 dag").click()
    await expect(page.locator("[data-role=entrepreneur] .theirs")).to_have_count(1)
    await page.get_by_role("button", name="Begin opnieuw").click()
    await expect(page.locator(".message")).to_have_count(0)
    await expect(page.locator("[data-act=start]")).to_have_count(2)
    await expect(page.locator(".clock time")).to_have_text("di 24 nov 2026, 10.12 u.")


async def test_the_panel_shows_calls_and_orders_faults(page: Page, control: Control, scripted: ScriptedBot) -> None:
    panel = page.locator("#panel")
    await expect(panel).to_be_hidden()
    await page.get_by_role("button", name="Wat gebeurt er?").click()
    await control("start", SOFIE)
    first = panel.locator(".call", has_text="sendMessage").first
    await expect(first).to_contain_text("200")
    await expect(first).to_contain_text("Dag Sofie!")
    await panel.get_by_role("button", name="403").click()
    await expect(panel.locator(".ordered")).to_contain_text("403")
    await control("message", {**SOFIE, "text": "hallo"})
    await expect(panel.locator(".call.failed")).to_contain_text("403 !")
    await panel.get_by_role("searchbox").fill("setMyDescription")
    await expect(panel.locator(".call")).to_have_count(1)
    assert scripted.token not in await panel.inner_text()
    await panel.get_by_role("button", name="Sluit dit paneel").click()
    await expect(panel).to_be_hidden()


async def test_alone_the_server_plans_nothing(page: Page, control: Control) -> None:
    assert await control("demo") == {"can_restart": False, "planned": []}
    await expect(page.get_by_role("button", name="Volgende herinnering")).to_be_hidden()
    await page.get_by_role("button", name="Wat gebeurt er?").click()
    await expect(page.locator(".plan:visible")).to_have_count(0)
    await expect(page.get_by_role("button", name="Herstart de bot")).to_be_hidden()


async def test_a_menu_closes_when_the_reader_goes_elsewhere(page: Page, control: Control) -> None:
    await control("start", SOFIE)
    add = page.get_by_role("button", name="Toestel erbij")
    slash = page.get_by_role("button", name="Opdrachten van de bot")
    await add.click()
    await expect(page.locator(".personas button").first).to_be_focused()
    await page.keyboard.press("ArrowDown")
    await expect(page.locator(".personas button").nth(1)).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(add).to_be_focused()
    await add.click()
    await slash.click()
    await expect(page.locator(".personas")).to_be_hidden()
    await page.locator("h1").click()
    await expect(page.locator(".commands")).to_be_hidden()


class Offers:
    """A demo around the simulator that plans what a test says, and notes what the page asks of it."""

    def __init__(self) -> None:
        self.planned: list[dict[str, object]] = []
        self.readings: list[str] = []
        self.restarts: list[object] = []
        self.simulator = Simulator(SimClock(TUESDAY_MORNING, frozen=True))
        self.simulator.add_control("GET", "/sim/demo", self._demo)
        self.simulator.add_control("POST", "/sim/restart", self._restart)

    def plan(self, *moments: str) -> None:
        self.planned = [{"at": at, "what": "herinnering overleg", "count": 3} for at in moments]

    async def _demo(self, request: web.Request) -> web.Response:
        self.readings.append(request.query["lang"])
        now = self.simulator.clock.now()
        left = [one for one in self.planned if datetime.fromisoformat(str(one["at"])) > now]
        return web.json_response({"can_restart": True, "planned": left})

    async def _restart(self, request: web.Request) -> web.Response:
        self.restarts.append(await request.json())
        return web.json_response({"ok": True})


@pytest.fixture
async def offers() -> AsyncIterator[Offers]:
    offers = Offers()
    await offers.simulator.start()
    yield offers
    await offers.simulator.stop()


async def test_what_is_planned_is_listed_and_jumped_to(open_page: OpenPage, offers: Offers) -> None:
    offers.plan("2026-12-07T09:00:00+01:00", "2026-12-09T10:00:00+01:00")
    page = await open_page(offers.simulator.url)
    await page.get_by_role("button", name="2 gepland").click()
    rows = page.locator(".planned .plan li")
    await expect(rows.first).to_have_text("ma 7 dec 2026, 09.00 u. herinnering overleg (3 mensen)")
    await expect(rows).to_have_count(2)
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Volgende herinnering").click()
    await expect(page.locator(".clock time").first).to_have_text("ma 7 dec 2026, 09.00 u.")
    await expect(page.get_by_role("button", name="1 gepland")).to_be_visible()
    await page.get_by_role("button", name="Volgende herinnering").click()
    await expect(page.get_by_role("button", name="Volgende herinnering")).to_be_hidden()
    await expect(page.locator(".clock time").first).to_have_text("wo 9 dec 2026, 10.00 u.")


async def test_the_panel_lists_what_is_planned_and_restarts_the_bot(open_page: OpenPage, offers: Offers) -> None:
    offers.plan("2026-12-07T09:00:00+01:00")
    page = await open_page(offers.simulator.url)
    await page.get_by_role("button", name="Wat gebeurt er?").click()
    await expect(page.locator("#panel .plan li")).to_have_text("ma 7 dec 2026, 09.00 u. herinnering overleg (3 mensen)")
    await page.get_by_role("button", name="Begin opnieuw").click()
    await page.get_by_role("button", name="Herstart de bot").click()
    await expect(page.locator(".ordered")).to_contain_text("op dezelfde gegevens")
    assert offers.restarts == [{"keep": False}, {"keep": True}]


async def test_the_plan_keeps_fresh_without_hammering_and_in_the_readers_language(
    open_page: OpenPage, offers: Offers
) -> None:
    page = await open_page(offers.simulator.url)
    planned = page.locator("[data-menu=planned]")
    await expect(planned).to_be_hidden()
    offers.readings.clear()
    offers.plan("2026-12-07T09:00:00+01:00")
    async with aiohttp.ClientSession(offers.simulator.url) as session:
        for number in range(12):
            await session.post("/sim/clock", json={"advance": number})
    await expect(planned).to_have_text("1 gepland")
    assert 1 <= len(offers.readings) <= 3
    await page.get_by_role("button", name="English").click()
    await expect(planned).to_have_text("1 planned")
    assert offers.readings[-1] == "en"


async def test_the_page_finds_its_way_back_to_a_restarted_server(page: Page, simulator: Simulator) -> None:
    await page.locator("[data-role=entrepreneur] [data-act=start]").click()
    await expect(page.locator(".theirs")).to_have_count(1)
    port = int(simulator.url.rsplit(":", 1)[1])
    await simulator.stop()
    fresh = Simulator(SimClock(TUESDAY_MORNING + timedelta(days=1), frozen=True))
    await fresh.start(port=port)
    try:
        await expect(page.locator(".message")).to_have_count(0)
        await expect(page.locator(".clock time")).to_have_text("wo 25 nov 2026, 10.12 u.")
    finally:
        await fresh.stop()
