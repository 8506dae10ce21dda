"""The life of an enquiry: every step from every state, and what follows from each."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.enquiry import (
    JOIN_WINDOW,
    OPEN,
    TRANSITIONS,
    WAITING_FOR_TOWN,
    Author,
    Enquiry,
    Part,
    Status,
    Step,
)
from bot.domain.errors import Refused

NOW = datetime(2026, 11, 24, 9, 12, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
DRAFT = Enquiry(1, 1001, Status.DRAFT, "nl", "terras", NOW, NOW)
SENT = replace(DRAFT, status=Status.NEW, number=41, asked_at=NOW, promised_on=date(2026, 11, 27))


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("step", Step)
def test_what_is_not_in_the_table_is_refused(status: Status, step: Step) -> None:
    enquiry = replace(SENT, status=status)
    allowed = TRANSITIONS.get((status, step))
    if allowed is not None:
        assert enquiry.after(step, LATER) == replace(enquiry, status=allowed, changed_at=LATER)
        return
    with pytest.raises(Refused) as refused:
        enquiry.after(step, LATER)
    assert refused.value.reason.key == "error.step_refused"
    assert refused.value.reason.values["number"] == 41


def test_the_whole_life() -> None:
    steps = [
        Step.ADD,
        Step.SUBMIT,
        Step.REROUTE,
        Step.ANSWER,
        Step.CLOSE,
        Step.REOPEN,
        Step.ANSWER,
        Step.CLOSE,
        Step.ADD,
    ]
    enquiry = DRAFT
    for step in steps:
        enquiry = enquiry.after(step, LATER)
    assert enquiry.status is Status.REOPENED


@given(st.lists(st.sampled_from(Step), max_size=30))
def test_whatever_is_tried_nothing_sent_becomes_a_draft_again(steps: list[Step]) -> None:
    enquiry = DRAFT
    for step in steps:
        try:
            after = enquiry.after(step, LATER)
        except Refused:
            continue
        assert after.status is not Status.DRAFT or enquiry.status is Status.DRAFT
        assert enquiry.status is not Status.DISCARDED
        enquiry = after


def test_a_discarded_draft_is_at_its_end() -> None:
    assert [step for status, step in TRANSITIONS if status is Status.DISCARDED] == []


def test_what_waits_for_the_town_is_open() -> None:
    assert WAITING_FOR_TOWN < OPEN
    assert Status.CLOSED not in OPEN


def test_another_topic_brings_its_department() -> None:
    assert SENT.about("afval", "netheid") == replace(SENT, topic="afval", department="netheid")


@pytest.mark.parametrize(
    ("enquiry", "after", "joins"),
    [
        (SENT, timedelta(), True),
        (SENT, JOIN_WINDOW, True),
        (SENT, JOIN_WINDOW + timedelta(microseconds=1), False),
        (replace(SENT, status=Status.ANSWERED), timedelta(), True),
        (replace(SENT, status=Status.CLOSED), timedelta(), False),
        (DRAFT, timedelta(), False),
    ],
)
def test_loose_words_join_for_two_minutes(enquiry: Enquiry, after: timedelta, *, joins: bool) -> None:
    assert enquiry.joins(NOW + after) is joins


@pytest.mark.parametrize(
    ("enquiry", "today", "late"),
    [
        (SENT, date(2026, 11, 27), False),
        (SENT, date(2026, 11, 28), True),
        (replace(SENT, status=Status.REOPENED), date(2026, 11, 28), True),
        (replace(SENT, status=Status.ANSWERED), date(2026, 11, 28), False),
        (replace(SENT, promised_on=None), date(2026, 11, 28), False),
    ],
)
def test_late_is_after_the_promised_day_while_somebody_waits(enquiry: Enquiry, today: date, *, late: bool) -> None:
    assert enquiry.is_late(today) is late


def test_an_edit_is_the_next_version_of_the_same_message() -> None:
    part = Part(1, Author.ASKER, 1001, "mag dat?", NOW, message_id=7)
    assert part.edited("mag dit?", LATER) == replace(part, text="mag dit?", at=LATER, version=2)
    assert part.edited("a", LATER).edited("b", LATER).version == 3


def test_a_part_can_move_to_another_enquiry() -> None:
    part = Part(1, Author.ASKER, 1001, "mag dat?", NOW)
    assert part.moved_to(2) == replace(part, enquiry_id=2)
