"""Words to use again: found by use and topic, filled for one asker, looked at, and ended."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.domain.contact import Contact, Expects
from bot.domain.enquiry import Enquiry
from bot.domain.errors import NotFound, Refused
from bot.domain.message import text
from bot.domain.note import UseFor, filled
from bot.domain.town import Town
from bot.services.enquiries.answering import ANSWERS, Answering
from bot.services.enquiries.canned_making import changeable, usable
from bot.services.enquiries.canned_screens import CannedScreens
from bot.services.enquiries.canned_values import values_of
from bot.services.enquiries.queue import sent
from bot.services.guard import guard
from bot.services.helping.asking_back import AskingBack
from bot.services.helping.handing_over import HandingOver
from bot.services.helping.rewriting import GATES as LETTERS
from bot.services.ports import Unit
from bot.services.visit import Reply

GATES = {UseFor.ANSWER: ANSWERS, **LETTERS}
"""The uses that have texts here, with what whoever uses one must be allowed."""

Proposing = Callable[[Unit, Contact, Enquiry, str], Reply]
"""Shows words to an asker as they will leave, to send or to adapt."""


class CannedTexts:
    """Offers the texts of a department, and everybody's; none of them ever leaves by itself."""

    def __init__(self, town: Town, answering: Answering, asking_back: AskingBack, handing_over: HandingOver) -> None:
        self._town = town
        self._screens = CannedScreens(town)
        self._propose: Mapping[UseFor, Proposing] = {
            UseFor.ANSWER: answering.propose,
            UseFor.ASK_BACK: asking_back.propose,
            UseFor.HAND_OVER: handing_over.propose,
        }

    def list(self, unit: Unit, actor: Contact, enquiry_id: int, offset: int, use: str) -> Reply:
        """Show a page of the texts that fit the question, for that use."""
        return self._list(unit, actor, enquiry_id, offset, use)

    def tidy(self, unit: Unit, actor: Contact, enquiry_id: int, offset: int, use: str) -> Reply:
        """Show the same page, to end one of the texts."""
        return self._list(unit, actor, enquiry_id, offset, use, tidying=True)

    def use(self, unit: Unit, actor: Contact, enquiry_id: int, canned_id: int) -> Reply:
        """Fill a text for this asker and show what it is for, to send or to adapt."""
        enquiry, canned = sent(unit, enquiry_id), usable(unit, actor, canned_id)
        if canned.ended_at is not None:
            raise Refused("canned.ended")
        use = _use_of(canned.use_for)
        guard(unit, actor, GATES[use], (enquiry.id,))
        words = filled(canned.text, values_of(self._town, unit, enquiry))
        if _prepared(unit, actor, enquiry, use) != words:
            unit.canned.save(replace(canned, used=canned.used + 1))
        return self._propose[use](unit, actor, enquiry, words)

    def look(self, unit: Unit, actor: Contact, canned_id: int, enquiry_id: int) -> Reply:
        """Show a whole text, with what can be done to it; the question, 0 for none, is where they came from."""
        canned = changeable(unit, actor, canned_id)
        if actor.expects is not None and actor.expects.kind is Expects.CANNED:
            unit.contacts.save(actor.expecting(None))
        return Reply(self._screens.one(canned, enquiry_id))

    def end(self, unit: Unit, actor: Contact, canned_id: int, enquiry_id: int) -> Reply:
        """Offer a text no more; what was sent with it stays as it is."""
        canned = changeable(unit, actor, canned_id)
        unit.canned.save(canned.ended(unit.now))
        return Reply(self._screens.ended(canned, enquiry_id), toast=text("canned.ended_toast"))

    def _list(
        self, unit: Unit, actor: Contact, enquiry_id: int, offset: int, named: str, *, tidying: bool = False
    ) -> Reply:
        enquiry, use = sent(unit, enquiry_id), _use_of(named)
        guard(unit, actor, GATES[use], (enquiry.id,))
        screen = self._screens.list(unit, actor, enquiry, use, offset, tidying=tidying)
        # What is typed in reply to a card is an answer; here only that may be.
        return Reply(screen, subject=f"card:{enquiry.id}" if use is UseFor.ANSWER else "")


def _use_of(named: str) -> UseFor:
    """Return the use with that name; raise ``NotFound`` for one that has no texts here."""
    use = next((one for one in GATES if one == named), None)
    if use is None:
        raise NotFound
    return use


def _prepared(unit: Unit, actor: Contact, enquiry: Enquiry, use: UseFor) -> str:
    """Return the words that this person has ready for that use and did not send yet, "" for none."""
    if use is UseFor.ANSWER:
        answer = unit.enquiries.unsent_answer(enquiry.id, actor.id)
        return answer.text if answer is not None else ""
    letter = unit.letters.unsent(enquiry.id, actor.id, use)
    return letter.text if letter is not None else ""
