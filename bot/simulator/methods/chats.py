"""Chats: what they are, who is in them, what is pinned, and what the bot feels about a message."""

from bot.simulator.calls import IN_GROUP, Call, find_chat, find_message, open_chat
from bot.simulator.chats import Chat, StoredMessage
from bot.simulator.facts import load_facts
from bot.simulator.members import member_of
from bot.simulator.wire import JsonObject, bad_request, forbidden

_GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")


def get_chat(call: Call) -> object:
    """Answer getChat."""
    chat = find_chat(call)
    if chat.person is not None and not chat.started:
        raise bad_request("chat not found")
    full: JsonObject = {
        **chat.described(),
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(_GIFTS, False),
    }
    pinned = chat.pinned()
    if pinned:
        full["pinned_message"] = pinned[0].data
    return full


def get_chat_member(call: Call) -> object:
    """Answer getChatMember."""
    return member_of(call.state, call.bot, find_chat(call), call.params["user_id"])


def get_chat_member_count(call: Call) -> object:
    """Answer getChatMemberCount: the bot counts too."""
    chat = find_chat(call)
    return 2 if chat.person is not None else len(_inside(chat)) + (chat.bot_status in IN_GROUP)


def get_chat_administrators(call: Call) -> object:
    """Answer getChatAdministrators."""
    chat = find_chat(call)
    if chat.person is not None:
        raise bad_request("there are no administrators in the private chat")
    leading = [user for user, status in chat.members.items() if status in {"creator", "administrator"}]
    return [member_of(call.state, call.bot, chat, user) for user in leading]


def leave_chat(call: Call) -> object:
    """Answer leaveChat: groups only."""
    chat = find_chat(call)
    if chat.person is not None:
        raise bad_request("chat member status can't be changed in private chats")
    if chat.bot_status not in IN_GROUP:
        raise forbidden(f"bot is not a member of the {chat.kind} chat")
    chat.bot_status = "left"
    call.state.touched(chat)
    return True


def pin_chat_message(call: Call) -> object:
    """Answer pinChatMessage."""
    chat = open_chat(call)
    find_message(call, chat, "message to pin not found").pinned = True
    call.state.touched(chat)
    return True


def unpin_chat_message(call: Call) -> object:
    """Answer unpinChatMessage: the newest pinned one when no message is named."""
    chat = open_chat(call)
    if "message_id" in call.params:
        find_message(call, chat, "message to unpin not found").pinned = False
    elif pinned := chat.pinned():
        pinned[0].pinned = False
    else:
        raise bad_request("message to unpin not found")
    call.state.touched(chat)
    return True


def unpin_all_chat_messages(call: Call) -> object:
    """Answer unpinAllChatMessages."""
    chat = open_chat(call)
    for message in chat.pinned():
        message.pinned = False
    call.state.touched(chat)
    return True


def set_message_reaction(call: Call) -> object:
    """Answer setMessageReaction: a bot has at most one reaction; none takes it away."""
    chat = open_chat(call)
    message = find_message(call, chat, "message to react not found")
    reactions = call.params.get("reaction", [])
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if any(reaction.get("emoji") not in load_facts().reactions for reaction in reactions):
        raise bad_request("REACTION_INVALID")
    _react(message, call.bot.id, reactions)
    call.state.touched(chat)
    return True


def _react(message: StoredMessage, user_id: int, reactions: list[JsonObject]) -> None:
    message.reactions.pop(user_id, None)
    if reactions:
        message.reactions[user_id] = reactions


def _inside(chat: Chat) -> list[int]:
    return [user for user, status in chat.members.items() if status in IN_GROUP]
