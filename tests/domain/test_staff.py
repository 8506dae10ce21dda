"""Who works for the town, and the invitations by which they come in."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.access import Permission, Reach, Role, reach
from bot.domain.contact import Contact
from bot.domain.staff import Invite, Member, appointable

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
INVITE = Invite("a" * 64, Role.STAFF, "mobiliteit", NOW, NOW + timedelta(days=1), id=7, issued_by=2)


def test_who_is_away_is_back_at_that_moment() -> None:
    member = Member(Contact(1, "Jan", "nl", NOW), NOW, NOW + timedelta(days=1))
    assert member.is_away(NOW)
    assert not member.is_away(NOW + timedelta(days=1))
    assert not replace(member, away_until=None).is_away(NOW)


def test_an_invitation_waits_from_its_claim_to_a_yes_or_a_no() -> None:
    claimed = replace(INVITE, claimed_by=1)
    assert claimed.waits_for_confirmation
    for other in (INVITE, claimed.confirmed(NOW), claimed.ended(NOW)):
        assert not other.waits_for_confirmation


@pytest.mark.parametrize("role", Role)
def test_only_who_runs_the_team_gives_roles(role: Role) -> None:
    assert bool(appointable(role)) == (reach(role, Permission.RUN_TEAM) is not Reach.NONE)
    assert Role.ASKER not in appointable(role)


def test_only_an_administrator_makes_an_administrator() -> None:
    assert [role for role in Role if Role.ADMINISTRATOR in appointable(role)] == [Role.ADMINISTRATOR]
