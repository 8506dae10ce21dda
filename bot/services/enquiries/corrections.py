"""Putting an answer right after it was sent: other words in its place, or taken back whole."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.access import Role
from bot.domain.contact import Contact
from bot.domain.enquiry import WAITING_FOR_TOWN, Answer, Enquiry, Status, Step
from bot.domain.errors import NotFound, Refused
from bot.domain.message import Message, button, text
from bot.services.enquiries.answer_drafts import AnswerDrafts
from bot.services.enquiries.answering import ANSWERS
from bot.services.enquiries.moves import Moves
from bot.services.enquiries.posting import Posting
from bot.services.enquiries.queue import sent
from bot.services.enquiries.queue_screens import QueueScreens
from bot.services.enquiries.sending import part_of_answer
from bot.services.guard import guard
from bot.services.ports import Lane, Unit
from bot.services.team.colleagues import managers
from bot.services.visit import NOTHING, Reply, Said

TAKEN_BACK_WITHIN = timedelta(hours=48)
"""How long after it was sent an answer can be taken back: by then it was read, and acted upon."""


class Corrections:
    """Changes what was sent, so that asker and staff always read the same."""

    def __init__(self, screens: QueueScreens, drafts: AnswerDrafts, posting: Posting, moves: Moves) -> None:
        self._screens = screens
        self._drafts = drafts
        self._posting = posting
        self._moves = moves

    def take_back(self, unit: Unit, actor: Contact, answer_id: int) -> Reply:
        """Take an answer back: its asker reads that in its place, and the question is open again.

        Raises ``Refused`` when the asker said that it helped, or when too much time passed.
        """
        answer = _given(unit, actor, answer_id)
        enquiry = sent(unit, answer.enquiry_id)
        if answer.taken_back_at is None:
            enquiry = self._take_back(unit, actor, enquiry, answer)
        waits = enquiry.status in WAITING_FOR_TOWN
        key = "answer.taken_back_toast" if waits else "answer.taken_back_older_toast"
        toast = text(key, number=enquiry.number)
        card = self._screens.card(unit, enquiry, actor)
        return Reply(card, toast=toast, fresh=True, subject=f"card:{enquiry.id}")

    def edit(self, unit: Unit, actor: Contact, said: Said) -> Reply | None:
        """Take over what somebody changed in an answer that they typed; None when that message was no answer."""
        answer = unit.enquiries.answer_typed_as(actor.id, said.message_id)
        if answer is None:
            return None
        if answer.text == said.text or answer.taken_back_at is not None:
            return NOTHING
        changed = replace(answer, text=said.text)
        if not answer.enquiry_id:
            unit.enquiries.save_answer(changed)
            return NOTHING
        guard(unit, actor, ANSWERS, (answer.enquiry_id,))
        if not said.text and answer.attachment is None:
            raise Refused("other.empty")
        enquiry = sent(unit, answer.enquiry_id)
        if answer.sent_at is not None:
            return self._correct(unit, actor, enquiry, answer, said.text)
        unit.enquiries.save_answer(changed)
        return self._drafts.take(unit, actor, enquiry, changed)

    def _correct(self, unit: Unit, actor: Contact, enquiry: Enquiry, answer: Answer, words: str) -> Reply:
        corrected = replace(answer, text=words, version=answer.version + 1)
        unit.enquiries.save_answer(corrected)
        _say_again(unit, answer, words)
        current = self._moves.move(unit, enquiry, Step.CORRECT, actor.id, str(answer.id))
        self._posting.correct(unit, current, answer, corrected)
        rows = ((button("queue.show", "queue.show", current.id, number=current.number),),)
        shown = Message(text("answer.corrected_author", number=current.number), rows)
        return Reply(shown, subject=f"card:{current.id}")

    def _take_back(self, unit: Unit, actor: Contact, enquiry: Enquiry, answer: Answer) -> Enquiry:
        latest = unit.enquiries.latest_answer(enquiry.id)
        is_latest = latest is not None and latest.id == answer.id
        if is_latest and enquiry.satisfied:
            raise Refused("answer.helped_already", number=enquiry.number)
        if answer.sent_at is None or unit.now - answer.sent_at > TAKEN_BACK_WITHIN:
            raise Refused("answer.too_late_to_take_back", number=enquiry.number)
        gone = replace(answer, taken_back_at=unit.now)
        unit.enquiries.save_answer(gone)
        _say_again(unit, answer, "")
        # Where a later answer stands, the question is still answered.
        ends = enquiry.status in {Status.ANSWERED, Status.CLOSED} and not is_latest
        after = replace(enquiry, changed_at=unit.now) if ends else enquiry.after(Step.TAKE_BACK, unit.now)
        current = self._moves.keep(unit, enquiry, after, Step.TAKE_BACK, actor.id, str(answer.id))
        self._posting.take_back(unit, current, gone)
        self._tell_managers(unit, actor, current)
        return current

    def _tell_managers(self, unit: Unit, actor: Contact, enquiry: Enquiry) -> None:
        """Owe the other managers the card: a question that a department answered waits again."""
        subject = f"card:{enquiry.id}"
        for manager in managers(unit):
            if manager.id != actor.id:
                card = self._screens.card(unit, enquiry, manager, changed=True)
                unit.outbox.put(manager, card, lane=Lane.NOTICE, subject=subject, merge_key=subject)


def _given(unit: Unit, actor: Contact, answer_id: int) -> Answer:
    """Return an answer that was sent, by the actor or, for a manager, by anybody."""
    answer = unit.enquiries.answer(answer_id)
    if answer is None or answer.sent_at is None:
        raise NotFound
    if answer.author_id != actor.id and actor.role is not Role.MANAGER:
        raise NotFound
    return answer


def _say_again(unit: Unit, answer: Answer, words: str) -> None:
    """Keep the new words of the answer as the next version of what was said; "" where it was taken back."""
    part = part_of_answer(answer)
    newest = unit.enquiries.newest_version(part.author_id, part.message_id)
    if newest is not None:
        again = newest.edited(words, unit.now)
        unit.enquiries.add_part(again if words else replace(again, attachment=None))
