"""One call of a Bot API method, and the questions every method asks: which chat, may I, which message."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.simulator.bots import Bot
from bot.simulator.chats import Chat, StoredMessage
from bot.simulator.state import State
from bot.simulator.wire import ApiError, JsonObject, Upload, bad_request, forbidden

IN_GROUP = frozenset({"member", "administrator", "creator", "restricted"})


@dataclass(slots=True)
class Call:
    """A method call with its typed parameters and the files that came along under other names (`attach://`)."""

    state: State
    bot: Bot
    method: str
    params: JsonObject
    attached: dict[str, Upload] = field(default_factory=dict)

    def now(self) -> int:
        """Return the simulated moment as the Bot API gives dates."""
        return int(self.state.clock.timestamp())


Method = Callable[[Call], object | Awaitable[object]]


def find_chat(call: Call, key: str = "chat_id") -> Chat:
    """Return the chat that a parameter names.

    Raises:
        ApiError: the bot knows no such chat.
    """
    return chat_by_id(call, call.params.get(key))


def chat_by_id(call: Call, chat_id: object) -> Chat:
    """Return the chat with this id.

    Raises:
        ApiError: the bot knows no such chat.
    """
    chat = call.bot.chats.get(chat_id) if isinstance(chat_id, int) else None
    if chat is None:
        person = call.state.people.get(chat_id)
        chat = call.bot.private_chat(person) if person else None
    if chat is None:
        raise bad_request("chat not found")
    if chat.migrated_to is not None:
        text = "Bad Request: group chat was upgraded to a supergroup chat"
        raise ApiError(400, text, {"migrate_to_chat_id": chat.migrated_to})
    return chat


def open_chat(call: Call, key: str = "chat_id") -> Chat:
    """Return the chat that a parameter names, when the bot may write there.

    Raises:
        ApiError: no such chat, or 403 with the reason.
    """
    chat = find_chat(call, key)
    if chat.person is None:
        _check_group(chat)
    elif chat.person.deactivated:
        raise forbidden("user is deactivated")
    elif chat.blocked:
        raise forbidden("bot was blocked by the user")
    elif not chat.started:
        raise forbidden("bot can't initiate conversation with a user")
    return chat


def find_message(call: Call, chat: Chat, missing: str, key: str = "message_id") -> StoredMessage:
    """Return the message that a parameter names.

    Raises:
        ApiError: 400 with the words `missing` when it is not there.
    """
    message = chat.get(call.params.get(key))
    if message is None:
        raise bad_request(missing)
    return message


def _check_group(chat: Chat) -> None:
    if chat.bot_status == "kicked":
        raise forbidden(f"bot was kicked from the {chat.kind} chat")
    if chat.bot_status not in IN_GROUP:
        raise forbidden(f"bot is not a member of the {chat.kind} chat")
