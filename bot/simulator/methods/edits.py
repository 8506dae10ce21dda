"""Changing messages that were sent: text, caption, media, buttons; and answering button presses."""

from bot.simulator.calls import Call, find_message, open_chat
from bot.simulator.chats import Chat, StoredMessage
from bot.simulator.markup import check_markup
from bot.simulator.methods.media import MEDIA_KINDS, media_content
from bot.simulator.outbound import caption_content, text_content
from bot.simulator.wire import JsonObject, bad_request, without_none

_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
_TEXT_KEYS = ("text", "entities", "link_preview_options")
_CAPTION_KEYS = ("caption", "caption_entities", "show_caption_above_media")


def edit_message_text(call: Call) -> object:
    """Answer editMessageText: without `reply_markup` the buttons go away, as at Telegram."""
    content = text_content(call)
    chat, message = _editable(call)
    if "text" not in message.data:
        raise bad_request("there is no text in the message to edit")
    return _replace(call, chat, message, _TEXT_KEYS, content)


def edit_message_caption(call: Call) -> object:
    """Answer editMessageCaption."""
    content = caption_content(call, call.params)
    chat, message = _editable(call)
    if not any(kind in message.data for kind in MEDIA_KINDS):
        raise bad_request("there is no caption in the message to edit")
    return _replace(call, chat, message, _CAPTION_KEYS, content)


def edit_message_media(call: Call) -> object:
    """Answer editMessageMedia."""
    content = media_content(call, call.params["media"])
    chat, message = _editable(call)
    if not any(kind in message.data for kind in MEDIA_KINDS):
        raise bad_request("there is no media in the message to edit")
    return _replace(call, chat, message, (*MEDIA_KINDS, *_CAPTION_KEYS), content)


def edit_message_reply_markup(call: Call) -> object:
    """Answer editMessageReplyMarkup."""
    chat, message = _editable(call)
    return _replace(call, chat, message, (), {})


def answer_callback_query(call: Call) -> object:
    """Answer answerCallbackQuery: once, within 150 seconds."""
    params = call.params
    shown = {key: params.get(key) for key in ("text", "url")} | {"alert": bool(params.get("show_alert"))}
    press = call.bot.presses.answer(params["callback_query_id"], shown)
    if shown["text"]:
        toast = {"chat": press.chat_id, "text": shown["text"], "alert": shown["alert"]}
        call.state.events.publish("toast", toast)
    return True


def _editable(call: Call) -> tuple[Chat, StoredMessage]:
    if "inline_message_id" in call.params:
        raise bad_request("MESSAGE_ID_INVALID")
    if "message_id" not in call.params or "chat_id" not in call.params:
        raise bad_request("message identifier is not specified")
    chat = open_chat(call)
    message = find_message(call, chat, "message to edit not found")
    if not message.by_bot or "forward_origin" in message.data:
        raise bad_request("message can't be edited")
    return chat, message


def _replace(call: Call, chat: Chat, message: StoredMessage, keys: tuple[str, ...], content: JsonObject) -> JsonObject:
    """Put `content` in the place of the fields `keys`, and the call's buttons under the message."""
    old = message.data
    markup = check_markup(call.params.get("reply_markup"))
    kept = {key: value for key, value in old.items() if key not in {*keys, "reply_markup", "edit_date"}}
    new = without_none({**kept, **content, "reply_markup": markup})
    if new == {key: value for key, value in old.items() if key != "edit_date"}:
        raise bad_request(_NOT_MODIFIED)
    message.data = {**new, "edit_date": call.now()}
    message.edited = message.edited or bool(keys)
    call.state.touched(chat)
    return message.data
