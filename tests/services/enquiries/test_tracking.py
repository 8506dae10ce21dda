"""How far a question is, in one line: from its state and what happened to it."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.enquiry import Enquiry, Event, Status, Step
from bot.domain.message import Text
from bot.services.enquiries.moves import CLOCK
from bot.services.enquiries.tracking import since, track

NOW = datetime(2026, 11, 24, 9, 12, tzinfo=UTC)
ASKER, MANAGER = 1001, 2001


def _enquiry(status: Status) -> Enquiry:
    return Enquiry(1, ASKER, status, "nl", "", NOW, NOW, number=1)


def _history(*steps: tuple[Step, int, Status]) -> list[Event]:
    return [Event(1, NOW + timedelta(hours=at), step, by, status) for at, (step, by, status) in enumerate(steps)]


def _keys(line: Text) -> list[str]:
    if line.key != "mine.steps":
        return [line.key]
    so_far, then = line.values["so_far"], line.values["then"]
    assert isinstance(so_far, Text)
    assert isinstance(then, Text)
    return [*_keys(so_far), *_keys(then)]


SUBMIT = (Step.SUBMIT, ASKER, Status.NEW)
ANSWER = (Step.ANSWER, MANAGER, Status.ANSWERED)


@pytest.mark.parametrize(
    ("status", "steps", "shown"),
    [
        (Status.NEW, (SUBMIT,), ["sent", "waiting"]),
        (Status.NEW, (SUBMIT, (Step.POSTPONE, CLOCK, Status.NEW)), ["sent", "waiting"]),
        (Status.OFFERED, (SUBMIT, (Step.OFFER, MANAGER, Status.OFFERED)), ["sent", "read", "offered", "waiting"]),
        (Status.ASKED, (SUBMIT, (Step.ASK_BACK, MANAGER, Status.ASKED)), ["sent", "read", "asked", "waiting"]),
        (Status.ELSEWHERE, (SUBMIT, (Step.HAND_OVER, MANAGER, Status.ELSEWHERE)), ["sent", "read", "elsewhere"]),
        (Status.ANSWERED, (SUBMIT, ANSWER), ["sent", "read", "answered"]),
        (Status.CLOSED, (SUBMIT, ANSWER, (Step.CLOSE, ASKER, Status.CLOSED)), ["sent", "read", "answered", "closed"]),
        (
            Status.REOPENED,
            (SUBMIT, ANSWER, (Step.REOPEN, ASKER, Status.REOPENED)),
            ["sent", "read", "answered", "again"],
        ),
        (Status.WITHDRAWN, (SUBMIT, (Step.WITHDRAW, ASKER, Status.WITHDRAWN)), ["sent"]),
    ],
)
def test_the_line(status: Status, steps: tuple[tuple[Step, int, Status], ...], shown: list[str]) -> None:
    assert _keys(track(_enquiry(status), _history(*steps))) == [f"mine.step.{one}" for one in shown]


def test_what_is_added_meanwhile_does_not_change_since_when() -> None:
    history = _history(SUBMIT, (Step.ADD, ASKER, Status.NEW), (Step.NUDGE, ASKER, Status.NEW))
    assert since(_enquiry(Status.NEW), history) == NOW
    history = _history(SUBMIT, ANSWER, (Step.EDIT, ASKER, Status.ANSWERED))
    assert since(_enquiry(Status.ANSWERED), history) == NOW + timedelta(hours=1)
    assert since(_enquiry(Status.NEW), []) == NOW
