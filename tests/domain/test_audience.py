"""Whom a message is for, and how that is written and read back."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.audience import EVERYONE, NOBODY, Audience, Group, audience_of
from bot.domain.contact import Contact
from bot.domain.errors import Refused

SOFIE = Contact(
    1001, "Sofie", "nl", datetime(2026, 1, 1, tzinfo=UTC), trade="horeca", zone="kern", themes=frozenset({"verkeer"})
)
KEYED = (Group.TRADE, Group.ZONE, Group.THEME, Group.PERSON)


@pytest.mark.parametrize(
    ("audience", "included"),
    [
        (EVERYONE, True),
        (NOBODY, False),
        (Audience(Group.TRADE, "horeca"), True),
        (Audience(Group.TRADE, "kleding"), False),
        (Audience(Group.ZONE, "kern"), True),
        (Audience(Group.ZONE, "station"), False),
        (Audience(Group.THEME, "verkeer"), True),
        (Audience(Group.THEME, "groen"), False),
        (Audience(Group.PERSON, "1001"), True),
        (Audience(Group.PERSON, "1002"), False),
    ],
)
def test_people_belong_by_what_they_told_us(audience: Audience, included: bool) -> None:
    assert audience.includes(SOFIE) is included


@given(st.sampled_from(KEYED), st.text(min_size=1))
def test_what_is_written_is_read_back(group: Group, key: str) -> None:
    audience = Audience(group, key)
    assert audience_of(str(audience)) == audience


@pytest.mark.parametrize("audience", [EVERYONE, NOBODY])
def test_so_are_everyone_and_nobody(audience: Audience) -> None:
    assert audience_of(str(audience)) == audience


@pytest.mark.parametrize("written", ["", "trade", "trade:", "all:horeca", "none:x", "somebody:1", "TRADE:horeca", ":"])
def test_anything_else_is_refused(written: str) -> None:
    with pytest.raises(Refused):
        audience_of(written)
