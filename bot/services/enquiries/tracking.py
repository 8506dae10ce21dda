"""How far a question is, as its asker reads it in one line: sent, read, with a department, answered."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.domain.enquiry import Enquiry, Event, Status, Step
from bot.domain.message import Text, text
from bot.services.enquiries.moves import CLOCK

_TURN = {
    Status.OFFERED: "mine.step.offered",
    Status.ACCEPTED: "mine.step.accepted",
    Status.ASKED: "mine.step.asked",
    Status.ELSEWHERE: "mine.step.elsewhere",
}
"""Where it lies now, in the states in which that says more than who has it."""


def track(enquiry: Enquiry, history: Sequence[Event]) -> Text:
    """Return the line."""
    line = text("mine.step.sent")
    for key in _steps(enquiry, history):
        line = text("mine.steps", so_far=line, then=text(key))
    return line


def since(enquiry: Enquiry, history: Sequence[Event]) -> datetime:
    """Return since when it stands as it does: words that were added meanwhile change nothing of that."""
    for later, earlier in zip(reversed(history), reversed(history[:-1]), strict=False):
        if earlier.status is not later.status:
            return later.at
    return history[0].at if history else enquiry.changed_at


def _steps(enquiry: Enquiry, history: Sequence[Event]) -> Iterator[str]:
    if any(event.actor_id not in {enquiry.asker_id, CLOCK} for event in history):
        yield "mine.step.read"
    if enquiry.status in _TURN:
        yield _TURN[enquiry.status]
    if enquiry.status in {Status.ELSEWHERE, Status.WITHDRAWN}:
        return
    answered = any(event.step is Step.ANSWER for event in history)
    yield "mine.step.answered" if answered else "mine.step.waiting"
    if enquiry.status is Status.CLOSED:
        yield "mine.step.closed"
    elif answered and enquiry.status is not Status.ANSWERED:
        yield "mine.step.again"
