"""The guided stories: played for the reader, or step by step by hand."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from playwright.async_api import Page, expect

from bot.demo import Demo
from bot.demo_people import COLLEAGUE, ENTREPRENEUR, MANAGER
from bot.simulator import Simulator
from tests.page.conftest import Control, OpenPage
from tests.page.scripted_bot import ScriptedBot

pytestmark = pytest.mark.browser

STORIES = ("ask", "answer", "department", "interview", "meet", "decide")


@pytest.fixture
async def page(open_page: OpenPage, scripted: ScriptedBot, simulator: Simulator) -> Page:
    return await open_page(f"{simulator.url}/?pace=60")


async def test_the_first_stories_play_with_any_bot(page: Page, control: Control) -> None:
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
          const step = { actions: ["ask.submit", "welcome.language|{language}"], label: /terras/i };
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
            seek([message(1, ["Nee", "1|come|7|no"], ["Ja", "1|come|7|yes"])], { actions: ["come|*|yes"] }, "nl")?.name,
          ];
        }"""
    )
    assert found == [
        "1 1|ask.submit|7",
        "1 1|welcome.language|fr",
        "2 2|ask.submit",
        "1 oud",
        None,
        None,
        None,
        None,
        "1 1|come|7|yes",
    ]


# With the real bot


@pytest.fixture
async def demo(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> AsyncIterator[Demo]:
    """A demo in which nothing happened yet: when its clock goes on for days, nobody else is heard."""
    monkeypatch.chdir(tmp_path)  # no .env of whoever runs the tests
    demo = Demo(empty=True)
    await demo.start(0)
    yield demo
    assert demo.simulator.state.violations == []
    await demo.stop()


async def _play(page: Page, story: str) -> None:
    button = page.locator(f"[data-story={story}]")
    await button.click()
    await page.locator("[data-act=play-all]").click()
    await expect(button.locator(".unseen")).to_have_count(1, timeout=60_000)


async def _chat(address: str, person: int) -> list[dict[str, Any]]:
    async with aiohttp.ClientSession(address) as session, session.get(f"/sim/chats/{person}") as answer:
        rows: list[dict[str, Any]] = await answer.json()
        return rows


def _actions(rows: list[dict[str, Any]]) -> str:
    return " ".join(button.get("data", "") for row in rows for keys in row["buttons"] or [] for button in keys)


@pytest.mark.timeout(240)
async def test_the_story_bar_plays_all_jobs_by_itself(demo: Demo, open_page: OpenPage) -> None:
    address = demo.simulator.url
    page = await open_page(f"{address}/?pace=5")
    for story in STORIES:
        await _play(page, story)
    await expect(page.locator("[data-role=manager] [role=log]")).to_contain_text("Mag ik dan warmtelampen zetten?")
    entrepreneur, manager = await _chat(address, ENTREPRENEUR), await _chat(address, MANAGER)
    for role, suffix, beginning in (("entrepreneur", ".ics", "BEGIN:VCALENDAR"), ("manager", ".csv", "\ufeff")):
        file = page.locator(f"[data-role={role}] .attachment.file")
        await file.hover()  # a click that comes with the scrolling itself would find the log at its end again
        await expect(file).to_be_in_viewport()
        async with page.expect_download() as saved:
            await file.click()
        download = await saved.value
        assert download.suggested_filename.endswith(suffix)
        assert (await download.path()).read_text("utf-8").startswith(beginning)
    for action in ("interview.mine", "settings.mute|interview", "meeting.come", "decision.react"):
        assert action in _actions(entrepreneur)
    told = next(row for row in entrepreneur if "decision.react" in _actions([row]))
    assert "Mag mijn terras met de kerstmarkt blijven staan?" in told["text"]  # what she asked in the first story
    assert "Luc Dubois" in " ".join(row["text"] for row in manager)  # he does not come, and gave something along
    await expect(page.locator("[data-role=entrepreneur_fr]")).to_be_visible()


@pytest.mark.parametrize("language", ["nl", "fr"])
async def test_a_department_answers_in_the_middle_of_the_towns_life(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, open_page: OpenPage, language: str
) -> None:
    monkeypatch.chdir(tmp_path)
    demo = Demo(language=language)
    page = await open_page(f"{await demo.start(0)}/?pace=5&lang={language}")
    for story in ("ask", "answer", "department"):
        await _play(page, story)
    entrepreneur, colleague = await _chat(demo.simulator.url, ENTREPRENEUR), await _chat(demo.simulator.url, COLLEAGUE)
    signed = [row["text"] for row in entrepreneur if row["by"] == "bot" and "Bram Claes" in row["text"]]
    department = demo.town.departments["openbaar_domein"].name[language]
    assert any(department in text for text in signed)
    assert any("032" in row["text"] for row in colleague)
    await expect(page.locator("[data-role=staff]")).to_be_visible()
    assert demo.simulator.state.violations == []
    await demo.stop()


async def test_the_clock_passes_what_is_not_of_the_story(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, open_page: OpenPage
) -> None:
    monkeypatch.chdir(tmp_path)
    demo = Demo()
    page = await open_page(f"{await demo.start(0)}/?pace=5")
    began = demo.clock.now()
    await _play(page, "decide")
    # A minute went by, whatever the town waits for.
    assert demo.clock.now() - began < timedelta(minutes=5)
    await demo.stop()


@pytest.mark.parametrize("story", ["interview", "decide"])
async def test_each_job_plays_alone_for_somebody_who_reads_french(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, open_page: OpenPage, story: str
) -> None:
    monkeypatch.chdir(tmp_path)
    demo = Demo(language="fr")
    page = await open_page(f"{await demo.start(0)}/?pace=5&lang=fr")
    await _play(page, story)
    await demo.stop()


async def test_a_form_can_be_filled_in_by_hand_while_the_story_follows(demo: Demo, open_page: OpenPage) -> None:
    page = await open_page(f"{demo.simulator.url}/?pace=5")
    await page.locator("[data-story=decide]").click()
    step, here = page.locator(".step strong"), page.locator(".tap-here")
    for number in (1, 2, 3, 4):
        await expect(step).to_have_text(f"Stap {number} van 10.")
        await expect(page.locator("[data-act=play]")).to_be_enabled()
        await page.locator("[data-act=play]").click()
    await expect(step).to_have_text("Stap 5 van 10.")
    field = page.locator("[data-role=manager] .field")
    await expect(field).to_contain_class("tap-here")
    await field.locator("textarea").fill("Er komen banken op het plein")
    await field.locator("textarea").press("Enter")
    await expect(here).to_have_text("Deels")
    await page.get_by_role("button", name="Ja", exact=True).last.click()
    await expect(field).to_contain_class("tap-here")
    await page.locator("[data-act=play]").click()
    await expect(step).to_have_text("Stap 6 van 10.", timeout=20_000)
    await expect(here).to_be_visible()


async def test_what_a_form_asks_is_read_from_its_buttons(page: Page) -> None:
    moves = await page.evaluate(
        """async () => {
          const { asked, nextMove } = await import("/page/fill.js");
          const { dayAhead } = await import("/page/words.js");
          const key = (label, data) => ({ label, data });
          const says = (...buttons) => [{ message_id: 1, by: "bot", text: "?", buttons: [buttons] }];
          const pause = key("Pauze", "1|form.pause|4");
          const answers = {
            title: { say: { nl: "Overleg", fr: "Réunion" } }, kind: { pick: "board" }, which: { toggle: true },
          };
          const move = (...buttons) => {
            const found = nextMove(says(...buttons), answers, "fr");
            return found && (found.say ?? found.button.data);
          };
          const toggles = (label) => [
            key(label, "1|form.toggle|4|which|7"), key("Klaar", "1|form.done|4|which"),
            key("Sla over", "1|form.skip|4|which"),
          ];
          return [
            asked([{ message_id: 1, by: "person", text: "hallo" }]),
            move(pause),
            move(key("A", "1|form.pick|4|kind|info"), key("B", "1|form.pick|4|kind|board"), pause),
            move(key("A", "1|form.pick|4|other|x"), key("Sla over", "1|form.skip|4|other"), pause),
            move(key("A", "1|form.pick|4|must|x"), pause),
            move(...toggles("Vraag 1")),
            move(...toggles("✅ Vraag 1")),
            move(key("Klaar", "1|form.finish|4"), pause),
            move(key("Terug", "1|form.back|4|unknown"), pause),
            dayAhead(new Date("2026-11-24T09:00:00Z"), 1),
            dayAhead(new Date("2026-11-24T09:00:00Z"), 4),
            dayAhead(new Date("2026-11-24T23:30:00Z"), 1),
          ];
        }"""
    )
    assert moves == [
        None,
        "Réunion",
        "1|form.pick|4|kind|board",
        "1|form.skip|4|other",
        "1|form.pick|4|must|x",
        "1|form.toggle|4|which|7",
        "1|form.done|4|which",
        "1|form.finish|4",
        None,
        "25/11",
        "30/11",
        "26/11",
    ]
