"""Following one's own questions (screen B3): the list, one question, its answer, open again."""

from dataclasses import replace

from bot.domain.contact import Contact, Expectation, Expects
from bot.domain.enquiry import Enquiry, Status, Step
from bot.domain.errors import NotFound
from bot.domain.message import Message
from bot.services.decisions.screens import told_about
from bot.services.enquiries.asking import own
from bot.services.enquiries.moves import Moves
from bot.services.enquiries.notices import Notices
from bot.services.enquiries.screens import LIST_LENGTH, EnquiryScreens
from bot.services.helping.screens import HelpingScreens
from bot.services.ports import Unit
from bot.services.visit import Reply

OVER = frozenset({Status.CLOSED, Status.ELSEWHERE, Status.WITHDRAWN})
"""The states in which a question is opened again by its button; what is answered is judged, or written to."""


class Following:
    """Lets askers see where their questions are, and open them again."""

    def __init__(self, screens: EnquiryScreens, helping: HelpingScreens, notices: Notices, moves: Moves) -> None:
        self._helping = helping
        self._screens = screens
        self._moves = moves
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
        return self.shown(unit, enquiry)

    def show_number(self, unit: Unit, actor: Contact, number: int) -> Reply:
        """Show the question that the asker names by its number."""
        enquiry = unit.enquiries.by_number(number)
        if enquiry is None or enquiry.asker_id != actor.id:
            raise NotFound
        return self.shown(unit, enquiry)

    def show_answers(self, unit: Unit, actor: Contact, enquiry_id: int) -> Reply:
        """Send the latest answer again, as it was."""
        enquiry = own(unit, actor, enquiry_id)
        answer = unit.enquiries.latest_answer(enquiry.id)
        if answer is None:
            return self.shown(unit, enquiry)
        messages = self._screens.answer(enquiry, answer, self._screens.signed(unit, answer))
        for message in messages[:-1]:
            unit.outbox.put(actor, message, subject=f"enquiry:{enquiry.id}")
        return Reply(messages[-1], fresh=True, subject=f"enquiry:{enquiry.id}")

    def reopen(self, unit: Unit, actor: Contact, enquiry_id: int) -> Reply:
        """Open a question again and ask what is still to know."""
        enquiry = own(unit, actor, enquiry_id)
        if enquiry.status not in OVER:
            return self.shown(unit, enquiry)
        current = self.reopened(unit, actor, enquiry)
        return self.ask_more(unit, actor, current, Expects.ADDITION, self._screens.reopened(current))

    def reopened(
        self, unit: Unit, actor: Contact, enquiry: Enquiry, detail: str = "", *, satisfied: bool | None = None
    ) -> Enquiry:
        """Return the question as it is open again, with a promised day; staff get the card."""
        after = enquiry.after(Step.REOPEN, unit.now)
        after = after if satisfied is None else replace(after, satisfied=satisfied)
        current = self._moves.keep(unit, enquiry, after, Step.REOPEN, actor.id, detail)
        self._notices.question_changed(unit, current)
        return current

    @staticmethod
    def ask_more(unit: Unit, actor: Contact, enquiry: Enquiry, expects: Expects, screen: Message) -> Reply:
        """Show the screen, and take what is typed next as part of the question."""
        unit.contacts.save(actor.expecting(Expectation(expects, unit.now, subject=enquiry.id)))
        return Reply(screen, fresh=True)

    def shown(self, unit: Unit, enquiry: Enquiry) -> Reply:
        """Show the question as it stands; one that was not sent is not there."""
        if not enquiry.number:
            raise NotFound
        screen = self._screens.one(
            enquiry,
            unit.enquiries.parts(enquiry.id),
            unit.enquiries.history(enquiry.id),
            unit.contacts.get(enquiry.owner_id),
            self._helping.standing(unit, enquiry),
        )
        rows = (*told_about(unit, enquiry.id), *screen.rows)
        return Reply(Message(screen.text, rows), subject=f"enquiry:{enquiry.id}")
