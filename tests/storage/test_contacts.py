from dataclasses import replace

import pytest

from bot.domain.access import Role
from bot.domain.contact import Expectation, Expects, Proactive, Welcome
from bot.storage.database import Database, StorageError
from tests.storage.examples import ANNA, BRAM, DRAFT, LATER, NOW, known, within


async def test_nobody_is_known_at_first(database: Database) -> None:
    assert await within(database, lambda unit: unit.contacts.get(ANNA.id)) is None


async def test_a_new_contact_comes_back_as_stored(database: Database) -> None:
    await within(database, lambda unit: unit.contacts.save(ANNA))
    assert await within(database, lambda unit: unit.contacts.get(ANNA.id)) == ANNA


async def test_every_field_can_change(database: Database) -> None:
    changed = replace(
        ANNA,
        name="Änna 🧁 'x' %s :name",
        language="en",
        language_chosen=True,
        welcome=Welcome.DONE,
        proactive=Proactive.OWN,
        trade="horeca",
        expects=Expectation(Expects.REASON, LATER, subject=41, topic="terras"),
        unreachable_since=LATER,
    )
    await within(database, lambda unit: unit.contacts.save(ANNA))
    await within(database, lambda unit: unit.contacts.save(changed))
    assert await within(database, lambda unit: unit.contacts.get(ANNA.id)) == changed
    await within(database, lambda unit: unit.contacts.save(ANNA))
    assert await within(database, lambda unit: unit.contacts.get(ANNA.id)) == ANNA


async def test_the_role_is_read_from_the_staff_and_not_stored_with_the_contact(database: Database) -> None:
    await within(database, lambda unit: unit.contacts.save(replace(ANNA, role=Role.ADMINISTRATOR)))
    assert await within(database, lambda unit: unit.contacts.get(ANNA.id)) == ANNA
    await within(database, lambda unit: unit.staff.appoint(ANNA.id, Role.MANAGER, "ruimte", NOW))
    found = await within(database, lambda unit: unit.contacts.get(ANNA.id))
    assert found == replace(ANNA, role=Role.MANAGER, department="ruimte")


async def test_a_revoked_role_is_no_role(database: Database) -> None:
    await within(database, known)
    await within(database, lambda unit: unit.staff.appoint(ANNA.id, Role.MANAGER, "ruimte", NOW))
    await database.run(lambda tx: tx.execute("UPDATE staff SET revoked_at = :at", {"at": "2026-11-23"}))
    assert await within(database, lambda unit: unit.contacts.get(ANNA.id)) == ANNA


async def test_a_contact_is_forgotten_and_the_others_stay(database: Database) -> None:
    await within(database, known)
    await within(database, lambda unit: unit.contacts.forget(ANNA.id))
    await within(database, lambda unit: unit.contacts.forget(ANNA.id))
    assert await within(database, lambda unit: unit.contacts.get(ANNA.id)) is None
    assert await within(database, lambda unit: unit.contacts.get(BRAM.id)) == BRAM


async def test_whoever_has_an_enquiry_is_not_forgotten_this_way(database: Database) -> None:
    await within(database, known)
    await within(database, lambda unit: unit.enquiries.add(DRAFT))
    with pytest.raises(StorageError):
        await within(database, lambda unit: unit.contacts.forget(ANNA.id))
    assert await within(database, lambda unit: unit.contacts.get(ANNA.id)) == ANNA
