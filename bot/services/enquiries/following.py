"""Following one's own questions (screen B3): the list, one question, helped or not yet, open again."""

from dataclasses import replace

from bot.domain.contact import Contact, Expectation, Expects
from bot.domain.enquiry import Answer, Enquiry, Event, Status, Step
from bot.domain.errors import NotFound
from bot.domain.message import Message, button, text
from bot.services.decisions.screens import told_about
from bot.services.enquiries.asking import own
from bot.services.enquiries.notices import Notices
from bot.services.enquiries.screens import LIST_LENGTH, EnquiryScreens
from bot.services.ports import Unit
from bot.services.visit import Reply
from bot.services.wording import named


class Following:
    """Lets askers see where their questions are, and say whether the answer helped."""

    def __init__(self, screens: EnquiryScreens, notices: Notices) -> None:
        self._screens = screens
        self._notices = notices

    def list(self, unit: Unit, actor: Contact, offset: int = 0) -> Reply:
        """Show a page of the asker's questions."""
        still_open, total = unit.enquiries.count_of_asker(actor.id)
        start = min(max(0, offset), max(0, total - 1))
        page = unit.enquiries.of_asker(actor.id, LIST_LENGTH, start)
        return Reply(self._screens.mine(page, still_open, total, start))

    def show(self, unit: Unit, actor: Contact, enquiry_id: int) -> Reply:
        """Show one of the asker's questions; whoever goes back to it adds nothing to it after all."""
        enquiry = own(unit, actor, enquiry_id)
        if actor.expects is not None:
            unit.contacts.save(actor.expecting(None))
        return self._one(unit, enquiry)

    def show_number(self, unit: Unit, actor: Contact, number: int) -> Reply:
        """Show the question that the asker names by its number."""
        enquiry = unit.enquiries.by_number(number)
        if enquiry is None or enquiry.asker_id != actor.id:
            raise NotFound
        return self._one(unit, enquiry)

    def show_answers(self, unit: Unit, actor: Contact, enquiry_id: int) -> Reply:
        """Send the latest answer again, as it was."""
        enquiry = own(unit, actor, enquiry_id)
        answer = unit.enquiries.latest_answer(enquiry.id)
        if answer is None:
            return self._one(unit, enquiry)
        messages = self._screens.answer(enquiry, answer, named(unit.contacts.get(answer.author_id)))
        for message in messages[:-1]:
            unit.outbox.put(actor, message, subject=f"enquiry:{enquiry.id}")
        return Reply(messages[-1], fresh=True, subject=f"enquiry:{enquiry.id}")

    def helped(self, unit: Unit, actor: Contact, answer_id: int) -> Reply:
        """Note that the answer helped; the question is then closed. A second tap changes nothing."""
        enquiry, answer = self._answered(unit, actor, answer_id)
        if enquiry.status is Status.ANSWERED:
            enquiry = enquiry.after(Step.CLOSE, unit.now)
            unit.enquiries.append(Event(enquiry.id, unit.now, Step.CLOSE, actor.id, enquiry.status, "helped"))
        if enquiry.status is Status.CLOSED and enquiry.satisfied is not True:
            unit.enquiries.save(replace(enquiry, satisfied=True))
            self._notices.asker_judged(unit, enquiry, helped=True)
        self._without_buttons(unit, actor, enquiry, answer)
        rows = ((button("mine.reopen", "mine.reopen", enquiry.id), button("ask.another", "ask.invite")),)
        if enquiry.status is not Status.CLOSED:
            return self._one(unit, enquiry)
        return Reply(Message(text("mine.closed", number=enquiry.number), rows), fresh=True, toast=text("mine.thanks"))

    def not_helped(self, unit: Unit, actor: Contact, answer_id: int) -> Reply:
        """Note that it did not help, open the question again and ask what is missing."""
        enquiry, _ = self._answered(unit, actor, answer_id)
        if enquiry.status in {Status.ANSWERED, Status.CLOSED}:
            return self._reopen(unit, actor, replace(enquiry, satisfied=False), Expects.REASON)
        return self._ask_why(unit, actor, enquiry, Expects.REASON)

    def reopen(self, unit: Unit, actor: Contact, enquiry_id: int) -> Reply:
        """Open a question again and ask what is still to know."""
        enquiry = own(unit, actor, enquiry_id)
        if enquiry.status is Status.CLOSED:
            return self._reopen(unit, actor, enquiry, Expects.ADDITION)
        return self._one(unit, enquiry)

    def _reopen(self, unit: Unit, actor: Contact, enquiry: Enquiry, expects: Expects) -> Reply:
        current = enquiry.after(Step.REOPEN, unit.now)
        unit.enquiries.save(current)
        unit.enquiries.append(Event(current.id, unit.now, Step.REOPEN, actor.id, current.status))
        self._notices.question_changed(unit, current)
        return self._ask_why(unit, actor, current, expects)

    def _ask_why(self, unit: Unit, actor: Contact, enquiry: Enquiry, expects: Expects) -> Reply:
        unit.contacts.save(actor.expecting(Expectation(expects, unit.now, subject=enquiry.id)))
        return Reply(self._screens.reopened(enquiry), fresh=True)

    def _one(self, unit: Unit, enquiry: Enquiry) -> Reply:
        if not enquiry.number:
            raise NotFound
        screen = self._screens.one(enquiry, unit.enquiries.parts(enquiry.id))
        rows = (*told_about(unit, enquiry.id), *screen.rows)
        return Reply(Message(screen.text, rows), subject=f"enquiry:{enquiry.id}")

    @staticmethod
    def _answered(unit: Unit, actor: Contact, answer_id: int) -> tuple[Enquiry, Answer]:
        answer = unit.enquiries.answer(answer_id)
        if answer is None or answer.sent_at is None:
            raise NotFound
        return own(unit, actor, answer.enquiry_id), answer

    def _without_buttons(self, unit: Unit, actor: Contact, enquiry: Enquiry, answer: Answer) -> None:
        # The answer itself stays as it is, only the question under it goes.
        shown = unit.outbox.message_of(f"answer:{answer.id}", actor.id)
        if shown:
            author = named(unit.contacts.get(answer.author_id))
            last = self._screens.answer(enquiry, answer, author, asks=False)[-1]
            # Not "answer:…": when this change arrives, that is not the arrival of the answer.
            unit.outbox.put(actor, last, edits=shown, subject=f"enquiry:{enquiry.id}")
