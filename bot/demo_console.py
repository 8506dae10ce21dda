"""The demo in a terminal: for a screen reader, over SSH, or for whoever likes typing."""

import asyncio
import sys
from collections.abc import Mapping
from typing import Any

from aiohttp import ClientSession

from bot.demo_people import ENTREPRENEUR, MANAGER
from bot.domain.message import Language, text
from bot.i18n import Catalogues

_PARTS: Mapping[str, int] = {"o": ENTREPRENEUR, "m": MANAGER, "e": ENTREPRENEUR}


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
            while line := await loop.run_in_executor(None, sys.stdin.readline):
                await self._act(session, line.strip())
                await asyncio.sleep(0.4)
                await self._show(session)

    async def _act(self, session: ClientSession, line: str) -> None:
        who, _, words = line.partition(" ")
        person = _PARTS.get(who.lower())
        if person is None or not words:
            self._say("demo.console")
            return
        buttons = self._buttons.get(person, [])
        if words.isdigit() and 0 < int(words) <= len(buttons):
            message_id, data = buttons[int(words) - 1]
            await session.post("/sim/tap", json={"from": person, "message_id": message_id, "data": data})
        else:
            await session.post("/sim/message", json={"from": person, "text": words})

    async def _show(self, session: ClientSession) -> None:
        for letter, person in (("o", ENTREPRENEUR), ("m", MANAGER)):
            async with session.get(f"/sim/chats/{person}") as answer:
                for message in await answer.json():
                    self._show_one(letter, person, message)

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
