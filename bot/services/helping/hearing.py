"""What the town's people hear of what an asker, or the clock, does with a question: one line, and the way to it."""

from collections.abc import Iterable

from bot.domain.access import Role
from bot.domain.contact import Contact
from bot.domain.enquiry import Enquiry
from bot.domain.message import Message, Text, button
from bot.services.dates.holders import each_once, holders
from bot.services.ports import Lane, Unit
from bot.services.team.colleagues import managers


def holders_and(unit: Unit, enquiry: Enquiry, person_id: int) -> tuple[Contact, ...]:
    """Return who has the question, with that manager as long as they are one."""
    person = unit.contacts.get(person_id)
    also = (person,) if person is not None and person.role is Role.MANAGER else ()
    return each_once((*holders(unit, enquiry), *also))


def managers_of(unit: Unit, enquiry: Enquiry) -> tuple[Contact, ...]:
    """Return the manager whose question it is; those who are there when it is a colleague's, or that one is away."""
    there = managers(unit)
    return tuple(one for one in there if one.id == enquiry.owner_id) or there


def tell(unit: Unit, people: Iterable[Contact], enquiry: Enquiry, said: Text, *, silent: bool = False) -> None:
    """Owe each of these people one line about the question, with the way to its card."""
    rows = ((button("queue.show", "queue.show", enquiry.id, number=enquiry.number),),)
    for person in people:
        message = Message(said, rows, silent=silent)
        unit.outbox.put(person, message, lane=Lane.NOTICE, subject=f"card:{enquiry.id}")
