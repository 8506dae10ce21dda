"""What a promised day plans, and what ends it."""

from datetime import date, timedelta
from functools import partial

import pytest

from bot.domain.due import EVERYBODY, Due
from bot.domain.enquiry import Step
from bot.services.dates.promises import OF_THE_DAY, OF_THE_WAIT, PLACES
from tests.services.dates.dates_town import JORIS, TOWN, Hall, local

FRIDAY = date(2026, 11, 27)


@pytest.fixture
def hall() -> Hall:
    return Hall()


def test_a_question_plans_its_warning_and_the_moment_at_which_its_day_is_moved(hall: Hall) -> None:
    enquiry = hall.asked()
    assert enquiry.promised_on == FRIDAY
    (soon,) = hall.rows(Due.ENQUIRY_SOON)
    (delay,) = hall.rows(Due.ENQUIRY_DELAY)
    assert (soon.subject_id, soon.version, soon.person_id) == (enquiry.id, 1, EVERYBODY)
    assert soon.due_at == local(date(2026, 11, 26), 9)
    assert (delay.due_at, delay.version) == (local(FRIDAY, 11, 30), 1)


@pytest.mark.parametrize("step", [Step.ANSWER, Step.ASK_BACK, Step.HAND_OVER, Step.WITHDRAW])
def test_nothing_of_it_stays_once_the_asker_does_not_wait(hall: Hall, step: Step) -> None:
    enquiry = hall.asked()
    hall.takes(enquiry, step)
    assert not [row for what in OF_THE_WAIT for row in hall.rows(what)]


def test_who_waits_again_is_promised_a_day_again_and_never_a_nearer_one(hall: Hall) -> None:
    enquiry = hall.asked()
    hall.takes(enquiry, Step.ANSWER)
    again = hall.takes(enquiry, Step.REOPEN)
    assert (again.promised_on, again.promises) == (FRIDAY, 2)
    assert [row.version for what in OF_THE_DAY for row in hall.rows(what)] == [2, 2]
    hall.takes(enquiry, Step.ANSWER)
    hall.now += timedelta(days=30)
    again = hall.takes(enquiry, Step.ADD)
    assert again.promised_on == TOWN.promised(enquiry.topic, hall.now)


def test_a_step_between_moves_nothing(hall: Hall) -> None:
    enquiry = hall.given(hall.asked(), JORIS)
    before = [hall.rows(what) for what in OF_THE_DAY]
    hall.takes(enquiry, Step.ADD)
    hall.takes(enquiry, Step.NUDGE)
    assert [hall.rows(what) for what in OF_THE_DAY] == before


def test_another_day_takes_the_place_of_the_first(hall: Hall) -> None:
    enquiry = hall.asked()
    day = date(2026, 12, 4)
    moved = enquiry.after(Step.POSTPONE, hall.now).promising(day)
    hall.do(lambda unit: hall.moves.keep(unit, enquiry, moved, Step.POSTPONE, JORIS.id))
    assert [row.due_at for row in hall.rows(Due.ENQUIRY_DELAY)] == [local(day, 11, 30)]
    assert [row.due_at for row in hall.rows(Due.ENQUIRY_SOON)] == [local(date(2026, 12, 3), 9)]
    assert hall.rows(Due.ENQUIRY_LATE) == []


def test_a_missed_day_plans_every_step_of_the_escalation_once(hall: Hall) -> None:
    enquiry = hall.asked()
    for day in (date(2026, 12, 1), date(2026, 12, 3)):
        before = hall.stored(enquiry)
        moved = before.after(Step.POSTPONE, hall.now).missing().promising(day)
        hall.do(partial(hall.moves.keep, before=before, after=moved, step=Step.POSTPONE, by=0))
    rows = hall.rows(Due.ENQUIRY_LATE)
    assert [(row.version, row.due_at) for row in rows] == [
        (PLACES, local(date(2026, 11, 30), 9)),
        (PLACES + 1, local(date(2026, 11, 30), 9)),
        (PLACES + 2, local(date(2026, 12, 4), 9)),
    ]
