"""The tap that sends an answer: kept, said to the asker, and what the question is from then on."""

from dataclasses import replace

from bot.domain.contact import Contact
from bot.domain.enquiry import Answer, Author, Enquiry, Part, Step
from bot.domain.errors import Refused
from bot.services.enquiries.answer_drafts import AnswerDrafts, own_answer
from bot.services.enquiries.answer_screens import AnswerScreens
from bot.services.enquiries.moves import Moves
from bot.services.enquiries.posting import Posting
from bot.services.enquiries.queue import sent
from bot.services.ports import Unit
from bot.services.visit import Reply


class Sending:
    """Sends an answer once, by the one whose turn it is."""

    def __init__(self, drafts: AnswerDrafts, screens: AnswerScreens, posting: Posting, moves: Moves) -> None:
        self._drafts = drafts
        self._screens = screens
        self._posting = posting
        self._moves = moves

    def send(self, unit: Unit, actor: Contact, answer_id: int, closes: int) -> Reply:
        """Send the answer, and close the question if so chosen; a second tap changes nothing and says so."""
        answer = own_answer(unit, actor, answer_id)
        if answer.sent_at is not None:
            return self._drafts.was_sent(unit, actor, answer)
        asked = sent(unit, answer.enquiry_id)
        if not answer.text and answer.attachment is None:
            raise Refused("other.empty")
        if (held_up := self._drafts.held_up(unit, actor, asked, answer)) is not None:
            return held_up
        if (between := _between(unit, answer)) is not None:
            seen = replace(answer, drafted_at=unit.now)
            unit.enquiries.save_answer(seen)
            return self._drafts.preview(unit, asked, seen, between)
        given = replace(answer, sent_at=unit.now, closes=bool(closes))
        enquiry = self._give(unit, actor, asked, given)
        asker = self._posting.owe(unit, enquiry, given)
        reachable = asker.unreachable_since is None
        screen = self._screens.on_its_way(unit, enquiry, given, actor, reachable=reachable)
        return Reply(screen, subject=f"sent:{given.id}")

    def _give(self, unit: Unit, actor: Contact, asked: Enquiry, given: Answer) -> Enquiry:
        # First the answer, then the step: whatever watches steps finds it there.
        unit.enquiries.save_answer(given)
        unit.enquiries.add_part(part_of_answer(given))
        open_again = replace(asked.unlocked(), satisfied=None)
        owned = open_again.owned(open_again.owner_id or actor.id)
        enquiry = self._moves.move(unit, owned, Step.ANSWER, actor.id, str(given.id))
        return self._moves.move(unit, enquiry, Step.CLOSE, actor.id) if given.closes else enquiry


def part_of_answer(answer: Answer) -> Part:
    """Return the answer as a part of what was said in its question; one that nobody typed gets a name of its own."""
    at = answer.sent_at or answer.drafted_at
    name = answer.message_id or -answer.id
    return Part(answer.enquiry_id, Author.STAFF, answer.author_id, answer.text, at, answer.attachment, message_id=name)


def _between(unit: Unit, answer: Answer) -> Answer | None:
    """Return what somebody else answered since the author last looked at this one, None when nobody did."""
    latest = unit.enquiries.latest_answer(answer.enquiry_id)
    if latest is None or latest.author_id == answer.author_id or latest.sent_at is None:
        return None
    return latest if latest.sent_at > answer.drafted_at else None
