"""The centre manager's queue (screens B4): the list, one card, its files, another topic, close."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.contact import Contact, Expects
from bot.domain.enquiry import WITH_DEPARTMENT, Enquiry, Status, Step
from bot.domain.errors import NotFound
from bot.domain.message import Message, button, text
from bot.domain.narrowing import Filter, Narrowed
from bot.domain.town import Town
from bot.services.enquiries.locks import unlock
from bot.services.enquiries.moves import Moves
from bot.services.enquiries.queue_list import OFFERED
from bot.services.enquiries.queue_screens import QueueScreens
from bot.services.learning.lessons import Teaching
from bot.services.ports import Unit
from bot.services.visit import Reply
from bot.services.wording import named, titled

_ABOUT_CARD = frozenset(
    {Expects.ANSWER, Expects.OFFER_NOTE, Expects.ASK_BACK, Expects.SNOOZE, Expects.HAND_OVER, Expects.NOTE}
    | {Expects.SPLIT}
)
"""What we ask to be typed from a card; its subject is the question."""

LEFT_BY_LOOKING = frozenset({Expects.ANSWER, Expects.NOTE})
"""What we ask for about a question, and ask no more once they went back to its card."""

MOVED = 2
"""Topics that a question had when it was moved once: the one it came with, and another."""


class Queue:
    """What the manager does with questions, apart from answering them."""

    def __init__(self, town: Town, screens: QueueScreens, teaching: Teaching, moves: Moves) -> None:
        self._town = town
        self._moves = moves
        self._screens = screens
        self._teaching = teaching

    def list(self, unit: Unit, _actor: Contact, offset: int = 0) -> Reply:
        """Show a page of what is open."""
        return Reply(self._screens.list(unit, offset))

    def only(self, unit: Unit, actor: Contact, by: str, offset: int) -> Reply:
        """Show a page of the open questions of one kind."""
        if by not in OFFERED:
            raise NotFound
        return Reply(self._screens.listed.shown(unit, Narrowed(Filter(by), owner_id=actor.id), offset))

    def of(self, unit: Unit, _actor: Contact, department: str, offset: int) -> Reply:
        """Show a page of the open questions that lie with that department, or are to go there."""
        if department not in self._town.departments:
            raise NotFound
        return Reply(self._screens.listed.shown(unit, Narrowed(Filter.DEPARTMENT, department), offset))

    def filters(self, unit: Unit, actor: Contact) -> Reply:
        """Offer what the list can be narrowed to."""
        return Reply(self._screens.listed.filters(unit, actor.id))

    def departments(self, unit: Unit, _actor: Contact) -> Reply:
        """Offer the departments that the list can be narrowed to."""
        return Reply(self._screens.listed.departments(unit))

    def show(self, unit: Unit, actor: Contact, enquiry_id: int) -> Reply:
        """Show the card of one question; whoever went back to it from writing is no longer asked for the words."""
        enquiry = sent(unit, enquiry_id)
        waits = actor.expects
        if waits is not None and waits.kind in _ABOUT_CARD and waits.subject == enquiry.id:
            unit.contacts.save(actor.expecting(None))
            enquiry = unlock(unit, enquiry, actor)
        return Reply(self._screens.card(unit, enquiry, actor), subject=f"card:{enquiry.id}")

    def show_number(self, unit: Unit, actor: Contact, number: int) -> Reply:
        """Show the card of the question with that number."""
        enquiry = unit.enquiries.by_number(number)
        if enquiry is None:
            raise NotFound
        return self.show(unit, actor, enquiry.id)

    def whole(self, unit: Unit, actor: Contact, enquiry_id: int) -> Reply:
        """Send everything that was said, in full and in every version."""
        enquiry = sent(unit, enquiry_id)
        for message in self._screens.whole(unit, enquiry):
            unit.outbox.put(actor, message, subject=f"card:{enquiry.id}")
        return self._again(unit, actor, enquiry)

    def files(self, unit: Unit, actor: Contact, enquiry_id: int) -> Reply:
        """Send the files that came with the question."""
        enquiry = sent(unit, enquiry_id)
        files = [part.attachment for part in unit.enquiries.parts(enquiry.id) if part.attachment is not None]
        for at, file in enumerate(files, 1):
            caption = text("card.file", number=enquiry.number, at=at, count=len(files))
            unit.outbox.put(actor, Message(caption, attachment=file), subject=f"card:{enquiry.id}")
        return self._again(unit, actor, enquiry)

    def topics(self, unit: Unit, _actor: Contact, enquiry_id: int) -> Reply:
        """Offer other topics for the question."""
        return Reply(self._screens.topics(sent(unit, enquiry_id)))

    def reroute(self, unit: Unit, actor: Contact, enquiry_id: int, topic: str) -> Reply:
        """Give the question another topic, and with it another department; the promise to the asker stands."""
        enquiry = sent(unit, enquiry_id)
        known = self._town.topics.get(topic)
        if known is None:
            raise NotFound
        toast = text("queue.rerouted", topic=known.title)
        if enquiry.topic == known.key:
            return Reply(self._screens.card(unit, enquiry, actor), toast=toast, subject=f"card:{enquiry.id}")
        current = self._move(unit, actor, enquiry, known.key)
        self._teaching.corrected(unit, actor, current)
        card = self._screens.card(unit, current, actor)
        undo = button("queue.undo", "queue.undo", current.id, len(_topics_of(unit, current)))
        return Reply(replace(card, rows=(*card.rows, (undo,))), toast=toast, subject=f"card:{current.id}")

    def undo(self, unit: Unit, actor: Contact, enquiry_id: int, moves: int) -> Reply:
        """Take the last move back, and what was learnt from it; ``moves`` is how many topics the question had then."""
        enquiry = sent(unit, enquiry_id)
        topics = _topics_of(unit, enquiry)
        if len(topics) != moves or moves < MOVED:
            toast = text("queue.undone_before", topic=self._town.title(enquiry.topic))
            return Reply(self._screens.card(unit, enquiry, actor), toast=toast, subject=f"card:{enquiry.id}")
        current = self._move(unit, actor, enquiry, topics[-MOVED])
        self._teaching.undone(unit, current)
        toast = text("queue.undone", topic=self._town.title(current.topic))
        return Reply(self._screens.card(unit, current, actor), toast=toast, subject=f"card:{current.id}")

    def _move(self, unit: Unit, actor: Contact, enquiry: Enquiry, topic: str) -> Enquiry:
        known = self._town.topics.get(topic)
        # Where a department has it already, another topic does not take it away there.
        department = enquiry.department if enquiry.status in WITH_DEPARTMENT else known.department if known else ""
        current = enquiry.after(Step.REROUTE, unit.now).about(topic, department)
        return self._moves.keep(unit, enquiry, current, Step.REROUTE, actor.id, topic)

    def close(self, unit: Unit, actor: Contact, enquiry_id: int) -> Reply:
        """Close an answered question; its asker hears who closed it and that writing opens it again."""
        enquiry = sent(unit, enquiry_id)
        if enquiry.status is Status.CLOSED:
            return Reply(
                self._screens.card(unit, enquiry, actor), toast=text("queue.was_closed", number=enquiry.number)
            )
        current = self._moves.move(unit, enquiry, Step.CLOSE, actor.id)
        asker = unit.contacts.get(current.asker_id)
        if asker is not None:
            told = text("mine.was_closed", number=current.number, title=titled(current), name=named(actor), at=unit.now)
            rows = ((button("mine.reopen", "mine.reopen", current.id), button("ask.another", "ask.invite")),)
            unit.outbox.put(asker, Message(told, rows), subject=f"enquiry:{current.id}")
        screen = self._screens.card(unit, current, actor)
        return Reply(screen, toast=text("queue.closed", number=current.number), subject=f"card:{current.id}")

    def _again(self, unit: Unit, actor: Contact, enquiry: Enquiry) -> Reply:
        return Reply(self._screens.card(unit, enquiry, actor), fresh=True, subject=f"card:{enquiry.id}")


def sent(unit: Unit, enquiry_id: int) -> Enquiry:
    """Return an enquiry that was sent; a draft is nobody's but its asker's."""
    enquiry = unit.enquiries.get(enquiry_id)
    if enquiry is None or not enquiry.number:
        raise NotFound
    return enquiry


def _topics_of(unit: Unit, enquiry: Enquiry) -> Sequence[str]:
    """Return every topic that the question had, in order, as often as it got one."""
    history = unit.enquiries.history(enquiry.id)
    return [event.detail for event in history if event.step in {Step.SUBMIT, Step.REROUTE}]
