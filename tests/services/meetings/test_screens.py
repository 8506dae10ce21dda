"""Words of meetings that no dialogue passes: whom it is for, one that is gone, answers that no longer fit."""

from datetime import UTC, datetime
from types import MappingProxyType

import pytest

from bot.content import load_town, packaged_content
from bot.domain.audience import audience_of
from bot.domain.conversation import Conversation, Given
from bot.domain.errors import Refused
from bot.services.meetings.answers import meeting_of
from bot.services.meetings.screens import MeetingScreens

TOWN = load_town(packaged_content())
NOW = datetime(2026, 11, 24, 9, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("audience", "key"),
    [
        ("all", "meeting.for_all"),
        ("trade:horeca", "meeting.for_trade"),
        ("zone:markt", "meeting.for_zone"),
        ("theme:parkeren", "meeting.for_theme"),
        ("zone:gone", "meeting.for_some"),
        ("none", "meeting.for_some"),
    ],
)
def test_whom_a_meeting_is_for(audience: str, key: str) -> None:
    assert MeetingScreens(TOWN).audience(audience_of(audience)).key == key


def test_items_that_take_longer_than_the_meeting_make_no_meeting() -> None:
    values = {
        "kind": "workshop",
        "day": "2026-12-08",
        "start": "19:30",
        "minutes": "60",
        "rung": "inform",
        "whom": "all",
        "item.1.kind": "discussion",
        "item.1.minutes": "61",
    }
    answers = MappingProxyType({key: Given(key, value=value) for key, value in values.items()})
    with pytest.raises(Refused):
        meeting_of(TOWN, Conversation(1, "meeting", 2001, NOW, NOW, answers=answers), NOW)
