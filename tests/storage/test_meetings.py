from dataclasses import replace
from datetime import date, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.meeting import Item, ItemKind, Meeting, MeetingKind, MeetingStatus, Rung
from bot.storage.database import Database
from tests.storage.anything import DAYS, IDS, MOMENTS, ROUND_TRIPS, WORDS
from tests.storage.examples import ANNA, LATER, NOW, within
from tests.storage.jobs import ITEMS, LATE, MEETING


async def stored(database: Database, meeting: Meeting = MEETING) -> Meeting:
    return await within(database, lambda unit: unit.meetings.add(meeting))


async def test_a_meeting_and_its_items_get_ids_and_come_back_in_order(database: Database) -> None:
    meeting = await stored(database)
    assert meeting.id > 0
    assert all(item.id for item in meeting.items)
    assert [replace(item, id=0) for item in meeting.items] == list(ITEMS)
    assert await within(database, lambda unit: unit.meetings.get(meeting.id)) == meeting
    assert await within(database, lambda unit: unit.meetings.get(meeting.id + 1)) is None


async def test_every_field_can_change(database: Database) -> None:
    meeting = await stored(database, replace(MEETING, items=()))
    changed = Meeting(
        id=meeting.id,
        kind=MeetingKind.WORKSHOP,
        title="Wat ''nu''? 🧁 100% :naam",
        day=date(2027, 3, 28),
        start=time(2, 30, 1),
        starts_at=LATER,
        minutes=1,
        place="",
        decided="niets",
        open="alles",
        rung=Rung.DECIDE,
        created_by=ANNA.id,
        status=MeetingStatus.REPORTED,
        version=9,
        audience="zone:markt",
        reported_at=LATER,
        changed_at=NOW,
    )
    await within(database, lambda unit: unit.meetings.save(changed))
    assert await within(database, lambda unit: unit.meetings.get(meeting.id)) == changed


async def test_items_keep_their_ids_wherever_they_move(database: Database) -> None:
    other = await stored(database)
    meeting = await stored(database)
    back, decision, ahead = meeting.items
    told = replace(decision, outcome="beslist", minutes=25)
    extra = Item(ItemKind.DISCUSSION, "Kerst", 5)
    await within(database, lambda unit: unit.meetings.save(replace(meeting, items=(extra, ahead, told))))
    found = await within(database, lambda unit: unit.meetings.get(meeting.id))
    assert found is not None
    assert found.items == (replace(extra, id=found.items[0].id), ahead, told)
    assert found.items[0].id not in {0, *(item.id for item in (*meeting.items, *other.items))}
    assert await within(database, lambda unit: unit.meetings.of_item(told.id)) == found
    assert await within(database, lambda unit: unit.meetings.of_item(back.id)) is None
    assert await within(database, lambda unit: unit.meetings.get(other.id)) == other


async def test_an_item_of_another_meeting_is_not_taken(database: Database) -> None:
    other, meeting = await stored(database), await stored(database, replace(MEETING, items=()))
    stolen = replace(meeting, items=(replace(other.items[0], title="van ons"),))
    await within(database, lambda unit: unit.meetings.save(stolen))
    assert await within(database, lambda unit: unit.meetings.get(other.id)) == other
    assert await within(database, lambda unit: unit.meetings.get(meeting.id)) == meeting


async def _calendar(database: Database) -> list[Meeting]:
    """Store a meeting of each status, one a day from tomorrow on, and one of yesterday."""
    days = [(timedelta(days=-1), MeetingStatus.ANNOUNCED)]
    days += [(timedelta(days=1 + place), status) for place, status in enumerate(MeetingStatus)]
    return [
        await stored(database, replace(MEETING, starts_at=NOW + after, status=status))
        for after, status in reversed(days)
    ]


async def test_upcoming_are_those_that_still_come_the_first_one_first(database: Database) -> None:
    _, _, announced, planned, past = await _calendar(database)
    assert await within(database, lambda unit: unit.meetings.upcoming(NOW, 9)) == [planned, announced]
    assert await within(database, lambda unit: unit.meetings.upcoming(NOW, 1)) == [planned]
    assert await within(database, lambda unit: unit.meetings.upcoming(announced.starts_at, 9)) == []
    long_ago = NOW - timedelta(days=9)
    assert await within(database, lambda unit: unit.meetings.upcoming(long_ago, 9)) == [past, planned, announced]


async def test_the_newest_are_those_of_any_status_that_start_last_by_page(database: Database) -> None:
    meetings = await _calendar(database)
    assert await within(database, lambda unit: unit.meetings.newest(9)) == meetings
    assert await within(database, lambda unit: unit.meetings.newest(2, 1)) == meetings[1:3]


async def test_recent_items_are_those_of_announced_meetings(database: Database) -> None:
    reported, _, announced, _, _ = await _calendar(database)
    await stored(database, replace(MEETING, starts_at=LATE, status=MeetingStatus.ANNOUNCED, items=()))
    pairs = [(meeting, item) for meeting in (reported, announced) for item in meeting.items]
    assert await within(database, lambda unit: unit.meetings.recent_items(NOW, 9)) == pairs
    assert await within(database, lambda unit: unit.meetings.recent_items(NOW, 4)) == pairs[:4]


items = st.lists(
    st.builds(Item, st.sampled_from(ItemKind), WORDS, st.integers(0, 600), WORDS, outcome=WORDS), max_size=4
)
meetings = st.builds(
    Meeting,
    id=st.just(0),
    kind=st.sampled_from(MeetingKind),
    title=WORDS,
    day=DAYS,
    start=st.times(),
    starts_at=MOMENTS,
    minutes=st.integers(0, 2**31 - 1),
    place=WORDS,
    decided=WORDS,
    open=WORDS,
    rung=st.sampled_from(Rung),
    created_by=IDS,
    status=st.sampled_from(MeetingStatus),
    version=st.integers(0, 2**31 - 1),
    audience=WORDS,
    items=items.map(tuple),
    reported_at=st.none() | MOMENTS,
    changed_at=st.none() | MOMENTS,
)


@ROUND_TRIPS
@given(meetings, meetings)
async def test_any_meeting_comes_back_as_it_was(database: Database, meeting: Meeting, changed: Meeting) -> None:
    kept = await stored(database, meeting)
    assert await within(database, lambda unit: unit.meetings.get(kept.id)) == kept
    later = replace(changed, id=kept.id)
    await within(database, lambda unit: unit.meetings.save(later))
    found = await within(database, lambda unit: unit.meetings.get(kept.id))
    assert found is not None
    assert replace(found, items=tuple(replace(item, id=0) for item in found.items)) == later
