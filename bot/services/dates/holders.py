"""Who has a question in their hands now: whom a promised day concerns, and how the place is called where it lies."""

from collections.abc import Iterable

from bot.domain.access import Role
from bot.domain.assignment import LIVE, Held
from bot.domain.contact import Contact
from bot.domain.department import Department
from bot.domain.enquiry import WITH_DEPARTMENT, Enquiry
from bot.domain.message import Text, text
from bot.domain.town import Town
from bot.services.ports import Unit
from bot.services.team.colleagues import colleagues, managers, stand_in

STAFF = frozenset({Role.STAFF, Role.MANAGER})
"""Those who read questions."""


def holders(unit: Unit, enquiry: Enquiry) -> tuple[Contact, ...]:
    """Return who has to see to it that the question is answered, each once: its owner, and whoever was asked along.

    Where it is offered to a department that is every colleague. Whoever is away is stood in for.
    """
    found = list(_there(unit, enquiry.owner_id))
    for one in unit.assignments.of_enquiry(enquiry.id):
        if one.state is Held.ACCEPTED:
            found += _there(unit, one.person_id)
        elif one.state is Held.OFFERED:
            found += colleagues(unit, one.department)
    return each_once(found) or managers(unit)


def of_departments(unit: Unit, enquiry: Enquiry) -> tuple[Contact, ...]:
    """Return the colleagues of every department that has the question now."""
    live = [one.department for one in unit.assignments.of_enquiry(enquiry.id) if one.state in LIVE]
    return each_once(person for department in live for person in colleagues(unit, department))


def each_once(people: Iterable[Contact]) -> tuple[Contact, ...]:
    """Return these people, each once, in order."""
    return tuple({person.id: person for person in people}.values())


def department_of(town: Town, enquiry: Enquiry) -> Department | None:
    """Return the department that the question lies with, also while somebody there put it off; None: the manager."""
    lies = enquiry.status in WITH_DEPARTMENT or enquiry.resumes in WITH_DEPARTMENT
    return town.departments.get(enquiry.department) if lies else None


def place_of(town: Town, enquiry: Enquiry) -> Text:
    """Return where the question lies, as people say it: with a department, or with the centre manager."""
    department = department_of(town, enquiry)
    if department is not None:
        return text("dates.place_department", department=department.name)
    return text("dates.place_manager", manager=town.manager)


def _there(unit: Unit, person_id: int) -> tuple[Contact, ...]:
    """Return that colleague, or those who are there in their place; nobody when they do not work here any more."""
    member = unit.staff.member(person_id) if person_id else None
    if member is None or member.person.role not in STAFF:
        return ()
    if not member.is_away(unit.now):
        return (member.person,)
    if (standing_in := stand_in(unit, member)) is not None:
        return (standing_in,)
    if member.person.role is Role.MANAGER:
        return managers(unit)
    return colleagues(unit, member.person.department)
