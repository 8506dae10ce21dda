"""Sending words and places: text, location, venue, contact, chat actions; copying and forwarding."""

from bot.simulator.calls import Call, find_chat, find_message, open_chat
from bot.simulator.chats import StoredMessage
from bot.simulator.facts import load_facts
from bot.simulator.outbound import address, caption_content, post, send, text_content
from bot.simulator.wire import JsonObject, bad_request, without_none

_NOT_CONTENT = frozenset(
    {
        "message_id",
        "from",
        "chat",
        "date",
        "edit_date",
        "reply_to_message",
        "quote",
        "reply_markup",
        "forward_origin",
        "media_group_id",
        "has_protected_content",
        "effect_id",
        "sender_chat",
    }
)
_MAX_BATCH = 100
_DELETABLE_SECONDS = 48 * 3600


def send_message(call: Call) -> object:
    """Answer sendMessage."""
    return send(call, text_content(call))


def send_location(call: Call) -> object:
    """Answer sendLocation."""
    return send(call, {"location": _location(call)})


def send_venue(call: Call) -> object:
    """Answer sendVenue."""
    venue = {"location": _location(call), "title": call.params["title"], "address": call.params["address"]}
    return send(call, {"venue": venue, "location": venue["location"]})


def send_contact(call: Call) -> object:
    """Answer sendContact."""
    fields = ("phone_number", "first_name", "last_name", "vcard")
    return send(call, {"contact": without_none({key: call.params.get(key) for key in fields})})


def send_chat_action(call: Call) -> object:
    """Answer sendChatAction: shown on the page while it lasts."""
    if call.params["action"] not in load_facts().chat_actions:
        raise bad_request("wrong parameter action in request")
    chat = open_chat(call)
    call.state.events.publish("typing", {"chat": chat.id, "action": call.params["action"]})
    return True


def forward_message(call: Call) -> object:
    """Answer forwardMessage."""
    source = _source(call, ("message to forward not found", "message can't be forwarded"))
    return send(call, _forwarded(source))


def forward_messages(call: Call) -> object:
    """Answer forwardMessages: those that are gone are left out."""
    return [{"message_id": post(call, address(call), _forwarded(one))["message_id"]} for one in _sources(call)]


def copy_message(call: Call) -> object:
    """Answer copyMessage."""
    source = _source(call, ("message to copy not found", "message can't be copied"))
    content = _content(source)
    if "caption" in call.params:
        content = {key: value for key, value in content.items() if not key.startswith("caption")}
        content |= caption_content(call, call.params)
    return {"message_id": send(call, content)["message_id"]}


def copy_messages(call: Call) -> object:
    """Answer copyMessages: those that are gone are left out."""
    drop = ("caption", "caption_entities") if call.params.get("remove_caption") else ()
    sent = []
    for source in _sources(call):
        content = {key: value for key, value in _content(source).items() if key not in drop}
        sent.append({"message_id": post(call, address(call), content)["message_id"]})
    return sent


def _location(call: Call) -> JsonObject:
    return {"latitude": call.params["latitude"], "longitude": call.params["longitude"]}


def _source(call: Call, refusals: tuple[str, str]) -> StoredMessage:
    message = find_message(call, find_chat(call, "from_chat_id"), refusals[0])
    if message.data.get("has_protected_content"):
        raise bad_request(refusals[1])
    return message


def _sources(call: Call) -> list[StoredMessage]:
    numbers = call.params["message_ids"]
    if not 0 < len(numbers) <= _MAX_BATCH:
        raise bad_request("message identifiers are not specified" if not numbers else "too many messages to forward")
    chat = find_chat(call, "from_chat_id")
    found = [message for number in numbers if (message := chat.get(number)) is not None]
    if not found:
        raise bad_request("there are no messages to forward")
    return found


def _content(message: StoredMessage) -> JsonObject:
    return {key: value for key, value in message.data.items() if key not in _NOT_CONTENT}


def _forwarded(message: StoredMessage) -> JsonObject:
    origin = message.data.get("forward_origin") or {
        "type": "user",
        "sender_user": message.data["from"],
        "date": message.data["date"],
    }
    return {**_content(message), "forward_origin": origin}


def delete_message(call: Call) -> object:
    """Answer deleteMessage: within 48 hours."""
    chat = find_chat(call)
    message = find_message(call, chat, "message to delete not found")
    if chat.person is None and not message.by_bot and chat.bot_status != "administrator":
        raise bad_request("message can't be deleted")
    if call.now() - message.data["date"] > _DELETABLE_SECONDS:
        raise bad_request("message can't be deleted for everyone")
    _delete(call, message)
    call.state.touched(chat)
    return True


def delete_messages(call: Call) -> object:
    """Answer deleteMessages: those that are gone are skipped."""
    chat = find_chat(call)
    numbers = call.params["message_ids"]
    if not 0 < len(numbers) <= _MAX_BATCH:
        raise bad_request("message identifiers are not specified" if not numbers else "too many messages to delete")
    found = [message for number in numbers if (message := chat.get(number)) is not None]
    if any(call.now() - message.data["date"] > _DELETABLE_SECONDS for message in found):
        raise bad_request("message can't be deleted for everyone")
    for message in found:
        _delete(call, message)
    call.state.touched(chat)
    return True


def _delete(call: Call, message: StoredMessage) -> None:
    message.deleted, message.pinned = True, False
    if message.keyboard is not None:
        call.bot.chats[message.data["chat"]["id"]].reply_keyboard = None
