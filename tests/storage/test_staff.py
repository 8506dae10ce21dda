import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.access import Role
from bot.domain.enquiry import Status
from bot.domain.staff import Invite, Member
from bot.storage.database import Database, StorageError
from bot.storage.unit import StorageUnit
from tests.storage.examples import ANNA, BRAM, DRAFT, LATER, NOW, known, sent, within

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
    assert first == replace(INVITE, id=1, claimed_by=1)
    assert second is None


async def test_an_unknown_or_expired_invite_is_none(database: Database) -> None:
    await within(database, lambda unit: unit.staff.add_invite(INVITE))
    claim = INVITE.token_hash
    assert await within(database, lambda unit: unit.staff.claim_invite("b" * 64, 1, LATER)) is None
    assert await within(database, lambda unit: unit.staff.claim_invite(claim, 1, INVITE.expires_at)) is None
    just_in_time = INVITE.expires_at - timedelta(microseconds=1)
    assert await within(database, lambda unit: unit.staff.claim_invite(claim, 1, just_in_time)) is not None


async def test_a_member_is_told_with_their_absence(database: Database) -> None:
    def work(unit: StorageUnit) -> None:
        known(unit)
        unit.staff.appoint(ANNA.id, Role.STAFF, "ruimte", NOW)
        unit.staff.appoint(BRAM.id, Role.MANAGER, "", LATER)
        anna = Member(replace(ANNA, role=Role.STAFF, department="ruimte"), NOW)
        bram = Member(replace(BRAM, role=Role.MANAGER), LATER)
        assert unit.staff.members() == [bram, anna]
        assert unit.staff.member(ANNA.id) == anna
        assert unit.staff.member(3) is None
        assert unit.staff.of_department("ruimte") == [anna]
        assert unit.staff.of_department("wonen") == []
        unit.staff.set_away(ANNA.id, LATER, BRAM.id)
        assert unit.staff.member(ANNA.id) == replace(anna, away_until=LATER, stand_in_id=BRAM.id)
        unit.staff.set_away(ANNA.id, None, 0)
        assert unit.staff.member(ANNA.id) == anna

    await within(database, work)


async def test_who_is_revoked_is_nobody_at_once_and_comes_back_as_new(database: Database) -> None:
    def work(unit: StorageUnit) -> None:
        known(unit)
        unit.staff.appoint(ANNA.id, Role.STAFF, "ruimte", NOW)
        unit.staff.set_away(ANNA.id, LATER, BRAM.id)
        assert unit.staff.revoke(ANNA.id, NOW)
        assert not unit.staff.revoke(ANNA.id, LATER)
        assert not unit.staff.revoke(3, NOW)
        assert (unit.staff.member(ANNA.id), unit.staff.of_department("ruimte")) == (None, [])
        person = unit.contacts.get(ANNA.id)
        assert person is not None
        assert (person.role, person.department) == (Role.ASKER, "")
        unit.staff.appoint(ANNA.id, Role.STAFF, "wonen", LATER)
        member = unit.staff.member(ANNA.id)
        assert member is not None
        assert (member.person.department, member.since, member.away_until, member.stand_in_id) == (
            "wonen",
            LATER,
            None,
            0,
        )

    await within(database, work)


async def test_who_left_and_can_be_reached(database: Database) -> None:
    def work(unit: StorageUnit) -> None:
        for person in (ANNA, BRAM):
            unit.contacts.save(person)
            unit.staff.appoint(person.id, Role.STAFF, "ruimte", NOW)
        assert unit.staff.left() == []
        for person in (ANNA, BRAM):
            unit.staff.revoke(person.id, LATER)
        assert unit.staff.left() == sorted([ANNA.id, BRAM.id])
        unit.contacts.save(replace(ANNA, unreachable_since=LATER))
        assert unit.staff.left() == [BRAM.id]
        unit.staff.appoint(BRAM.id, Role.STAFF, "ruimte", LATER)
        assert unit.staff.left() == []

    await within(database, work)


async def test_a_code_opens_the_same_door_as_its_link_and_once(database: Database) -> None:
    def work(unit: StorageUnit) -> None:
        stored = unit.staff.add_invite(replace(INVITE, code_hash="c" * 64, issued_by=BRAM.id))
        assert stored == replace(INVITE, id=stored.id, code_hash="c" * 64, issued_by=BRAM.id)
        assert unit.staff.claim_code("d" * 64, ANNA.id, LATER) is None
        assert unit.staff.claim_code("c" * 64, ANNA.id, LATER) == replace(stored, claimed_by=ANNA.id)
        assert unit.staff.claim_invite(INVITE.token_hash, BRAM.id, LATER) is None
        assert unit.staff.invite(stored.id) == replace(stored, claimed_by=ANNA.id)
        assert unit.staff.invite(stored.id + 1) is None

    await within(database, work)


async def test_open_invites_are_those_that_can_still_lead_to_something(database: Database) -> None:
    def work(unit: StorageUnit) -> None:
        made = [
            unit.staff.add_invite(replace(INVITE, token_hash=f"{at:064}", issued_by=BRAM.id, issued_at=NOW))
            for at in range(4)
        ]
        unit.staff.add_invite(replace(INVITE, token_hash="e" * 64, issued_by=ANNA.id))
        unit.staff.save_invite(replace(made[0], confirmed_at=NOW))
        unit.staff.save_invite(replace(made[1], ended_at=NOW))
        open_ones = unit.staff.open_invites(BRAM.id, LATER)
        assert {one.id for one in open_ones} == {made[2].id, made[3].id}
        assert unit.staff.open_invites(BRAM.id, INVITE.expires_at) == []
        ended = unit.staff.invite(made[1].id)
        assert ended is not None
        assert ended.ended_at == NOW
        assert unit.staff.claim_invite(made[1].token_hash, ANNA.id, LATER) is None

    await within(database, work)


async def test_new_hashes_take_the_place_of_the_old_ones_until_it_is_claimed(database: Database) -> None:
    invite = await within(database, lambda unit: unit.staff.add_invite(replace(INVITE, code_hash="c" * 64)))
    anew = replace(invite, token_hash="n" * 64, code_hash="d" * 64)
    assert await within(database, lambda unit: unit.staff.rehash(anew))
    assert await within(database, lambda unit: unit.staff.claim_invite(INVITE.token_hash, 1, LATER)) is None
    assert await within(database, lambda unit: unit.staff.claim_code("c" * 64, 1, LATER)) is None
    assert await within(database, lambda unit: unit.staff.claim_code("d" * 64, 1, LATER)) is not None
    assert not await within(database, lambda unit: unit.staff.rehash(invite))


async def test_what_was_claimed_in_time_stays_open_until_somebody_decides(database: Database) -> None:
    await within(database, known)
    claimed = await within(database, lambda unit: unit.staff.add_invite(replace(INVITE, issued_by=2)))
    await within(database, lambda unit: unit.staff.add_invite(replace(INVITE, token_hash="b" * 64, issued_by=2)))
    await within(database, lambda unit: unit.staff.claim_invite(INVITE.token_hash, 1, LATER))
    late = INVITE.expires_at + timedelta(hours=1)
    open_ones = await within(database, lambda unit: unit.staff.open_invites(2, late))
    assert [one.id for one in open_ones] == [claimed.id]
    await within(database, lambda unit: unit.staff.save_invite(open_ones[0].confirmed(late)))
    assert await within(database, lambda unit: unit.staff.open_invites(2, late)) == []


async def test_acts_of_somebody_are_counted_since_a_moment(database: Database) -> None:
    def act(unit: StorageUnit) -> None:
        for at, actor, action in ((NOW, 1, "tried"), (LATER, 1, "tried"), (LATER, 2, "tried"), (LATER, 1, "other")):
            unit.audit.append(at, actor, action)

    await within(database, act)
    assert await within(database, lambda unit: unit.audit.count(1, "tried", NOW)) == 2
    assert await within(database, lambda unit: unit.audit.count(1, "tried", LATER)) == 1


async def test_what_somebody_owns_and_is_open_goes_to_the_heir(database: Database) -> None:
    await within(database, known)
    open_one = await within(database, lambda unit: sent(unit, replace(DRAFT, owner_id=5)))
    other = await within(database, lambda unit: sent(unit, replace(DRAFT, owner_id=6)))
    closed = await within(database, lambda unit: sent(unit, replace(DRAFT, owner_id=5, status=Status.CLOSED)))
    assert await within(database, lambda unit: unit.enquiries.pass_on(5, 7)) == 1
    kept = await within(database, lambda unit: [unit.enquiries.get(one.id) for one in (open_one, other, closed)])
    assert [one.owner_id for one in kept if one is not None] == [7, 6, 5]
