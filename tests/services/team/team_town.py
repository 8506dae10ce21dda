"""A town with as many colleagues as a test wants, and a database in memory."""

from dataclasses import replace

from bot.content import load_town, packaged_content
from bot.domain.access import Role
from bot.domain.contact import Contact
from bot.domain.message import Message
from bot.storage.unit import StorageUnit
from tests.storage.examples import NOW
from tests.storage.memory import Memory

TOWN = load_town(packaged_content())
AMIRA = Contact(2001, "Amira Haddad", "nl", NOW, role=Role.MANAGER)


def hired(unit: StorageUnit, *people: tuple[str, Role, str]) -> list[Contact]:
    """Store these people of the town, and return them in order."""
    made = []
    for number, (name, role, department) in enumerate(people, 1):
        unit.contacts.save(Contact(number, name, "nl", NOW))
        unit.staff.appoint(number, role, department, NOW)
        made.append(Contact(number, name, "nl", NOW, role=role, department=department))
    return made


def memory() -> Memory:
    """Return a database in which Amira is the manager."""
    made = Memory()

    def store(unit: StorageUnit) -> None:
        unit.contacts.save(replace(AMIRA, role=Role.ASKER))
        unit.staff.appoint(AMIRA.id, Role.MANAGER, "", NOW)

    made.within(store)
    return made


def actions(message: Message | None) -> list[tuple[str, tuple[int | str, ...]]]:
    """Return what the buttons of a screen do."""
    assert message is not None
    return [(button.action, button.args) for row in message.rows for button in row]
