from collections import Counter
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from bot.domain.due import Cast, CastState, Due, DueRow, DueState
from bot.storage.database import Database
from bot.storage.unit import StorageUnit
from tests.storage.examples import ANNA, LATER, NOW, within
from tests.storage.jobs import CAST, due

HOUR = timedelta(hours=1)


async def cast(database: Database, what: Cast = CAST) -> Cast:
    """Store a message to many, which is a new one."""
    stored = await within(database, lambda unit: unit.dues.add_cast(what))
    assert stored is not None
    return stored


def save(unit: StorageUnit, cast: Cast) -> None:
    """Store the changed message to many."""
    unit.dues.save_cast(cast)


async def to_many(database: Database, cast_id: int, people: int = 6) -> list[DueRow]:
    """Plan a row for each of so many people, the first ids first."""

    def store(unit: StorageUnit) -> list[DueRow]:
        unit.dues.plan([_row(person, cast_id) for person in range(1, people + 1)])
        return list(unit.dues.of_cast(cast_id, [DueState.WAITING], people))

    return await within(database, store)


def _row(person: int, cast_id: int) -> DueRow:
    return due(person, what=CAST.what, subject_id=CAST.subject_id, version=CAST.version, cast_id=cast_id)


async def test_one_gets_an_id_and_comes_back_as_stored(database: Database) -> None:
    stored = await cast(database)
    assert stored == replace(CAST, id=stored.id)
    assert await within(database, lambda unit: unit.dues.cast(stored.id)) == stored
    assert await within(database, lambda unit: unit.dues.cast(stored.id + 1)) is None


async def test_every_field_can_change(database: Database) -> None:
    stored = await cast(database)
    changed = Cast(stored.id, Due.MEETING_REPORT, 2**52, 3, ANNA.id, LATER, LATER + HOUR, CastState.DONE)
    await within(database, lambda unit: unit.dues.save_cast(changed))
    assert await within(database, lambda unit: unit.dues.cast(stored.id)) == changed


@pytest.mark.parametrize("state", [CastState.HELD, CastState.SENDING, CastState.DONE])
async def test_there_is_one_of_each_kind_subject_and_version(database: Database, state: CastState) -> None:
    stored = replace(await cast(database), state=state)
    await within(database, lambda unit: unit.dues.save_cast(stored))
    assert await within(database, lambda unit: unit.dues.add_cast(CAST)) is None
    for other in (replace(CAST, version=1), replace(CAST, subject_id=8), replace(CAST, what=Due.MEETING_AGENDA)):
        await cast(database, other)
    found = await within(database, lambda unit: unit.dues.cast_of(CAST.what, CAST.subject_id, CAST.version))
    assert found == stored
    assert await within(database, lambda unit: unit.dues.cast_of(CAST.what, 99, 0)) is None


async def test_one_that_was_stopped_can_be_sent_after_all(database: Database) -> None:
    for _ in range(2):
        stopped = replace(await cast(database), state=CastState.STOPPED)
        await within(database, partial(save, cast=stopped))
    assert await within(database, lambda unit: unit.dues.cast_of(CAST.what, CAST.subject_id, 0)) == stopped
    again = await cast(database)
    assert await within(database, lambda unit: unit.dues.cast_of(CAST.what, CAST.subject_id, 0)) == again
    await within(database, lambda unit: unit.dues.save_cast(stopped))
    assert await within(database, lambda unit: unit.dues.cast_of(CAST.what, CAST.subject_id, 0)) == again
    assert await within(database, lambda unit: unit.dues.add_cast(CAST)) is None


async def test_those_in_a_state_come_oldest_first(database: Database) -> None:
    first, second, third = [await cast(database, replace(CAST, version=version)) for version in range(3)]
    sending = replace(second, state=CastState.SENDING)
    await within(database, lambda unit: unit.dues.save_cast(sending))
    assert await within(database, lambda unit: unit.dues.casts(CastState.HELD)) == [first, third]
    assert await within(database, lambda unit: unit.dues.casts(CastState.SENDING)) == [sending]
    assert await within(database, lambda unit: unit.dues.casts(CastState.DONE)) == []


async def test_totals_add_up_whatever_became_of_each(database: Database) -> None:
    stored = await cast(database)
    rows = await to_many(database, stored.id, people=len(DueState) + 1)
    await within(database, lambda unit: unit.dues.plan([due(), due(cast_id=stored.id + 1, version=5)]))

    def end(unit: StorageUnit) -> None:
        for row, state in zip(rows[1:], DueState, strict=True):
            unit.dues.end(row.id, state, LATER)

    await within(database, end)
    totals = await within(database, lambda unit: unit.dues.totals(stored.id))
    assert totals == Counter(DueState) + Counter([DueState.WAITING])
    assert await within(database, lambda unit: unit.dues.totals(0)) == {}


async def test_rows_of_one_in_some_states_in_order(database: Database) -> None:
    stored = await cast(database)
    rows = await to_many(database, stored.id)
    await within(database, lambda unit: unit.dues.end(rows[1].id, DueState.OWED, LATER))
    await within(database, lambda unit: unit.dues.end(rows[2].id, DueState.BLOCKED, LATER))

    def found(unit: StorageUnit) -> list[list[int]]:
        wanted: tuple[list[DueState], ...] = (
            [DueState.WAITING],
            [DueState.OWED, DueState.WAITING],
            [DueState.BLOCKED],
            [],
        )
        return [[row.person_id for row in unit.dues.of_cast(stored.id, states, 4)] for states in wanted]

    assert await within(database, found) == [[1, 4, 5, 6], [1, 2, 4, 5], [3], []]
    assert await within(database, lambda unit: unit.dues.of_cast(0, tuple(DueState), 9)) == []


async def test_stopped_half_way_and_sent_after_all_it_reaches_each_once(database: Database) -> None:
    first = await cast(database)
    rows = await to_many(database, first.id)

    def owe_two(unit: StorageUnit) -> None:
        for row in rows[:2]:
            unit.dues.end(row.id, DueState.OWED, NOW)

    await within(database, owe_two)
    assert await within(database, lambda unit: unit.dues.stop(first.id, LATER)) == 4
    assert await within(database, lambda unit: unit.dues.stop(first.id, LATER)) == 0
    await within(database, lambda unit: unit.dues.save_cast(replace(first, state=CastState.STOPPED)))
    assert await within(database, lambda unit: unit.dues.totals(first.id)) == {DueState.OWED: 2, DueState.VOID: 4}
    found = await within(database, lambda unit: unit.dues.get(rows[5].id))
    assert found == replace(rows[5], state=DueState.VOID, ended_at=LATER)
    second = await cast(database)
    assert [row.person_id for row in await to_many(database, second.id)] == [3, 4, 5, 6]
    assert await to_many(database, second.id) == await to_many(database, second.id)


async def test_what_belongs_to_no_message_to_many_is_never_stopped(database: Database) -> None:
    await within(database, lambda unit: unit.dues.plan([due()]))
    assert await within(database, lambda unit: unit.dues.stop(0, LATER)) == 0
