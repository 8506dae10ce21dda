"""Rows that come due: what a message to many makes of itself for one person."""

from datetime import UTC, datetime, timedelta

from bot.domain.contact import Matter
from bot.domain.due import Cast, CastState, Due, DueRow, DueState, due_at_place, place_of

TUESDAY = datetime(2026, 11, 24, 9, 12, tzinfo=UTC)
CAST = Cast(3, Due.DECISION, 7, 2, 2001, TUESDAY, TUESDAY + timedelta(seconds=60))


def test_a_message_to_many_begins_held_and_makes_rows_of_its_own() -> None:
    row = CAST.row(1001, TUESDAY, Matter.DECISION, "asked")
    assert CAST.state is CastState.HELD
    assert row == DueRow(0, Due.DECISION, 7, 2, 1001, TUESDAY, Matter.DECISION, "asked", 3, DueState.WAITING)


def test_without_a_matter_it_heeds_no_switch() -> None:
    assert CAST.row(1001, TUESDAY) == DueRow(0, Due.DECISION, 7, 2, 1001, TUESDAY, None, "", 3)


def test_buttons_name_what_is_said_by_its_place() -> None:
    assert [due_at_place(place_of(what)) for what in Due] == list(Due)
    assert {due_at_place(place) for place in (-1, len(Due), 2**52)} == {None}
