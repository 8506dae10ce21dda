"""What is counted of a question's steps."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.domain.enquiry import Enquiry, Event, Status, Step
from bot.domain.tally import Counted
from bot.services.overview.counting import Counting, working_days
from bot.storage.unit import StorageUnit
from tests.services.learning.learning_town import SOFIE, TOWN, asked, memory
from tests.storage.memory import Memory

MONDAY = datetime(2026, 11, 23, 9, 12, tzinfo=UTC)
COUNTING = Counting(TOWN)


@pytest.fixture
def archive() -> Iterator[Memory]:
    made = memory()
    yield made
    made.close()


def counts(unit: StorageUnit) -> dict[str, int]:
    return {one.tally.what.value: one.count for one in unit.tallies.sums("2026-01", "2027-12")}


def moves(unit: StorageUnit, before: Enquiry, step: Step, status: Status, **values: Any) -> Enquiry:  # noqa: ANN401 - any field of an enquiry
    after = replace(before, status=status, **values)
    event = Event(after.id, unit.now, step, 1, status, after.topic)
    unit.enquiries.append(event)
    COUNTING.moved(unit, before, after, event)
    return after


@pytest.mark.parametrize(
    ("step", "status", "what"),
    [
        (Step.SUBMIT, Status.NEW, Counted.ASKED),
        (Step.WITHDRAW, Status.WITHDRAWN, Counted.WITHDRAWN),
        (Step.HAND_OVER, Status.ELSEWHERE, Counted.ELSEWHERE),
        (Step.ADD, Status.REOPENED, Counted.REOPENED),
        (Step.REOPEN, Status.REOPENED, Counted.REOPENED),
    ],
)
def test_a_step_is_counted_once(archive: Memory, step: Step, status: Status, what: Counted) -> None:
    def work(unit: StorageUnit) -> None:
        before = replace(asked(unit, "mag dat?", topic="terras"), status=Status.CLOSED)
        after = moves(unit, before, step, status)
        assert counts(unit) == {what.value: 1}
        moves(unit, after, Step.ADD, status)
        assert counts(unit) == {what.value: 1}

    archive.within(work)


def test_only_the_first_answer_counts_and_whether_it_came_in_time(archive: Memory) -> None:
    def work(unit: StorageUnit) -> None:
        before = asked(unit, "mag dat?", topic="terras")
        submitted = moves(unit, before, Step.SUBMIT, Status.NEW)
        unit.now += timedelta(days=1)
        answered = moves(unit, submitted, Step.ANSWER, Status.ANSWERED)
        moves(unit, answered, Step.ANSWER, Status.ANSWERED)
        assert counts(unit) == {"asked": 1, "answered": 1, "on_time": 1, "days": 1}

    archive.within(work)


def test_late_is_later_than_the_day_that_was_promised_first(archive: Memory) -> None:
    def work(unit: StorageUnit) -> None:
        before = asked(unit, "mag dat?", topic="terras")
        submitted = moves(unit, before, Step.SUBMIT, Status.NEW)
        unit.now += timedelta(days=21)
        moves(unit, replace(submitted, promised_on=date(2027, 1, 4)), Step.ANSWER, Status.ANSWERED)
        assert counts(unit)["late"] == 1
        assert "on_time" not in counts(unit)

    archive.within(work)


def test_what_the_asker_thinks_is_counted_each_time_that_it_changes(archive: Memory) -> None:
    def work(unit: StorageUnit) -> None:
        before = asked(unit, "mag dat?", status=Status.ANSWERED)
        helped = moves(unit, before, Step.CLOSE, Status.CLOSED, satisfied=True)
        same = moves(unit, helped, Step.EDIT, Status.CLOSED)
        moves(unit, same, Step.EDIT, Status.CLOSED, satisfied=False)
        assert counts(unit) == {"helped": 1, "not_helped": 1}

    archive.within(work)


def test_a_tally_has_the_zone_of_the_asker(archive: Memory) -> None:
    def work(unit: StorageUnit) -> None:
        zone = next(iter(TOWN.zones))
        unit.contacts.save(replace(SOFIE, zone=zone))
        moves(unit, asked(unit, "mag dat?", topic="terras"), Step.SUBMIT, Status.NEW)
        (one,) = unit.tallies.sums("2026-11", "2026-11")
        assert (one.tally.zone, one.tally.topic, one.tally.month) == (zone, "terras", "2026-11")

    archive.within(work)


@pytest.mark.parametrize(("day", "days"), [(23, 0), (24, 1), (27, 4), (29, 4), (30, 5)])
def test_working_days_leave_out_the_weekend(archive: Memory, day: int, days: int) -> None:
    enquiry = replace(archive.within(lambda unit: asked(unit, "mag dat?")), asked_at=MONDAY)
    assert working_days(TOWN, enquiry, date(2026, 11, day)) == days
    assert working_days(TOWN, replace(enquiry, asked_at=None), date(2026, 11, day)) == 0
