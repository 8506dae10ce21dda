"""One phone: what people and the bot say, and everything that can be done with a message."""

import re

import pytest
from playwright.async_api import Page, expect

from bot.simulator import Simulator
from tests.page.conftest import Control, OpenPage, Watch
from tests.page.scripted_bot import ScriptedBot

pytestmark = pytest.mark.browser
SOFIE = {"from": 1001}
PLAYS = """(audio) => new Promise((done) => {
  audio.onloadedmetadata = () => done(audio.duration);
  audio.onerror = () => done(audio.error.message);
  audio.load();
  audio.preload = "auto";
})"""


@pytest.fixture
async def page(open_page: OpenPage, scripted: ScriptedBot, simulator: Simulator) -> Page:
    return await open_page(simulator.url)


async def say(page: Page, text: str, phone: str = "entrepreneur") -> None:
    field = page.locator(f"[data-role={phone}] textarea")
    await field.fill(text)
    await field.press("Enter")


async def test_an_empty_chat_shows_what_the_bot_is_for_and_start_begins_it(page: Page) -> None:
    phone = page.locator("[data-role=entrepreneur]")
    await expect(phone.locator(".about")).to_have_text("Heb je een zaak? <b>Vraag</b> het hier.\nTik op START.")
    await expect(phone.locator("textarea")).to_have_count(0)
    await phone.locator("[data-act=start]").click()
    await expect(phone.locator(".theirs .text")).to_have_text("Dag Sofie!")
    await expect(phone.locator("textarea")).to_be_visible()
    await expect(page.locator("[data-role=manager] [data-act=start]")).to_be_visible()


async def test_the_newest_message_stays_in_view_until_the_reader_goes_back(page: Page, control: Control) -> None:
    await control("start", SOFIE)
    for _ in range(6):
        await control("message", {**SOFIE, "photo": True})
    messages = page.locator("[data-role=entrepreneur] .message")
    await expect(messages).to_have_count(14)
    await expect(messages.last).to_be_in_viewport()
    await page.set_viewport_size({"width": 1280, "height": 640})
    await page.get_by_role("button", name="Wat gebeurt er?").click()
    await expect(messages.last).to_be_in_viewport()
    await messages.first.scroll_into_view_if_needed()
    await control("message", {**SOFIE, "text": "nog een"})
    await expect(messages).to_have_count(16)
    await expect(messages.first).to_be_in_viewport()
    await expect(page.locator("[data-role=entrepreneur] .owner .badge")).to_contain_text("1")
    await page.get_by_role("button", name="Naar het nieuwste bericht").click()
    await expect(messages.last).to_be_in_viewport()
    await expect(page.locator("[data-role=entrepreneur] .owner .badge")).to_be_hidden()


async def test_what_is_sent_is_answered_with_a_quote_that_leads_back(page: Page, control: Control) -> None:
    await control("start", SOFIE)
    await say(page, "een\ntwee")
    answer = page.locator("[data-role=entrepreneur] .theirs", has_text="echo").last
    await expect(answer.locator(".quote")).to_have_text("Sofie Claeseen twee")
    await answer.locator(".quote").click()
    await expect(page.locator(".message.mine.pointed")).to_have_count(1)


async def test_a_tap_shows_a_toast_or_a_box_that_waits(page: Page, control: Control) -> None:
    await control("start", SOFIE)
    await say(page, "keys")
    await page.get_by_role("button", name="Toast", exact=True).click()
    await expect(page.locator("[data-role=entrepreneur] .toast")).to_have_text("Genoteerd")
    await expect(page.locator("[data-role=manager] .toast")).to_have_count(0)
    await page.get_by_role("button", name="Alert").click()
    box = page.get_by_role("alertdialog")
    await expect(box).to_contain_text("Let op")
    await expect(box.get_by_role("button")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(box).to_have_count(0)
    await expect(page.get_by_role("button", name="Alert")).to_be_focused()


async def test_a_tapped_button_turns_until_the_bot_answers(page: Page, control: Control, scripted: ScriptedBot) -> None:
    await control("start", SOFIE)
    await say(page, "keys")
    key = page.get_by_role("button", name="Wacht")
    await key.click()
    await expect(key).to_have_attribute("aria-busy", "true")
    scripted.release.set()
    await expect(key).not_to_have_attribute("aria-busy", "true")


async def test_the_bot_edits_and_deletes_in_place(page: Page, control: Control) -> None:
    await control("start", SOFIE)
    await say(page, "keys")
    messages = page.locator("[data-role=entrepreneur] .message")
    await page.get_by_role("button", name="Bewerk", exact=True).click()
    await expect(messages.last.locator(".text")).to_have_text("Klaar!")
    await expect(messages.last.locator(".marks")).to_contain_text("bewerkt")
    await expect(messages.last.locator(".key")).to_have_count(0)
    await say(page, "keys")
    await expect(messages).to_have_count(6)
    await page.get_by_role("button", name="Wis", exact=True).click()
    await expect(messages).to_have_count(5)


async def test_a_reply_and_an_edit_go_out_as_such(page: Page, control: Control) -> None:
    await control("start", SOFIE)
    await page.locator(".theirs").hover()
    await page.locator(".theirs").get_by_role("button", name="Antwoord op dit bericht").click()
    await expect(page.locator(".composer-about")).to_contain_text("Dag Sofie!")
    await say(page, "ja")
    await expect(page.locator(".mine .quote")).to_contain_text("Dag Sofie!")
    await page.locator("[data-role=entrepreneur] textarea").press("ArrowUp")
    await expect(page.locator("[data-role=entrepreneur] textarea")).to_have_value("ja")
    await say(page, "ja graag")
    mine = page.locator(".mine", has_text="ja graag")
    await expect(mine.locator(".marks")).to_contain_text("bewerkt")
    rows = await control("chats/1001")
    assert [(row["text"], row["reply_to"], row["edited"]) for row in rows if row["by"] == "person"][1:] == [
        ("ja graag", 2, True)
    ]


async def test_escape_leaves_an_edit_and_shift_enter_makes_a_line(page: Page, control: Control) -> None:
    await control("start", SOFIE)
    await say(page, "eerst")
    field = page.locator("[data-role=entrepreneur] textarea")
    await field.press("ArrowUp")
    await field.press("Escape")
    await expect(field).to_have_value("")
    await field.press_sequentially("a")
    await field.press("Shift+Enter")
    await field.press_sequentially("b")
    await expect(field).to_have_value("a\nb")


async def test_formatting_becomes_elements(page: Page, control: Control) -> None:
    await control("start", SOFIE)
    await say(page, "rich")
    text = page.locator("[data-role=entrepreneur] .theirs .text", has_text="vet")
    for tag, words in {"u": "onder", "s": "weg", "code": "code", "pre": "blok", "a": "reglement"}.items():
        await expect(text.locator(tag)).to_have_text(words)
    await expect(text.locator("strong em, em strong")).to_have_text("beide")
    await expect(text.locator("strong", has_text="na emoji")).to_have_text("na emoji")
    await expect(text.locator("a")).to_have_attribute("rel", "noopener noreferrer")
    await expect(text.locator(".spoiler span")).to_be_hidden()
    await text.locator(".spoiler").click()
    await expect(text.locator(".spoiler span")).to_be_visible()
    fold = text.locator(".fold")
    await expect(fold).to_have_attribute("aria-expanded", "false")
    await fold.click()
    await expect(fold).to_have_attribute("aria-expanded", "true")
    await text.locator(".command").click()
    await expect(page.locator("[data-role=entrepreneur] .mine", has_text="/help")).to_be_visible()


async def test_commands_are_those_of_this_person_and_wait_for_enter(page: Page, control: Control) -> None:
    for who in (1001, 2001):
        await control("start", {"from": who})
    await expect(page.locator("[data-role=manager] .theirs")).to_have_count(1)
    for role, names in {"manager": ["/werklijst"], "entrepreneur": ["/vraag", "/help"]}.items():
        phone = page.locator(f"[data-role={role}]")
        await phone.get_by_role("button", name="Opdrachten van de bot").click()
        await expect(phone.locator(".commands strong")).to_have_text(names)
        await phone.locator(".commands button").first.click()
        await expect(phone.locator("textarea")).to_have_value(names[0])
        await expect(phone.locator("textarea")).to_be_focused()


async def test_fixed_buttons_send_words_or_a_place(page: Page, control: Control) -> None:
    await control("start", SOFIE)
    await say(page, "menu")
    phone = page.locator("[data-role=entrepreneur]")
    await expect(phone.locator("textarea")).to_have_attribute("placeholder", "Typ hier je vraag…")
    await phone.get_by_role("button", name="Mijn vragen").click()
    await expect(phone.locator(".mine .text", has_text="Mijn vragen")).to_be_visible()
    await phone.get_by_role("button", name="Plaats", exact=True).click()
    await expect(phone.locator(".mine .place")).to_be_visible()


async def test_photo_voice_and_place_are_one_tap(page: Page, control: Control) -> None:
    await control("start", SOFIE)
    phone = page.locator("[data-role=entrepreneur]")
    for words, shown in {"Voorbeeldfoto": "img", "Voorbeeld van spraak": "audio", "Plaats: de markt": ".place"}.items():
        await phone.get_by_role("button", name="Stuur iets mee").click()
        await phone.get_by_role("button", name=words).click()
        await expect(phone.locator(f".mine {shown}")).to_be_visible()
    assert await phone.locator("audio").evaluate(PLAYS) == 1
    assert await phone.locator("img").evaluate("image => image.decode().then(() => image.naturalWidth)") == 640
    assert [row["kind"] for row in await control("chats/1001") if row["by"] == "person"][1:] == [
        "photo",
        "voice",
        "location",
    ]


async def test_a_document_can_be_saved(page: Page, control: Control) -> None:
    await control("start", SOFIE)
    await say(page, "file")
    async with page.expect_download() as saving:
        await page.locator(".attachment.file").click()
    download = await saving.value
    assert download.suggested_filename == "overleg.ics"
    assert (await download.path()).read_bytes().startswith(b"BEGIN:VCALENDAR")


async def test_pins_silence_places_polls_and_reactions_are_seen(page: Page, control: Control) -> None:
    await control("start", SOFIE)
    phone = page.locator("[data-role=entrepreneur]")
    for word in ("pin", "quiet", "place", "poll"):
        await say(page, word)
    await expect(phone.locator(".pinned-bar")).to_contain_text("Overleg: di 8 december")
    await expect(phone.locator(".theirs", has_text="sst").locator(".mark")).to_have_attribute("title", "zonder geluid")
    await expect(phone.locator(".theirs .place")).to_contain_text("De Molen")
    await phone.locator(".poll .key", has_text="ja").click()
    await expect(phone.locator(".poll .key", has_text="ja").locator(".votes")).to_have_text("1")
    welcome = phone.locator(".theirs", has_text="Dag Sofie!")
    await welcome.hover()
    await welcome.get_by_role("button", name="Reageer met een teken").click()
    await welcome.get_by_role("button", name="👍").click()
    await expect(welcome.locator(".reactions")).to_have_text("👍")


async def test_typing_shows_and_goes_when_the_bot_speaks(page: Page, control: Control) -> None:
    await control("start", SOFIE)
    state = page.locator("[data-role=entrepreneur] .bot-state")
    await say(page, "typing")
    await expect(state.locator(".dots")).to_have_count(1)
    await say(page, "hallo")
    await expect(state.locator(".dots")).to_have_count(0)


async def test_a_blocked_bot_is_silent_until_it_is_let_in_again(page: Page, control: Control) -> None:
    await control("start", SOFIE)
    phone = page.locator("[data-role=entrepreneur]")
    await phone.get_by_role("button", name="Blokkeer de bot", exact=True).click()
    await expect(phone).to_have_class(re.compile("blocked"))
    await expect(phone.locator("textarea")).to_have_count(0)
    assert next(chat for chat in await control("chats") if chat["id"] == 1001)["blocked"]
    await phone.locator("[data-act=unblock]").click()
    await expect(phone.locator("textarea")).to_be_visible()


async def test_words_that_could_not_be_sent_come_back(page: Page, control: Control, watch: Watch) -> None:
    watch.expected.append("400")
    await control("start", SOFIE)
    await page.locator("[data-role=entrepreneur] textarea").wait_for()
    await page.route("**/sim/message", lambda route: route.fulfill(status=400, json={"error": "nee"}))
    await say(page, "blijf")
    await expect(page.locator("#status")).to_contain_text("nee")
    await expect(page.locator("[data-role=entrepreneur] textarea")).to_have_value("blijf")
