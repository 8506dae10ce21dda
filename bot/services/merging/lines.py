"""Which questions get one answer together, and what screens say of it: numbers only, who asked the others stays out."""

from collections.abc import Sequence
from itertools import pairwise

from bot.domain.enquiry import WAITING_FOR_TOWN, Enquiry, Event, Status, Step
from bot.domain.message import Text, text
from bot.services.ports import Unit

CAN_FOLLOW = WAITING_FOR_TOWN | {Status.ASKED}
"""The states in which a question can be linked to another, and waits for its answer."""


_ANSWERED = frozenset({Status.ANSWERED, Status.CLOSED})


def sharing(unit: Unit, leader: Enquiry, now: Event | None = None) -> Sequence[Enquiry]:
    """Return the questions that get the next answer of this one as well; ``now`` is the step of that very answer.

    Who waits for the first answer gets it. Who got it gets what is said later too, unless one of the two askers opened
    their question again since: what they wrote then is theirs alone, and so is the answer to it.
    """
    followers = unit.browsing.followers(leader.id)
    if not followers:
        return ()
    before = [event for event in unit.enquiries.history(leader.id) if event != now]
    return [other for other in followers if _shares(unit, other, before)]


def _shares(unit: Unit, other: Enquiry, leaders: Sequence[Event]) -> bool:
    history = _since(unit.enquiries.history(other.id), Step.LINK)
    answers = [event for event in history if event.step is Step.ANSWER]
    if not answers:
        return other.status in CAN_FOLLOW
    is_copy = copied_from(answers[-1]) in {event.detail for event in leaders if event.step is Step.ANSWER}
    if other.status not in CAN_FOLLOW | _ANSWERED or not is_copy:
        return False
    return not _opened_again(history) and not _opened_again(leaders)


def copied_from(answer: Event) -> str:
    """Return of which answer that one is a copy, as the history of the leader names it; "" for one of its own."""
    return answer.detail.partition(" ")[2]


def _since(history: Sequence[Event], step: Step) -> Sequence[Event]:
    """Return the history from the last such step on, the whole of it when there is none."""
    places = [place for place, event in enumerate(history) if event.step is step]
    return history[places[-1] :] if places else history


def _opened_again(history: Sequence[Event]) -> bool:
    """Tell whether its asker opened the question again since the last answer; taking it back is no such thing."""
    return any(
        later.step is not Step.TAKE_BACK and later.status is Status.REOPENED is not earlier.status
        for earlier, later in pairwise(_since(history, Step.ANSWER))
    )


def with_others(unit: Unit, enquiry: Enquiry, preview: Text) -> Text:
    """Return the preview of an answer with the numbers of those who get it too, where there are any."""
    others = sharing(unit, enquiry)
    return text("merge.preview", preview=preview, numbers=numbers_of(others)) if others else preview


def numbers_of(enquiries: Sequence[Enquiry]) -> tuple[Text, ...]:
    """Return their numbers."""
    return tuple(text("merge.number", number=one.number) for one in enquiries)


def linked_lines(unit: Unit, enquiry: Enquiry) -> tuple[Text, ...]:
    """Return the line that says whose answer this question gets, or which others get its answer."""
    leader = unit.enquiries.get(enquiry.follows) if enquiry.follows else None
    if leader is not None:
        return (text("card.follows", number=leader.number),)
    followers = unit.browsing.followers(enquiry.id)
    if not followers:
        return ()
    return (text("card.leads", numbers=numbers_of(followers)),)
