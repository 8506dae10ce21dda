"""What the page and tests see of the chats: an overview, the messages of one, and a readable transcript."""

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.simulator.bots import Bot
from bot.simulator.chats import Chat, StoredMessage
from bot.simulator.control.args import Args, ControlError
from bot.simulator.control.compose import FILE_KINDS
from bot.simulator.methods.profile import menu_button
from bot.simulator.state import State
from bot.simulator.transcript import transcript_of
from bot.simulator.wire import JsonObject

_OTHER_KINDS = ("venue", "location", "contact", "poll")
_MEDIA_KEYS = (
    "file_id",
    "file_unique_id",
    "file_name",
    "mime_type",
    "file_size",
    "duration",
    "width",
    "height",
    "emoji",
)


def overview(args: Args) -> object:
    """Return all chats of the bot, those with the newest message first."""
    bot = args.bot()
    for person in args.state.people.all():
        bot.private_chat(person)
    return sorted((_summary(bot, chat) for chat in bot.chats.values()), key=_newest, reverse=True)


def messages(args: Args) -> object:
    """Return the messages of one chat, the oldest first."""
    bot, chat = args.bot(), _chat(args)
    return [_row(args.state, bot, message) for message in chat.messages.values()]


def transcript(args: Args) -> str:
    """Return one chat as text that reads well; `tz` names the time zone."""
    return transcript_of(args.bot(), _chat(args), _zone(args))


def _chat(args: Args) -> Chat:
    bot, chat_id = args.bot(), args.integer("id")
    person = args.state.people.get(chat_id)
    chat = bot.private_chat(person) if person else bot.chats.get(chat_id)
    if chat is None:
        text = f"no chat {chat_id}"
        raise ControlError(text, 404)
    return chat


def _zone(args: Args) -> tzinfo:
    try:
        return ZoneInfo(args.text("tz")) if args.has("tz") else UTC
    except (ZoneInfoNotFoundError, ValueError):
        text = f"no time zone {args.get('tz')}"
        raise ControlError(text) from None


def _newest(summary: JsonObject) -> float:
    return float(summary["last"]["date"]) if summary["last"] else 0.0


def _summary(bot: Bot, chat: Chat) -> JsonObject:
    last = next(chat.newest_first(), None)
    return {
        "id": chat.id,
        "type": chat.kind,
        "title": chat.person.name if chat.person else chat.title,
        "started": chat.started,
        "blocked": chat.blocked,
        "members": list(chat.members),
        "bot_status": chat.bot_status,
        "messages": len(chat.messages),
        "last": {"message_id": last.message_id, "text": last.text, "date": last.data["date"]} if last else None,
        "pinned": [message.message_id for message in chat.pinned()],
        "keyboard": chat.reply_keyboard,
        "menu_button": menu_button(bot, chat.id),
    }


def _row(state: State, bot: Bot, message: StoredMessage) -> JsonObject:
    data = message.data
    sender = data["from"]
    row: JsonObject = {
        "message_id": message.message_id,
        "by": "bot" if message.by_bot else "person",
        "text": message.text,
        "kind": _kind(data),
        "buttons": [[_button(button) for button in buttons] for buttons in message.buttons()],
        "reply_to": data.get("reply_to_message", {}).get("message_id"),
        "edited": message.edited,
        "media": _media(data),
        "entities": data.get("entities") or data.get("caption_entities") or [],
        "date": data["date"],
        "at": datetime.fromtimestamp(data["date"], UTC).isoformat(),
        "from": {"id": sender["id"], "name": _name(sender)},
        "reactions": _reactions(state, bot, message),
        "pinned": message.pinned,
        "silent": message.silent,
        "media_group": data.get("media_group_id"),
        "forwarded": _origin(data.get("forward_origin")),
        "protected": bool(data.get("has_protected_content")),
        "keyboard": message.keyboard,
    }
    row |= {key: data[key] for key in _OTHER_KINDS if key in data}
    return {**row, "deleted": True} if message.deleted else row


def _kind(data: JsonObject) -> str:
    return next((kind for kind in (*FILE_KINDS, *_OTHER_KINDS) if kind in data), "text")


def _name(user: JsonObject) -> str:
    return " ".join(part for part in (user["first_name"], user.get("last_name")) if part)


def _origin(origin: JsonObject | None) -> str | None:
    """Return whose words these were first, if they were forwarded."""
    if origin is None:
        return None
    return str(origin.get("sender_user_name") or _name(origin["sender_user"]))


def _button(button: JsonObject) -> JsonObject:
    shown: JsonObject = {"label": button["text"]}
    if "callback_data" in button:
        shown["data"] = button["callback_data"]
    elif "url" in button or "web_app" in button:
        shown["url"] = button.get("url") or button["web_app"]["url"]
    return shown


def _media(data: JsonObject) -> JsonObject | None:
    kind = next((kind for kind in FILE_KINDS if kind in data), None)
    if kind is None:
        return None
    described = data[kind][-1] if kind == "photo" else data[kind]
    media = {key: described[key] for key in _MEDIA_KEYS if key in described}
    return {"type": kind, **media, "url": f"/sim/files/{described['file_unique_id']}"}


def _reactions(state: State, bot: Bot, message: StoredMessage) -> list[JsonObject]:
    shown = []
    for user_id, reactions in message.reactions.items():
        person = state.people.get(user_id)
        name = person.name if person else bot.name
        shown += [{"emoji": one.get("emoji", ""), "from": {"id": user_id, "name": name}} for one in reactions]
    return shown
