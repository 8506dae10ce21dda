"""Who lives in the demo's town before anybody taps: the manager, two departments, some entrepreneurs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.domain.access import Role
from bot.domain.contact import Contact, Proactive, Welcome
from bot.domain.town import Town
from bot.services.ports import Unit

ENTREPRENEUR, MANAGER, COLLEAGUE = 1001, 2001, 3001
"""Who plays these parts in the demo's make-believe Telegram; the entrepreneur comes for the first time."""

_KNOWN_SINCE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An entrepreneur who said what they have and where; ``trade`` and ``place`` count in the town's own lists."""

    id: int
    role: str
    name: str
    language: str
    trade: int
    place: int
    themes: tuple[int, ...]

    def persona(self) -> Mapping[str, object]:
        """Return them as the make-believe Telegram knows its people."""
        return {"id": self.id, "role": self.role, "name": self.name, "language_code": self.language}


NEIGHBOURS: Sequence[Neighbour] = (
    Neighbour(1002, "entrepreneur_fr", "Luc Dubois", "fr", trade=1, place=0, themes=(0, 2)),
    Neighbour(1003, "entrepreneur_en", "Emily Shaw", "en", trade=2, place=2, themes=(4,)),
    Neighbour(1004, "entrepreneur_nl", "Karel Wouters", "nl", trade=0, place=0, themes=(0, 1, 4)),
)
"""So that a message to everybody, to a trade or to a zone reaches somebody."""


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of a department; ``place`` counts in the town's own list of departments."""

    id: int
    name: str
    username: str
    place: int

    def persona(self) -> Mapping[str, object]:
        """Return them as the make-believe Telegram knows its people."""
        named = {"id": self.id, "role": "staff", "name": self.name, "username": self.username}
        return {**named, "language_code": "nl"}


COLLEAGUES: Sequence[Colleague] = (
    Colleague(COLLEAGUE, "Bram Claes", "bramclaes", place=2),
    Colleague(3002, "Ilse Vermeulen", "ilsevermeulen", place=2),
    Colleague(3003, "Katrien Baert", "katrienbaert", place=1),
    Colleague(3004, "Yusuf Demir", "yusufdemir", place=1),
)
"""Two departments with two colleagues each; the first one has a telephone on the page."""


def settle(unit: Unit, town: Town) -> bool:
    """Store those who are not known yet, and return whether that was everybody; whoever is known stays as they are."""
    is_new = unit.contacts.get(MANAGER) is None
    if is_new:
        unit.contacts.save(Contact(MANAGER, town.manager, town.languages[0], unit.now, welcome=Welcome.DONE))
    unit.staff.appoint(MANAGER, Role.MANAGER, "", unit.now)
    for colleague in COLLEAGUES:
        if unit.contacts.get(colleague.id) is None:
            since = unit.now - _KNOWN_SINCE
            unit.contacts.save(Contact(colleague.id, colleague.name, town.languages[0], since, welcome=Welcome.DONE))
            unit.staff.appoint(colleague.id, Role.STAFF, _nth(town.departments, colleague.place), since)
    for neighbour in NEIGHBOURS:
        if unit.contacts.get(neighbour.id) is None:
            unit.contacts.save(_contact(unit, town, neighbour))
    return is_new


def _contact(unit: Unit, town: Town, neighbour: Neighbour) -> Contact:
    greeted = Contact(neighbour.id, neighbour.name, town.language(neighbour.language), unit.now - _KNOWN_SINCE)
    return replace(
        greeted,
        language_chosen=True,
        welcome=Welcome.DONE,
        proactive=Proactive.ALL,
        trade=_nth(town.trades, neighbour.trade),
        zone=_nth(town.zones, neighbour.place),
        themes=frozenset(key for theme in neighbour.themes if (key := _nth(town.themes, theme))),
    )


def _nth(among: Mapping[str, object], number: int) -> str:
    """Return the key at that place, counted round; "" when there is none at all."""
    return list(among)[number % len(among)] if among else ""
