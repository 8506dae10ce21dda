"""Rows that came due: to whom they are said, when, and what becomes of those that are not."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.contact import Matter, Proactive
from bot.domain.due import EVERYBODY, Due, DueState
from bot.domain.message import Message, text
from bot.services.ports import Lane, State
from tests.services.many import MANAGER, TUESDAY, FakeOccasion, House, buttons

EVENING = datetime(2026, 11, 24, 20, 10, tzinfo=UTC)  # 21.10 in town
NEXT_MORNING = datetime(2026, 11, 25, 8, tzinfo=UTC)


@pytest.fixture
def house() -> Iterator[House]:
    house = House()
    house.people(1, 2, 3)
    yield house
    house.close()


def _keys(house: House) -> list[str]:
    return [row.message.key for row in house.delivers()]


def test_what_is_due_is_said_once_and_what_is_not_waits(house: House) -> None:
    due, later = house.plans(Due.DECISION, 1), house.plans(Due.DECISION, 2, TUESDAY + timedelta(seconds=1))
    assert house.ticks() == 1
    assert (house.state(due), house.state(later)) == (DueState.OWED, DueState.WAITING)
    (row,) = house.delivers()
    assert (row.chat_id, row.subject, row.lane) == (1, f"due:{due.id}", Lane.MANY)
    assert house.state(due) is DueState.DELIVERED
    assert house.ticks() == 0


def test_a_row_for_everybody_becomes_one_each(house: House) -> None:
    row = house.plans(Due.MEETING_WEEK, EVERYBODY)
    house.ticks()
    assert house.state(row) is DueState.DELIVERED
    assert sorted(row.chat_id for row in house.delivers()) == [1, 2, 3]
    assert house.ticks() == 0


def test_a_row_for_everybody_that_is_late_is_told_to_the_managers_once(house: House) -> None:
    row = house.plans(Due.MEETING_WEEK, EVERYBODY)
    house.passes(hours=2)
    house.week.is_helpful = False
    house.ticks()
    assert house.state(row) is DueState.LATE
    (told,) = house.delivers()
    assert (told.chat_id, told.message.key) == (MANAGER, "due.late")


def test_late_rows_of_many_people_make_one_notice(house: House) -> None:
    house.week.is_helpful = False
    rows = [house.plans(Due.MEETING_WEEK, person) for person in (1, 2, 3)]
    house.passes(hours=2)
    house.ticks()
    assert {house.state(row) for row in rows} == {DueState.LATE}
    assert _keys(house) == ["due.late"]


def test_what_waited_for_its_person_and_helps_no_more_is_no_news_for_the_manager(house: House) -> None:
    row = house.plans(Due.MEETING_WEEK, 1)
    house.week.is_helpful = False
    house.ticks()
    assert house.state(row) is DueState.LATE
    assert not house.owed


def test_an_old_version_says_nothing(house: House) -> None:
    row = house.plans(Due.DECISION, 1)
    house.told.version = 2
    house.ticks()
    assert house.state(row) is DueState.VOID
    assert not house.owed


def test_who_is_gone_or_out_of_reach_gets_nothing(house: House) -> None:
    gone, away = house.plans(Due.DECISION, 99), house.plans(Due.DECISION, 1)
    house.person(1, unreachable_since=TUESDAY)
    house.ticks()
    assert (house.state(gone), house.state(away)) == (DueState.VOID, DueState.BLOCKED)
    assert not house.owed


def test_quiet_hours_wait_for_the_morning(house: House) -> None:
    house.now = EVENING
    row = house.plans(Due.DECISION, 1)
    house.ticks()
    assert house.row(row).due_at == NEXT_MORNING
    house.now = NEXT_MORNING
    house.ticks()
    assert house.state(row) is DueState.OWED


def test_what_is_urgent_or_asked_for_passes_the_quiet_hours(house: House) -> None:
    house.now = EVENING
    house.week.is_urgent = True
    house.plans(Due.MEETING_WEEK, 1)
    house.plans(Due.INTERVIEW_LATER, 2)
    house.ticks()
    assert [(row.chat_id, row.lane) for row in house.delivers()] == [(1, Lane.NOTICE), (2, Lane.NOTICE)]


def test_one_message_a_day_and_the_rest_next_morning(house: House) -> None:
    house.plans(Due.DECISION, 1)
    house.ticks()
    house.passes(hours=1)
    second = house.plans(Due.MEETING_WEEK, 1)
    house.ticks()
    assert house.row(second).due_at == NEXT_MORNING
    assert len(house.delivers()) == 1


def test_what_waited_together_comes_as_one_message_with_a_button_each(house: House) -> None:
    house.now = EVENING
    rows = [house.plans(Due.DECISION, 1), house.plans(Due.MEETING_WEEK, 1), house.plans(Due.DECISION, 1, subject_id=8)]
    house.ticks()
    assert not house.owed
    house.now = NEXT_MORNING
    house.ticks()
    (sent,) = house.delivers()
    assert sent.message.key == "digest"
    assert buttons(sent.message) == ["cast.show"] * 3
    assert {house.state(row) for row in rows} == {DueState.DELIVERED}
    shown = house.acts(house.casting.show_due, rows[1].id, actor=1)
    assert (shown.screen and shown.screen.key, shown.fresh) == ("decision.said", True)


def test_a_digest_lists_five_and_the_others_come_the_day_after(house: House) -> None:
    rows = [house.plans(Due.DECISION, 1, subject_id=number) for number in range(7)]
    house.ticks()
    assert [house.state(row) for row in rows].count(DueState.OWED) == 5
    assert {house.row(row).due_at for row in rows if house.state(row) is DueState.WAITING} == {NEXT_MORNING}


def test_what_is_urgent_comes_by_itself_and_the_rest_waits(house: House) -> None:
    house.week.is_urgent = True
    house.plans(Due.DECISION, 1)
    house.plans(Due.MEETING_WEEK, 1)
    house.ticks()
    assert len(house.delivers()) == 1


def test_who_switched_it_off_is_not_told(house: House) -> None:
    house.person(1, muted=frozenset({Matter.DECISION}))
    house.person(2, proactive=Proactive.OWN)
    house.person(3, proactive=Proactive.OWN)
    rows = [house.plans(Due.DECISION, 1), house.plans(Due.DECISION, 2), house.plans(Due.DECISION, 3, why="asked")]
    house.ticks()
    assert [house.state(row) for row in rows] == [DueState.MUTED, DueState.MUTED, DueState.OWED]


def test_a_pause_is_waited_for(house: House) -> None:
    house.person(1, paused_until=TUESDAY + timedelta(days=14))
    row = house.plans(Due.DECISION, 1)
    house.ticks()
    assert house.row(row).due_at == TUESDAY + timedelta(days=14)


def test_an_occasion_that_breaks_does_not_stop_the_others(house: House) -> None:
    house.told.breaks = True
    broken, other = house.plans(Due.DECISION, 1), house.plans(Due.MEETING_WEEK, 1)
    house.ticks()
    assert (house.state(broken), house.state(other)) == (DueState.FAILED, DueState.OWED)


def test_what_this_program_has_no_words_for_says_nothing(house: House) -> None:
    one, all_ = house.plans(Due.MEETING_DAY, 1), house.plans(Due.MEETING_REPORT, EVERYBODY)
    house.ticks()
    assert {house.state(one), house.state(all_)} == {DueState.VOID}


@pytest.mark.parametrize("ends", [State.BLOCKED, State.FAILED, State.UNCERTAIN])
def test_a_row_ends_as_its_message_ended(house: House, ends: State) -> None:
    row = house.plans(Due.DECISION, 1)
    house.ticks()
    house.delivers(state=ends)
    assert house.state(row).value == ends.value


def test_nobody_reads_what_is_somebody_elses_or_gone(house: House) -> None:
    row = house.plans(Due.DECISION, 1)
    with pytest.raises(Exception, match="not_found"):
        house.acts(house.casting.show_due, row.id, actor=2)
    with pytest.raises(Exception, match="not_found"):
        house.acts(house.casting.show_due, 999, actor=1)
    house.told.version = 2
    assert house.acts(house.casting.show_due, row.id, actor=1).screen == Message(text("due.gone"))


def test_what_is_planned_is_one_line_for_all_who_get_the_same(house: House) -> None:
    tomorrow = TUESDAY + timedelta(days=1)
    for person in (1, 2, 3):
        house.plans(Due.MEETING_WEEK, person, tomorrow)
    house.plans(Due.DECISION, EVERYBODY, tomorrow + timedelta(days=1))
    found = house.unit(house.clockwork.planned)
    assert [(line.at, line.what, line.people) for line in found] == [
        (tomorrow, Due.MEETING_WEEK, 3),
        (tomorrow + timedelta(days=1), Due.DECISION, 0),
    ]


def test_a_thousand_rows_come_to_rest(house: House) -> None:
    house.people(*range(1, 301))
    house.plans(Due.MEETING_WEEK, EVERYBODY)
    house.ticks()
    assert len(house.owed) == 300


def test_an_occasion_that_breaks_for_everybody_fails_alone() -> None:
    class Broken(FakeOccasion):
        def helps(self, *_args: object) -> bool:
            raise ZeroDivisionError

    house = House(Broken(Due.MEETING_REPORT, Matter.MEETING))
    row = house.plans(Due.MEETING_REPORT, EVERYBODY)
    house.ticks()
    assert house.state(row) is DueState.FAILED
    house.close()


def test_a_row_is_a_copy_that_keeps_its_matter(house: House) -> None:
    row = house.plans(Due.MEETING_WEEK, EVERYBODY)
    house.unit(lambda unit: unit.dues.plan([replace(row, matter=Matter.MEETING)]))
    house.passes(seconds=1)
    house.ticks()
    found = house.unit(lambda unit: unit.dues.about(Due.MEETING_WEEK, 7))
    assert {one.why for one in found if one.person_id} == {"zone"}


def test_who_comes_back_hears_what_they_missed_as_far_as_it_still_helps(house: House) -> None:
    missed, late, old = (house.plans(*one) for one in ((Due.DECISION, 1), (Due.MEETING_WEEK, 1), (Due.DECISION, 2)))
    house.ticks()
    house.delivers(blocked=(1, 2))
    assert {house.state(row) for row in (missed, late, old)} == {DueState.BLOCKED}
    house.passes(days=31)
    house.person(1, unreachable_since=TUESDAY)
    house.week.is_helpful = False
    assert house.unit(lambda unit: unit.dues.revive(2, unit.now - timedelta(days=30), unit.now)) == 0
    house.comes_back(1)
    assert house.state(missed) is DueState.BLOCKED
    house.now = TUESDAY + timedelta(days=2)
    house.person(1, unreachable_since=TUESDAY)
    house.comes_back(1)
    house.ticks()
    assert (house.state(missed), house.state(late)) == (DueState.OWED, DueState.LATE)
