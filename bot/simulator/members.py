"""Chat members, and the updates that tell a bot its own membership changed."""

from bot.simulator.bots import Bot
from bot.simulator.chats import Chat
from bot.simulator.people import Person
from bot.simulator.state import State
from bot.simulator.wire import JsonObject, bad_request

_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    # Younger than our facts' Bot API 10.1, but libraries made for later versions insist on it.
    "can_send_welcome_messages",
)


def member(user: JsonObject, status: str) -> JsonObject:
    """Return the ChatMember object of a user with this status."""
    extra: dict[str, JsonObject] = {
        "creator": {"is_anonymous": False},
        "administrator": {"can_be_edited": False, "is_anonymous": False, **dict.fromkeys(_RIGHTS, True)},
        "kicked": {"until_date": 0},
    }
    return {"status": status, "user": user, **extra.get(status, {})}


def member_of(state: State, bot: Bot, chat: Chat, user_id: int) -> JsonObject:
    """Return the ChatMember object of a user in a chat.

    Raises:
        ApiError: nobody has this id.
    """
    if user_id == bot.id:
        return member(bot.user(), "member" if chat.person is not None else chat.bot_status)
    person = state.people.get(user_id)
    if person is None:
        raise bad_request("user not found" if chat.person is not None else "member not found")
    if chat.person is not None:
        return member(person.user(), "member" if person.id == chat.id else "left")
    return member(person.user(), chat.members.get(user_id, "left"))


def announce(state: State, bot: Bot, chat: Chat, by: Person, change: tuple[str, str]) -> None:
    """Send the bot a my_chat_member update: `by` changed its status from the first to the second of `change`."""
    update = {
        "chat": chat.described(),
        "from": by.user(),
        "date": int(state.clock.timestamp()),
        "old_chat_member": member(bot.user(), change[0]),
        "new_chat_member": member(bot.user(), change[1]),
    }
    state.push(bot, "my_chat_member", update, chat.id)
    state.touched(chat)
