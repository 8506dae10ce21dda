"""The demo in a terminal: for a screen reader, over SSH, or for whoever likes typing."""

import asyncio
import sys
from collections.abc import Mapping
from typing import Any

from aiohttp import ClientSession

from bot.demo_people import COLLEAGUE, ENTREPRENEUR, MANAGER
from bot.domain.message import Language, text
from bot.i18n import Catalogues

_PARTS: Mapping[str, int] = {
    "o": ENTREPRENEUR,
    "e": ENTREPRENEUR,
    "m": MANAGER,
    "d": COLLEAGUE,
    "s": COLLEAGUE,
}
"""Who speaks, by the first letter of what they are, in Dutch, French or English."""

_PAUSE, _PAUSES = 0.4, 10
"""Seconds between two looks at the chats, and how often it looks: in its first second the bot answers slowly."""


class Console:
    """Reads ``o words`` (who says what) and ``m 2`` (who taps which button), and shows what comes back."""

    def __init__(self, address: str, catalogues: Catalogues, language: Language) -> None:
        self._address = address
        self._catalogues = catalogues
        self._language = language
        self._buttons: dict[int, list[tuple[int, str]]] = {}
        self._seen: dict[tuple[int, int], str] = {}

    async def run(self) -> None:
        """Talk until the input ends."""
        self._say("demo.console")
        loop = asyncio.get_running_loop()
        async with ClientSession(self._address) as session:
            await self._show(session)
            while line := await loop.run_in_executor(None, sys.stdin.readline):
                acted = await self._act(session, line.strip())
                await self._show_answer(session, acted)

    async def _show_answer(self, session: ClientSession, acted: int) -> None:
        """Show what comes of an act, until this person was answered and nothing more follows."""
        answered = False
        for _ in range(_PAUSES if acted else 1):
            await asyncio.sleep(_PAUSE)
            news = acted in await self._show(session)
            if answered and not news:
                return
            answered = answered or news

    async def _act(self, session: ClientSession, line: str) -> int:
        """Do what the line says, and return who did it, 0 when it is not understood."""
        who, _, words = line.partition(" ")
        person = _PARTS.get(who.lower())
        if person is None or not words:
            self._say("demo.console")
            return 0
        buttons = self._buttons.get(person, [])
        if words.isdigit() and 0 < int(words) <= len(buttons):
            message_id, data = buttons[int(words) - 1]
            await session.post("/sim/tap", json={"from": person, "message_id": message_id, "data": data})
        else:
            await session.post("/sim/message", json={"from": person, "text": words})
        return person

    async def _show(self, session: ClientSession) -> set[int]:
        """Show what is new in the chats, and return in whose."""
        before = dict(self._seen)
        for letter, person in (("o", ENTREPRENEUR), ("m", MANAGER), ("d", COLLEAGUE)):
            async with session.get(f"/sim/chats/{person}") as answer:
                for message in await answer.json():
                    self._show_one(letter, person, message)
        return {key[0] for key, said in self._seen.items() if before.get(key) != said}

    def _show_one(self, letter: str, person: int, message: Mapping[str, Any]) -> None:
        key, said = (person, message["message_id"]), str(message.get("text") or "")
        if message["by"] != "bot" or self._seen.get(key) == said:
            return
        self._seen[key] = said
        sys.stdout.write(f"\n[{letter}] {said}\n")
        buttons = [button for row in message.get("buttons") or [] for button in row if "data" in button]
        if buttons:
            self._buttons[person] = [(message["message_id"], button["data"]) for button in buttons]
        for number, button in enumerate(buttons, 1):
            sys.stdout.write(f"    {number}. {button['label']}\n")
        sys.stdout.flush()

    def _say(self, key: str) -> None:
        sys.stdout.write(self._catalogues.label(text(key), self._language) + "\n")
        sys.stdout.flush()
