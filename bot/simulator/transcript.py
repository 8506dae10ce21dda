"""A chat as plain text that reads well in a terminal, a golden file or an e-mail.

Words of its own it has none: times, names, what was said, `[buttons]`, and `{kind}` for what is not text.
"""

from datetime import datetime, tzinfo

from bot.simulator.bots import Bot
from bot.simulator.chats import Chat, StoredMessage
from bot.simulator.wire import JsonObject

_INDENT = " " * 7
_QUOTED = 48
_FILES = ("photo", "document", "voice", "audio", "video", "animation", "video_note", "sticker")


def transcript_of(bot: Bot, chat: Chat, zone: tzinfo) -> str:
    """Return the whole chat, a line for each day, messages apart; deleted ones are left out."""
    lines: list[str] = []
    day = ""
    for message in chat.messages.values():
        if message.deleted:
            continue
        moment = datetime.fromtimestamp(message.data["date"], zone)
        if moment.date().isoformat() != day:
            day = moment.date().isoformat()
            lines += [f"— {day} —", ""]
        lines += [*_lines(bot, message, f"{moment:%H:%M}"), ""]
    return "\n".join(lines)


def _lines(bot: Bot, message: StoredMessage, time: str) -> list[str]:
    data = message.data
    marks = "".join(mark for mark, there in (("✎", message.edited), ("📌", message.pinned)) if there)
    name = bot.name if message.by_bot else _name(data["from"])
    head = f"{time}  {name}{' ' + marks if marks else ''}:"
    body = [*_quote(data), *_attached(data), *message.text.splitlines()]
    buttons = [" ".join(f"[{button['text']}]" for button in row) for row in message.buttons()]
    buttons += [
        " ".join(f"[{button['text']}]" for button in row) for row in (message.keyboard or {}).get("keyboard", [])
    ]
    reactions = [one.get("emoji", "") for given in message.reactions.values() for one in given]
    below = [*buttons, *([" ".join(reactions)] if reactions else [])]
    if len(body) == 1:
        return [f"{head} {body[0]}", *(_INDENT + line for line in below)]
    return [head, *((_INDENT + line).rstrip() for line in [*body, *below])]


def _name(user: JsonObject) -> str:
    return " ".join(part for part in (user["first_name"], user.get("last_name")) if part)


def _quote(data: JsonObject) -> list[str]:
    replied = data.get("reply_to_message")
    if replied is None:
        return []
    text = (replied.get("text") or replied.get("caption") or "".join(_attached(replied))).replace("\n", " ")
    return [f"> {text[:_QUOTED]}…" if len(text) > _QUOTED else f"> {text}"]


def _attached(data: JsonObject) -> list[str]:
    kind = next((kind for kind in _FILES if kind in data), None)
    if kind is not None:
        described = data[kind][-1] if kind == "photo" else data[kind]
        name = described.get("file_name") or described.get("emoji") or ""
        return [f"{{{kind} {name}}}" if name else f"{{{kind}}}"]
    if "venue" in data:
        return [f"{{venue {data['venue']['title']}, {data['venue']['address']}}}"]
    if "location" in data:
        return [f"{{location {data['location']['latitude']:.4f}, {data['location']['longitude']:.4f}}}"]
    if "contact" in data:
        return [f"{{contact {data['contact']['first_name']} {data['contact']['phone_number']}}}"]
    return _poll(data["poll"]) if "poll" in data else []


def _poll(poll: JsonObject) -> list[str]:
    return [poll["question"], *(f"( ) {option['text']} {option['voter_count']}" for option in poll["options"])]
