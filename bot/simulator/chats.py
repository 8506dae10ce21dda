"""Chats and the messages in them, as one bot sees them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from bot.simulator.people import Person
from bot.simulator.wire import JsonObject


@dataclass(slots=True)
class StoredMessage:
    """One message.

    `data` is the Bot API's Message object. It is never changed in place: an edit puts a new one here, so updates and
    ledger rows that were made earlier keep telling what was true then.
    """

    data: JsonObject
    by_bot: bool
    sender_id: int
    silent: bool = False
    edited: bool = False
    deleted: bool = False
    pinned: bool = False
    keyboard: JsonObject | None = None
    reactions: dict[int, list[JsonObject]] = field(default_factory=dict)

    @property
    def message_id(self) -> int:
        """The message's number in its chat."""
        return int(self.data["message_id"])

    @property
    def text(self) -> str:
        """Text or caption, empty when there is neither."""
        return str(self.data.get("text") or self.data.get("caption") or "")

    def buttons(self) -> list[list[JsonObject]]:
        """Return the rows of inline buttons under the message."""
        rows: list[list[JsonObject]] = self.data.get("reply_markup", {}).get("inline_keyboard", [])
        return rows


@dataclass(slots=True)
class Chat:
    """One chat of one bot: a person's private chat, or a group.

    Attributes:
        started: the person wrote at least once, so the bot may write to them.
        blocked: the person blocked the bot.
        members: in a group, member status by user id.
        bot_status: the bot's own membership in a group.
        migrated_to: the supergroup this group became.
        reply_keyboard: the keyboard that stands under the person's input field.
    """

    id: int
    kind: str
    person: Person | None = None
    title: str = ""
    started: bool = False
    blocked: bool = False
    members: dict[int, str] = field(default_factory=dict)
    bot_status: str = "member"
    migrated_to: int | None = None
    reply_keyboard: JsonObject | None = None
    messages: dict[int, StoredMessage] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def described(self) -> JsonObject:
        """Return the Bot API's Chat object."""
        if self.person is not None:
            return self.person.chat()
        return {"id": self.id, "title": self.title, "type": self.kind}

    def add(self, message: StoredMessage) -> None:
        """Keep a new message."""
        self.messages[message.message_id] = message

    def get(self, message_id: object) -> StoredMessage | None:
        """Return the message with this number unless it was deleted."""
        message = self.messages.get(message_id) if isinstance(message_id, int) else None
        return None if message is None or message.deleted else message

    def newest_first(self) -> Iterator[StoredMessage]:
        """Yield the messages that are not deleted, the newest first."""
        for message in reversed(self.messages.values()):
            if not message.deleted:
                yield message

    def pinned(self) -> list[StoredMessage]:
        """Return the pinned messages, the newest first."""
        return [message for message in self.newest_first() if message.pinned]
