"""The people in a dialogue: what they do with their telephone, and what they see on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.domain.contact import Contact
from bot.domain.message import Message, Value
from bot.storage.codec import message
from handlers.callback_data import SEPARATOR

if TYPE_CHECKING:
    from tests.dialogue import Dialogue

_NEWS = """SELECT id, message, language, edits, message_id, subject, state FROM outbox
WHERE chat_id = :chat AND id > :mark ORDER BY id"""


@dataclass(frozen=True)
class Shown:
    """One message as somebody sees it: ``edits`` is the message whose place it took, 0 for a new one."""

    message: Message
    message_id: int
    edits: int
    language: str
    subject: str

    @property
    def key(self) -> str:
        return self.message.key

    @property
    def actions(self) -> list[str]:
        return [button.action for row in self.message.rows for button in row]

    def value(self, name: str) -> Value:
        return self.message.text.values[name]


class Person:
    """Somebody with Telegram in their hand. Acts do not wait; looking waits until everything is at rest."""

    def __init__(self, talk: Dialogue, person_id: int) -> None:
        self.id = person_id
        self._talk = talk
        self._mark = 0

    async def starts(self, payload: str = "") -> None:
        await self._talk.world.post("/sim/start", from_=self.id, payload=payload)

    async def says(self, words: str, **more: object) -> int:
        """Type something, as an answer to ``reply_to`` if given; returns the message's id."""
        return await self.sends(text=words, **more)

    async def says_by_reply(self, to_key: str, words: str, **more: object) -> int:
        """Answer the newest message with that key."""
        shown = [one for one in await self.chat() if one.key == to_key]
        return await self.says(words, reply_to=shown[-1].message_id, **more)

    async def sends(self, **what: object) -> int:
        """Send ``photo=True``, ``album=3``, ``location=True`` or anything else that the simulator knows."""
        sent = await self._talk.world.post("/sim/message", from_=self.id, **what)
        return int(sent["message_id"])

    async def edits(self, message_id: int, words: str) -> None:
        await self.says(words, edit=message_id)

    async def taps(self, action: str, *last: int | str) -> str | None:
        """Tap the newest button with that action whose data ends in those values; returns the toast."""
        message_id, data = await self.button(action, *last)
        return await self.taps_data(data, message_id)

    async def taps_data(self, data: str, message_id: int = 0) -> str | None:
        """Tap with any data, as a forged client can; without ``message_id`` on the newest message of the bot."""
        await self._talk.settle()
        message_id = message_id or [row["message_id"] for row in await self.messages() if row["by"] == "bot"][-1]
        tapped = await self._talk.world.post("/sim/tap", from_=self.id, message_id=message_id, data=data)
        assert tapped["answered"], f"the spinner keeps turning on {data}"
        toast: str | None = tapped["toast"]
        return toast

    async def blocks(self) -> None:
        await self._talk.world.post("/sim/block", from_=self.id)

    async def unblocks(self) -> None:
        await self._talk.world.post("/sim/unblock", from_=self.id)

    async def sees(self, *keys: str) -> list[Shown]:
        """Assert what came, new or in the place of something, since the last look, in order; returns it."""
        seen = await self.news()
        found = tuple(one.key for one in seen)
        assert found == keys, f"saw {found}, expected {keys}"
        return seen

    async def news(self) -> list[Shown]:
        """Return what came since the last look."""
        seen = await self.chat(self._mark)
        await self.looks_away()
        return seen

    async def looks_away(self) -> None:
        """Count everything until now as seen."""
        rows = await self._talk.rows("SELECT MAX(id) AS mark FROM outbox WHERE chat_id = :chat", chat=self.id)
        self._mark = rows[0]["mark"] or 0

    async def chat(self, mark: int = 0) -> list[Shown]:
        """Return everything that reached this person, in order."""
        rows = await self._talk.rows(_NEWS, chat=self.id, mark=mark)
        return [
            Shown(message(row["message"]), row["message_id"], row["edits"], row["language"], row["subject"])
            for row in rows
            if row["state"] == "delivered"
        ]

    async def messages(self) -> list[dict[str, Any]]:
        """Return the chat as Telegram shows it: words, buttons, files."""
        await self._talk.settle()
        shown: list[dict[str, Any]] = await self._talk.world.get(f"/sim/chats/{self.id}")
        return shown

    async def contact(self) -> Contact | None:
        """Return what the bot knows of this person."""
        return await self._talk.unit(lambda unit: unit.contacts.get(self.id))

    async def button(self, action: str, *last: int | str) -> tuple[int, str]:
        """Return the newest button with that action whose data ends in those values: its message's id, and its data."""
        wanted = [str(value) for value in last]
        for row in reversed(await self.messages()):
            for button in (button for line in row["buttons"] for button in line):
                _, name, *args = button["data"].split(SEPARATOR)
                if name == action and args[len(args) - len(wanted) :] == wanted:
                    return row["message_id"], button["data"]
        raise AssertionError(f"no button {action} {wanted}; the last message is {(await self.messages())[-1]}")
