"""What is asked on the way to a department and back: which one, what to know, who then, why, which colleague."""

from collections.abc import Sequence

from bot.domain.access import Role
from bot.domain.assignment import Assignment
from bot.domain.contact import Contact
from bot.domain.department import Department
from bot.domain.enquiry import Enquiry
from bot.domain.message import Button, Message, Text, button, text
from bot.domain.town import Town
from bot.services.enquiries.holding import department_name
from bot.services.ports import Unit
from bot.services.wording import fitted, named, pairs


class HandingScreens:
    """The choices of managers and colleagues, in the words of one town."""

    def __init__(self, town: Town) -> None:
        self._town = town

    def departments(self, unit: Unit, enquiry: Enquiry, living: Sequence[Assignment]) -> Message:
        """Offer the departments, that of the topic first, and mark those in which nobody works here."""
        staffed = {one.person.department for one in unit.staff.members() if one.person.role is Role.STAFF}
        topic = self._town.topics.get(enquiry.topic)
        first = topic.department if topic else ""
        held = {one.department for one in living}
        known = [one for one in self._town.departments.values() if one.key not in held]
        known.sort(key=lambda one: (one.key != first, one.key not in staffed))
        offered = [(one.name, self._department(enquiry, one, first, staffed)) for one in known]
        lines: list[Text] = [text("hand.choose", number=enquiry.number)]
        if held:
            names = tuple(text("department.name", department=department_name(self._town, one)) for one in held)
            lines.append(text("hand.for_advice", departments=names))
        if any(one.key not in staffed for one in known):
            lines.append(text("hand.unstaffed"))
        rows = (*fitted(offered), (button("back", "queue.show", enquiry.id),))
        return Message(text("lines", lines=tuple(lines)), rows)

    def note(self, enquiry: Enquiry, department: str) -> Message:
        """Ask what the manager wants to know of that department."""
        rows = (
            (button("hand.offer", "hand.offer", enquiry.id, department),),
            (button("back", "hand.choose", enquiry.id),),
        )
        name = department_name(self._town, department)
        return Message(text("hand.note", number=enquiry.number, department=name), rows)

    def whom(self, enquiry: Enquiry, assignment: Assignment) -> Message:
        """Ask the department that refuses whose question it is then."""
        offered = [
            (one.name, button("department.button", "hold.refuse_to", assignment.id, one.key, department=one.name))
            for one in self._town.departments.values()
            if one.key != assignment.department
        ]
        rows = (
            *fitted(offered),
            (button("hold.nobody_known", "hold.refuse_to", assignment.id, ""),),
            (button("back", "hold.show", assignment.id),),
        )
        return Message(text("hold.whom", number=enquiry.number), rows)

    def reason(self, enquiry: Enquiry, assignment: Assignment, instead: str, manager: Contact | None) -> Message:
        """Ask why the question is not for this department."""
        name = named(manager)
        rows = ((button("back", "hold.refuse", assignment.id),),)
        if not instead:
            return Message(text("hold.why", number=enquiry.number, name=name), rows)
        other = department_name(self._town, instead)
        return Message(text("hold.why_elsewhere", number=enquiry.number, name=name, department=other), rows)

    @staticmethod
    def colleagues(enquiry: Enquiry, assignment: Assignment, others: Sequence[Contact]) -> Message:
        """Offer the colleagues to whom the question can be handed on."""
        back = (button("back", "hold.show", assignment.id),)
        if not others:
            return Message(text("hold.no_colleagues", number=enquiry.number), (back,))
        offered = [button("person.button", "hold.pass", assignment.id, one.id, name=named(one)) for one in others]
        return Message(text("hold.to_whom", number=enquiry.number), (*pairs(offered), back))

    @staticmethod
    def advice(enquiry: Enquiry, assignment: Assignment, manager: Contact | None) -> Message:
        """Ask what the department tells the manager; what it told before stands ready to copy."""
        rows = ((button("back", "hold.show", assignment.id),),)
        if assignment.advice:
            said = text("hold.advise_again", number=enquiry.number, name=named(manager), words=assignment.advice)
            return Message(said, rows)
        return Message(text("hold.advise_how", number=enquiry.number, name=named(manager)), rows)

    @staticmethod
    def _department(enquiry: Enquiry, one: Department, first: str, staffed: set[str]) -> Button:
        key = "department.button_first" if one.key == first else "department.button"
        key = key if one.key in staffed else "department.button_unstaffed"
        return button(key, "hand.ask", enquiry.id, one.key, department=one.name)
