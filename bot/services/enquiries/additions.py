"""What askers add to a question that is sent: more words, more files, other words, the reason of a "not yet"."""

from bot.domain.contact import Contact, Expectation, Expects
from bot.domain.enquiry import Author, Enquiry, Status, Step
from bot.domain.errors import NotFound
from bot.domain.message import Message, button, text
from bot.services.enquiries.archive import index
from bot.services.enquiries.asking import Asking, already_sent, own, part_of
from bot.services.enquiries.moves import Moves
from bot.services.enquiries.notices import Notices
from bot.services.ports import Unit
from bot.services.visit import NOTHING, Reply, Said


class Additions:
    """Keeps a question whole: whatever belongs to it goes to it, and staff hear of it."""

    def __init__(self, asking: Asking, notices: Notices, moves: Moves) -> None:
        self._asking = asking
        self._moves = moves
        self._notices = notices

    def ask_for_addition(self, unit: Unit, actor: Contact, enquiry_id: int) -> Reply:
        """Ask what to add to the question."""
        enquiry = own(unit, actor, enquiry_id)
        if enquiry.status in {Status.DRAFT, Status.DISCARDED}:
            return self._asking.ask_for_question(unit, actor)
        unit.contacts.save(actor.expecting(Expectation(Expects.ADDITION, unit.now, subject=enquiry.id)))
        rows = ((button("back", "mine.show", enquiry.id),),)
        return Reply(Message(text("mine.add_how", number=enquiry.number), rows), fresh=True)

    def add(self, unit: Unit, actor: Contact, enquiry: Enquiry, said: Said) -> Reply:
        """Add the words to the question; writing to an answered or closed one opens it again."""
        quietly = bool(said.album) and unit.enquiries.of_album(actor.id, said.album) is not None
        unit.enquiries.add_part(part_of(enquiry, actor, said, unit))
        current = self._step(unit, actor, enquiry, Step.ADD)
        if actor.expects is not None:
            unit.contacts.save(actor.expecting(None))
        if quietly:
            return NOTHING
        return _added(enquiry, current)

    def attach(self, unit: Unit, actor: Contact, draft_id: int, enquiry_id: int) -> Reply:
        """Make the draft part of a question that was sent before, instead of a new one."""
        draft, enquiry = own(unit, actor, draft_id), own(unit, actor, enquiry_id)
        if not enquiry.number:
            raise NotFound
        if draft.status is not Status.DRAFT:
            return _added(enquiry, enquiry) if self._was_attached(unit, draft, enquiry) else already_sent(draft)
        for part in self._asking.drop(unit, draft):
            unit.enquiries.add_part(part.moved_to(enquiry.id))
        current = self._step(unit, actor, enquiry, Step.ADD)
        return _added(enquiry, current)

    def edit(self, unit: Unit, actor: Contact, said: Said) -> Reply:
        """Keep the new version of a message that was edited; staff see it. One in no question changes nothing."""
        newest = unit.enquiries.newest_version(actor.id, said.message_id)
        enquiry = unit.enquiries.get(newest.enquiry_id) if newest else None
        if newest is None or enquiry is None or newest.author is not Author.ASKER or newest.text == said.text:
            return NOTHING
        unit.enquiries.add_part(newest.edited(said.text, unit.now))
        if enquiry.status is Status.DRAFT:
            return self._asking.show_draft(unit, actor, enquiry)
        current = self._step(unit, actor, enquiry, Step.EDIT)
        return Reply(Message(text("mine.edited", number=current.number)))

    def _step(self, unit: Unit, actor: Contact, enquiry: Enquiry, step: Step) -> Enquiry:
        current = self._moves.move(unit, enquiry, step, actor.id)
        index(unit, current.id)
        self._notices.question_changed(unit, current)
        return current

    @staticmethod
    def _was_attached(unit: Unit, draft: Enquiry, enquiry: Enquiry) -> bool:
        # The draft ended at the very moment at which its words were added.
        added = (event.at for event in unit.enquiries.history(enquiry.id) if event.step is Step.ADD)
        return draft.status is Status.DISCARDED and draft.changed_at in added


def _added(before: Enquiry, after: Enquiry) -> Reply:
    """Say that it was added; where it is our turn again also by when they get an answer."""
    rows = ((button("ask.view", "mine.show", after.id),),)
    if after.promises == before.promises or after.promised_on is None:
        return Reply(Message(text("mine.added", number=after.number), rows))
    key = "mine.added_asked" if before.status is Status.ASKED else "mine.added_reopened"
    return Reply(Message(text(key, number=after.number, promised=after.promised_on), rows))
