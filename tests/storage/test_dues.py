from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.contact import Matter
from bot.domain.due import EVERYBODY, Due, DueRow, DueState
from bot.storage.database import Database
from bot.storage.unit import StorageUnit
from tests.storage.anything import IDS, KEYS, MOMENTS, ROUND_TRIPS
from tests.storage.examples import ANNA, BRAM, LATER, NOW, within
from tests.storage.jobs import due

HOUR = timedelta(hours=1)
ENDS = (DueState.DELIVERED, DueState.BLOCKED, DueState.FAILED, DueState.MUTED, DueState.VOID, DueState.LATE)


async def plan(database: Database, *rows: DueRow) -> Sequence[DueRow]:
    """Plan these rows and return all that wait, as they came."""
    await within(database, lambda unit: unit.dues.plan(rows))
    waiting = await within(database, lambda unit: unit.dues.planned(1000))
    return sorted(waiting, key=lambda row: row.id)


async def end(database: Database, row: DueRow, state: DueState, after: timedelta = HOUR) -> DueRow | None:
    await within(database, lambda unit: unit.dues.end(row.id, state, NOW + after))
    return await within(database, lambda unit: unit.dues.get(row.id))


async def test_what_is_planned_comes_back_as_it_was(database: Database) -> None:
    rows = [due(), due(BRAM.id, matter=None, cast_id=7, version=3, subject_id=2**52), due(EVERYBODY)]
    found = await plan(database, *rows)
    assert [replace(row, id=0) for row in found] == rows
    assert all(row.id for row in found)
    assert await within(database, lambda unit: unit.dues.get(found[1].id)) == found[1]
    assert await within(database, lambda unit: unit.dues.get(found[2].id + 1)) is None


async def test_nothing_is_planned_twice(database: Database) -> None:
    rows = [due(), due(BRAM.id), due(what=Due.MEETING_WEEK), due(version=1), due(subject_id=6)]
    assert await within(database, lambda unit: unit.dues.plan(rows[:2])) == 2
    assert await within(database, lambda unit: unit.dues.plan([*rows, *rows])) == 3
    assert await within(database, lambda unit: unit.dues.plan([])) == 0
    later = [replace(row, due_at=LATER, cast_id=9, why="asked") for row in rows]
    assert await within(database, lambda unit: unit.dues.plan(later)) == 0
    found = await within(database, lambda unit: unit.dues.planned(10))
    assert {row.due_at for row in found} == {NOW}


@pytest.mark.parametrize("state", [state for state in DueState if state is not DueState.WAITING])
async def test_what_was_said_or_voided_is_not_planned_again(database: Database, state: DueState) -> None:
    [row] = await plan(database, due())
    await end(database, row, state)
    assert await within(database, lambda unit: unit.dues.plan([due()])) == 0


async def test_a_row_is_found_by_its_key_and_all_about_something_in_any_state(database: Database) -> None:
    rows = await plan(database, due(), due(BRAM.id), due(version=1), due(subject_id=6), due(what=Due.MEETING_WEEK))
    await end(database, rows[0], DueState.OWED)
    found = await within(database, lambda unit: unit.dues.about(Due.MEETING_DAY, 5))
    assert [row.id for row in found] == [row.id for row in rows[:3]]
    assert await within(database, lambda unit: unit.dues.find(Due.MEETING_DAY, 5, 0, ANNA.id)) == found[0]
    assert await within(database, lambda unit: unit.dues.find(Due.MEETING_DAY, 5, 1, ANNA.id)) == rows[2]
    assert await within(database, lambda unit: unit.dues.find(Due.MEETING_DAY, 5, 1, BRAM.id)) is None


async def test_what_could_not_reach_somebody_waits_again_when_they_are_back(database: Database) -> None:
    recent, old, of_bram, failed = await plan(
        database, due(), due(version=1), due(BRAM.id), due(what=Due.DECISION, matter=Matter.DECISION)
    )
    for row, state, after in (
        (recent, DueState.BLOCKED, HOUR),
        (old, DueState.BLOCKED, -HOUR),
        (of_bram, DueState.BLOCKED, HOUR),
        (failed, DueState.FAILED, HOUR),
    ):
        await end(database, row, state, after)
    assert await within(database, lambda unit: unit.dues.revive(ANNA.id, NOW, LATER)) == 1
    assert await within(database, lambda unit: unit.dues.planned(9)) == [replace(recent, due_at=LATER)]
    assert await within(database, lambda unit: unit.dues.revive(ANNA.id, NOW, LATER)) == 0


async def test_ready_is_what_waits_and_is_due_in_the_order_of_its_moments(database: Database) -> None:
    rows = await plan(
        database,
        due(after=HOUR),
        due(BRAM.id),
        due(what=Due.DECISION, after=-HOUR),
        due(what=Due.MEETING_WEEK, after=timedelta(microseconds=1)),
        due(what=Due.MEETING_REPORT),
        due(what=Due.MEETING_AGENDA, after=-HOUR),
    )
    await end(database, rows[5], DueState.OWED)
    assert await within(database, lambda unit: unit.dues.ready(NOW, 9)) == [rows[2], rows[1], rows[4]]
    assert await within(database, lambda unit: unit.dues.ready(NOW, 2)) == [rows[2], rows[1]]
    assert await within(database, lambda unit: unit.dues.planned(4)) == [rows[2], rows[1], rows[4], rows[3]]


async def test_what_waits_for_somebody_has_a_matter(database: Database) -> None:
    late, soon, _, _, ended = await plan(
        database,
        due(after=HOUR),
        due(what=Due.DECISION, matter=Matter.DECISION),
        due(BRAM.id),
        due(what=Due.MEETING_OWED_3, matter=None),
        due(what=Due.MEETING_WEEK),
    )
    await end(database, ended, DueState.VOID)
    assert await within(database, lambda unit: unit.dues.waiting_of(ANNA.id)) == [soon, late]


async def test_only_what_waits_can_wait_longer(database: Database) -> None:
    row, ended = await plan(database, due(), due(BRAM.id))
    await end(database, ended, DueState.OWED)

    def postpone(unit: StorageUnit) -> None:
        for each in (row, ended):
            unit.dues.postpone(each.id, NOW + HOUR)

    await within(database, postpone)
    assert await within(database, lambda unit: unit.dues.planned(9)) == [replace(row, due_at=NOW + HOUR)]
    found = await within(database, lambda unit: unit.dues.get(ended.id))
    assert found == replace(ended, state=DueState.OWED, ended_at=NOW + HOUR)


@pytest.mark.parametrize("state", ENDS)
async def test_an_end_stays_an_end(database: Database, state: DueState) -> None:
    [row] = await plan(database, due())
    ended = replace(row, state=state, ended_at=NOW + HOUR)
    assert await end(database, row, state) == ended
    for other in DueState:
        assert await end(database, row, other, 2 * HOUR) == ended


@pytest.mark.parametrize("state", ENDS)
@pytest.mark.parametrize("between", [DueState.OWED, DueState.UNCERTAIN])
async def test_what_is_owed_or_uncertain_still_ends(database: Database, state: DueState, between: DueState) -> None:
    [row] = await plan(database, due())
    assert await end(database, row, between) == replace(row, state=between, ended_at=NOW + HOUR)
    assert await end(database, row, state, 2 * HOUR) == replace(row, state=state, ended_at=NOW + 2 * HOUR)


async def test_all_that_waits_of_some_kinds_about_something_is_voided(database: Database) -> None:
    rows = await plan(
        database,
        due(),
        due(version=1),
        due(BRAM.id, what=Due.MEETING_WEEK),
        due(what=Due.MEETING_REPORT),
        due(subject_id=6),
        due(BRAM.id),
    )
    await end(database, rows[5], DueState.OWED)
    kinds = (Due.MEETING_DAY, Due.MEETING_WEEK)
    assert await within(database, lambda unit: unit.dues.void(kinds, 5, LATER)) == 3
    assert await within(database, lambda unit: unit.dues.void(kinds, 5, LATER)) == 0
    assert await within(database, lambda unit: unit.dues.void((), 6, LATER)) == 0
    found = await within(database, lambda unit: [unit.dues.get(row.id) for row in rows])
    voided = {row.id for row in found if row is not None and row.state is DueState.VOID and row.ended_at == LATER}
    assert voided == {row.id for row in rows[:3]}


async def test_what_was_said_to_somebody_since_a_moment_is_counted(database: Database) -> None:
    rows = await plan(
        database,
        *(due(what=what) for what in (Due.MEETING_DAY, Due.MEETING_WEEK, Due.DECISION, Due.MEETING_REPORT)),
        due(what=Due.MEETING_OWED_3, matter=None),
        due(BRAM.id),
    )
    states = (DueState.OWED, DueState.DELIVERED, DueState.BLOCKED, DueState.VOID, DueState.DELIVERED, DueState.OWED)
    for row, state in zip(rows, states, strict=True):
        await end(database, row, state)
    assert await within(database, lambda unit: unit.dues.said_since(ANNA.id, NOW)) == 2
    assert await within(database, lambda unit: unit.dues.said_since(ANNA.id, NOW + HOUR)) == 2
    assert await within(database, lambda unit: unit.dues.said_since(ANNA.id, NOW + 2 * HOUR)) == 0
    assert await within(database, lambda unit: unit.dues.said_since(3, NOW)) == 0


due_rows = st.builds(
    DueRow,
    id=st.just(0),
    what=st.sampled_from(Due),
    subject_id=IDS,
    version=st.integers(0, 2**31 - 1),
    person_id=IDS,
    due_at=MOMENTS,
    matter=st.none() | st.sampled_from(Matter),
    why=KEYS,
    cast_id=IDS.map(lambda number: number + 1),
    state=st.sampled_from(DueState),
    ended_at=st.none() | MOMENTS,
)


@ROUND_TRIPS
@given(st.lists(due_rows, max_size=6))
async def test_any_rows_come_back_as_they_were_each_key_once(database: Database, rows: list[DueRow]) -> None:
    await database.run(lambda tx: tx.execute("DELETE FROM dues"))
    keys = {(row.what, row.subject_id, row.version, row.person_id): row for row in reversed(rows)}
    assert await within(database, lambda unit: unit.dues.plan([*rows, *rows])) == len(keys)
    casts = {row.cast_id for row in keys.values()}
    found = await within(database, lambda unit: [unit.dues.of_cast(one, tuple(DueState), 100) for one in casts])
    back = [replace(row, id=0) for of_one in found for row in of_one]
    assert {(row.what, row.subject_id, row.version, row.person_id): row for row in back} == keys
