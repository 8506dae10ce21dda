from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.assignment import LIVE, Assignment, Held, departments_had, living, standing, stepped
from bot.domain.enquiry import Enquiry, Status, Step
from bot.domain.errors import Refused

NOW = datetime(2026, 11, 24, 9, 12, tzinfo=UTC)
LATER = NOW + timedelta(hours=8)
OFFERED = Assignment(1, 41, "ruimte", 2001, NOW, LATER)
TAKEN = OFFERED.accepted(3001)
ASKED = Enquiry(41, 1001, Status.NEW, "nl", "terras", NOW, NOW, number=41)


def other(one: Assignment, department: str = "wonen") -> Assignment:
    return replace(one, id=2, department=department)


def test_who_takes_it_has_it() -> None:
    assert (TAKEN.state, TAKEN.person_id) == (Held.ACCEPTED, 3001)
    assert TAKEN.passed_to(3002).person_id == 3002
    assert TAKEN.advising().is_advice
    assert TAKEN.advised("mag").advice == "mag"


@pytest.mark.parametrize("state", [state for state in Held if state is not Held.OFFERED])
def test_only_what_is_on_offer_can_be_taken(state: Held) -> None:
    with pytest.raises(Refused) as refused:
        replace(OFFERED, state=state).accepted(3002)
    assert refused.value.reason.key == "assignment.over"


@pytest.mark.parametrize("state", [state for state in Held if state is not Held.ACCEPTED])
def test_only_what_was_taken_is_handed_on_or_advised_on(state: Held) -> None:
    with pytest.raises(Refused):
        replace(OFFERED, state=state).passed_to(3002)
    with pytest.raises(Refused):
        replace(OFFERED, state=state).advised("mag")


@pytest.mark.parametrize(("before", "end"), list(product(Held, sorted(set(Held) - LIVE))))
def test_it_ends_once(before: Held, end: Held) -> None:
    one = replace(TAKEN, state=before)
    if before in LIVE:
        over = one.ended(end, LATER, reason="niet voor ons")
        assert (over.state, over.ended_at, over.reason, over.person_id) == (end, LATER, "niet voor ons", 3001)
        assert one.ended(end, LATER, person_id=3002).person_id == 3002
    else:
        with pytest.raises(Refused):
            one.ended(end, LATER)


def test_it_is_overdue_from_the_moment_on_while_nobody_took_it() -> None:
    assert not OFFERED.is_overdue(LATER - timedelta(seconds=1))
    assert OFFERED.is_overdue(LATER)
    assert not TAKEN.is_overdue(LATER)


@given(st.lists(st.sampled_from(Held), max_size=6))
def test_where_a_question_stands_follows_from_its_departments(states: Sequence[Held]) -> None:
    given_to = [replace(OFFERED, id=at, state=state) for at, state in enumerate(states)]
    expected = Status.NEW
    if Held.OFFERED in states:
        expected = Status.OFFERED
    if Held.ACCEPTED in states:
        expected = Status.ACCEPTED
    assert standing(given_to) is expected
    assert [one.state for one in living(given_to)] == [state for state in states if state in LIVE]


def test_a_department_counts_once() -> None:
    assert departments_had([]) == 0
    assert departments_had([OFFERED, other(OFFERED), other(TAKEN, "ruimte")]) == 2


@pytest.mark.parametrize(
    ("before", "step", "after_it", "expected"),
    [
        (Status.NEW, Step.OFFER, [OFFERED], Status.OFFERED),
        (Status.REOPENED, Step.OFFER, [OFFERED], Status.OFFERED),
        (Status.ACCEPTED, Step.OFFER, [TAKEN, other(OFFERED)], Status.ACCEPTED),
        (Status.OFFERED, Step.ACCEPT, [TAKEN], Status.ACCEPTED),
        (Status.ACCEPTED, Step.ACCEPT, [TAKEN, other(TAKEN)], Status.ACCEPTED),
        (Status.OFFERED, Step.REFUSE, [replace(OFFERED, state=Held.REFUSED)], Status.NEW),
        (Status.OFFERED, Step.REFUSE, [replace(OFFERED, state=Held.REFUSED), other(OFFERED)], Status.OFFERED),
        (Status.ACCEPTED, Step.EXPIRE, [TAKEN, other(replace(OFFERED, state=Held.EXPIRED))], Status.ACCEPTED),
        (Status.ACCEPTED, Step.RELEASE, [replace(OFFERED, state=Held.REFUSED), other(OFFERED)], Status.OFFERED),
        (Status.ACCEPTED, Step.ADVISE, [TAKEN], Status.ACCEPTED),
    ],
)
def test_what_one_department_does_leaves_it_with_the_others(
    before: Status, step: Step, after_it: Sequence[Assignment], expected: Status
) -> None:
    after = stepped(replace(ASKED, status=before), step, after_it, LATER)
    assert (after.status, after.changed_at) == (expected, LATER)


def test_during_a_pause_it_changes_where_it_goes_back_to() -> None:
    paused = replace(ASKED, status=Status.ASKED, resumes=Status.ACCEPTED)
    back = stepped(paused, Step.RELEASE, [replace(OFFERED, state=Held.REFUSED)], LATER)
    assert (back.status, back.resumes) == (Status.ASKED, Status.NEW)
    advised = stepped(paused, Step.ADVISE, [TAKEN], LATER)
    assert (advised.status, advised.resumes) == (Status.ASKED, Status.ACCEPTED)


@pytest.mark.parametrize("status", [Status.ANSWERED, Status.CLOSED, Status.WITHDRAWN, Status.NEW, Status.ELSEWHERE])
@pytest.mark.parametrize("step", [Step.ACCEPT, Step.REFUSE, Step.EXPIRE, Step.RELEASE])
def test_what_is_with_no_department_is_refused(status: Status, step: Step) -> None:
    with pytest.raises(Refused) as refused:
        stepped(replace(ASKED, status=status), step, [TAKEN], LATER)
    assert refused.value.reason.key == "error.step_refused"
