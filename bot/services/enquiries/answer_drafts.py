"""An answer before it leaves: kept from its first word, looked at, signed, worded anew, or dropped."""

from dataclasses import replace

from bot.domain.access import Role
from bot.domain.assignment import LIVE, READABLE, Held
from bot.domain.contact import Contact, Expectation, Expects
from bot.domain.enquiry import Answer, Enquiry, Signed, Step
from bot.domain.errors import NotFound
from bot.domain.message import Message, text
from bot.domain.words import shorten
from bot.services.enquiries.answer_screens import AnswerScreens
from bot.services.enquiries.locks import busy_screen, lock, unlock
from bot.services.enquiries.queue import sent
from bot.services.enquiries.queue_screens import QueueScreens
from bot.services.enquiries.screens import WHOLE_TEXT
from bot.services.enquiries.subjects import ABOUT
from bot.services.ports import Unit
from bot.services.visit import Reply

SIGNINGS = (Signed.PERSON, Signed.DEPARTMENT)
"""The ways to sign, as a button names them."""


class AnswerDrafts:
    """Keeps what staff want to say until they send it; whoever may not answer yet loses no words."""

    def __init__(self, queue_screens: QueueScreens, screens: AnswerScreens) -> None:
        self._queue_screens = queue_screens
        self._screens = screens

    def take(self, unit: Unit, actor: Contact, enquiry: Enquiry, answer: Answer) -> Reply:
        """Show the stored answer before it leaves; raise ``Refused`` where nothing can be answered any more."""
        if (held_up := self.held_up(unit, actor, enquiry, answer)) is not None:
            return held_up
        lock(unit, enquiry, actor)
        return self.preview(unit, enquiry, answer)

    def held_up(self, unit: Unit, actor: Contact, enquiry: Enquiry, kept: Answer | None = None) -> Reply | None:
        """Return why this person cannot answer that question now, None when they can; nobody waits for words then."""
        enquiry.after(Step.ANSWER, unit.now)
        screen = self._not_theirs(unit, actor, enquiry, kept) if actor.role is Role.STAFF else None
        if screen is None and enquiry.is_busy(actor.id, unit.now):
            screen = busy_screen(unit, enquiry, kept)
        if actor.expects is not None:
            unit.contacts.save(actor.expecting(None))
        return Reply(screen, subject=f"{ABOUT}{enquiry.id}") if screen is not None else None

    def _not_theirs(self, unit: Unit, actor: Contact, enquiry: Enquiry, kept: Answer | None) -> Message | None:
        """Return what a colleague sees of a question that another answers, None when their department does."""
        given = unit.assignments.of_enquiry(enquiry.id)
        own = [one for one in given if one.department == actor.department and one.state in READABLE]
        held = own[-1] if own else None
        if held is not None and held.state is Held.OFFERED:
            return self._screens.take_first(enquiry, held, kept)
        if held is not None and held.is_advice:
            return self._screens.advises(enquiry, held)
        others = [
            one for one in given if one.state in LIVE and not one.is_advice and one.department != actor.department
        ]
        if others and (held is None or held.state is Held.DONE):
            return self._screens.with_another(enquiry, others[-1])
        return None

    def preview(self, unit: Unit, enquiry: Enquiry, answer: Answer, after: Answer | None = None) -> Reply:
        """Show the answer as it will reach the asker."""
        return Reply(self._screens.preview(unit, enquiry, answer, after), subject=f"{ABOUT}{enquiry.id}")

    def go_on(self, unit: Unit, actor: Contact, answer_id: int) -> Reply:
        """Go on with words that were kept while somebody else was writing."""
        answer = own_answer(unit, actor, answer_id)
        if answer.sent_at is not None:
            return self.was_sent(unit, actor, answer)
        return self.take(unit, actor, sent(unit, answer.enquiry_id), answer)

    def sign(self, unit: Unit, actor: Contact, answer_id: int, how: int) -> Reply:
        """Sign with the name or without it."""
        answer = own_answer(unit, actor, answer_id)
        if answer.sent_at is not None:
            return self.was_sent(unit, actor, answer)
        if how >= len(SIGNINGS):
            raise NotFound
        signed = replace(answer, signed=SIGNINGS[1 - how])
        unit.enquiries.save_answer(signed)
        return self.take(unit, actor, sent(unit, answer.enquiry_id), signed)

    def reword(self, unit: Unit, actor: Contact, answer_id: int) -> Reply:
        """Ask for other words; the present ones stand ready to copy."""
        answer = own_answer(unit, actor, answer_id)
        if answer.sent_at is not None:
            return self.was_sent(unit, actor, answer)
        enquiry = sent(unit, answer.enquiry_id)
        if (held_up := self.held_up(unit, actor, enquiry, answer)) is not None:
            return held_up
        lock(unit, enquiry, actor)
        unit.contacts.save(actor.expecting(Expectation(Expects.ANSWER, unit.now, subject=enquiry.id)))
        how = text("answer.reword_how", words=shorten(answer.text, WHOLE_TEXT))
        return Reply(Message(how, self._screens.back(enquiry)), fresh=True, subject=f"{ABOUT}{enquiry.id}")

    def drop(self, unit: Unit, actor: Contact, answer_id: int) -> Reply:
        """Send nothing, and show the card again; the words are nobody's answer any more."""
        answer = own_answer(unit, actor, answer_id)
        if answer.sent_at is not None:
            return self.was_sent(unit, actor, answer)
        if actor.expects is not None:
            unit.contacts.save(actor.expecting(None))
        dropped = text("answer.dropped")
        if not answer.enquiry_id:
            screen = self._queue_screens.list(unit) if actor.role is Role.MANAGER else Message(dropped)
            return Reply(screen, toast=dropped)
        enquiry = unlock(unit, sent(unit, answer.enquiry_id), actor)
        unit.enquiries.save_answer(replace(answer, enquiry_id=0))
        card = self._queue_screens.card(unit, enquiry, actor)
        return Reply(card, toast=dropped, subject=f"card:{enquiry.id}")

    def was_sent(self, unit: Unit, actor: Contact, answer: Answer) -> Reply:
        """Show the question again, and say when the answer left."""
        enquiry = sent(unit, answer.enquiry_id)
        toast = text("answer.was_sent", number=enquiry.number, at=answer.sent_at or enquiry.changed_at)
        return Reply(self._queue_screens.card(unit, enquiry, actor), toast=toast, subject=f"card:{enquiry.id}")


def own_answer(unit: Unit, actor: Contact, answer_id: int) -> Answer:
    """Return the actor's own answer; raise ``NotFound`` when it is another's or none."""
    answer = unit.enquiries.answer(answer_id)
    if answer is None or answer.author_id != actor.id:
        raise NotFound
    return answer
