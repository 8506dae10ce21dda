"""POST /sim/message and /sim/start: a person says something."""

import re

from bot.simulator.chats import Chat
from bot.simulator.control import compose
from bot.simulator.control.args import Args, ControlError
from bot.simulator.inbound import Sender
from bot.simulator.members import announce
from bot.simulator.wire import JsonObject

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}")


def message(args: Args) -> object:
    """Send, or with `edit` change, a person's message; returns its number, or the numbers of all it became."""
    sender = _sender(args)
    if args.has("edit"):
        return _edited(args, sender)
    if args.has("reply_to"):
        sender.reply_to(args.message(sender.chat, "reply_to"))
    if args.has("media_group"):
        sender.fields["media_group_id"] = str(args.get("media_group"))
    if args.has("forward_from"):
        sender.fields["forward_origin"] = _origin(args)
    return _told([sender.say(content) for content in _contents(args, sender)])


def start(args: Args) -> object:
    """Press START, with the payload of a deep link if there is one; this also unblocks.

    With ``quietly`` the person did so before anybody looked: the bot may write to them, and nothing is said.
    """
    payload = args.text("payload") if args.has("payload") else ""
    if not _PAYLOAD.fullmatch(payload):
        text = '"payload" may have at most 64 characters of A-Z a-z 0-9 _ -'
        raise ControlError(text)
    chat, person = args.chat(), args.person()
    if chat.blocked:
        release(args, chat)
    if args.flag("quietly"):
        chat.started = True
        return {"ok": True}
    sender = Sender(args.state, args.bot(), chat, person)
    return _told([sender.say(compose.text_fields(f"/start {payload}".strip()))])


def release(args: Args, chat: Chat) -> None:
    """Let a person who blocked the bot be reachable again."""
    chat.blocked = False
    announce(args.state, args.bot(), chat, args.person(), ("kicked", "member"))


def _sender(args: Args) -> Sender:
    chat = args.writable_chat()
    if chat.migrated_to is not None:
        text = f"this group became {chat.migrated_to}"
        raise ControlError(text)
    return Sender(args.state, args.bot(), chat, args.person())


def _contents(args: Args, sender: Sender) -> list[JsonObject]:
    if args.has("album"):
        sender.fields.setdefault("media_group_id", args.state.new_album_id())
        return compose.album(args)
    kind = compose.kind_of(args)
    return compose.text_contents(args) if kind == "text" else [compose.content(args, kind)]


def _edited(args: Args, sender: Sender) -> JsonObject:
    message = args.message(sender.chat, "edit")
    if message.by_bot or message.sender_id != sender.person.id:
        text = "people can only edit their own messages"
        raise ControlError(text)
    words = args.text("text" if args.has("text") else "caption")
    content = compose.text_fields(words) if "text" in message.data else compose.caption_fields(words)
    return _told([sender.change(message, content)])


def _origin(args: Args) -> JsonObject:
    source = args.get("forward_from")
    base = {"date": int(args.state.clock.timestamp())}
    if isinstance(source, str):
        return {"type": "hidden_user", "sender_user_name": source, **base}
    return {"type": "user", "sender_user": args.person("forward_from").user(), **base}


def _told(messages: list[JsonObject]) -> JsonObject:
    first = messages[0]
    told: JsonObject = {"message_id": first["message_id"], "chat": first["chat"]["id"], "date": first["date"]}
    if len(messages) > 1:
        told["message_ids"] = [message["message_id"] for message in messages]
    if "media_group_id" in first:
        told["media_group_id"] = first["media_group_id"]
    return told
