"""Whom a department is: its colleagues, and those who stand in for whoever is away."""

from bot.domain.access import Role
from bot.domain.contact import Contact
from bot.domain.staff import Member
from bot.services.ports import Unit


def colleagues(unit: Unit, department: str) -> tuple[Contact, ...]:
    """Return whom the department's questions are shown to now, each once; empty when nobody works there.

    Whoever is away is left out as long as somebody else is there, or stands in for them.
    """
    members = unit.staff.of_department(department)
    there = {one.person.id: one.person for one in members if not one.is_away(unit.now)}
    for one in members:
        standing_in = stand_in(unit, one)
        if standing_in is not None:
            there.setdefault(standing_in.id, standing_in)
    return tuple(there.values()) or tuple(one.person for one in members)


def managers(unit: Unit) -> tuple[Contact, ...]:
    """Return the centre managers who are there now; all of them when nobody is."""
    members = [one for one in unit.staff.members() if one.person.role is Role.MANAGER]
    there = tuple(one.person for one in members if not one.is_away(unit.now))
    return there or tuple(one.person for one in members)


def stand_in(unit: Unit, member: Member) -> Contact | None:
    """Return who gets what is for that colleague as well, as long as they are away and both have the same work."""
    person = unit.contacts.get(member.stand_in_id) if member.is_away(unit.now) and member.stand_in_id else None
    same = person is not None and (person.role, person.department) == (member.person.role, member.person.department)
    return person if same else None
