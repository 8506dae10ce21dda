"""A second library reads what the simulator says: aiogram parses every answer and update with its own types."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramRetryAfter
from aiogram.types import (
    BotCommand,
    BotCommandScopeChat,
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    InputPollOption,
    KeyboardButton,
    ReactionTypeEmoji,
    ReplyKeyboardMarkup,
    ReplyParameters,
)

from tests.simulator.client import AMIRA, JAN, SOFIE, TOKEN, World

BUTTONS = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Ja", callback_data="v1:ja")]])


@pytest.fixture
async def bot(started: World) -> AsyncIterator[Bot]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(started.api.url))
    async with Bot(TOKEN, session=session, default=DefaultBotProperties(parse_mode=ParseMode.HTML)) as bot:
        yield bot


async def test_messages_and_edits(bot: Bot) -> None:
    assert (await bot.get_me()).id == 123456
    sent = await bot.send_message(SOFIE, "<b>Dag</b> <a href='https://a.be'>hier</a>", reply_markup=BUTTONS)
    assert sent.html_text == '<b>Dag</b> <a href="https://a.be">hier</a>'
    edited = await bot.edit_message_text("Anders", chat_id=SOFIE, message_id=sent.message_id, reply_markup=BUTTONS)
    assert not isinstance(edited, bool)
    assert edited.text == "Anders"
    await bot.edit_message_reply_markup(chat_id=SOFIE, message_id=sent.message_id)
    reply = await bot.send_message(
        SOFIE,
        "?",
        reply_parameters=ReplyParameters(message_id=sent.message_id),
        reply_markup=ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="Ja")]], resize_keyboard=True),
    )
    assert reply.reply_to_message is not None
    await bot.pin_chat_message(SOFIE, sent.message_id)
    await bot.set_message_reaction(SOFIE, sent.message_id, [ReactionTypeEmoji(emoji="👍")])
    assert (await bot.forward_message(AMIRA, SOFIE, sent.message_id)).forward_origin is not None
    assert (await bot.copy_message(AMIRA, SOFIE, sent.message_id)).message_id
    assert await bot.delete_message(SOFIE, sent.message_id)
    assert (await bot.send_venue(SOFIE, 51.0, 4.4, "Raadhuis", "Markt 1")).venue is not None
    assert (await bot.send_contact(SOFIE, "+321", "Loket")).contact is not None


async def test_files_and_albums(bot: Bot) -> None:
    photo = await bot.send_photo(SOFIE, BufferedInputFile(b"jpeg", "a.jpg"), caption="<i>a</i>")
    assert photo.photo is not None
    file = await bot.get_file(photo.photo[-1].file_id)
    assert file.file_path is not None
    content = await bot.download_file(file.file_path)
    assert content is not None
    assert content.read() == b"jpeg"
    assert (await bot.send_document(SOFIE, BufferedInputFile(b"pdf", "a.pdf"))).document is not None
    assert (await bot.send_voice(SOFIE, BufferedInputFile(b"ogg", "a.ogg"), duration=4)).voice is not None
    assert (await bot.send_video(SOFIE, BufferedInputFile(b"mp4", "a.mp4"))).video is not None
    assert (await bot.send_audio(SOFIE, BufferedInputFile(b"mp3", "a.mp3"), title="x")).audio is not None
    assert (await bot.send_sticker(SOFIE, BufferedInputFile(b"webp", "a.webp"))).sticker is not None
    album = await bot.send_media_group(
        SOFIE,
        [
            InputMediaPhoto(media=photo.photo[-1].file_id, caption="een"),
            InputMediaPhoto(media=BufferedInputFile(b"twee", "2.jpg")),
        ],
    )
    assert len({message.media_group_id for message in album}) == 1
    papers = await bot.send_media_group(
        SOFIE, [InputMediaDocument(media=BufferedInputFile(b"x", f"{name}.pdf")) for name in "ab"]
    )
    assert [message.document.file_name for message in papers if message.document] == ["a.pdf", "b.pdf"]


async def test_every_update_can_be_read(bot: Bot, started: World) -> None:
    people = started.people
    await bot.get_updates(
        allowed_updates=[
            "message",
            "edited_message",
            "callback_query",
            "my_chat_member",
            "poll_answer",
            "poll",
            "message_reaction",
        ]
    )
    number = await people.says(SOFIE, "/vraag a.be")
    await people.says(SOFIE, "anders", edit=number)
    for kind in ("photo", "voice", "document", "video", "sticker", "location", "contact"):
        await people.post("/sim/message", from_=SOFIE, **{kind: True}, reply_to=number)
    await people.post("/sim/message", from_=SOFIE, album=2, forward_from=JAN)
    await people.post("/sim/react", from_=SOFIE, message_id=number, emoji="👍")
    await bot.send_poll(SOFIE, "Wanneer?", [InputPollOption(text="ma"), InputPollOption(text="di")], is_anonymous=False)
    await people.post("/sim/tap", from_=SOFIE, label="di")
    await people.post("/sim/block", from_=SOFIE)
    await people.post("/sim/unblock", from_=SOFIE)
    group = (await people.post("/sim/groups", title="Loket", members=[AMIRA, JAN], bot=True))["id"]
    await people.says(JAN, "hier", chat=group)
    updates = await bot.get_updates()
    kinds = [update.event_type for update in updates]
    assert kinds == [
        "message",
        "edited_message",
        *["message"] * 9,
        "message_reaction",
        "poll",
        "poll_answer",
        *["my_chat_member"] * 3,
        "message",
    ]
    assert updates[1].edited_message is not None
    assert updates[1].edited_message.text == "anders"
    assert updates[13].poll_answer is not None
    assert updates[13].poll_answer.option_ids == [1]


async def test_a_press_and_its_answer(bot: Bot, started: World) -> None:
    sent = await bot.send_message(SOFIE, "?", reply_markup=BUTTONS)
    await bot.get_updates()
    tap = asyncio.create_task(started.people.post("/sim/tap", from_=SOFIE, label="Ja"))
    (update,) = await bot.get_updates(timeout=5)
    assert update.callback_query is not None
    assert update.callback_query.message is not None
    assert update.callback_query.message.message_id == sent.message_id
    assert await bot.answer_callback_query(update.callback_query.id, text="Genoteerd")
    assert (await tap)["toast"] == "Genoteerd"


async def test_profile_and_chats(bot: Bot, started: World) -> None:
    commands = [BotCommand(command="vraag", description="Stel een vraag")]
    scope = BotCommandScopeChat(chat_id=SOFIE)
    assert await bot.set_my_commands(commands, scope=scope, language_code="nl")
    kept = await bot.get_my_commands(scope=scope, language_code="nl")
    assert [(command.command, command.description) for command in kept] == [("vraag", "Stel een vraag")]
    assert await bot.set_my_name("Kernpunt")
    assert (await bot.get_my_name()).name == "Kernpunt"
    assert await bot.set_my_description("x")
    assert await bot.set_my_short_description("x")
    assert await bot.set_chat_menu_button()
    assert (await bot.get_chat_menu_button()).type == "commands"
    assert (await bot.get_chat(SOFIE)).first_name == "Sofie"
    group = (await started.people.post("/sim/groups", title="Loket", members=[AMIRA, JAN], bot="administrator"))["id"]
    assert (await bot.get_chat_member(group, 123456)).status == "administrator"
    assert len(await bot.get_chat_administrators(group)) == 1
    assert (await bot.get_webhook_info()).url == ""
    assert await bot.delete_webhook()
    poll = await bot.send_poll(SOFIE, "?", [InputPollOption(text="a"), InputPollOption(text="b")])
    assert (await bot.stop_poll(SOFIE, poll.message_id)).is_closed


async def test_refusals_become_its_own_exceptions(bot: Bot, started: World) -> None:
    with pytest.raises(TelegramBadRequest, match="can't parse entities"):
        await bot.send_message(SOFIE, "<b>x")
    await started.people.post("/sim/block", from_=SOFIE)
    with pytest.raises(TelegramForbiddenError):
        await bot.send_message(SOFIE, "x")
    await started.people.post("/sim/faults", method="sendMessage", status=429, retry_after=9, times=1)
    with pytest.raises(TelegramRetryAfter) as caught:
        await bot.send_message(AMIRA, "x")
    assert caught.value.retry_after == 9
