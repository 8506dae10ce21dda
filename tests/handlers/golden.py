"""Whole conversations as text, compared with a file that reads well aloud.

A ``Tape`` writes down what people tap and say and what they then see, also screens that take the place of another.
A file is made anew by running its test with the environment variable ``KERNPUNT_RENEW_GOLDEN=1``; then read it.
"""

import asyncio
import os
from datetime import datetime
from difflib import unified_diff
from pathlib import Path

from bot.simulator.bots import Bot
from bot.simulator.transcript import _lines as lines_of
from tests.dialogue import Dialogue, Person

FOLDER = Path(__file__).parent / "golden"
RENEW = "KERNPUNT_RENEW_GOLDEN"
_PATIENCE = 10.0
_ROUNDS = 3


class Tape:
    """What happens in the chats of these people, in the order in which it happens."""

    def __init__(self, talk: Dialogue, *people: Person) -> None:
        self._talk = talk
        self._people = people
        self._lines: list[str] = []
        self._seen: dict[tuple[int, int], list[str]] = {}
        self._whose = ""
        self._day = ""

    async def taps(self, person: Person, action: str, *last: int | str) -> None:
        """Let somebody tap the newest button with that action, and write down what comes of it."""
        message_id, data = await person.button(action, *last)
        message = next(row for row in await person.messages() if row["message_id"] == message_id)
        label = next(one["label"] for row in message["buttons"] for one in row if one["data"] == data)
        await self.roll()
        toast = await person.taps_data(data, message_id)
        self._head(person, self._talk.clock.now())
        self._lines += [f"{self._time()}  ▸ [{label}]{f'  ({toast})' if toast else ''}", ""]
        await self.roll()

    async def says(self, person: Person, words: str) -> None:
        """Let somebody type, and write down what comes of it."""
        await self.sends(person, text=words)

    async def sends(self, person: Person, **what: object) -> None:
        """Let somebody send anything that the simulator knows (``voice=True``), and write down what comes of it."""
        await self.roll()
        await person.sends(**what)
        await self.roll()

    async def comes_due(self, **time: float) -> None:
        """Let time pass (``days=1``), do what is due then, and write down what comes of it."""
        self._talk.passes(**time)
        # What leaves, its end, and the report of it: the bot's own clock ticks too, in between or not.
        for _ in range(_ROUNDS):
            await self._talk.comes_due()
        await self.roll()

    async def roll(self) -> None:
        """Write down what is new in the chats, or reads otherwise than before."""
        await self._talk.settle()
        bot = await self._bot()
        for person in self._people:
            known = self._talk.simulator.state.people.get(person.id)
            assert known is not None
            for message in bot.private_chat(known).messages.values():
                sent = datetime.fromtimestamp(message.data["date"], self._talk.bot.town.zone)
                lines = lines_of(bot, message, f"{sent:%H:%M}")
                if not message.deleted and self._seen.get((person.id, message.message_id)) != lines:
                    self._head(person, self._talk.clock.now())
                    self._lines += [*lines, ""]
                    self._seen[person.id, message.message_id] = lines

    async def assert_reads_as(self, name: str) -> None:
        """Assert that all of it reads exactly as ``golden/<name>.txt``; renews the file when told to."""
        await self.roll()
        path, now = FOLDER / f"{name}.txt", "\n".join(self._lines).strip() + "\n"
        if os.environ.get(RENEW):
            path.write_text(now, "utf-8")
        assert path.is_file(), f"{path.name} is missing; run this test with {RENEW}=1 and read what it made"
        changed = unified_diff(path.read_text("utf-8").splitlines(), now.splitlines(), "was", "is", lineterm="")
        told = "\n".join(changed)
        assert not told, f"it no longer reads as {path.name}; {RENEW}=1 renews that\n{told}"

    def _head(self, person: Person, now: datetime) -> None:
        known = self._talk.simulator.state.people.get(person.id)
        assert known is not None
        day = now.astimezone(self._talk.bot.town.zone).date().isoformat()
        if (known.name, day) != (self._whose, self._day):
            self._whose, self._day = known.name, day
            self._lines += [f"===== {known.name}, {day} =====", ""]

    def _time(self) -> str:
        return f"{self._talk.clock.now().astimezone(self._talk.bot.town.zone):%H:%M}"

    async def _bot(self) -> Bot:
        """Return the simulator's bot, once it has told its own name."""
        bot = self._talk.simulator.state.default_bot()
        async with asyncio.timeout(_PATIENCE):
            while not bot.profile.names:  # noqa: ASYNC110 - the simulator tells nobody that a name was set
                await asyncio.sleep(0.001)
        return bot
