"""How the people of the town are named on screens: what they are here, and until when they are away."""

from datetime import date, datetime, timedelta

from bot.domain.access import Role
from bot.domain.contact import Contact
from bot.domain.message import Button, Localized, Text, Value, button, text
from bot.domain.town import Town
from bot.domain.words import shorten

LABEL = 28
"""Units of a name that fit on a button of its own."""


def role_named(town: Town, role: Role, department: str) -> Text:
    """Return what somebody with that role is here, as it stands in a sentence."""
    match role:
        case Role.MANAGER:
            return text("team.as_manager")
        case Role.ADMINISTRATOR:
            return text("team.as_administrator")
        case _:
            return text("team.as_staff", department=department_named(town, department))


def department_named(town: Town, department: str) -> Localized | Text:
    """Return the name of a department, or that it is one which the town no longer has."""
    known = town.departments.get(department)
    return known.name if known is not None else text("team.former_department")


def last_day(town: Town, until: datetime) -> date:
    """Return the last day on which somebody is away who is away until that moment."""
    return town.calendar.local_date(until - timedelta(minutes=1))


def labelled(name: Value) -> Value:
    """Return a name as it fits on a button."""
    return shorten(name, LABEL) if isinstance(name, str) else name


def ways_in(person: Contact) -> tuple[Button, ...]:
    """Return the buttons with which somebody of the town begins their work; none for an asker."""
    match person.role:
        case Role.MANAGER:
            return (button("queue.open", "queue.list", 0),)
        case Role.STAFF:
            return (button("queue.open", "hold.list", 0),)
        case Role.ADMINISTRATOR:
            return (button("team.open", "team.show", 0),)
        case _:
            return ()
