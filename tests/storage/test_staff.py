import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.access import Role
from bot.services.ports import Invite
from bot.storage.database import Database, StorageError
from tests.storage.examples import ANNA, BRAM, LATER, NOW, known, within

INVITE = Invite("a" * 64, Role.STAFF, "ruimte", NOW, NOW + timedelta(hours=24))


async def test_those_with_a_role_come_the_longest_serving_first(database: Database) -> None:
    await within(database, known)
    await within(database, lambda unit: unit.staff.appoint(ANNA.id, Role.MANAGER, "", LATER))
    await within(database, lambda unit: unit.staff.appoint(BRAM.id, Role.MANAGER, "", NOW))
    found = await within(database, lambda unit: unit.staff.with_role(Role.MANAGER))
    assert found == [replace(BRAM, role=Role.MANAGER), replace(ANNA, role=Role.MANAGER)]
    assert await within(database, lambda unit: unit.staff.with_role(Role.STAFF)) == []


async def test_who_is_appointed_again_has_the_new_role_only(database: Database) -> None:
    await within(database, known)
    await within(database, lambda unit: unit.staff.appoint(ANNA.id, Role.MANAGER, "", NOW))
    await database.run(lambda tx: tx.execute("UPDATE staff SET revoked_at = :at", {"at": "2026-11-23"}))
    assert await within(database, lambda unit: unit.staff.with_role(Role.MANAGER)) == []
    await within(database, lambda unit: unit.staff.appoint(ANNA.id, Role.STAFF, "ruimte", LATER))
    assert await within(database, lambda unit: unit.staff.with_role(Role.MANAGER)) == []
    found = await within(database, lambda unit: unit.staff.with_role(Role.STAFF))
    assert found == [replace(ANNA, role=Role.STAFF, department="ruimte")]


async def test_only_a_known_contact_is_appointed(database: Database) -> None:
    with pytest.raises(StorageError):
        await within(database, lambda unit: unit.staff.appoint(ANNA.id, Role.MANAGER, "", NOW))


async def test_an_invite_is_claimed_once(database: Database) -> None:
    await within(database, lambda unit: unit.staff.add_invite(INVITE))
    first, second = await asyncio.gather(
        within(database, lambda unit: unit.staff.claim_invite(INVITE.token_hash, 1, LATER)),
        within(database, lambda unit: unit.staff.claim_invite(INVITE.token_hash, 2, LATER)),
    )
    assert first == replace(INVITE, claimed_by=1)
    assert second is None


async def test_an_unknown_or_expired_invite_is_none(database: Database) -> None:
    await within(database, lambda unit: unit.staff.add_invite(INVITE))
    claim = INVITE.token_hash
    assert await within(database, lambda unit: unit.staff.claim_invite("b" * 64, 1, LATER)) is None
    assert await within(database, lambda unit: unit.staff.claim_invite(claim, 1, INVITE.expires_at)) is None
    just_in_time = INVITE.expires_at - timedelta(microseconds=1)
    assert await within(database, lambda unit: unit.staff.claim_invite(claim, 1, just_in_time)) is not None
