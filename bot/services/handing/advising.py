"""Advice: what departments tell the manager when more than one is asked; it never reaches the asker by itself."""

from bot.domain.access import Permission
from bot.domain.assignment import READABLE, Held, stepped
from bot.domain.contact import Contact, Expectation, Expects
from bot.domain.enquiry import Answer, Step
from bot.domain.errors import NotFound
from bot.domain.words import shorten
from bot.services.enquiries.answering import Answering
from bot.services.enquiries.moves import Moves
from bot.services.enquiries.queue import sent
from bot.services.guard import Gate, Thing, guard
from bot.services.handing.endings import home
from bot.services.handing.holding import Holding, held
from bot.services.handing.screens import HandingScreens
from bot.services.handing.telling import Telling
from bot.services.ports import Unit
from bot.services.visit import Reply, Said

LONGEST_ADVICE = 1500
"""UTF-16 units of one advice; the manager's card shows all of it."""


class Advising:
    """Carries advice from a department to the manager, who makes one answer of it."""

    def __init__(
        self, screens: HandingScreens, holding: Holding, answering: Answering, moves: Moves, telling: Telling
    ) -> None:
        self._screens = screens
        self._holding = holding
        self._answering = answering
        self._moves = moves
        self._telling = telling

    def ask(self, unit: Unit, actor: Contact, assignment_id: int) -> Reply:
        """Ask what the department advises; typed again it takes the place of what it advised before."""
        one, enquiry = held(unit, assignment_id)
        if one.state is not Held.ACCEPTED or not one.is_advice:
            return self._holding.card(unit, actor, enquiry, one)
        unit.contacts.save(actor.expecting(Expectation(Expects.ADVICE, unit.now, subject=one.id)))
        screen = self._screens.advice(enquiry, one, home(unit, one))
        return Reply(screen, fresh=True, subject=f"advice:{one.id}")

    def take_words(self, unit: Unit, actor: Contact, said: Said, assignment_id: int) -> Reply:
        """Take typed words as the advice; the manager gets the card with it."""
        guard(unit, actor, Gate(Permission.HOLD, Thing.ASSIGNMENT), (assignment_id,))
        one, enquiry = held(unit, assignment_id)
        if not said.text:
            return self.ask(unit, actor, assignment_id)
        if one.state is not Held.ACCEPTED or not one.is_advice:
            return self._holding.card(unit, actor, enquiry, one)
        advised = one.advised(shorten(said.text, LONGEST_ADVICE))
        unit.assignments.save(advised)
        current = stepped(enquiry, Step.ADVISE, unit.assignments.of_enquiry(enquiry.id), unit.now)
        current = self._moves.keep(unit, enquiry, current, Step.ADVISE, actor.id, one.department)
        self._telling.advised(unit, current, advised, actor)
        return self._holding.card(unit, actor, current, advised)

    def adopt(self, unit: Unit, actor: Contact, enquiry_id: int) -> Reply:
        """Prepare what the departments advise as the manager's answer, to send or to adapt."""
        enquiry = sent(unit, enquiry_id)
        advices = [
            one.advice for one in unit.assignments.of_enquiry(enquiry.id) if one.advice and one.state in READABLE
        ]
        if not advices:
            raise NotFound
        together = Answer(0, enquiry.id, actor.id, "\n\n".join(advices), unit.now)
        return self._answering.prepare(unit, actor, enquiry.id, together)
