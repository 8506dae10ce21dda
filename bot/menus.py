"""Which commands the chats of the town's people show: those of their role, and everybody's own once they left."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Protocol

import structlog

from bot.app import Units
from bot.domain.access import Role
from bot.services.ports import Unavailable, Unit
from bot.transport.failures import Kind, classify

log = structlog.get_logger(__name__)

_NOT_THERE = frozenset({Kind.BLOCKED, Kind.CHAT_GONE})


class Menu(Protocol):
    """Tells Telegram which commands to show."""

    async def publish(self) -> None:
        """Set what everybody sees."""
        ...

    async def publish_for(self, person: int, role: Role | None) -> None:
        """Set the commands in the chat of somebody with that role, None for everybody's own."""
        ...


class Menus:
    """Puts right what is not so yet; used at the start, and every now and then while the bot runs.

    What Telegram shows is remembered as long as the bot runs. After a start nothing is known, so whoever ever worked
    here is told to it once: their role may have ended while nobody ran. Who cannot be reached waits until they can.
    """

    def __init__(self, units: Units, menu: Menu) -> None:
        self._units = units
        self._menu = menu
        self._publishing = asyncio.Lock()
        self._shown: dict[int, Role | None] = {}

    async def begin(self) -> None:
        """Publish what everybody sees, and then what each of the town's people does."""
        async with self._publishing:
            try:
                await self._menu.publish()
            except Exception as error:  # noqa: BLE001 - a bot without its menu still answers
                log.warning("menu.not_published", error=classify(error).error)
            await self._publish()

    async def publish(self) -> None:
        """Give the chats of people whose role changed since the last time the commands of their role."""
        async with self._publishing:
            await self._publish()

    async def _publish(self) -> None:
        with suppress(Unavailable):
            wanted = await self._units(_wanted)
            for person, role in sorted(wanted.items()):
                if person not in self._shown or self._shown[person] is not role:
                    await self._publish_for(person, role)

    async def _publish_for(self, person: int, role: Role | None) -> None:
        try:
            await self._menu.publish_for(person, role)
        except Exception as error:  # noqa: BLE001 - a bot without its menu still answers
            verdict = classify(error)
            log.warning("menu.not_published", error=verdict.error)
            if verdict.kind in _NOT_THERE:
                await self._units(lambda unit: _mark_unreachable(unit, person))
        else:
            self._shown[person] = role


def _wanted(unit: Unit) -> Mapping[int, Role | None]:
    """Return whose chat is to show the commands of which role, of those who can be reached."""
    members = [one.person for one in unit.staff.members()]
    here: dict[int, Role | None] = {person.id: person.role for person in members if person.unreachable_since is None}
    return {**dict.fromkeys(unit.staff.left()), **here}


def _mark_unreachable(unit: Unit, person_id: int) -> None:
    person = unit.contacts.get(person_id)
    if person is not None and person.unreachable_since is None:
        unit.contacts.save(replace(person, unreachable_since=unit.now))
