"""How the page looks and is reached: narrow and wide, light and dark, keyboard only, names, contrast, hostile words."""

import re

import pytest
from playwright.async_api import Page, expect

from bot.simulator import Simulator
from tests.page.conftest import Control, OpenPage, Watch
from tests.page.contrast import ratio
from tests.page.scripted_bot import ScriptedBot

pytestmark = pytest.mark.browser
SOFIE = {"from": 1001}
HOSTILE = '<img src=x onerror="window.pwned=1"><script>window.pwned=1</script>'
TEXTS = (
    ".sign h1 strong",
    ".sign button",
    ".sign button[aria-pressed=true]",
    ".clock time",
    ".mood",
    ".chapters button",
    ".owner h2",
    ".owner p",
    ".bot-state",
    ".day span",
    ".theirs .text",
    ".theirs .marks time",
    ".mine .text",
    ".mine .marks time",
    ".mine .command",
    ".key",
    ".reply-key",
    ".text a",
    ".step p",
    ".step .primary",
)
CONTROLS = "button, a[href], input, textarea, audio, img, summary, [role=group], [role=log]"
NAMELESS = """(controls) => [...document.querySelectorAll(controls)]
  .filter((node) => node.checkVisibility())
  .filter((node) => !(node.ariaLabel || node.textContent.trim() || node.alt || node.labels?.length || node.title))
  .map((node) => node.outerHTML)"""
COLOURS = """(node) => {
  const grounds = [];
  for (let at = node; at; at = at.parentElement) grounds.push(getComputedStyle(at).backgroundColor);
  return [getComputedStyle(node).color, ...grounds];
}"""


async def conversation(control: Control) -> None:
    await control("start", SOFIE)
    for words in ("rich", "menu", "keys"):
        await control("message", {**SOFIE, "text": words})


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_words_stand_out_from_their_ground(
    open_page: OpenPage, simulator: Simulator, control: Control, scheme: str
) -> None:
    await conversation(control)
    page = await open_page(simulator.url, color_scheme=scheme)
    await page.locator("[data-story=answer]").click()
    for selector in TEXTS:
        node = page.locator(selector).first
        await expect(node).to_be_visible()
        colours = await node.evaluate(COLOURS)
        assert ratio(*colours) >= 4.5, (selector, colours)


async def test_every_control_has_a_name(open_page: OpenPage, simulator: Simulator, control: Control) -> None:
    await conversation(control)
    await control("message", {**SOFIE, "photo": True})
    await control("message", {**SOFIE, "voice": True})
    page = await open_page(simulator.url)
    await page.get_by_role("button", name="Wat gebeurt er?").click()
    await page.get_by_role("button", name="Opdrachten van de bot").first.click()
    assert await page.evaluate(NAMELESS, CONTROLS) == []
    ids = await page.evaluate("[...document.querySelectorAll('[id]')].map((one) => one.id)")
    assert len(ids) == len(set(ids))
    for name in ("Gesprek van Sofie Claes met de bot", "Gesprek van Amira Haddad met de bot"):
        await expect(page.get_by_role("log", name=name)).to_have_attribute("aria-live", "polite")


async def test_a_narrow_screen_shows_one_phone_and_counts_the_rest(
    open_page: OpenPage, simulator: Simulator, control: Control
) -> None:
    for who in (1001, 2001):
        await control("start", {"from": who})
    page = await open_page(simulator.url, width=390, height=844, has_touch=True)
    await expect(page.locator("[data-role=manager]")).to_be_hidden()
    await control("message", {"from": 2001, "text": "hallo"})
    tab = page.locator("[data-tab='2001']")
    await expect(tab.locator(".badge")).to_contain_text("1")
    await expect(page).to_have_title(re.compile(r"^\(1\)"))
    await tab.click()
    await expect(page.locator("[data-role=manager] .theirs").last).to_be_in_viewport()
    await expect(page.locator("[data-role=entrepreneur]")).to_be_hidden()
    await expect(tab.locator(".badge")).to_have_count(0)
    await page.locator(".tools-toggle").tap()
    await page.get_by_role("button", name="Wat gebeurt er?").click()
    await expect(page.locator("#panel")).to_be_visible()


@pytest.mark.parametrize(("width", "height"), [(390, 844), (360, 640), (640, 400), (1280, 800)])
async def test_nothing_sticks_out(
    open_page: OpenPage, simulator: Simulator, control: Control, width: int, height: int
) -> None:
    await conversation(control)
    page = await open_page(simulator.url, width=width, height=height)
    await page.locator("[data-story=answer]").click()
    assert await page.evaluate("document.documentElement.scrollWidth") <= width
    log = page.locator(".phone.active .log")
    assert await log.evaluate("(log) => log.scrollWidth <= log.clientWidth")
    assert (await log.bounding_box() or {"height": 0})["height"] > 150


async def test_a_label_that_is_too_long_is_cut_but_keeps_its_name(
    open_page: OpenPage, simulator: Simulator, control: Control
) -> None:
    await conversation(control)
    page = await open_page(simulator.url, width=360, height=740)
    key = page.get_by_role("button", name=re.compile("^Een knop met een label dat nooit"))
    assert await key.locator(".key-label").evaluate("(label) => label.scrollWidth > label.clientWidth")
    assert (await key.get_attribute("title") or "").endswith("probeert")
    await expect(page.get_by_role("button", name="Kort")).to_be_visible()


async def test_the_keyboard_alone_is_enough(open_page: OpenPage, simulator: Simulator, scripted: ScriptedBot) -> None:
    page = await open_page(simulator.url)
    keys = page.keyboard
    await keys.press("Alt+1")
    await expect(page.locator("[data-role=entrepreneur] [data-act=start]")).to_be_focused()
    await keys.press("Enter")
    await expect(page.locator("[data-role=entrepreneur] textarea")).to_be_focused()
    await keys.type("Mag mijn terras blijven?")
    await keys.press("Enter")
    await tab_to(page, "Terras of stoep", back=True)
    await keys.press("Enter")
    await expect(page.locator("[data-role=entrepreneur] .theirs").last).to_contain_text("vraag 041")
    await keys.press("Alt+2")
    await keys.press("Enter")
    await expect(page.locator("[data-role=manager] textarea")).to_be_focused()
    outline = await page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


async def tab_to(page: Page, name: str, *, back: bool) -> None:
    await page.get_by_role("button", name=name).wait_for()
    for _ in range(40):
        await page.keyboard.press("Shift+Tab" if back else "Tab")
        if await page.evaluate("document.activeElement.ariaLabel") == name:
            return
    pytest.fail(f"no way to {name} with the Tab key")


async def test_what_people_write_is_never_run(
    open_page: OpenPage, simulator: Simulator, control: Control, watch: Watch
) -> None:
    await control("users", {"id": 1001, "first_name": HOSTILE, "role": "entrepreneur"})
    await control("start", SOFIE)
    sent = await control("message", {**SOFIE, "text": HOSTILE})
    await control("message", {**SOFIE, "text": "antwoord", "reply_to": sent["message_id"]})
    await control("message", {**SOFIE, "document": {"name": HOSTILE, "data": "aGk="}, "caption": HOSTILE})
    page = await open_page(simulator.url)
    await page.get_by_role("button", name="Wat gebeurt er?").click()
    await expect(page.locator(".mine .text", has_text=HOSTILE).first).to_be_visible()
    await expect(page.locator(".owner h2").first).to_contain_text(HOSTILE)
    await expect(page.locator("img, script:not([src^='/page/'])")).to_have_count(0)
    assert await page.evaluate("window.pwned") is None


async def test_links_of_a_dangerous_kind_are_only_words(open_page: OpenPage, simulator: Simulator) -> None:
    page = await open_page(simulator.url)
    made = await page.evaluate(
        """async () => {
          const { formatted } = await import("/page/entities.js");
          const box = document.createElement("div");
          const entity = (url) => [{ type: "text_link", offset: 0, length: 3, url }];
          box.append(formatted("een", entity("javascript:alert(1)")), formatted("twee", entity("https://a.example/")));
          return [...box.children].map((node) => node.localName);
        }"""
    )
    assert made == ["span", "a"]


async def test_the_policy_forbids_inline_code(open_page: OpenPage, simulator: Simulator, watch: Watch) -> None:
    watch.expected.append("Content Security Policy")
    page = await open_page(simulator.url)
    await page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), { text: 'window.pwned = 1' }))"
    )
    assert await page.evaluate("window.pwned") is None
