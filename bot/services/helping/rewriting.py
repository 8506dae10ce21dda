"""Edits of what staff typed to an asker besides answers: taken over until it left, said so after that."""

from collections.abc import Callable, Mapping

from bot.domain.access import Permission
from bot.domain.contact import Contact
from bot.domain.enquiry import Enquiry
from bot.domain.errors import Refused
from bot.domain.letter import Letter
from bot.domain.message import Message, button, text
from bot.domain.note import UseFor
from bot.services.enquiries.queue import sent
from bot.services.guard import Gate, Thing, guard
from bot.services.helping.asking_back import AskingBack
from bot.services.helping.handing_over import HandingOver
from bot.services.helping.letters import kept, short_enough
from bot.services.ports import Unit
from bot.services.visit import NOTHING, Reply, Said
from bot.services.wording import named

GATES: Mapping[UseFor, Gate] = {
    UseFor.ASK_BACK: Gate(Permission.ANSWER, Thing.ENQUIRY),
    UseFor.HAND_OVER: Gate(Permission.WORK_QUEUE, Thing.ENQUIRY),
}
"""What whoever writes a letter of that kind must be allowed."""


class Rewriting:
    """Shows a letter again with the words that its author changed in their own message."""

    def __init__(self, asking_back: AskingBack, handing_over: HandingOver) -> None:
        self._preview: Mapping[UseFor, Callable[[Unit, Contact, Enquiry, Letter], Reply]] = {
            UseFor.ASK_BACK: asking_back.preview,
            UseFor.HAND_OVER: handing_over.preview,
        }

    def edit(self, unit: Unit, actor: Contact, said: Said) -> Reply | None:
        """Take over what somebody changed in a letter that they typed; None when that message was no letter.

        What left stays as the asker has it, and its author is told so.
        """
        letter = unit.letters.typed_as(actor.id, said.message_id)
        if letter is None:
            return None
        if letter.text == said.text:
            return NOTHING
        guard(unit, actor, GATES[letter.use_for], (letter.enquiry_id,))
        enquiry = sent(unit, letter.enquiry_id)
        if letter.sent_at is not None:
            return _too_late(unit, enquiry)
        if not said.text and letter.use_for is UseFor.ASK_BACK:
            raise Refused("help.no_words_left")
        changed = kept(unit, letter.saying(short_enough(said.text), unit.now, said.message_id))
        return self._preview[letter.use_for](unit, actor, enquiry, changed)


def _too_late(unit: Unit, enquiry: Enquiry) -> Reply:
    name = named(unit.contacts.get(enquiry.asker_id))
    rows = ((button("queue.show", "queue.show", enquiry.id, number=enquiry.number),),)
    return Reply(Message(text("help.edited_too_late", name=name, number=enquiry.number), rows))
