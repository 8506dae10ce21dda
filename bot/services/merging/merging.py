"""Linking questions that ask the same (screens B4): open questions like this one, to be ticked and unticked."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.contact import Contact
from bot.domain.enquiry import TRANSITIONS, Enquiry, Step
from bot.domain.errors import Refused
from bot.domain.message import Button, Message, button, text
from bot.domain.town import Town
from bot.routing.likeness import likeness
from bot.routing.stems import stems
from bot.services.enquiries.archive import COMPARED, LIKE, LIKE_ELSEWHERE
from bot.services.enquiries.moves import Moves
from bot.services.enquiries.queue import sent
from bot.services.enquiries.queue_list import PAGE, QueueList
from bot.services.merging.lines import CAN_FOLLOW
from bot.services.ports import Unit
from bot.services.visit import Reply

_GIST = 600
"""Characters of two questions that are compared."""


class Merging:
    """Links and unlinks; an asker hears nothing of it but the answer."""

    def __init__(self, town: Town, moves: Moves) -> None:
        self._town = town
        self._moves = moves
        self._list = QueueList(town)

    def list(self, unit: Unit, _actor: Contact, enquiry_id: int) -> Reply:
        """Show what is linked to this question, and what could be."""
        return Reply(self._screen(unit, sent(unit, enquiry_id)))

    def link(self, unit: Unit, actor: Contact, enquiry_id: int, other_id: int) -> Reply:
        """Let another question get this one's answer; a second tap changes nothing."""
        leader, other = sent(unit, enquiry_id), sent(unit, other_id)
        if other.follows != leader.id:
            self._check(unit, leader, other)
            after = replace(other.after(Step.LINK, unit.now), follows=leader.id)
            self._moves.keep(unit, other, after, Step.LINK, actor.id, str(leader.number))
        toast = text("merge.linked", number=other.number, leader=leader.number)
        return Reply(self._screen(unit, leader), toast=toast)

    def unlink(self, unit: Unit, actor: Contact, enquiry_id: int, other_id: int) -> Reply:
        """Let that other question have an answer of its own again; ``enquiry_id`` is the screen that is shown."""
        shown, other = sent(unit, enquiry_id), sent(unit, other_id)
        leader = unit.enquiries.get(other.follows) if other.follows else None
        if leader is not None:
            after = replace(other.after(Step.UNLINK, unit.now), follows=0)
            other = self._moves.keep(unit, other, after, Step.UNLINK, actor.id, str(leader.number))
        shown = other if shown.id == other.id else shown
        return Reply(self._screen(unit, shown), toast=text("merge.unlinked", number=other.number))

    @staticmethod
    def _check(unit: Unit, leader: Enquiry, other: Enquiry) -> None:
        """Refuse what would make a chain or a circle, or wait for an answer that was given."""
        if leader.id == other.id or leader.follows or leader.status not in CAN_FOLLOW:
            raise Refused("merge.cannot_lead", number=leader.number)
        if other.follows or unit.browsing.followers(other.id):
            raise Refused("merge.is_linked", number=other.number)

    def _screen(self, unit: Unit, enquiry: Enquiry) -> Message:
        back = button("back", "queue.show", enquiry.id)
        leader = unit.enquiries.get(enquiry.follows) if enquiry.follows else None
        if leader is not None:
            shown = text("merge.follows", number=enquiry.number, leader=leader.number)
            look = button("queue.show", "queue.show", leader.id, number=leader.number)
            return Message(shown, ((look,), (button("merge.apart", "merge.unlink", enquiry.id, enquiry.id), back)))
        linked = list(unit.browsing.followers(enquiry.id))
        others = [*linked, *self._alike(unit, enquiry, {one.id for one in linked})][:PAGE]
        if not others:
            return Message(text("merge.none", number=enquiry.number), ((back,),))
        shown = text("merge.list", number=enquiry.number, lines=self._list.lines(unit, others))
        ticks = tuple((self._tick(enquiry, one),) for one in others if (one.status, Step.UNLINK) in TRANSITIONS)
        return Message(shown, (*ticks, (back,)))

    def _tick(self, enquiry: Enquiry, other: Enquiry) -> Button:
        topic = self._town.short(other.topic)
        if other.follows == enquiry.id:
            return button("merge.ticked", "merge.unlink", enquiry.id, other.id, number=other.number, topic=topic)
        return button("merge.tick", "merge.link", enquiry.id, other.id, number=other.number, topic=topic)

    @staticmethod
    def _alike(unit: Unit, enquiry: Enquiry, linked: set[int]) -> Sequence[Enquiry]:
        """Return open questions like this one that can be linked to it, the likest first."""
        if enquiry.status not in CAN_FOLLOW:
            return ()
        words = unit.archive.said([enquiry.id], _GIST)[enquiry.id]
        near = unit.browsing.open_like(stems(words), enquiry.id, COMPARED)
        free = [one for one in near if not one.follows and one.id not in linked]
        said = unit.archive.said([one.id for one in free], _GIST)
        scores = likeness(words, [said[one.id] for one in free]) if free else ()
        ranked = sorted(zip(scores, free, strict=True), key=lambda scored: -scored[0])
        return [one for score, one in ranked if score >= (LIKE if one.topic == enquiry.topic else LIKE_ELSEWHERE)]
