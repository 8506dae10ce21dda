"""The arguments of a control request, read with one clear sentence for whatever is wrong."""

from dataclasses import dataclass

from bot.simulator.bots import Bot
from bot.simulator.calls import IN_GROUP
from bot.simulator.chats import Chat, StoredMessage
from bot.simulator.people import Person
from bot.simulator.state import State
from bot.simulator.wire import JsonObject


class ControlError(Exception):
    """A control request that cannot be done; the text says why, `status` is its HTTP status."""

    def __init__(self, text: str, status: int = 400) -> None:
        super().__init__(text)
        self.status = status


@dataclass(frozen=True, slots=True)
class Args:
    """Everything a control request said: body, query and address together."""

    state: State
    values: JsonObject

    def has(self, key: str) -> bool:
        """Return whether there is a value that is not null."""
        return self.values.get(key) is not None

    def get(self, key: str) -> object:
        """Return a value, or None."""
        return self.values.get(key)

    def text(self, key: str) -> str:
        """Return a text; ControlError when it is missing or no text."""
        value = self.values.get(key)
        if not isinstance(value, str):
            message = f'"{key}" must be a text'
            raise ControlError(message)
        return value

    def integer(self, key: str, default: int | None = None) -> int:
        """Return a whole number (digits in a query count); ControlError when it is missing or none."""
        value = self.values.get(key, default)
        if isinstance(value, str) and value.removeprefix("-").isdecimal():
            value = int(value)
        if not isinstance(value, int) or isinstance(value, bool):
            message = f'"{key}" must be a whole number'
            raise ControlError(message)
        return value

    def number(self, key: str, default: float | None = None) -> float:
        """Return a number; ControlError when it is missing or none."""
        value = self.values.get(key, default)
        if not isinstance(value, int | float) or isinstance(value, bool):
            message = f'"{key}" must be a number'
            raise ControlError(message)
        return float(value)

    def flag(self, key: str) -> bool:
        """Return true or false, false when missing; ControlError for anything else."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            message = f'"{key}" must be true or false'
            raise ControlError(message)
        return value

    def bot(self) -> Bot:
        """Return the bot that `bot_id` names, or the first one."""
        if not self.has("bot_id"):
            return self.state.default_bot()
        bot = self.state.bots.get(self.integer("bot_id"))
        if bot is None:
            message = f"no bot {self.values['bot_id']}"
            raise ControlError(message, 404)
        return bot

    def person(self, key: str = "from") -> Person:
        """Return the person that a parameter names."""
        person = self.state.people.get(self.integer(key))
        if person is None:
            message = f"no person with id {self.values[key]}"
            raise ControlError(message, 404)
        return person

    def chat(self) -> Chat:
        """Return the chat that `chat` names, or the private chat of `from`; the person must be able to write there."""
        bot, person = self.bot(), self.person()
        chat_id = self.integer("chat", person.id)
        if chat_id == person.id:
            return bot.private_chat(person)
        chat = bot.chats.get(chat_id)
        if chat is None or chat.person is not None:
            message = f"no group {chat_id}"
            raise ControlError(message, 404)
        if chat.members.get(person.id) not in IN_GROUP:
            message = f"{person.name} is not a member of {chat.title}"
            raise ControlError(message)
        return chat

    def writable_chat(self) -> Chat:
        """Return the chat as `chat()` does, unless the person blocked the bot there."""
        chat = self.chat()
        if chat.blocked:
            message = f"{self.person().name} has blocked the bot; unblock first"
            raise ControlError(message)
        return chat

    def message(self, chat: Chat, key: str = "message_id") -> StoredMessage:
        """Return the message of a chat that a parameter names."""
        message = chat.get(self.integer(key))
        if message is None:
            text = f"no message {self.values[key]} in chat {chat.id}"
            raise ControlError(text, 404)
        return message
