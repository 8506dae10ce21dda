"""Answering (screens B4): words typed by replying to a card or after the button, a preview, one tap that sends them."""

from dataclasses import replace

from bot.domain.contact import Contact, Expectation, Expects
from bot.domain.enquiry import Answer, Author, Enquiry, Event, Part, Step
from bot.domain.errors import NotFound
from bot.domain.message import Message, button, text
from bot.domain.town import Town
from bot.domain.words import shorten
from bot.services.enquiries.queue import sent
from bot.services.enquiries.queue_screens import PAGE, QueueScreens
from bot.services.enquiries.screens import WHOLE_TEXT, EnquiryScreens
from bot.services.ports import Unit
from bot.services.visit import NOTHING, Reply, Said
from bot.services.wording import named, pairs, titled


class Answering:
    """Carries an answer from the first word to the asker's chat."""

    def __init__(self, town: Town, screens: QueueScreens, enquiry_screens: EnquiryScreens) -> None:
        self._town = town
        self._screens = screens
        self._enquiry_screens = enquiry_screens

    def ask_for_answer(self, unit: Unit, actor: Contact, enquiry_id: int) -> Reply:
        """Ask for the words of the answer."""
        enquiry = sent(unit, enquiry_id)
        unit.contacts.save(actor.expecting(Expectation(Expects.ANSWER, unit.now, subject=enquiry.id)))
        asker = named(unit.contacts.get(enquiry.asker_id))
        rows = ((button("back", "queue.show", enquiry.id),),)
        how = text("answer.how", number=enquiry.number, title=titled(enquiry), name=asker)
        return Reply(Message(how, rows), fresh=True, subject=f"card:{enquiry.id}")

    def receive(self, unit: Unit, actor: Contact, said: Said) -> Reply:
        """Take typed words as an answer: to the card that they reply to, to the question just chosen, or ask which."""
        subject = unit.outbox.subject_of(actor.id, said.reply_to) if said.reply_to else ""
        expectation = actor.expectation(unit.now)
        if subject.startswith("card:"):
            return self._prepare(unit, actor, sent(unit, int(subject.removeprefix("card:"))), said)
        if expectation is not None and expectation.kind is Expects.ANSWER:
            return self._prepare(unit, actor, sent(unit, expectation.subject), said)
        return self._ask_which(unit, actor, said)

    def edit(self, unit: Unit, actor: Contact, said: Said) -> Reply:
        """Take over what the manager changed in an answer that has not left; one that has left stays as it was."""
        answer = unit.enquiries.answer_typed_as(actor.id, said.message_id)
        if answer is None or answer.text == said.text:
            return NOTHING
        if answer.sent_at is not None:
            enquiry = sent(unit, answer.enquiry_id)
            return Reply(Message(text("answer.edited_late", number=enquiry.number)), subject=f"card:{enquiry.id}")
        changed = replace(answer, text=said.text)
        unit.enquiries.save_answer(changed)
        if not changed.enquiry_id:
            return NOTHING
        return self._preview(unit, actor, sent(unit, changed.enquiry_id), changed)

    def choose(self, unit: Unit, actor: Contact, answer_id: int, enquiry_id: int) -> Reply:
        """Take the kept words as the answer to the question that was chosen."""
        answer = self._own(unit, actor, answer_id)
        if answer.sent_at is not None:
            return self._was_sent(unit, answer)
        enquiry = sent(unit, enquiry_id)
        chosen = replace(answer, enquiry_id=enquiry.id)
        unit.enquiries.save_answer(chosen)
        return self._preview(unit, actor, enquiry, chosen)

    def reuse(self, unit: Unit, actor: Contact, enquiry_id: int, earlier_id: int) -> Reply:
        """Prepare the answer that an earlier question got as the answer to this one, to send or to adapt.

        Tapped again it shows the same preview; once those words were sent to this asker, it says so.
        """
        enquiry, given = sent(unit, enquiry_id), unit.enquiries.latest_answer(sent(unit, earlier_id).id)
        if given is None:
            raise NotFound
        latest = unit.enquiries.latest_answer(enquiry.id)
        if latest is not None and _same(latest, given):
            return self._was_sent(unit, latest)
        answer = unit.enquiries.unsent_answer(enquiry.id, actor.id)
        if answer is None or not _same(answer, given):
            answer = unit.enquiries.add_answer(
                Answer(0, enquiry.id, actor.id, given.text, unit.now, attachment=given.attachment)
            )
        if actor.expects is not None:
            unit.contacts.save(actor.expecting(None))
        return self._preview(unit, actor, enquiry, answer)

    def reword(self, unit: Unit, actor: Contact, answer_id: int) -> Reply:
        """Ask for other words; the present ones stand ready to copy."""
        answer = self._own(unit, actor, answer_id)
        if answer.sent_at is not None:
            return self._was_sent(unit, answer)
        unit.contacts.save(actor.expecting(Expectation(Expects.ANSWER, unit.now, subject=answer.enquiry_id)))
        how = text("answer.reword_how", words=shorten(answer.text, WHOLE_TEXT))
        return Reply(Message(how), fresh=True, subject=f"card:{answer.enquiry_id}")

    def drop(self, unit: Unit, actor: Contact, answer_id: int) -> Reply:
        """Send nothing, and show the card again."""
        answer = self._own(unit, actor, answer_id)
        if answer.sent_at is not None:
            return self._was_sent(unit, answer)
        if actor.expects is not None:
            unit.contacts.save(actor.expecting(None))
        if not answer.enquiry_id:
            return Reply(self._screens.list(unit))
        enquiry = sent(unit, answer.enquiry_id)
        return Reply(self._screens.card(unit, enquiry), toast=text("answer.dropped"), subject=f"card:{enquiry.id}")

    def send(self, unit: Unit, actor: Contact, answer_id: int, closes: int) -> Reply:
        """Send the answer, and close the question if so chosen; a second tap changes nothing and says so."""
        answer = self._own(unit, actor, answer_id)
        if answer.sent_at is not None:
            return self._was_sent(unit, answer)
        enquiry = sent(unit, answer.enquiry_id).after(Step.ANSWER, unit.now)
        unit.enquiries.append(Event(enquiry.id, unit.now, Step.ANSWER, actor.id, enquiry.status))
        if closes:
            enquiry = enquiry.after(Step.CLOSE, unit.now)
            unit.enquiries.append(Event(enquiry.id, unit.now, Step.CLOSE, actor.id, enquiry.status))
        given = replace(answer, sent_at=unit.now, closes=bool(closes))
        unit.enquiries.save(replace(enquiry, owner_id=enquiry.owner_id or actor.id))
        unit.enquiries.save_answer(given)
        unit.enquiries.add_part(
            Part(enquiry.id, Author.STAFF, actor.id, given.text, unit.now, attachment=given.attachment)
        )
        asker = self._owe_answer(unit, actor, enquiry, given)
        screen = self._screens.on_its_way(unit, enquiry, given, reachable=asker.unreachable_since is None)
        return Reply(screen, subject=f"sent:{given.id}")

    def _owe_answer(self, unit: Unit, actor: Contact, enquiry: Enquiry, answer: Answer) -> Contact:
        asker = unit.contacts.get(enquiry.asker_id)
        if asker is None:
            raise NotFound
        *ahead, last = self._enquiry_screens.answer(enquiry, answer, named(actor))
        for message in ahead:
            unit.outbox.put(asker, message, subject=f"enquiry:{enquiry.id}")
        unit.outbox.put(asker, last, subject=f"answer:{answer.id}")
        return asker

    def _prepare(self, unit: Unit, actor: Contact, enquiry: Enquiry, said: Said) -> Reply:
        answer = unit.enquiries.add_answer(
            Answer(0, enquiry.id, actor.id, said.text, unit.now, said.attachment, message_id=said.message_id)
        )
        if actor.expects is not None:
            unit.contacts.save(actor.expecting(None))
        return self._preview(unit, actor, enquiry, answer)

    def _preview(self, unit: Unit, actor: Contact, enquiry: Enquiry, answer: Answer) -> Reply:
        return Reply(self._screens.preview(unit, enquiry, answer, named(actor)), subject=f"card:{enquiry.id}")

    def _ask_which(self, unit: Unit, actor: Contact, said: Said) -> Reply:
        waiting = unit.enquiries.queue(PAGE)
        if not waiting:
            return Reply(Message(text("queue.nothing_to_answer")))
        kept = unit.enquiries.add_answer(
            Answer(0, 0, actor.id, said.text, unit.now, said.attachment, message_id=said.message_id)
        )
        offered = [
            button("queue.button", "answer.choose", kept.id, e.id, number=e.number, topic=self._town.short(e.topic))
            for e in waiting
        ]
        rows = (*pairs(offered), (button("answer.none", "answer.drop", kept.id),))
        return Reply(Message(text("answer.which", words=shorten(said.text, 300)), rows))

    def _was_sent(self, unit: Unit, answer: Answer) -> Reply:
        enquiry = sent(unit, answer.enquiry_id)
        toast = text("answer.was_sent", number=enquiry.number, at=answer.sent_at or enquiry.changed_at)
        return Reply(self._screens.card(unit, enquiry), toast=toast, subject=f"card:{enquiry.id}")

    @staticmethod
    def _own(unit: Unit, actor: Contact, answer_id: int) -> Answer:
        answer = unit.enquiries.answer(answer_id)
        if answer is None or answer.author_id != actor.id:
            raise NotFound
        return answer


def _same(one: Answer, other: Answer) -> bool:
    return (one.text, one.attachment) == (other.text, other.attachment)
