"""Messages from people: how they are kept and become updates."""

from dataclasses import dataclass, field

from bot.simulator.bots import Bot
from bot.simulator.calls import IN_GROUP
from bot.simulator.chats import Chat, StoredMessage
from bot.simulator.outbound import quoted
from bot.simulator.people import Person
from bot.simulator.state import State
from bot.simulator.wire import JsonObject


@dataclass(slots=True)
class Sender:
    """A person in a chat with a bot, about to say something; `fields` go into every message of theirs."""

    state: State
    bot: Bot
    chat: Chat
    person: Person
    fields: JsonObject = field(default_factory=dict)

    def reply_to(self, message: StoredMessage) -> None:
        """Let what follows be a reply."""
        self.fields["reply_to_message"] = quoted(message)

    def say(self, content: JsonObject) -> JsonObject:
        """Send one message and return its Message object."""
        data = {
            "message_id": next(self.chat.numbers),
            "from": self.person.user(),
            "chat": self.chat.described(),
            "date": int(self.state.clock.timestamp()),
            **content,
            **self.fields,
        }
        if self.chat.person is not None:
            self.chat.started = True
        self.state.post(self.chat, StoredMessage(data, by_bot=False, sender_id=self.person.id))
        self._tell("message", data)
        return data

    def change(self, message: StoredMessage, content: JsonObject) -> JsonObject:
        """Put `content` in the place of the message's text or caption and return the new Message object."""
        parts = {"text", "entities"} if "text" in message.data else {"caption", "caption_entities"}
        kept = {key: value for key, value in message.data.items() if key not in parts}
        message.data = {**kept, **content, "edit_date": int(self.state.clock.timestamp())}
        message.edited = True
        self.state.touched(self.chat)
        self._tell("edited_message", message.data)
        return message.data

    def _tell(self, kind: str, data: JsonObject) -> None:
        if self.chat.person is not None or self.chat.bot_status in IN_GROUP:
            self.state.push(self.bot, kind, data, self.chat.id)
