"""The guided stories: played for the reader, or step by step by hand."""

import pytest
from playwright.async_api import Page, expect

from bot.simulator import Simulator
from tests.page.conftest import Control, OpenPage
from tests.page.scripted_bot import ScriptedBot

pytestmark = pytest.mark.browser


@pytest.fixture
async def page(open_page: OpenPage, scripted: ScriptedBot, simulator: Simulator) -> Page:
    return await open_page(f"{simulator.url}/?pace=60")


async def test_both_stories_play_to_their_end(page: Page, control: Control) -> None:
    for story in ("ask", "answer"):
        button = page.locator(f"[data-story={story}]")
        await button.click()
        await page.locator("[data-act=play-all]").click()
        await expect(button).to_contain_text("klaar", timeout=20_000)
        await expect(page.locator(".step")).to_be_hidden()
    rows = await control("chats/1001")
    assert [row["text"] for row in rows if row["by"] == "bot"][-2:] == [
        "✅ Verstuurd. Dit is vraag 041.",
        "💬 Antwoord: Ja, je terras mag blijven staan. Laat 1,5 meter vrij voor voetgangers.",
    ]
    assert next(row for row in await control("chats/2001") if row["text"].startswith("Ja,"))["reply_to"]


async def test_a_story_points_and_follows_the_reader(page: Page) -> None:
    await page.locator("[data-story=ask]").click()
    step = page.locator(".step strong")
    start = page.locator("[data-role=entrepreneur] [data-act=start]")
    await expect(step).to_have_text("Stap 1 van 4.")
    await expect(start).to_contain_class("tap-here")
    await start.click()
    await expect(step).to_have_text("Stap 2 van 4.")
    await expect(page.get_by_role("button", name="Nederlands", exact=True).last).to_contain_class("tap-here")
    await page.locator("[data-act=skip]").click()
    await page.locator("[data-role=entrepreneur] textarea").fill("Mag dat?")
    await page.keyboard.press("Enter")
    await expect(step).to_have_text("Stap 4 van 4.")
    await expect(page.get_by_role("button", name="Terras of stoep")).to_contain_class("tap-here")
    await page.locator("[data-act=leave]").click()
    await expect(page.locator(".tap-here, .step:visible")).to_have_count(0)


async def test_a_step_without_its_button_says_so_and_goes_no_further(page: Page, control: Control) -> None:
    await control("start", {"from": 2001})
    await page.locator("[data-story=answer]").click()
    await expect(page.locator(".step strong")).to_have_text("Stap 2 van 4.")
    await page.locator("[data-act=play]").click()
    await expect(page.locator("#status")).to_contain_text("De knop van deze stap is er nu niet", timeout=9000)
    await expect(page.locator(".step strong")).to_have_text("Stap 2 van 4.")
    await expect(page.locator("[data-act=play]")).to_be_enabled()


async def test_the_button_is_found_by_what_it_asks_for(page: Page) -> None:
    found = await page.evaluate(
        """async () => {
          const { seek } = await import("/page/seek.js");
          const row = (buttons) => buttons.map(([label, data]) => ({ label, data }));
          const message = (id, ...buttons) => ({ message_id: id, buttons: [row(buttons)] });
          const step = { actions: ["ask.submit", "welcome.language|{language}"], label: /terras/i, first: true };
          const name = (messages, tapped) => seek(messages, step, "fr", tapped)?.name ?? null;
          return [
            name([message(1, ["Werken", "1|ask.submit|4"], ["Terras", "1|ask.submit|7"])]),
            name([message(1, ["Nederlands", "1|welcome.language|nl"], ["Français", "1|welcome.language|fr"])]),
            name([message(1, ["Terras", "1|ask.submit|4"]), message(2, ["Stuur", "2|ask.submit"], ["Anders", "1|x"])]),
            name([message(1, ["Terras", "oud"]), message(2, ["Iets", "nieuw"])]),
            name([message(1, ["Iets", "1|ask.submitted"])]),
            name([message(1, ["Terras", "1|ask.submit"])], new Set(["1 1|ask.submit"])),
            name([message(1, ["Terras", "oud"]), { message_id: 2, by: "person", buttons: [] }]),
            name([{ message_id: 1, buttons: [[{ label: "Terras", url: "https://a.example" }]] }]),
          ];
        }"""
    )
    assert found == [
        "1 1|ask.submit|7",
        "1 1|welcome.language|fr",
        "2 2|ask.submit",
        "1 oud",
        "1 1|ask.submitted",
        None,
        None,
        None,
    ]
