"""The life of an enquiry: every step from every state, and what follows from each."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.enquiry import (
    BACK,
    BUSY_LASTS,
    JOIN_WINDOW,
    OPEN,
    PAUSES,
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
        after = enquiry.after(step, LATER)
        assert after.status is (Status.NEW if allowed is BACK and status is not Status.DRAFT else allowed)
        assert after.changed_at == LATER
        return
    with pytest.raises(Refused) as refused:
        enquiry.after(step, LATER)
    assert refused.value.reason.key == "error.step_refused"
    assert refused.value.reason.values["number"] == 41


@pytest.mark.parametrize("status", [Status.ACCEPTED, Status.ASKED, Status.SNOOZED])
def test_a_colleague_can_hand_on_what_is_theirs_also_during_a_pause(status: Status) -> None:
    before = replace(SENT, status=status)
    paused = status in PAUSES
    if paused:
        before = replace(before, resumes=Status.ACCEPTED, paused_until=LATER)
    after = before.after(Step.HAND_ON, LATER)
    assert (after.status, after.resumes, after.paused_until) == (status, before.resumes, before.paused_until)
    assert {one for one, step in TRANSITIONS if step is Step.HAND_ON} == {Status.ACCEPTED, *PAUSES}


def test_only_what_is_closed_is_judged_without_another_step() -> None:
    assert {status for status, step in TRANSITIONS if step is Step.JUDGE} == {Status.CLOSED}


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


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (Status.NEW, Status.NEW),
        (Status.REOPENED, Status.REOPENED),
        (Status.ACCEPTED, Status.ACCEPTED),
        (Status.OFFERED, Status.NEW),
    ],
)
def test_a_pause_ends_where_it_began(before: Status, after: Status) -> None:
    enquiry = replace(SENT, status=before)
    asked = enquiry.after(Step.ASK_BACK, NOW).paused(LATER)
    assert (asked.status, asked.paused_until, asked.resumes) == (Status.ASKED, LATER, after)
    for step in (Step.ADD, Step.LAPSE):
        back = asked.after(step, LATER)
        assert (back.status, back.paused_until, back.resumes) == (after, None, None)
    later = asked.after(Step.SNOOZE, LATER)
    assert later.after(Step.EDIT, LATER).resumes is after
    assert later.after(Step.WAKE, LATER).status is after


@given(st.lists(st.sampled_from(Step), max_size=40))
def test_only_a_paused_enquiry_has_somewhere_to_go_back_to(steps: list[Step]) -> None:
    enquiry = SENT
    for step in steps:
        try:
            enquiry = enquiry.after(step, LATER)
        except Refused:
            continue
        assert (enquiry.resumes is not None) == (enquiry.status in PAUSES)
        assert enquiry.resumes not in PAUSES
        if enquiry.status in PAUSES:
            enquiry = enquiry.paused(LATER)
        assert (enquiry.paused_until is not None) == (enquiry.status in PAUSES)


def test_each_promise_is_counted() -> None:
    day = date(2026, 12, 1)
    promised = replace(SENT, promises=1).promising(day)
    assert (promised.promised_on, promised.promises) == (day, 2)


def test_one_at_a_time_writes_an_answer() -> None:
    locked = SENT.locked(9, NOW)
    assert locked.is_busy(8, NOW)
    assert not locked.is_busy(9, NOW)
    assert not locked.is_busy(8, NOW + BUSY_LASTS)
    assert not locked.unlocked().is_busy(8, NOW)
    assert not SENT.is_busy(8, NOW)
    assert SENT.owned(9).owner_id == 9


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


def test_it_is_late_from_the_first_day_that_passed_whatever_was_promised_since() -> None:
    first, second, third = date(2026, 11, 25), date(2026, 11, 27), date(2026, 12, 1)
    waiting = SENT.promising(first)
    moved = waiting.missing().promising(second).missing().promising(third)
    assert (moved.missed_on, moved.promised_on, moved.promises) == (first, third, waiting.promises + 2)
    assert not moved.is_late(first)
    assert moved.is_late(second)
    assert not waiting.promising(third).is_late(second)


@pytest.mark.parametrize("step", [Step.ANSWER, Step.ASK_BACK, Step.HAND_OVER, Step.WITHDRAW])
def test_a_missed_day_counts_no_more_once_the_asker_does_not_wait(step: Step) -> None:
    missed = SENT.promising(date(2026, 11, 25)).missing()
    assert missed.after(step, NOW).missed_on is None


@pytest.mark.parametrize("step", [Step.ADD, Step.SNOOZE, Step.OFFER, Step.POSTPONE])
def test_a_missed_day_counts_as_long_as_the_asker_waits(step: Step) -> None:
    missed = SENT.promising(date(2026, 11, 25)).missing()
    assert missed.after(step, NOW).missed_on == date(2026, 11, 25)
