"""The centre manager's queue (screens B4): the list, one card, its files, another topic, close."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.contact import Contact, Expects
from bot.domain.enquiry import Enquiry, Event, Status, Step
from bot.domain.errors import NotFound
from bot.domain.message import Message, button, text
from bot.domain.town import Town
from bot.services.enquiries.queue_screens import QueueScreens
from bot.services.learning.lessons import Teaching
from bot.services.ports import Unit
from bot.services.visit import Reply
from bot.services.wording import named, titled

MOVED = 2
"""Topics that a question had when it was moved once: the one it came with, and another."""


class Queue:
    """What the manager does with questions, apart from answering them."""

    def __init__(self, town: Town, screens: QueueScreens, teaching: Teaching) -> None:
        self._town = town
        self._screens = screens
        self._teaching = teaching

    def list(self, unit: Unit, _actor: Contact, offset: int = 0) -> Reply:
        """Show a page of what is open."""
        return Reply(self._screens.list(unit, offset))

    def show(self, unit: Unit, actor: Contact, enquiry_id: int) -> Reply:
        """Show the card of one question; whoever went back to it from answering is no longer asked for the words."""
        enquiry = sent(unit, enquiry_id)
        waits = actor.expects
        if waits is not None and waits.kind is Expects.ANSWER and waits.subject == enquiry.id:
            unit.contacts.save(actor.expecting(None))
        return Reply(self._screens.card(unit, enquiry), subject=f"card:{enquiry.id}")

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
        return self._again(unit, enquiry)

    def files(self, unit: Unit, actor: Contact, enquiry_id: int) -> Reply:
        """Send the files that came with the question."""
        enquiry = sent(unit, enquiry_id)
        files = [part.attachment for part in unit.enquiries.parts(enquiry.id) if part.attachment is not None]
        for at, file in enumerate(files, 1):
            caption = text("card.file", number=enquiry.number, at=at, count=len(files))
            unit.outbox.put(actor, Message(caption, attachment=file), subject=f"card:{enquiry.id}")
        return self._again(unit, enquiry)

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
            return Reply(self._screens.card(unit, enquiry), toast=toast, subject=f"card:{enquiry.id}")
        current = self._move(unit, actor, enquiry, known.key)
        self._teaching.corrected(unit, actor, current)
        card = self._screens.card(unit, current)
        undo = button("queue.undo", "queue.undo", current.id, len(_topics_of(unit, current)))
        return Reply(replace(card, rows=(*card.rows, (undo,))), toast=toast, subject=f"card:{current.id}")

    def undo(self, unit: Unit, actor: Contact, enquiry_id: int, moves: int) -> Reply:
        """Take the last move back, and what was learnt from it; ``moves`` is how many topics the question had then."""
        enquiry = sent(unit, enquiry_id)
        topics = _topics_of(unit, enquiry)
        if len(topics) != moves or moves < MOVED:
            toast = text("queue.undone_before", topic=self._town.title(enquiry.topic))
            return Reply(self._screens.card(unit, enquiry), toast=toast, subject=f"card:{enquiry.id}")
        current = self._move(unit, actor, enquiry, topics[-MOVED])
        self._teaching.undone(unit, current)
        toast = text("queue.undone", topic=self._town.title(current.topic))
        return Reply(self._screens.card(unit, current), toast=toast, subject=f"card:{current.id}")

    def _move(self, unit: Unit, actor: Contact, enquiry: Enquiry, topic: str) -> Enquiry:
        known = self._town.topics.get(topic)
        current = enquiry.after(Step.REROUTE, unit.now).about(topic, known.department if known else "")
        unit.enquiries.save(current)
        unit.enquiries.append(Event(current.id, unit.now, Step.REROUTE, actor.id, current.status, topic))
        return current

    def close(self, unit: Unit, actor: Contact, enquiry_id: int) -> Reply:
        """Close an answered question; its asker hears who closed it and that writing opens it again."""
        enquiry = sent(unit, enquiry_id)
        if enquiry.status is Status.CLOSED:
            return Reply(self._screens.card(unit, enquiry), toast=text("queue.was_closed", number=enquiry.number))
        current = enquiry.after(Step.CLOSE, unit.now)
        unit.enquiries.save(current)
        unit.enquiries.append(Event(current.id, unit.now, Step.CLOSE, actor.id, current.status))
        asker = unit.contacts.get(current.asker_id)
        if asker is not None:
            told = text("mine.was_closed", number=current.number, title=titled(current), name=named(actor), at=unit.now)
            rows = ((button("mine.reopen", "mine.reopen", current.id), button("ask.another", "ask.invite")),)
            unit.outbox.put(asker, Message(told, rows), subject=f"enquiry:{current.id}")
        screen = self._screens.card(unit, current)
        return Reply(screen, toast=text("queue.closed", number=current.number), subject=f"card:{current.id}")

    def _again(self, unit: Unit, enquiry: Enquiry) -> Reply:
        return Reply(self._screens.card(unit, enquiry), fresh=True, subject=f"card:{enquiry.id}")


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
