"""What the manager does with departments: ask one, or one more for advice, and call a question back."""

from bot.domain.access import Permission, Role
from bot.domain.assignment import Assignment, living, stepped
from bot.domain.contact import Contact, Expectation, Expects
from bot.domain.due import EVERYBODY, Due, DueRow
from bot.domain.enquiry import WITH_DEPARTMENT, Enquiry, Step
from bot.domain.errors import NotFound, Refused
from bot.domain.message import text
from bot.domain.town import Town
from bot.domain.words import shorten
from bot.services.enquiries.holding import department_name
from bot.services.enquiries.moves import Moves
from bot.services.enquiries.queue import sent
from bot.services.enquiries.queue_screens import QueueScreens
from bot.services.guard import Gate, Thing, guard
from bot.services.handing.endings import taken_home
from bot.services.handing.expiry import AT_END, HALFWAY
from bot.services.handing.screens import HandingScreens
from bot.services.handing.telling import Telling
from bot.services.ports import Unit
from bot.services.team.colleagues import colleagues
from bot.services.visit import Reply, Said

LONGEST_LINE = 500
"""UTF-16 units of what managers and departments tell each other about a question; the cards show all of it."""


class Giving:
    """Puts questions before departments. While one has it, another is asked for advice: then the manager answers."""

    def __init__(
        self, town: Town, cards: QueueScreens, screens: HandingScreens, moves: Moves, telling: Telling
    ) -> None:
        self._town = town
        self._cards = cards
        self._screens = screens
        self._moves = moves
        self._telling = telling

    def choose(self, unit: Unit, actor: Contact, enquiry_id: int) -> Reply:
        """Offer the departments."""
        enquiry = sent(unit, enquiry_id)
        # Said here, not after two more screens, that it cannot be given to anybody now.
        if enquiry.status not in WITH_DEPARTMENT:
            enquiry.after(Step.OFFER, unit.now)
        unit.contacts.save(actor.expecting(None))
        return Reply(self._screens.departments(unit, enquiry, living(unit.assignments.of_enquiry(enquiry.id))))

    def ask_note(self, unit: Unit, actor: Contact, enquiry_id: int, department: str) -> Reply:
        """Ask what the manager wants to know of that department; it can go without."""
        enquiry = sent(unit, enquiry_id)
        self._colleagues(unit, department)
        enquiry.after(Step.OFFER, unit.now)
        unit.contacts.save(
            actor.expecting(Expectation(Expects.OFFER_NOTE, unit.now, subject=enquiry.id, topic=department))
        )
        return Reply(self._screens.note(enquiry, department))

    def take_note(self, unit: Unit, actor: Contact, said: Said, enquiry_id: int) -> Reply:
        """Take typed words as what the manager wants to know, and offer the question with them."""
        guard(unit, actor, Gate(Permission.WORK_QUEUE, Thing.ENQUIRY), (enquiry_id,))
        if not said.text:
            return self.ask_note(unit, actor, enquiry_id, said.about)
        return self._offer(unit, actor, enquiry_id, said.about, shorten(said.text, LONGEST_LINE))

    def offer(self, unit: Unit, actor: Contact, enquiry_id: int, department: str) -> Reply:
        """Put the question before the department, without a word of the manager's own."""
        return self._offer(unit, actor, enquiry_id, department, "")

    def recall(self, unit: Unit, actor: Contact, enquiry_id: int) -> Reply:
        """Call the question back; a second tap changes nothing."""
        enquiry = sent(unit, enquiry_id)
        if not living(unit.assignments.of_enquiry(enquiry.id)):
            return self._card(unit, actor, enquiry, "hand.is_yours")
        current = taken_home(self._town, enquiry.after(Step.RECALL, unit.now), actor)
        return self._card(unit, actor, self._moves.keep(unit, enquiry, current, Step.RECALL, actor.id), "hand.recalled")

    def _offer(self, unit: Unit, actor: Contact, enquiry_id: int, department: str, asked: str) -> Reply:
        enquiry = sent(unit, enquiry_id)
        self._colleagues(unit, department)
        living_now = living(unit.assignments.of_enquiry(enquiry.id))
        if actor.expects is not None:
            unit.contacts.save(actor.expecting(None))
        enquiry.after(Step.OFFER, unit.now)
        accept_by = self._town.calendar.add_working_hours(unit.now, self._town.terms.accept_hours)
        new = unit.assignments.add(
            Assignment(
                0,
                enquiry.id,
                department,
                actor.id,
                unit.now,
                accept_by,
                is_advice=bool(living_now),
                asked=asked,
            )
        )
        if new is None:
            return self._card(unit, actor, enquiry, "hand.has_it", department)
        current = self._given(unit, actor, enquiry, new)
        self._plan(unit, new)
        self._telling.offered(unit, current, new)
        for other in living_now:
            if not other.is_advice:
                self._telling.advising(unit, current, other.advising())
        return self._card(unit, actor, current, "hand.offered", department)

    def _given(self, unit: Unit, actor: Contact, enquiry: Enquiry, new: Assignment) -> Enquiry:
        """Store the step; with more than one department all of them advise, and the manager has the question."""
        if new.is_advice:
            for other in living(unit.assignments.of_enquiry(enquiry.id)):
                unit.assignments.save(other.advising())
        owner = unit.contacts.get(enquiry.owner_id)
        owned = enquiry if owner is not None and owner.role is Role.MANAGER else enquiry.owned(actor.id)
        current = stepped(owned, Step.OFFER, unit.assignments.of_enquiry(enquiry.id), unit.now)
        if not new.is_advice:
            current = current.about(enquiry.topic, new.department)
        return self._moves.keep(unit, enquiry, current, Step.OFFER, actor.id, new.department)

    def _plan(self, unit: Unit, new: Assignment) -> None:
        halfway = self._town.calendar.add_working_hours(unit.now, self._town.terms.accept_hours / 2)
        unit.dues.plan(
            [
                DueRow(0, Due.ENQUIRY_EXPIRE, new.id, HALFWAY, EVERYBODY, halfway),
                DueRow(0, Due.ENQUIRY_EXPIRE, new.id, AT_END, EVERYBODY, new.accept_by),
            ]
        )

    def _colleagues(self, unit: Unit, department: str) -> None:
        """Refuse a department that is none, or in which nobody could take it."""
        known = self._town.departments.get(department)
        if known is None:
            raise NotFound
        if not colleagues(unit, department):
            key = "hand.nobody" if known.email else "hand.nobody_at_all"
            raise Refused(key, department=known.name, email=known.email)

    def _card(self, unit: Unit, actor: Contact, enquiry: Enquiry, key: str, department: str = "") -> Reply:
        toast = text(key, number=enquiry.number, department=department_name(self._town, department))
        return Reply(self._cards.card(unit, enquiry, actor), toast=toast, subject=f"card:{enquiry.id}")
