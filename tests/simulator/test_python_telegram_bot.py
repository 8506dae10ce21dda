"""The project's own library talks to the simulator over its stock transport."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from telegram import (
    Bot,
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    KeyboardButton,
    ReactionTypeEmoji,
    ReplyKeyboardMarkup,
    ReplyParameters,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, RetryAfter

from tests.simulator.client import AMIRA, JAN, SOFIE, TOKEN, World

BUTTONS = InlineKeyboardMarkup([[InlineKeyboardButton("Ja", callback_data="v1:ja")]])


def bot_for(world: World, token: str = TOKEN) -> Bot:
    return Bot(token, base_url=f"{world.api.url}/bot", base_file_url=f"{world.api.url}/file/bot")


@pytest.fixture
async def bot(started: World) -> AsyncIterator[Bot]:
    async with bot_for(started) as bot:
        yield bot


async def test_messages_and_edits(bot: Bot) -> None:
    assert bot.id == 123456
    sent = await bot.send_message(SOFIE, "<b>Dag</b> 🎉 <i>x</i>", parse_mode=ParseMode.HTML, reply_markup=BUTTONS)
    assert sent.text_html == "<b>Dag</b> 🎉 <i>x</i>"
    edited = await sent.edit_text("Anders")
    assert not isinstance(edited, bool)
    assert edited.reply_markup is None
    reply = await bot.send_message(
        SOFIE,
        "?",
        reply_parameters=ReplyParameters(sent.message_id),
        reply_markup=ReplyKeyboardMarkup([[KeyboardButton("Ja"), "Nee"]]),
    )
    assert reply.reply_to_message is not None
    assert await sent.pin()
    assert await sent.set_reaction(ReactionTypeEmoji("👍"))
    assert (await sent.forward(AMIRA)).forward_origin is not None
    assert (await sent.copy(AMIRA)).message_id
    assert await sent.delete()
    assert (await bot.send_venue(SOFIE, 51.0, 4.4, "Raadhuis", "Markt 1")).venue is not None
    assert await bot.send_chat_action(SOFIE, "typing")


async def test_files_and_albums(bot: Bot) -> None:
    photo = await bot.send_photo(SOFIE, b"jpeg", caption="a")
    assert bytes(await (await photo.photo[-1].get_file()).download_as_bytearray()) == b"jpeg"
    assert (await bot.send_document(SOFIE, b"pdf", filename="a.pdf", thumbnail=b"small")).document is not None
    assert (await bot.send_voice(SOFIE, b"ogg")).voice is not None
    album = await bot.send_media_group(SOFIE, [InputMediaPhoto(photo.photo[-1].file_id), InputMediaPhoto(b"twee")])
    assert len({message.media_group_id for message in album}) == 1


async def test_every_update_can_be_read(bot: Bot, started: World) -> None:
    people = started.people
    await bot.get_updates(allowed_updates=Update.ALL_TYPES, timeout=0)
    number = await people.says(SOFIE, "/vraag a.be")
    await people.says(SOFIE, "anders", edit=number)
    await people.post("/sim/message", from_=SOFIE, album=2, caption="x")
    await people.post("/sim/react", from_=SOFIE, message_id=number, emoji="👍")
    await bot.send_poll(SOFIE, "Wanneer?", ["ma", "di"], is_anonymous=False)
    await people.post("/sim/tap", from_=SOFIE, label="di")
    await people.post("/sim/block", from_=SOFIE)
    group = (await people.post("/sim/groups", title="Loket", members=[AMIRA, JAN], bot=True))["id"]
    await people.says(JAN, "hier", chat=group, forward_from="Een buur")
    updates = await bot.get_updates(timeout=0)
    assert [update.effective_user.id if update.effective_user else None for update in updates] == [
        SOFIE, SOFIE, SOFIE, SOFIE, SOFIE, None, SOFIE, SOFIE, AMIRA, JAN,
    ]  # fmt: skip
    assert all(not update.api_kwargs for update in updates)


async def test_a_press_and_its_answer(bot: Bot, started: World) -> None:
    await bot.send_message(SOFIE, "?", reply_markup=BUTTONS)
    tap = asyncio.create_task(started.people.post("/sim/tap", from_=SOFIE, label="Ja"))
    (update,) = await bot.get_updates(timeout=5)
    assert update.callback_query is not None
    assert await update.callback_query.answer("Genoteerd", show_alert=True)
    assert await tap == {"toast": "Genoteerd", "alert": True, "answered": True}


async def test_profile_and_chats(bot: Bot) -> None:
    assert await bot.set_my_commands([BotCommand("vraag", "Stel een vraag")], language_code="nl")
    assert (await bot.get_my_commands(language_code="nl"))[0].command == "vraag"
    assert await bot.set_my_name("Kernpunt")
    assert await bot.set_my_description("x", language_code="fr")
    assert await bot.set_chat_menu_button(SOFIE)
    assert (await bot.get_chat(SOFIE)).first_name == "Sofie"
    assert (await bot.get_chat_member(SOFIE, SOFIE)).status == "member"
    assert (await bot.get_webhook_info()).url == ""


async def test_refusals_become_its_own_exceptions(bot: Bot, started: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    with pytest.raises(BadRequest, match="Can't parse entities"):
        await bot.send_message(SOFIE, "<b>x", parse_mode=ParseMode.HTML)
    await started.people.post("/sim/block", from_=SOFIE)
    with pytest.raises(Forbidden, match="blocked by the user"):
        await bot.send_message(SOFIE, "x")
    await started.people.post("/sim/faults", method="sendMessage", status=429, retry_after=9, times=1)
    with pytest.raises(RetryAfter):
        await bot.send_message(AMIRA, "x")
    await started.people.post("/sim/faults", method="getUpdates", status=409, times=1)
    with pytest.raises(Conflict):
        await bot.get_updates(timeout=0)
    await started.people.post("/sim/revoke", token=TOKEN)
    with pytest.raises(InvalidToken):
        await bot.get_me()
