"""Answering (screens B4 and B5): which words are an answer, and to what: by reply, after the button, or by asking."""

from dataclasses import replace

from bot.domain.access import Permission, Role
from bot.domain.assignment import Held
from bot.domain.contact import Contact, Expectation, Expects
from bot.domain.enquiry import Answer, Enquiry, Step
from bot.domain.errors import NotFound
from bot.domain.message import Message, button, text
from bot.domain.town import Town
from bot.domain.words import shorten
from bot.services.dates.gathering import about_one
from bot.services.enquiries.answer_drafts import AnswerDrafts, own_answer
from bot.services.enquiries.answer_screens import AnswerScreens
from bot.services.enquiries.archive import READS
from bot.services.enquiries.asking import Asking
from bot.services.enquiries.locks import lock
from bot.services.enquiries.queue import sent
from bot.services.enquiries.queue_list import PAGE
from bot.services.enquiries.subjects import ABOUT, question_of
from bot.services.guard import Gate, Thing, guard, may
from bot.services.ports import Unit
from bot.services.visit import Reply, Said
from bot.services.wording import pairs

ANSWERS = Gate(Permission.ANSWER, Thing.ENQUIRY)
"""What whoever answers a question must be allowed."""


class Answering:
    """Finds the question that words belong to, and hands them on as an answer to it."""

    def __init__(self, town: Town, drafts: AnswerDrafts, screens: AnswerScreens, asking: Asking) -> None:
        self._town = town
        self._drafts = drafts
        self._screens = screens
        self._asking = asking

    def ask_for_answer(self, unit: Unit, actor: Contact, enquiry_id: int) -> Reply:
        """Ask for the words of the answer; from here on nobody else writes one."""
        enquiry = sent(unit, enquiry_id)
        if (held_up := self._drafts.held_up(unit, actor, enquiry)) is not None:
            return held_up
        lock(unit, enquiry, actor)
        unit.contacts.save(actor.expecting(Expectation(Expects.ANSWER, unit.now, subject=enquiry.id)))
        kept = unit.enquiries.unsent_answer(enquiry.id, actor.id)
        return Reply(self._screens.how(unit, enquiry, kept), fresh=True, subject=f"{ABOUT}{enquiry.id}")

    def card_replied_to(self, unit: Unit, actor: Contact, said: Said) -> int:
        """Return the question that the message is about to which this one replies, 0 for none."""
        subject = unit.outbox.subject_of(actor.id, said.reply_to) if said.reply_to else ""
        return question_of(subject) or about_one(unit, subject)

    def awaited(self, unit: Unit, actor: Contact) -> int:
        """Return the question that we asked this person to answer; 0 for none, and for one that is theirs no more."""
        expectation = actor.expectation(unit.now)
        if expectation is None or expectation.kind is not Expects.ANSWER:
            return 0
        return expectation.subject if may(unit, actor, ANSWERS, expectation.subject) else 0

    def receive(self, unit: Unit, actor: Contact, said: Said, enquiry_id: int) -> Reply:
        """Keep the words as an answer to that question and show it; raise ``NotFound`` where it is not theirs."""
        guard(unit, actor, ANSWERS, (enquiry_id,))
        enquiry = sent(unit, enquiry_id)
        enquiry.after(Step.ANSWER, unit.now)
        return self._drafts.take(unit, actor, enquiry, _kept(unit, actor, said, enquiry.id))

    def receive_loose(self, unit: Unit, actor: Contact, said: Said) -> Reply | None:
        """Keep the words and ask which question they answer; None when no question waits for this person's answer."""
        waiting = self._waiting(unit, actor)
        if not waiting:
            return None
        kept = _kept(unit, actor, said, 0)
        offered = [
            button("queue.button", "answer.choose", kept.id, e.id, number=e.number, topic=self._town.short(e.topic))
            for e in waiting
        ]
        # Colleagues can have a question of their own; whoever keeps the door answers them.
        own = ((button("answer.ask_myself", "answer.ask", kept.id),),) if actor.role is Role.STAFF else ()
        rows = (*pairs(offered), *own, (button("answer.none", "answer.drop", kept.id),))
        return Reply(Message(text("answer.which", words=shorten(said.text, 300)), rows))

    def choose(self, unit: Unit, actor: Contact, answer_id: int, enquiry_id: int) -> Reply:
        """Take the kept words as the answer to the question that was chosen."""
        answer = own_answer(unit, actor, answer_id)
        if answer.sent_at is not None:
            return self._drafts.was_sent(unit, actor, answer)
        guard(unit, actor, ANSWERS, (enquiry_id,))
        enquiry = sent(unit, enquiry_id)
        chosen = replace(answer, enquiry_id=enquiry.id)
        unit.enquiries.save_answer(chosen)
        return self._drafts.take(unit, actor, enquiry, chosen)

    def ask_myself(self, unit: Unit, actor: Contact, answer_id: int) -> Reply:
        """Take the kept words as a question of whoever typed them; a second tap finds no words any more."""
        answer = own_answer(unit, actor, answer_id)
        if answer.sent_at is not None or answer.enquiry_id or not answer.message_id:
            raise NotFound
        unit.enquiries.save_answer(replace(answer, message_id=0))
        said = Said(answer.text, answer.message_id, answer.attachment)
        return replace(self._asking.begin(unit, actor, said), fresh=True)

    def reuse(self, unit: Unit, actor: Contact, enquiry_id: int, earlier_id: int) -> Reply:
        """Prepare the answer that an earlier question got as the answer to this one, to send or to adapt.

        Tapped again it shows the same preview; once those words were sent to this asker, it says so.
        """
        guard(unit, actor, READS, (earlier_id,))
        given = unit.enquiries.latest_answer(sent(unit, earlier_id).id)
        if given is None:
            raise NotFound
        return self.prepare(unit, actor, enquiry_id, given)

    def prepare(self, unit: Unit, actor: Contact, enquiry_id: int, like: Answer) -> Reply:
        """Prepare an answer with the words and the file of ``like``, once; where it was sent already, say so."""
        enquiry = sent(unit, enquiry_id)
        latest = unit.enquiries.latest_answer(enquiry.id)
        if latest is not None and _same(latest, like):
            return self._drafts.was_sent(unit, actor, latest)
        answer = unit.enquiries.unsent_answer(enquiry.id, actor.id)
        if answer is None or not _same(answer, like):
            new = Answer(0, enquiry.id, actor.id, like.text, unit.now, attachment=like.attachment)
            answer = unit.enquiries.add_answer(new)
        return self._drafts.take(unit, actor, enquiry, answer)

    def propose(self, unit: Unit, actor: Contact, enquiry: Enquiry, words: str) -> Reply:
        """Prepare these words as an answer, as if they had been typed."""
        return self.prepare(unit, actor, enquiry.id, Answer(0, enquiry.id, actor.id, words, unit.now))

    def advice_asked(self, unit: Unit, actor: Contact, enquiry_id: int) -> int:
        """Return the assignment by which this person's department advises on that question, 0 for none."""
        held = unit.assignments.live(enquiry_id, actor.department) if actor.role is Role.STAFF else None
        return held.id if held is not None and held.is_advice and held.state is Held.ACCEPTED else 0

    @staticmethod
    def _waiting(unit: Unit, actor: Contact) -> list[Enquiry]:
        """Return the questions that this person's loose words may answer, the most pressing first."""
        if actor.role is not Role.STAFF:
            return list(unit.enquiries.queue(PAGE))
        held = [one for one in unit.assignments.of_person(actor.id) if one.department == actor.department]
        answered = [one.enquiry_id for one in held if one.state is Held.ACCEPTED and not one.is_advice]
        found = (unit.enquiries.get(one) for one in answered[:PAGE])
        return [one for one in found if one is not None]


def _kept(unit: Unit, actor: Contact, said: Said, enquiry_id: int) -> Answer:
    answer = Answer(0, enquiry_id, actor.id, said.text, unit.now, said.attachment, message_id=said.message_id)
    return unit.enquiries.add_answer(answer)


def _same(one: Answer, other: Answer) -> bool:
    return (one.text, one.attachment) == (other.text, other.attachment)
