"""POST /sim/tap and /sim/react: a person presses a button, votes, or reacts."""

import asyncio
from collections.abc import Iterator

from bot.simulator.chats import Chat, StoredMessage
from bot.simulator.control import compose
from bot.simulator.control.args import Args, ControlError
from bot.simulator.inbound import Sender
from bot.simulator.methods.polls import counted
from bot.simulator.wire import JsonObject


async def tap(args: Args) -> object:
    """Press the button with this label or data and wait for what the bot shows."""
    chat = args.writable_chat()
    if sum(args.has(key) for key in ("label", "data", "option")) != 1:
        text = 'a tap needs one of "label", "data" or, in a poll, "option"'
        raise ControlError(text)
    if args.has("option"):
        return _vote(args, chat, args.message(chat), args.integer("option"))
    if args.has("data") and args.has("message_id"):
        return await _press(args, chat, args.message(chat), args.text("data"))
    candidates = [args.message(chat)] if args.has("message_id") else chat.newest_first()
    found = _button(candidates, args)
    if found is not None:
        return await _use(args, chat, *found)
    return _elsewhere(args, chat)


def react(args: Args) -> object:
    """Put a person's reaction under a message, or take it away with an empty emoji."""
    chat = args.writable_chat()
    message, person = args.message(chat), args.person()
    emoji = args.text("emoji") if args.has("emoji") else ""
    old = message.reactions.pop(person.id, [])
    new = [{"type": "emoji", "emoji": emoji}] if emoji else []
    if new:
        message.reactions[person.id] = new
    update = {
        "chat": chat.described(),
        "message_id": message.message_id,
        "user": person.user(),
        "date": int(args.state.clock.timestamp()),
        "old_reaction": old,
        "new_reaction": new,
    }
    args.state.push(args.bot(), "message_reaction", update, chat.id)
    args.state.touched(chat)
    return {"ok": True}


def _button(
    candidates: list[StoredMessage] | Iterator[StoredMessage], args: Args
) -> tuple[StoredMessage, JsonObject] | None:
    key, wanted = ("text", args.get("label")) if args.has("label") else ("callback_data", args.get("data"))
    for message in candidates:
        for button in (button for row in message.buttons() for button in row):
            if button.get(key) == wanted:
                return message, button
        options = [option["text"] for option in message.data.get("poll", {}).get("options", [])]
        if key == "text" and wanted in options:
            return message, {"vote": options.index(wanted)}
    return None


async def _use(args: Args, chat: Chat, message: StoredMessage, button: JsonObject) -> JsonObject:
    if "vote" in button:
        return _vote(args, chat, message, button["vote"])
    if "callback_data" in button:
        return await _press(args, chat, message, button["callback_data"])
    if "web_app" in button or "url" in button:
        return {"url": button.get("url") or button["web_app"]["url"]}
    if "copy_text" in button:
        return {"copied": button["copy_text"]["text"]}
    text = f'the button "{button["text"]}" does nothing here'
    raise ControlError(text)


async def _press(args: Args, chat: Chat, message: StoredMessage, data: str) -> JsonObject:
    bot = args.bot()
    press = bot.presses.begin(chat.id)
    query = {
        "id": press.id,
        "from": args.person().user(),
        "message": message.data,
        "chat_instance": str(9_000_000_000_000 + abs(chat.id)),
        "data": data,
    }
    args.state.push(bot, "callback_query", query, chat.id)
    try:
        await asyncio.wait_for(press.answered.wait(), args.state.options.tap_patience)
    except TimeoutError:
        return {"toast": None, "alert": False, "answered": False}
    answer = press.answer or {}
    told: JsonObject = {"toast": answer.get("text"), "alert": bool(answer.get("alert")), "answered": True}
    return {**told, "url": answer["url"]} if answer.get("url") else told


def _vote(args: Args, chat: Chat, message: StoredMessage, index: int) -> JsonObject:
    bot, person, poll = args.bot(), args.person(), message.data.get("poll")
    if poll is None or not 0 <= index < len(poll["options"]):
        text = f"message {message.message_id} is no poll with option {index}"
        raise ControlError(text, 404)
    ballot = bot.ballots.get(poll["id"])
    if ballot is None or poll["is_closed"]:
        text = "this poll is closed"
        raise ControlError(text)
    ballot.votes[person.id] = _chosen(ballot.votes.get(person.id, []), index, several=poll["allows_multiple_answers"])
    poll = counted(poll, ballot.votes)
    message.data = {**message.data, "poll": poll}
    args.state.push(bot, "poll", poll, chat.id)
    if not poll["is_anonymous"]:
        chosen = ballot.votes[person.id]
        answer = {
            "poll_id": poll["id"],
            "user": person.user(),
            "option_ids": chosen,
            "option_persistent_ids": [poll["options"][number]["persistent_id"] for number in chosen],
        }
        args.state.push(bot, "poll_answer", answer, chat.id)
    args.state.touched(chat)
    return {"voted": ballot.votes[person.id]}


def _chosen(before: list[int], index: int, *, several: bool) -> list[int]:
    """Return what is chosen after a tap: a second tap on the same option takes it back."""
    if index in before:
        return [number for number in before if number != index]
    return sorted([*before, index]) if several else [index]


def _elsewhere(args: Args, chat: Chat) -> JsonObject:
    """Use the keyboard under the input field, or say that there is no such button."""
    rows = (chat.reply_keyboard or {}).get("keyboard", [])
    button = next((one for row in rows for one in row if args.has("label") and one["text"] == args.get("label")), None)
    if button is None or args.has("message_id"):
        wanted = args.get("label") if args.has("label") else args.get("data")
        where = f"message {args.get('message_id')}" if args.has("message_id") else f"chat {chat.id}"
        text = f'no button "{wanted}" in {where}'
        raise ControlError(text, 404)
    sender = Sender(args.state, args.bot(), chat, args.person())
    if button.get("request_contact"):
        said = sender.say(compose.content(Args(args.state, {**args.values, "contact": True}), "contact"))
    elif button.get("request_location"):
        said = sender.say(compose.content(Args(args.state, {**args.values, "location": True}), "location"))
    else:
        said = sender.say(compose.text_fields(button["text"]))
    if chat.reply_keyboard and chat.reply_keyboard.get("one_time_keyboard"):
        chat.reply_keyboard = None
    return {"message_id": said["message_id"]}
