"""Whose a question is that opens again."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.domain.access import Role
from bot.domain.contact import Contact
from bot.domain.enquiry import Status, Step
from bot.services.enquiries.moves import Moves
from bot.services.enquiries.owning import Owning
from bot.storage.unit import StorageUnit
from tests.services.learning.learning_town import AMIRA, SOFIE, asked, memory
from tests.storage.examples import NOW
from tests.storage.memory import Memory

KARIM = Contact(3001, "Karim", "nl", NOW)


@pytest.fixture
def house() -> Iterator[Memory]:
    made = memory()
    yield made
    made.close()


def reopened(unit: StorageUnit, owner_id: int) -> int:
    closed = replace(asked(unit, "mag dat", status=Status.CLOSED), owner_id=owner_id)
    unit.enquiries.save(closed)
    return Moves((Owning(),)).move(unit, closed, Step.REOPEN, SOFIE.id).owner_id


@pytest.mark.parametrize("role", [Role.STAFF, Role.MANAGER])
def test_whoever_still_works_here_keeps_it(house: Memory, role: Role) -> None:
    def work(unit: StorageUnit) -> int:
        unit.contacts.save(KARIM)
        unit.staff.appoint(KARIM.id, role, "ruimte", NOW)
        return reopened(unit, KARIM.id)

    assert house.within(work) == KARIM.id


def test_what_somebody_had_who_left_goes_to_a_manager(house: Memory) -> None:
    def work(unit: StorageUnit) -> int:
        unit.contacts.save(KARIM)
        unit.staff.appoint(KARIM.id, Role.STAFF, "ruimte", NOW)
        unit.staff.revoke(KARIM.id, NOW)
        return reopened(unit, KARIM.id)

    assert house.within(work) == AMIRA.id


def test_without_any_manager_it_waits_as_it_is(house: Memory) -> None:
    def work(unit: StorageUnit) -> int:
        unit.staff.revoke(AMIRA.id, NOW)
        return reopened(unit, AMIRA.id)

    assert house.within(work) == AMIRA.id


def test_another_step_changes_no_owner(house: Memory) -> None:
    def work(unit: StorageUnit) -> int:
        enquiry = replace(asked(unit, "mag dat"), owner_id=999)
        unit.enquiries.save(enquiry)
        return Moves((Owning(),)).move(unit, enquiry, Step.ANSWER, AMIRA.id).owner_id

    assert house.within(work) == 999
