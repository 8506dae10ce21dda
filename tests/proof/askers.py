"""Entrepreneurs who keep asking, whatever happens to the bot: they write, tap what they are shown, and tap again."""

import asyncio
from dataclasses import dataclass, field
from random import Random

from bot.simulator import Simulator
from tests.simulator.client import People

MANAGER = 2001
FIRST_ASKER = 7001
SUBMIT = "1|ask.submit|"
PATIENCE = (0.4, 2.4)
"""Seconds that an asker waits for an answer before writing on: at least, at most."""
GLANCE = 0.05


@dataclass
class Asked:
    """What all askers together did: the texts that each sent, and the drafts that each tapped to send."""

    texts: dict[str, int] = field(default_factory=dict)
    tapped: dict[int, int] = field(default_factory=dict)


class Askers:
    """A crowd of so many askers; the same seed makes the same choices."""

    def __init__(self, simulator: Simulator, people: People, count: int, seed: int) -> None:
        self.asked = Asked()
        self._simulator = simulator
        self._people = people
        self.ids = range(FIRST_ASKER, FIRST_ASKER + count)
        self._chance = Random(seed)  # noqa: S311 - choices of a test, not secrets
        self._tasks: list[asyncio.Task[None]] = []
        self._over = False

    async def start(self) -> None:
        """Let everybody press START and begin to ask."""
        await self._people.starts(MANAGER)
        for person in self.ids:
            await self._people.post("/sim/users", id=person, name=f"Vrager {person}", language_code="nl")
            await self._people.starts(person)
        self._tasks = [asyncio.create_task(self._ask_on(person)) for person in self.ids]

    async def stop(self) -> None:
        """Let everybody finish the sentence; raise what went wrong with anybody."""
        self._over = True
        await asyncio.gather(*self._tasks)

    async def _ask_on(self, person: int) -> None:
        count = 0
        while not self._over:
            count += 1
            await self._people.says(person, "/vraag")
            await self._say(person, count, 0)
            for more in range(1, self._chance.randint(2, 4)):
                if (draft := await self._next_draft(person)) is not None:
                    await self._send(person, draft)
                    break
                await self._say(person, count, more)

    async def _say(self, person: int, count: int, more: int) -> None:
        words = f"Vraag {person}/{count}/{more}: mag mijn terras op de markt blijven staan, en wat kost dat?"
        self.asked.texts[words] = person
        await self._people.says(person, words)

    async def _next_draft(self, person: int) -> str | None:
        """Return the callback data under a draft that was not sent yet, None when patience ends."""
        for _ in range(int(self._chance.uniform(*PATIENCE) / GLANCE)):
            await asyncio.sleep(GLANCE)
            for data in self._offered(person):
                if _draft_id(data) not in self.asked.tapped:
                    return data
        return None

    def _offered(self, person: int) -> list[str]:
        chat = self._simulator.state.default_bot().chats[person]
        buttons = (button for message in chat.newest_first() for row in message.buttons() for button in row)
        return [data for button in buttons if (data := button.get("callback_data", "")).startswith(SUBMIT)]

    async def _send(self, person: int, data: str) -> None:
        answered = await self._tap(person, data)
        if not answered and self._chance.random() < 0.5:
            await self._tap(person, data)

    async def _tap(self, person: int, data: str) -> bool:
        self.asked.tapped[_draft_id(data)] = person
        status, answer = await self._people.call("POST", "/sim/tap", {"from": person, "data": data})
        # 404: the screen was replaced while the finger was on its way.
        assert status in {200, 404}, answer
        return status == 404 or bool(answer["answered"])


def _draft_id(data: str) -> int:
    return int(data.split("|")[2])
