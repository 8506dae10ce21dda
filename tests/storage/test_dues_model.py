"""The rows that come due against a model in memory: whatever is planned, voided, stopped and ended, in any order."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.domain.due import CastState, Due, DueRow, DueState
from tests.storage.examples import NOW
from tests.storage.jobs import CAST, due
from tests.storage.memory import Memory

KINDS = (CAST.what, Due.MEETING_DAY)
PEOPLE = st.lists(st.integers(0, 4), min_size=1, max_size=5)
MINUTES = st.integers(0, 5).map(lambda minutes: NOW + timedelta(minutes=minutes))
STILL_ENDS = (DueState.WAITING, DueState.OWED, DueState.UNCERTAIN)

Key = tuple[Due, int, int, int]


def key(row: DueRow) -> Key:
    """Return by what a row is known."""
    return row.what, row.subject_id, row.version, row.person_id


class AnyOrder(RuleBasedStateMachine):
    """Plans, ends and stops; ``rows`` is what should be there, ``freed`` whose keys are free again."""

    def __init__(self) -> None:
        super().__init__()
        self.memory = Memory()
        self.rows: dict[int, DueRow] = {}
        self.freed: set[int] = set()
        self.cast = 0

    def teardown(self) -> None:
        self.memory.close()

    @rule(people=PEOPLE, kind=st.sampled_from(KINDS), version=st.integers(0, 1), at=MINUTES)
    def plans(self, people: list[int], kind: Due, version: int, at: datetime) -> None:
        cast_id = self.cast if kind is CAST.what else 0
        self._plan([replace(due(person, what=kind, version=version, cast_id=cast_id), due_at=at) for person in people])

    @rule()
    @precondition(lambda self: not self.cast)
    def begins_a_message_to_many(self) -> None:
        cast = self.memory.within(lambda unit: unit.dues.add_cast(CAST))
        assert cast is not None
        assert self.memory.within(lambda unit: unit.dues.add_cast(CAST)) is None
        self.cast = cast.id

    @rule(at=MINUTES)
    @precondition(lambda self: self.cast)
    def stops_the_message_to_many(self, at: datetime) -> None:
        stopped = {row.id for row in self._waiting() if row.cast_id == self.cast}
        assert self.memory.within(lambda unit: unit.dues.stop(self.cast, at)) == len(stopped)
        ended = replace(CAST, id=self.cast, state=CastState.STOPPED)
        self.memory.within(lambda unit: unit.dues.save_cast(ended))
        self._end(stopped, DueState.VOID, at)
        self.freed |= stopped
        self.cast = 0

    @rule(choice=st.integers(0, 100), state=st.sampled_from(DueState), at=MINUTES)
    @precondition(lambda self: self.rows)
    def ends_one(self, choice: int, state: DueState, at: datetime) -> None:
        row = self._one(choice)
        self.memory.within(lambda unit: unit.dues.end(row.id, state, at))
        if row.state in STILL_ENDS:
            self._end({row.id}, state, at)

    @rule(choice=st.integers(0, 100), until=MINUTES)
    @precondition(lambda self: self.rows)
    def postpones_one(self, choice: int, until: datetime) -> None:
        row = self._one(choice)
        self.memory.within(lambda unit: unit.dues.postpone(row.id, until))
        if row.state is DueState.WAITING:
            self.rows[row.id] = replace(row, due_at=until)

    @rule(kinds=st.lists(st.sampled_from(KINDS), unique=True), at=MINUTES)
    def voids(self, kinds: list[Due], at: datetime) -> None:
        gone = {row.id for row in self._waiting() if row.what in kinds}
        assert self.memory.within(lambda unit: unit.dues.void(kinds, 5, at)) == len(gone)
        self._end(gone, DueState.VOID, at)

    @invariant()
    def every_row_is_as_it_should_be(self) -> None:
        found = self.memory.within(lambda unit: [unit.dues.get(row_id) for row_id in self.rows])
        assert found == list(self.rows.values())

    @invariant()
    def no_key_is_there_twice(self) -> None:
        keys = [key(row) for row in self.rows.values() if row.id not in self.freed]
        assert len(keys) == len(set(keys))

    @invariant()
    def what_is_ready_comes_in_the_order_of_its_moments(self) -> None:
        now = NOW + timedelta(minutes=2)
        ready = sorted((row.due_at, row.id) for row in self._waiting() if row.due_at <= now)
        found = self.memory.within(lambda unit: unit.dues.ready(now, 1000))
        assert [(row.due_at, row.id) for row in found] == ready

    @invariant()
    def totals_add_up(self) -> None:
        of_cast = Counter(row.state for row in self.rows.values() if row.cast_id and row.cast_id == self.cast)
        assert self.memory.within(lambda unit: unit.dues.totals(self.cast)) == of_cast

    def _plan(self, rows: Sequence[DueRow]) -> None:
        taken = {key(row) for row in self.rows.values() if row.id not in self.freed}
        new = {key(row): row for row in reversed(rows) if key(row) not in taken}
        assert self.memory.within(lambda unit: unit.dues.plan(rows)) == len(new)
        for row in new.values():
            stored = self._find(row)
            assert replace(stored, id=0) == row
            self.rows[stored.id] = stored

    def _find(self, row: DueRow) -> DueRow:
        found = self.memory.within(lambda unit: unit.dues.find(*key(row)))
        assert found is not None
        return found

    def _one(self, choice: int) -> DueRow:
        return list(self.rows.values())[choice % len(self.rows)]

    def _waiting(self) -> list[DueRow]:
        return [row for row in self.rows.values() if row.state is DueState.WAITING]

    def _end(self, ids: set[int], state: DueState, at: datetime) -> None:
        for row_id in ids:
            self.rows[row_id] = replace(self.rows[row_id], state=state, ended_at=at)


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(
    max_examples=50,
    stateful_step_count=30,
    deadline=None,  # how long a step takes says nothing here, on a machine that others use
)
