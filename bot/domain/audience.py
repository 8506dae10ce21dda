"""Whom a message is for: everybody, a trade, a zone, a theme, or one person; and how that is written in a row."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.contact import Contact
from bot.domain.errors import Refused


class Group(StrEnum):
    """By what people are chosen."""

    EVERYONE = "all"
    TRADE = "trade"
    ZONE = "zone"
    THEME = "theme"
    PERSON = "person"
    NOBODY = "none"


@dataclass(frozen=True, slots=True)
class Audience:
    """One choice of people; ``key`` is the trade, zone, theme, or the person's id."""

    group: Group
    key: str = ""

    def __str__(self) -> str:
        """Return it as one word, such as "trade:horeca"; ``audience_of`` reads it back."""
        return f"{self.group}:{self.key}" if self.key else str(self.group)

    def includes(self, contact: Contact) -> bool:
        """Tell whether this contact belongs to it; whether they want messages is another matter (``respect``)."""
        match self.group:
            case Group.EVERYONE:
                return True
            case Group.TRADE:
                return contact.trade == self.key
            case Group.ZONE:
                return contact.zone == self.key
            case Group.THEME:
                return self.key in contact.themes
            case Group.PERSON:
                return str(contact.id) == self.key
            case _:
                return False


EVERYONE = Audience(Group.EVERYONE)
NOBODY = Audience(Group.NOBODY)


def audience_of(written: str) -> Audience:
    """Return the audience that ``str`` wrote; raise ``Refused`` for anything else."""
    group, _, key = written.partition(":")
    if group not in set(Group) or bool(key) is (group in {Group.EVERYONE, Group.NOBODY}):
        raise Refused("audience.unknown")
    return Audience(Group(group), key)
