"""What departments and managers hear of a question that changes hands; cards that are no longer right are replaced."""

from collections.abc import Sequence

from bot.domain.access import Role
from bot.domain.assignment import READABLE, Assignment
from bot.domain.contact import Contact
from bot.domain.enquiry import Enquiry
from bot.domain.message import Message, Rows, Text, button, text
from bot.domain.town import Town
from bot.services.enquiries.holding import department_name
from bot.services.enquiries.queue_screens import QueueScreens
from bot.services.ports import Lane, Unit
from bot.services.team.colleagues import colleagues, managers
from bot.services.wording import named, titled


class Telling:
    """Owes everybody whom it concerns the card as it is now, or the word that it is no longer theirs."""

    def __init__(self, town: Town, screens: QueueScreens) -> None:
        self._town = town
        self._screens = screens

    def offered(self, unit: Unit, enquiry: Enquiry, assignment: Assignment) -> None:
        """Owe each colleague of the department the card."""
        for colleague in colleagues(unit, assignment.department):
            self._owe_card(unit, enquiry, colleague)

    def reminded(self, unit: Unit, enquiry: Enquiry, assignment: Assignment) -> None:
        """Tell the department once more that the question waits for one of them."""
        department = department_name(self._town, assignment.department)
        said = text("hold.reminder", number=enquiry.number, department=department, by=assignment.accept_by)
        rows = (
            (button("hold.take", "hold.take", assignment.id), button("hold.refuse", "hold.refuse", assignment.id)),
            (button("queue.show", "queue.show", enquiry.id, number=enquiry.number),),
        )
        for colleague in colleagues(unit, assignment.department):
            unit.outbox.put(colleague, Message(said, rows), lane=Lane.NOTICE)

    def taken(self, unit: Unit, enquiry: Enquiry, assignment: Assignment, by: Contact) -> None:
        """Show the others in their cards who takes it, and tell the manager without a sound."""
        self.refreshed(unit, enquiry, assignment, by)
        self.managers_see(unit, enquiry, by)
        self._course(unit, enquiry, assignment, by, "hold.manager_taken")

    def handed_on(self, unit: Unit, enquiry: Enquiry, assignment: Assignment, by: Contact, to: Contact) -> None:
        """Owe whoever has it from now on the card, and show the others in theirs who that is."""
        self.refreshed(unit, enquiry, assignment, by, to)
        self.managers_see(unit, enquiry, by)
        if by.role is not Role.MANAGER:
            self._course(unit, enquiry, assignment, to, "hold.manager_passed")
        if to.id != by.id:
            self._owe_card(unit, enquiry, to)

    def advised(self, unit: Unit, enquiry: Enquiry, assignment: Assignment, by: Contact) -> None:
        """Owe the manager the whole card again, with the advice, and show the others in theirs that it is there."""
        self.refreshed(unit, enquiry, assignment, by)
        self._course(unit, enquiry, assignment, by, "hold.manager_advised")
        self.came_back(unit, enquiry)

    def answered(self, unit: Unit, enquiry: Enquiry, assignment: Assignment, by: Contact) -> None:
        """Tell the manager without a sound that a colleague answered, where it said who took the question."""
        self._course(unit, enquiry, assignment, by, "hold.manager_answered")

    def refreshed(self, unit: Unit, enquiry: Enquiry, assignment: Assignment, *but: Contact) -> None:
        """Put the card as it is now in the place of the one that the colleagues see."""
        for colleague in self._members(unit, assignment, but):
            self._replace(unit, enquiry, colleague, self._screens.card(unit, enquiry, colleague))

    def advising(self, unit: Unit, enquiry: Enquiry, assignment: Assignment) -> None:
        """Tell who took it that several departments are asked now, and that the manager answers."""
        self.refreshed(unit, enquiry, assignment)
        holder = unit.contacts.get(assignment.person_id)
        if holder is not None:
            manager = named(unit.contacts.get(enquiry.owner_id))
            said = text("hold.now_advice", number=enquiry.number, name=manager)
            unit.outbox.put(holder, Message(said, self._to_card(enquiry)), lane=Lane.NOTICE)

    def gone(self, unit: Unit, enquiry: Enquiry, assignment: Assignment, why: Text, *but: Contact) -> None:
        """Put the word that it is no longer theirs in the place of the cards; who had taken it hears it anew."""
        message = Message(why, ((button("queue.open", "hold.list", 0),),))
        for colleague in self._members(unit, assignment, but):
            self._replace(unit, enquiry, colleague, message)
            if colleague.id == assignment.person_id:
                unit.outbox.put(colleague, message, lane=Lane.NOTICE)

    def came_back(self, unit: Unit, enquiry: Enquiry) -> None:
        """Owe the manager the whole card again, which says why it came back."""
        hearing = _hearing(unit, enquiry)
        for manager in hearing:
            self._owe_card(unit, enquiry, manager)
        self.managers_see(unit, enquiry, *hearing)

    def managers_see(self, unit: Unit, enquiry: Enquiry, *but: Contact) -> None:
        """Put the card as it is now in the place of the one that the managers see, which makes no sound."""
        left_out = {one.id for one in but}
        for manager in unit.staff.with_role(Role.MANAGER):
            if manager.id not in left_out:
                self._replace(unit, enquiry, manager, self._screens.card(unit, enquiry, manager))

    def all_see(self, unit: Unit, enquiry: Enquiry) -> None:
        """Put the card as it is now in the place of each that stands in a chat of somebody who may read it."""
        self.managers_see(unit, enquiry)
        for one in unit.assignments.of_enquiry(enquiry.id):
            if one.state in READABLE:
                self.refreshed(unit, enquiry, one)

    def managers_hear(self, unit: Unit, enquiry: Enquiry, message: Message) -> None:
        """Tell the manager whose question it is."""
        for manager in _hearing(unit, enquiry):
            unit.outbox.put(manager, message, lane=Lane.NOTICE)

    def _course(self, unit: Unit, enquiry: Enquiry, assignment: Assignment, who: Contact, key: str) -> None:
        """Let one silent line tell the manager how it goes at that department; it is edited at each turn.

        Where the manager opened the card in its place, that stays and the line is a new message.
        """
        department = department_name(self._town, assignment.department)
        values = {"number": enquiry.number, "title": titled(enquiry), "name": named(who), "department": department}
        said = Message(text(key, **values), self._to_card(enquiry), silent=True)
        subject = f"course:{assignment.id}"
        for manager in _hearing(unit, enquiry):
            shown = unit.outbox.message_of(subject, manager.id)
            edits = shown if unit.outbox.subject_of(manager.id, shown) == subject else 0
            unit.outbox.put(manager, said, lane=Lane.NOTICE, edits=edits, subject=subject, merge_key=subject)

    def _owe_card(self, unit: Unit, enquiry: Enquiry, person: Contact) -> None:
        subject = f"card:{enquiry.id}"
        card = self._screens.card(unit, enquiry, person)
        unit.outbox.put(person, card, lane=Lane.NOTICE, subject=subject, merge_key=subject)

    @staticmethod
    def _replace(unit: Unit, enquiry: Enquiry, person: Contact, message: Message) -> None:
        subject = f"card:{enquiry.id}"
        shown = unit.outbox.message_of(subject, person.id)
        # One that has not left yet is replaced before anybody sees it.
        if shown or unit.outbox.waits(person.id, subject):
            unit.outbox.put(person, message, lane=Lane.NOTICE, edits=shown, subject=subject, merge_key=subject)

    @staticmethod
    def _members(unit: Unit, assignment: Assignment, but: Sequence[Contact]) -> Sequence[Contact]:
        left_out = {one.id for one in but}
        members = [one.person for one in unit.staff.of_department(assignment.department)]
        return [one for one in members if one.role is Role.STAFF and one.id not in left_out]

    @staticmethod
    def _to_card(enquiry: Enquiry) -> Rows:
        return ((button("queue.show", "queue.show", enquiry.id, number=enquiry.number),),)


def _hearing(unit: Unit, enquiry: Enquiry) -> Sequence[Contact]:
    """Return the manager whose question it is; whoever is there when that one is away, or it is a colleague's."""
    there = managers(unit)
    own = [one for one in there if one.id == enquiry.owner_id]
    return own or there
