"""Which departments were given which questions, on both engines."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

from bot.domain.assignment import Assignment, Held
from bot.storage.database import Database
from bot.storage.unit import StorageUnit
from tests.storage.examples import BRAM, DRAFT, LATER, NOW, known, sent, within

T = TypeVar("T")


def offer(enquiry_id: int, department: str = "ruimte", **more: object) -> Assignment:
    term = NOW + timedelta(hours=8)
    return replace(Assignment(0, enquiry_id, department, BRAM.id, NOW, term), **more)  # type: ignore[arg-type]


def stored(unit: StorageUnit, enquiry_id: int, department: str = "ruimte", **more: object) -> Assignment:
    found = unit.assignments.add(offer(enquiry_id, department, **more))
    assert found is not None
    return found


async def on(database: Database, work: Callable[[StorageUnit, int], T]) -> T:
    """Return what the work returns, given a question of its own."""

    def act(unit: StorageUnit) -> T:
        known(unit)
        return work(unit, sent(unit).id)

    return await within(database, act)


async def test_it_comes_back_as_stored_with_every_field(database: Database) -> None:
    def work(unit: StorageUnit, enquiry_id: int) -> None:
        first = stored(unit, enquiry_id, asked="mag dat?")
        assert unit.assignments.get(first.id) == first
        changed = replace(
            first,
            state=Held.REFUSED,
            is_advice=True,
            person_id=7_000_000_009,
            ended_at=LATER,
            reason="niet van ons",
            advice="vraag het de politie",
        )
        unit.assignments.save(changed)
        assert unit.assignments.get(first.id) == changed
        assert unit.assignments.get(first.id + 1) is None

    await on(database, work)


async def test_a_department_has_a_question_once_at_a_time(database: Database) -> None:
    def work(unit: StorageUnit, enquiry_id: int) -> None:
        first = stored(unit, enquiry_id)
        assert unit.assignments.add(offer(enquiry_id)) is None
        assert unit.assignments.live(enquiry_id, "ruimte") == first
        assert unit.assignments.live(enquiry_id, "wonen") is None
        unit.assignments.save(first.ended(Held.EXPIRED, LATER))
        assert unit.assignments.live(enquiry_id, "ruimte") is None
        second = stored(unit, enquiry_id)
        assert [one.id for one in unit.assignments.of_enquiry(enquiry_id)] == [first.id, second.id]
        assert unit.assignments.of_enquiry(enquiry_id + 1) == []

    await on(database, work)


async def test_of_two_offers_at_the_same_moment_one_is_kept(database: Database) -> None:
    def prepare(unit: StorageUnit) -> int:
        known(unit)
        return sent(unit).id

    enquiry_id = await within(database, prepare)
    both = [within(database, lambda unit: unit.assignments.add(offer(enquiry_id))) for _ in range(2)]
    assert sum(one is not None for one in await asyncio.gather(*both)) == 1


async def test_who_refused_may_not_read_it_any_more_and_who_answered_may(database: Database) -> None:
    def work(unit: StorageUnit, enquiry_id: int) -> None:
        stored(unit, enquiry_id, "ruimte", state=Held.ACCEPTED)
        stored(unit, enquiry_id, "wonen", state=Held.DONE)
        stored(unit, enquiry_id, "afval")
        for ended in (Held.REFUSED, Held.EXPIRED, Held.RECALLED):
            stored(unit, enquiry_id, f"ended-{ended}", state=ended)
        assert unit.assignments.departments(enquiry_id) == {"ruimte", "wonen", "afval"}
        assert unit.assignments.departments(enquiry_id + 1) == frozenset()

    await on(database, work)


async def test_a_department_s_list_is_paged_state_after_state(database: Database) -> None:
    def work(unit: StorageUnit, enquiry_id: int) -> None:
        others = [sent(unit, replace(DRAFT, asker_id=BRAM.id)).id for _ in range(4)]
        accepted = [stored(unit, one, state=Held.ACCEPTED, person_id=9) for one in (enquiry_id, others[0])]
        offered = [stored(unit, one) for one in others[1:3]]
        stored(unit, others[3], state=Held.REFUSED)
        stored(unit, others[3], "wonen")
        whole = [*reversed(offered), *reversed(accepted)]
        states = (Held.OFFERED, Held.ACCEPTED)
        assert unit.assignments.of_department("ruimte", states, 10) == whole
        pages = [unit.assignments.of_department("ruimte", states, 2, offset) for offset in (0, 1, 3, 4)]
        assert pages == [whole[:2], whole[1:3], whole[3:], []]
        assert unit.assignments.count_of_department("ruimte") == {Held.OFFERED: 2, Held.ACCEPTED: 2}
        assert unit.assignments.of_person(9) == accepted
        assert unit.assignments.of_person(0) == []

    await on(database, work)
