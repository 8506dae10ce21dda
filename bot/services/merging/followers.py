"""Who asked the same gets the same answer, under their own number: what becomes of one answer becomes of all."""

import re
from collections.abc import Callable
from dataclasses import replace

from bot.domain.contact import Contact
from bot.domain.enquiry import TRANSITIONS, Answer, Enquiry, Event, Status, Step
from bot.services.enquiries.moves import CLOCK, Moves
from bot.services.enquiries.posting import Posting
from bot.services.enquiries.sending import part_of_answer
from bot.services.merging.lines import CAN_FOLLOW, copied_from, sharing
from bot.services.ports import Unit


class Followers:
    """Watches answers to questions that others are linked to; ``moves`` are the steps of those others."""

    def __init__(self, moves: Moves, posting: Posting) -> None:
        self._moves = moves
        self._posting = posting
        self._on: dict[Step, Callable[[Unit, Enquiry, Enquiry, Event], None]] = {
            Step.CLOSE: self._close,
            Step.CORRECT: self._correct,
            Step.TAKE_BACK: self._take_back,
            Step.WITHDRAW: self._let_go,
            Step.HAND_OVER: self._let_go,
        }

    def moved(self, unit: Unit, before: Enquiry, after: Enquiry, event: Event) -> None:
        """Do to the others what was done to the one that they are linked to."""
        del before
        if event.step is Step.ANSWER:
            for other in sharing(unit, after, event):
                self._answer(unit, after, other, event)
        follow = self._on.get(event.step)
        if follow is not None:
            for other in unit.browsing.followers(after.id):
                follow(unit, after, other, event)

    def _answer(self, unit: Unit, leader: Enquiry, other: Enquiry, event: Event) -> None:
        given = _given(unit, event)
        if given is None:
            return
        words = _addressed(unit, given.text, leader, other)
        copied = unit.enquiries.add_answer(replace(given, id=0, enquiry_id=other.id, message_id=0, text=words))
        # An answer is stored as one that is being prepared; this one was sent.
        unit.enquiries.save_answer(copied)
        unit.enquiries.add_part(part_of_answer(copied))
        open_again = replace(other.unlocked(), satisfied=None)
        self._moves.move(unit, open_again, Step.ANSWER, event.actor_id, f"{copied.id} {given.id}")
        self._posting.owe(unit, other, copied)

    def _close(self, unit: Unit, leader: Enquiry, other: Enquiry, event: Event) -> None:
        # Only with the answer itself: what one asker says later of theirs says nothing of another's.
        given = unit.enquiries.latest_answer(leader.id)
        if given is None or not given.closes or given.sent_at != event.at or other.status is not Status.ANSWERED:
            return
        copied, latest = _copy_of(unit, given, other), unit.enquiries.latest_answer(other.id)
        if copied is not None and latest is not None and latest.id == copied.id:
            self._moves.move(unit, other, Step.CLOSE, event.actor_id)

    def _correct(self, unit: Unit, leader: Enquiry, other: Enquiry, event: Event) -> None:
        given = _given(unit, event)
        copied = _copy_of(unit, given, other) if given is not None else None
        if given is None or copied is None or (other.status, Step.CORRECT) not in TRANSITIONS:
            return
        words = _addressed(unit, given.text, leader, other)
        corrected = replace(copied, text=words, version=copied.version + 1)
        self._keep(unit, copied, corrected, words)
        current = self._moves.move(unit, other, Step.CORRECT, event.actor_id, str(copied.id))
        self._posting.correct(unit, current, copied, corrected)

    def _take_back(self, unit: Unit, _leader: Enquiry, other: Enquiry, event: Event) -> None:
        given = _given(unit, event)
        copied = _copy_of(unit, given, other) if given is not None else None
        if copied is None or (other.status, Step.TAKE_BACK) not in TRANSITIONS:
            return
        latest = unit.enquiries.latest_answer(other.id)
        is_latest = latest is not None and latest.id == copied.id
        if is_latest and other.satisfied:
            return
        gone = replace(copied, taken_back_at=unit.now)
        self._keep(unit, copied, gone, "")
        # Where a later answer stands, the question is still answered.
        ends = other.status in {Status.ANSWERED, Status.CLOSED} and not is_latest
        after = replace(other, changed_at=unit.now) if ends else other.after(Step.TAKE_BACK, unit.now)
        current = self._moves.keep(unit, other, after, Step.TAKE_BACK, event.actor_id, str(copied.id))
        self._posting.take_back(unit, current, gone)

    def _let_go(self, unit: Unit, leader: Enquiry, other: Enquiry, _event: Event) -> None:
        """Let the others go: there will be no answer that they could share."""
        if other.status in CAN_FOLLOW:
            after = replace(other.after(Step.UNLINK, unit.now), follows=0)
            self._moves.keep(unit, other, after, Step.UNLINK, CLOCK, str(leader.number))

    @staticmethod
    def _keep(unit: Unit, before: Answer, after: Answer, words: str) -> None:
        unit.enquiries.save_answer(after)
        part = part_of_answer(before)
        newest = unit.enquiries.newest_version(part.author_id, part.message_id)
        if newest is not None:
            again = newest.edited(words, unit.now)
            unit.enquiries.add_part(again if words else replace(again, attachment=None))


def _given(unit: Unit, event: Event) -> Answer | None:
    """Return the answer that a step is about: the first word of its detail; what it was copied from is the second."""
    number = event.detail.partition(" ")[0]
    return unit.enquiries.answer(int(number)) if number.isdecimal() else None


def _copy_of(unit: Unit, given: Answer, other: Enquiry) -> Answer | None:
    """Return the answer that a follower got when that one was given, None when it got none or it holds no more."""
    for event in unit.enquiries.history(other.id):
        if event.step is Step.ANSWER and copied_from(event) == str(given.id):
            copied = _given(unit, event)
            return copied if copied is not None and copied.taken_back_at is None else None
    return None


def _addressed(unit: Unit, words: str, leader: Enquiry, other: Enquiry) -> str:
    """Return the words with the name of the one asker, where it stands in them, as the other's."""
    first, second = unit.contacts.get(leader.asker_id), unit.contacts.get(other.asker_id)
    if first is None or second is None or not first.name or not second.name:
        return words
    for name, instead in _names(first, second):
        # As pieces, because in a replacement of its own a name could mean something.
        words = instead.join(re.split(rf"(?<!\w){re.escape(name)}(?!\w)", words))
    return words


def _names(first: Contact, second: Contact) -> tuple[tuple[str, str], ...]:
    given, instead = first.name.split()[0], second.name.split()[0]
    return ((first.name, second.name), *(((given, instead),) if len(given) > 1 else ()))
