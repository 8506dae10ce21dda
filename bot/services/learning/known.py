"""Known answers first (screens B2): what many ask is shown before it is sent; a person is always one tap away."""

from collections.abc import Callable
from dataclasses import replace

from bot.domain.contact import Contact
from bot.domain.enquiry import Enquiry, Event, Status, Step
from bot.domain.message import Message, text
from bot.domain.town import Town
from bot.services.enquiries.asking import Asking, already_sent, own
from bot.services.enquiries.draft_screens import DraftScreens
from bot.services.ports import Unit
from bot.services.visit import Reply
from bot.services.wording import menu_rows


class KnownAnswering:
    """Shows the answer to a draft that asks what many ask. It never counts as the town's answer."""

    def __init__(self, town: Town, asking: Asking) -> None:
        self._asking = asking
        self._screens = DraftScreens(town)

    def show(self, unit: Unit, actor: Contact, draft_id: int) -> Reply:
        """Show the known answer in the draft's place; one that is past its review date is not shown any more."""

        def move(draft: Enquiry) -> Reply:
            thought = self._asking.thought(unit, actor, draft)
            if thought.known is None:
                return self._asking.show_draft(unit, actor, draft, replace(thought, expired=True))
            return Reply(self._screens.known(draft, thought.known), subject=f"draft:{draft.id}")

        return self._unsent(unit, actor, draft_id, move)

    def ask(self, unit: Unit, actor: Contact, draft_id: int) -> Reply:
        """Go back to the draft: it did not help, a person has to."""

        def move(draft: Enquiry) -> Reply:
            thought = replace(self._asking.thought(unit, actor, draft), known=None)
            return self._asking.show_draft(unit, actor, draft, thought)

        return self._unsent(unit, actor, draft_id, move)

    def helped(self, unit: Unit, actor: Contact, draft_id: int) -> Reply:
        """End the draft: the known answer was enough. Which one it was is kept in the history, the words are not."""

        def move(draft: Enquiry) -> Reply:
            known = self._asking.thought(unit, actor, draft).known
            which = f"known {known.topic} {known.answer.key}" if known else "known"
            self._asking.drop(unit, draft)
            unit.enquiries.append(Event(draft.id, unit.now, Step.DISCARD, actor.id, Status.DISCARDED, which))
            if actor.expects is not None:
                unit.contacts.save(actor.expecting(None))
            return Reply(Message(text("known.glad"), menu_rows()))

        return self._unsent(unit, actor, draft_id, move)

    @staticmethod
    def _unsent(unit: Unit, actor: Contact, draft_id: int, move: Callable[[Enquiry], Reply]) -> Reply:
        draft = own(unit, actor, draft_id)
        return move(draft) if draft.status is Status.DRAFT else already_sent(draft)
