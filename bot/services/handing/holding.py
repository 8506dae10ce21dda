"""What colleagues of a department do with a question: take it, hand it on, say that it is not theirs."""

from dataclasses import replace

from bot.domain.access import Permission, Role
from bot.domain.assignment import LIVE, READABLE, Assignment, Held, stepped
from bot.domain.contact import Contact, Expectation, Expects
from bot.domain.enquiry import Enquiry, Step
from bot.domain.errors import NotFound
from bot.domain.message import Text, Value, text
from bot.domain.town import Town
from bot.domain.words import shorten
from bot.services.enquiries.holding import no_longer
from bot.services.enquiries.moves import Moves
from bot.services.enquiries.queue_screens import QueueScreens
from bot.services.guard import Gate, Thing, guard
from bot.services.handing.endings import home, taken_home
from bot.services.handing.giving import LONGEST_LINE
from bot.services.handing.screens import HandingScreens
from bot.services.handing.telling import Telling
from bot.services.ports import Unit
from bot.services.visit import Reply, Said
from bot.services.wording import named


class Holding:
    """Takes questions for a department; the first colleague who does has it, the others see who."""

    def __init__(
        self, town: Town, cards: QueueScreens, screens: HandingScreens, moves: Moves, telling: Telling
    ) -> None:
        self._town = town
        self._cards = cards
        self._screens = screens
        self._moves = moves
        self._telling = telling

    def show(self, unit: Unit, actor: Contact, assignment_id: int) -> Reply:
        """Show the card, and ask for nothing any more."""
        one, enquiry = held(unit, assignment_id)
        if actor.expects is not None:
            unit.contacts.save(actor.expecting(None))
        return self.card(unit, actor, enquiry, one)

    def take(self, unit: Unit, actor: Contact, assignment_id: int) -> Reply:
        """Take the question; who comes second sees who was first."""
        one, enquiry = held(unit, assignment_id)
        if one.state is Held.ACCEPTED:
            key = "hold.was_yours" if one.person_id == actor.id else "hold.was_taken"
            name = named(unit.contacts.get(one.person_id))
            return self.card(unit, actor, enquiry, one, text(key, number=enquiry.number, name=name))
        if one.state is not Held.OFFERED:
            return self.card(unit, actor, enquiry, one)
        taken = one.accepted(actor.id)
        unit.assignments.save(taken)
        current = stepped(enquiry, Step.ACCEPT, unit.assignments.of_enquiry(enquiry.id), unit.now)
        if not taken.is_advice:
            current = current.owned(actor.id).about(enquiry.topic, taken.department)
        current = self._moves.keep(unit, enquiry, current, Step.ACCEPT, actor.id, taken.department)
        self._telling.taken(unit, current, taken, actor)
        return self.card(unit, actor, current, taken, text("hold.taken", number=current.number))

    def ask_whom(self, unit: Unit, actor: Contact, assignment_id: int) -> Reply:
        """Ask whose question it is, when it is not this department's."""
        one, enquiry = held(unit, assignment_id)
        if one.state not in LIVE:
            return self.card(unit, actor, enquiry, one)
        if actor.expects is not None:
            unit.contacts.save(actor.expecting(None))
        return Reply(self._screens.whom(enquiry, one), subject=f"card:{enquiry.id}")

    def ask_reason(self, unit: Unit, actor: Contact, assignment_id: int, instead: str) -> Reply:
        """Ask why, so that the manager can see further; ``instead`` is the department that was named, "" for none."""
        one, enquiry = held(unit, assignment_id)
        if instead and (instead not in self._town.departments or instead == one.department):
            raise NotFound
        if one.state not in LIVE:
            return self.card(unit, actor, enquiry, one)
        kind = Expects.REFUSAL if one.state is Held.OFFERED else Expects.RELEASE
        unit.contacts.save(actor.expecting(Expectation(kind, unit.now, subject=one.id, topic=instead)))
        screen = self._screens.reason(enquiry, one, instead, home(unit, one))
        return Reply(screen, subject=f"card:{enquiry.id}")

    def take_reason(self, unit: Unit, actor: Contact, said: Said, assignment_id: int) -> Reply:
        """Take typed words as the reason, and give the question back to the manager."""
        guard(unit, actor, Gate(Permission.HOLD, Thing.ASSIGNMENT), (assignment_id,))
        one, enquiry = held(unit, assignment_id)
        if not said.text:
            return self.ask_reason(unit, actor, assignment_id, said.about)
        if one.state not in LIVE:
            return self.card(unit, actor, enquiry, one)
        current = self.give_back(unit, enquiry, one, actor, shorten(said.text, LONGEST_LINE), said.about)
        return Reply(replace(no_longer(current), text=text("hold.given_back", **self._back(unit, current, one))))

    def give_back(
        self, unit: Unit, enquiry: Enquiry, one: Assignment, by: Contact, reason: str, instead: str = ""
    ) -> Enquiry:
        """Give the question back to the manager who offered it, who hears why; return it as it is then."""
        step = Step.REFUSE if one.state is Held.OFFERED else Step.RELEASE
        over = one.ended(Held.REFUSED, unit.now, person_id=by.id, reason=reason)
        unit.assignments.save(over)
        manager = home(unit, one)
        current = stepped(enquiry, step, unit.assignments.of_enquiry(enquiry.id), unit.now)
        if not one.is_advice:
            current = taken_home(self._town, current, manager)
        detail = f"{one.department} {instead}".strip()
        current = self._moves.keep(unit, enquiry, current, step, by.id, detail)
        self._telling.gone(unit, current, over, text("gone.refuse", **self._back(unit, current, one)), by)
        self._telling.came_back(unit, current)
        return current

    def ask_colleague(self, unit: Unit, actor: Contact, assignment_id: int) -> Reply:
        """Offer the colleagues to whom it can be handed on."""
        one, enquiry = held(unit, assignment_id)
        if one.state is not Held.ACCEPTED:
            return self.card(unit, actor, enquiry, one)
        members = (member.person for member in unit.staff.of_department(one.department))
        others = [person for person in members if person.id != one.person_id]
        return Reply(self._screens.colleagues(enquiry, one, others), subject=f"card:{enquiry.id}")

    def hand_on(self, unit: Unit, actor: Contact, assignment_id: int, colleague_id: int) -> Reply:
        """Give the question into the hands of a colleague, or take it over from one."""
        one, enquiry = held(unit, assignment_id)
        to = unit.contacts.get(colleague_id)
        if to is None or to.role is not Role.STAFF or to.department != one.department:
            raise NotFound
        if one.state is not Held.ACCEPTED:
            return self.card(unit, actor, enquiry, one)
        key = "hold.yours_now" if to.id == actor.id else "hold.handed_on"
        toast = text(key, number=enquiry.number, name=named(to))
        if one.person_id == to.id:
            return self.card(unit, actor, enquiry, one, toast)
        passed = one.passed_to(to.id)
        unit.assignments.save(passed)
        current = enquiry.after(Step.HAND_ON, unit.now)
        if not passed.is_advice:
            current = current.owned(to.id)
        current = self._moves.keep(unit, enquiry, current, Step.HAND_ON, actor.id, f"{passed.department} {to.id}")
        self._telling.handed_on(unit, current, passed, actor, to)
        return self.card(unit, actor, current, passed, toast)

    def card(self, unit: Unit, actor: Contact, enquiry: Enquiry, one: Assignment, toast: Text | None = None) -> Reply:
        """Show the card, or without its words that it is with this department no more."""
        if one.state not in READABLE:
            over = no_longer(enquiry)
            return Reply(over, toast=over.text)
        return Reply(self._cards.card(unit, enquiry, actor), toast=toast, subject=f"card:{enquiry.id}")

    @staticmethod
    def _back(unit: Unit, enquiry: Enquiry, one: Assignment) -> dict[str, Value]:
        return {"number": enquiry.number, "name": named(home(unit, one))}


def held(unit: Unit, assignment_id: int) -> tuple[Assignment, Enquiry]:
    """Return the assignment with its question; ``NotFound`` where there is none."""
    one = unit.assignments.get(assignment_id)
    enquiry = unit.enquiries.get(one.enquiry_id) if one is not None else None
    if one is None or enquiry is None:
        raise NotFound
    return one, enquiry
