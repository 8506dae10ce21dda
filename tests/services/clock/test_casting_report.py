"""The report of a message to many: who did not get it and why, and numbers that add up whatever happens."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.contact import Matter
from bot.domain.due import CastState, Due, DueState, place_of
from bot.domain.errors import NotFound
from bot.services.ports import Outgoing, State
from bot.services.visit import Reply
from tests.screen_rules import broken_rules
from tests.services.many import CATALOGUES, MANAGER, TOWN, TUESDAY, House, buttons

EVENING = datetime(2026, 11, 24, 20, 10, tzinfo=UTC)  # 21.10 in town
NEXT_MORNING = datetime(2026, 11, 25, 8, tzinfo=UTC)
IT = (place_of(Due.DECISION), 7, 1)


@pytest.fixture
def house() -> Iterator[House]:
    house = House()
    house.people(*range(1, 25))
    yield house
    house.close()


def _lines(reply: Reply) -> dict[str, object]:
    """Return the lines of a card with their count."""
    assert reply.screen is not None
    assert not list(broken_rules(reply.screen, CATALOGUES, TOWN.languages))
    lines = reply.screen.text.values["lines"]
    assert isinstance(lines, tuple)
    return {line.key: line.values.get("count", line.values) for line in lines}


def _sends(house: House) -> None:
    house.acts(house.casting.send, *IT)
    house.delivers()
    house.passes(seconds=60)
    house.ticks()


def _report(house: House) -> Reply:
    return house.acts(house.casting.show_card, 1)


def _cards(sent: list[Outgoing]) -> list[Outgoing]:
    return [row for row in sent if row.message.key == "decision.said"]


def test_the_report_adds_up_whatever_became_of_each(house: House) -> None:
    house.acts(house.casting.send, *IT)
    house.person(1, muted=frozenset({Matter.DECISION}))
    house.person(2, unreachable_since=TUESDAY)
    house.person(3, paused_until=TUESDAY + timedelta(days=1))
    house.passes(seconds=60)
    house.ticks()
    house.delivers(blocked=(4, 5))
    report = _report(house)
    assert _lines(report) == {"cast.got": 19, "cast.blocked": 3, "cast.muted": 1, "cast.waiting": 1}
    assert sum(house.totals().values()) == 24
    assert buttons(report.screen) == ["cast.stop", "cast.missed"]
    missed = house.acts(house.casting.missed, 1)
    assert set(_lines(missed)) == {"cast.missed_blocked", "cast.missed_muted", "cast.missed_waiting"}


def test_nobody_missed_and_many_missed_both_read_well(house: House) -> None:
    _sends(house)
    house.delivers()
    house.ticks()
    assert house.acts(house.casting.missed, 1).screen == house.acts(house.casting.missed, 1).screen
    shown = house.acts(house.casting.missed, 1).screen
    assert shown is not None
    assert shown.key == "cast.missed_nobody"


def test_more_names_than_a_line_holds_are_counted_as_others(house: House) -> None:
    house.acts(house.casting.send, *IT)
    house.passes(seconds=60)
    house.ticks()
    house.delivers(blocked=range(1, 25))
    shown = house.acts(house.casting.missed, 1).screen
    assert shown is not None
    assert "nog anderen" in CATALOGUES.render(shown.text, "nl")


def test_in_quiet_hours_it_waits_for_the_morning_and_the_card_says_so(house: House) -> None:
    house.now = EVENING
    _sends(house)
    assert not _cards(house.delivers())
    assert _lines(_report(house)) == {"cast.got": 0, "cast.waiting": 24}
    house.now = NEXT_MORNING
    house.ticks()
    assert len(_cards(house.delivers())) == 24
    house.ticks()
    assert house.unit(lambda unit: unit.dues.casts(CastState.DONE))


def test_the_card_changes_once_for_many_who_got_it(house: House) -> None:
    _sends(house)
    sent = house.delivers()
    assert 1 <= len([row for row in sent if row.chat_id == MANAGER]) <= 3
    assert {row.edits for row in sent if row.chat_id == MANAGER} == {500 + MANAGER}


def test_what_failed_or_is_uncertain_is_in_the_report(house: House) -> None:
    _sends(house)
    house.delivers(state=State.FAILED)
    house.owed.clear()
    assert _lines(_report(house))["cast.failed"] == 24
    assert house.totals() == {DueState.FAILED: 24}


def test_what_was_changed_in_the_hold_says_nothing(house: House) -> None:
    house.acts(house.casting.send, *IT)
    house.told.version = 2
    house.passes(seconds=60)
    house.ticks()
    assert not _cards(house.delivers())
    assert _lines(_report(house)) == {"cast.got": 0, "cast.dropped": 24}


def test_one_that_breaks_as_it_begins_is_stopped_and_the_others_go_on(house: House) -> None:
    house.acts(house.casting.send, *IT)
    house.told.breaks = True
    meeting = house.plans(Due.MEETING_WEEK, 1)
    house.passes(seconds=60)
    house.ticks()
    assert house.state(meeting) is DueState.OWED
    cast = house.unit(lambda unit: unit.dues.cast(1))
    assert cast is not None
    assert cast.state is CastState.STOPPED


def test_what_is_held_stands_in_what_is_planned(house: House) -> None:
    house.acts(house.casting.send, *IT)
    (line,) = house.unit(house.clockwork.planned)
    assert (line.at, line.people) == (TUESDAY + timedelta(seconds=60), 0)


def test_old_buttons_explain_themselves(house: House) -> None:
    for use_case in (house.casting.stop, house.casting.missed, house.casting.show_card):
        with pytest.raises(NotFound):
            house.acts(use_case, 99)
    dropped = house.acts(house.casting.drop)
    assert dropped.screen is not None
    assert dropped.screen.key == "cast.dropped_preview"


def test_everything_of_a_day_may_go_to_one_person_once(house: House) -> None:
    """Whoever had a message today gets this one tomorrow, and the card says that they wait."""
    house.plans(Due.MEETING_WEEK, 1)
    house.ticks()
    _sends(house)
    house.delivers()
    assert _lines(_report(house)) == {"cast.got": 23, "cast.waiting": 1}


def test_a_card_that_cannot_be_made_stops_neither_the_clock_nor_the_sender(house: House) -> None:
    house.acts(house.casting.send, *IT)
    house.passes(seconds=60)
    house.ticks()
    house.told.has_no_title = True
    assert len(_cards(house.delivers())) == 24
    house.ticks()
    assert house.unit(lambda unit: unit.dues.casts(CastState.DONE))


def _with(house: House, off: set[int], paused: set[int], away: set[int]) -> None:
    """Let twelve people be there, of whom these do not want it, want it later, or cannot be reached."""
    house.people(*range(1, 13))
    for person in off:
        house.person(person, muted=frozenset({Matter.DECISION}))
    for person in paused - off:
        house.person(person, paused_until=TUESDAY + timedelta(days=2))
    for person in away - off - paused:
        house.person(person, unreachable_since=TUESDAY)


def _adds_up(house: House) -> None:
    casts = house.unit(lambda unit: [cast for state in CastState for cast in unit.dues.casts(state)])
    rows = house.unit(lambda unit: unit.dues.about(Due.DECISION, 7))
    for cast in casts:
        assert sum(house.totals(cast.id).values()) == sum(row.cast_id == cast.id for row in rows)
    assert sum(house.totals(1).values()) in {0, 12}


PEOPLE = st.sets(st.integers(1, 12))
STEPS: dict[str, Callable[[House], object]] = {
    "minute": lambda house: house.passes(minutes=1),
    "evening": lambda house: house.passes(hours=11),
    "stop": lambda house: house.acts(house.casting.stop, 1),
    "send": lambda house: house.acts(house.casting.send, *IT),
    "deliver": lambda _house: None,
}


@settings(max_examples=60, deadline=None)
@given(PEOPLE, PEOPLE, PEOPLE, PEOPLE, st.lists(st.sampled_from(sorted(STEPS)), max_size=12))
def test_whatever_happens_the_numbers_add_up_and_nobody_gets_it_twice(
    off: set[int], paused: set[int], away: set[int], blocking: set[int], steps: list[str]
) -> None:
    house = House()
    _with(house, off, paused, away)
    house.acts(house.casting.send, *IT)
    got: list[Outgoing] = []
    for step in [*steps, "minute", "deliver"]:
        STEPS[step](house)
        house.ticks()
        if step == "deliver":
            got += _cards(house.delivers(blocked=sorted(blocking)))
        _adds_up(house)
    assert max(Counter(row.chat_id for row in got).values(), default=1) == 1
    assert not {row.chat_id for row in got} & (off | (away - paused))
    house.close()
