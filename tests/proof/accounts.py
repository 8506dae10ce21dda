"""The reckoning after the kills: what was asked, what the database holds, and what the chats show must agree."""

import asyncio
from collections import Counter
from collections.abc import Sequence

from bot.simulator import Simulator
from bot.simulator.chats import StoredMessage
from bot.storage.connect import connect
from bot.storage.database import Database, Row
from tests.proof.askers import Asked

_TEXTS = "SELECT author_id, text FROM enquiry_parts WHERE author = 'asker'"
_ENQUIRIES = "SELECT id, asker_id, number, status FROM enquiries"
_INBOX = "SELECT state, COUNT(*) AS count FROM inbox GROUP BY state"
_OUTBOX = "SELECT id, chat_id, state, edits, subject, message_id FROM outbox"


class Accounts:
    """Everything that there is to compare, read once the bot has nothing left to do."""

    def __init__(self, simulator: Simulator, asked: Asked) -> None:
        self.simulator = simulator
        self.asked = asked
        self.texts: Sequence[Row] = ()
        self.enquiries: dict[int, Row] = {}
        self.inbox: dict[str, int] = {}
        self.outbox: Sequence[Row] = ()

    async def settle(self, database_url: str, seconds: float = 40.0) -> None:
        """Wait until nothing waits any more, at the simulator, in the inbox and in the outbox; then read everything."""
        database = connect(database_url)
        await database.open()
        try:
            async with asyncio.timeout(seconds):
                # In the order in which things move, so that nothing slips past between two looks.
                while self.simulator.state.default_bot().updates.pending() or await self._owes(database):  # noqa: ASYNC110 - another process cannot tell us
                    await asyncio.sleep(0.1)
        finally:
            await database.close()

    def check_questions(self) -> None:
        """Every text that was sent is stored once, as its sender's; every tapped draft has a number of its own."""
        stored = Counter((row["author_id"], row["text"]) for row in self.texts)
        assert stored == Counter((person, words) for words, person in self.asked.texts.items())
        numbers = sorted(row["number"] for row in self.enquiries.values() if row["number"] is not None)
        assert numbers == list(range(1, len(numbers) + 1))
        for draft, person in self.asked.tapped.items():
            assert self.enquiries[draft]["asker_id"] == person
            assert self.enquiries[draft]["number"]

    def check_receipts(self) -> None:
        """Every receipt in a chat names a question of that chat's person, and every question that was sent has one."""
        shown: Counter[int] = Counter()
        for chat, message in self.messages():
            enquiry_id = _receipt(message)
            if enquiry_id is None:
                continue
            enquiry = self.enquiries[enquiry_id]
            assert enquiry["asker_id"] == chat
            assert f"{enquiry['number']:03d}" in message.text
            shown[enquiry_id] += 1
        assert set(shown) == {number for number, row in self.enquiries.items() if row["number"] is not None}

    def check_ends(self) -> None:
        """Nothing waits, nothing was set aside, and the simulator saw nothing that Telegram would not do."""
        assert set(self.inbox) == {"handled"}
        assert {row["state"] for row in self.outbox} == {"delivered"}
        assert self.simulator.state.violations == []

    def surplus(self) -> int:
        """Return how many messages more there are in the chats than rows that were to become one."""
        wanted = Counter(row["chat_id"] for row in self.outbox if not row["edits"])
        shown = Counter(chat for chat, _ in self.messages())
        assert not wanted - shown, "a message that counts as delivered is in no chat"
        return (shown - wanted).total()

    def messages(self) -> list[tuple[int, StoredMessage]]:
        """Return every message of the bot with its chat."""
        chats = self.simulator.state.default_bot().chats.values()
        return [(chat.id, message) for chat in chats for message in chat.messages.values() if message.by_bot]

    async def _owes(self, database: Database) -> bool:
        texts, enquiries, inbox, outbox = await database.run(
            lambda tx: tuple(tx.fetch_all(sql) for sql in (_TEXTS, _ENQUIRIES, _INBOX, _OUTBOX))
        )
        self.texts, self.outbox = texts, outbox
        self.enquiries = {row["id"]: row for row in enquiries}
        self.inbox = {row["state"]: row["count"] for row in inbox}
        return "waiting" in self.inbox or any(row["state"] == "pending" for row in outbox)


def _receipt(message: StoredMessage) -> int | None:
    """Return the enquiry that a receipt is about; a message is one when it has exactly a receipt's buttons."""
    buttons = [button.get("callback_data", "") for row in message.buttons() for button in row]
    if len(buttons) != 2 or not buttons[0].startswith("1|mine.show|") or buttons[1] != "1|ask.invite":
        return None
    return int(buttons[0].rpartition("|")[2])
