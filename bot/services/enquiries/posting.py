"""What of an answer goes to its asker: the answer itself, put right, taken back; and that it arrived."""

from collections.abc import Sequence

from bot.domain.access import Role
from bot.domain.contact import Contact
from bot.domain.enquiry import Answer, Enquiry
from bot.domain.errors import NotFound
from bot.domain.message import Message, text
from bot.services.enquiries.answer_screens import AnswerScreens
from bot.services.enquiries.screens import EnquiryScreens
from bot.services.enquiries.subjects import ABOUT
from bot.services.ports import Lane, Unit
from bot.services.team.colleagues import managers

ANSWER, PIECE = "answer:", "piece:"
"""What the messages of an answer are about in the outbox: the last one, and those before it with their places."""


class Posting:
    """Owes askers what staff have to say; staff hear whether it arrived."""

    def __init__(self, screens: EnquiryScreens, answer_screens: AnswerScreens) -> None:
        self._screens = screens
        self._answer_screens = answer_screens

    def owe(self, unit: Unit, enquiry: Enquiry, answer: Answer) -> Contact:
        """Owe the asker of that enquiry the whole answer, and return them."""
        asker = _asker(unit, enquiry)
        for subject, message in self._messages(unit, enquiry, answer):
            # With a merge key the row is read anew when it leaves: it may have been taken back by then.
            unit.outbox.put(asker, message, subject=subject, merge_key=subject)
        return asker

    def take_back(self, unit: Unit, enquiry: Enquiry, answer: Answer) -> None:
        """Let one line stand where the answer stood; a file that was sent cannot be changed and stays."""
        line = self._screens.taken_back(unit, enquiry, answer)
        for subject, message in self._messages(unit, enquiry, answer):
            self._instead(unit, enquiry, subject, message, line)

    def correct(self, unit: Unit, enquiry: Enquiry, before: Answer, after: Answer) -> None:
        """Let the new words stand where the old ones stood, and say so; edits alone are heard by nobody."""
        old, new = self._messages(unit, enquiry, before), self._messages(unit, enquiry, after)
        if len(old) != len(new):
            # More or fewer messages than before: nothing can be put between two that are there.
            for subject, message in old:
                self._instead(unit, enquiry, subject, message, Message(text("answer.replaced", number=enquiry.number)))
            self.owe(unit, enquiry, after)
            return
        for subject, message in new:
            self._instead(unit, enquiry, subject, message, message)
        asker = _asker(unit, enquiry)
        shown = unit.outbox.message_of(f"{ANSWER}{after.id}", asker.id)
        if shown:
            told = Message(text("answer.corrected", number=enquiry.number))
            unit.outbox.put(asker, told, reply_to=shown, subject=f"enquiry:{enquiry.id}")

    @staticmethod
    def _instead(unit: Unit, enquiry: Enquiry, subject: str, before: Message, after: Message) -> None:
        """Let a message of an answer say something else, whether it arrived or not."""
        asker = _asker(unit, enquiry)
        shown = unit.outbox.message_of(subject, asker.id)
        if not shown:
            unit.outbox.say_instead(subject, asker.id, after)
        elif before.attachment is None:
            # Under another subject: when this change arrives, that is not the arrival of the answer.
            unit.outbox.put(asker, after, edits=shown, subject=f"enquiry:{enquiry.id}")

    def tell_author(self, unit: Unit, answer_id: int, *, reached: bool) -> Enquiry | None:
        """Tell who answered whether it arrived; that it did not, the managers hear as well. Return the question."""
        answer = unit.enquiries.answer(answer_id)
        enquiry = unit.enquiries.get(answer.enquiry_id) if answer else None
        author = unit.contacts.get(answer.author_id) if answer else None
        if answer is None or enquiry is None or author is None:
            return None
        subject = f"{ABOUT}{enquiry.id}"
        if reached:
            shown = unit.outbox.message_of(f"sent:{answer.id}", author.id)
            screen = self._answer_screens.arrived(unit, enquiry, answer, author)
            unit.outbox.put(author, screen, lane=Lane.NOTICE, edits=shown, subject=subject)
            return enquiry
        others = managers(unit) if author.role is not Role.MANAGER else ()
        for one in (author, *others):
            screen = self._answer_screens.not_reached(unit, enquiry)
            unit.outbox.put(one, screen, lane=Lane.NOTICE, subject=subject)
        return enquiry

    def _messages(self, unit: Unit, enquiry: Enquiry, answer: Answer) -> Sequence[tuple[str, Message]]:
        """Return the messages of the answer, each with what it is about."""
        unjudged = enquiry.satisfied is None
        messages = self._screens.answer(enquiry, answer, self._screens.signed(unit, answer), asks=unjudged)
        pieces = [(f"{PIECE}{answer.id}:{place}", one) for place, one in enumerate(messages[:-1])]
        return (*pieces, (f"{ANSWER}{answer.id}", messages[-1]))


def _asker(unit: Unit, enquiry: Enquiry) -> Contact:
    asker = unit.contacts.get(enquiry.asker_id)
    if asker is None:
        raise NotFound
    return asker
