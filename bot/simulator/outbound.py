"""Messages from a bot: who gets them, what they reply to, what stands under them, and how they are kept."""

from dataclasses import dataclass, field

from bot.simulator.calls import Call, open_chat
from bot.simulator.chats import Chat, StoredMessage
from bot.simulator.entities import check_caption, check_text, formatted
from bot.simulator.markup import check_markup
from bot.simulator.wire import JsonObject, bad_request, without_none


@dataclass(slots=True)
class Envelope:
    """Everything about a message that is about to go but its content."""

    chat: Chat
    fields: JsonObject = field(default_factory=dict)
    silent: bool = False
    markup: JsonObject | None = None


def text_content(call: Call) -> JsonObject:
    """Return the fields of a text message from a request.

    Raises:
        ApiError: the text is empty, too long, or cannot be parsed.
    """
    text, entities = formatted(call.params, call.state.people.user_of)
    check_text(text)
    preview = call.params.get("link_preview_options")
    return without_none({"text": text, "entities": entities or None, "link_preview_options": preview})


def caption_content(call: Call, params: JsonObject) -> JsonObject:
    """Return the fields of a caption, of a request or of one item of an album.

    Raises:
        ApiError: the caption is too long or cannot be parsed.
    """
    if not params.get("caption"):
        return {}
    caption, entities = formatted(params, call.state.people.user_of, text="caption", entities="caption_entities")
    check_caption(caption)
    above = params.get("show_caption_above_media") or None
    shown = {"caption": caption, "caption_entities": entities or None, "show_caption_above_media": above}
    return without_none(shown) if caption else {}


def address(call: Call, messages: int = 1) -> Envelope:
    """Return the envelope for the message that a call sends, after counting it against the flood limits.

    Raises:
        ApiError: no such chat, not allowed there, nothing to reply to, a broken keyboard, or too many messages.
    """
    chat = open_chat(call)
    envelope = Envelope(chat, _reply(call, chat))
    envelope.markup = check_markup(call.params.get("reply_markup"))
    envelope.silent = bool(call.params.get("disable_notification"))
    if call.params.get("protect_content"):
        envelope.fields["has_protected_content"] = True
    if "message_effect_id" in call.params:
        envelope.fields["effect_id"] = call.params["message_effect_id"]
    if envelope.markup is not None and "inline_keyboard" in envelope.markup:
        envelope.fields["reply_markup"] = envelope.markup
    call.bot.flood.take(chat.id, messages)
    return envelope


def post(call: Call, envelope: Envelope, content: JsonObject) -> JsonObject:
    """Keep a bot's message and return its Message object."""
    chat = envelope.chat
    data = {
        "message_id": next(chat.numbers),
        "from": call.bot.user(),
        "chat": chat.described(),
        "date": call.now(),
        **content,
        **envelope.fields,
    }
    markup = envelope.markup
    keyboard = markup if markup is not None and "inline_keyboard" not in markup else None
    if keyboard is not None:
        chat.reply_keyboard = keyboard if "keyboard" in keyboard else None
    message = StoredMessage(data, by_bot=True, sender_id=call.bot.id, silent=envelope.silent, keyboard=keyboard)
    call.state.post(chat, message)
    return data


def send(call: Call, content: JsonObject) -> JsonObject:
    """Send one message and return its Message object."""
    return post(call, address(call), content)


def quoted(message: StoredMessage) -> JsonObject:
    """Return a message as it stands in `reply_to_message`: whole, but without what it replies to itself."""
    return {key: value for key, value in message.data.items() if key not in {"reply_to_message", "quote"}}


def _reply(call: Call, chat: Chat) -> JsonObject:
    parameters = call.params.get("reply_parameters")
    if parameters is None:
        return {}
    message = chat.get(parameters["message_id"]) if parameters.get("chat_id", chat.id) == chat.id else None
    if message is None:
        if parameters.get("allow_sending_without_reply"):
            return {}
        raise bad_request("message to be replied not found")
    fields: JsonObject = {"reply_to_message": quoted(message)}
    if parameters.get("quote"):
        fields["quote"] = _quote(parameters, message)
    return fields


def _quote(parameters: JsonObject, message: StoredMessage) -> JsonObject:
    position = message.text.find(parameters["quote"])
    if position < 0:
        raise bad_request("QUOTE_TEXT_INVALID")
    return {"text": parameters["quote"], "position": position, "is_manual": True}
