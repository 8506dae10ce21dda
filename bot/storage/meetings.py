"""The meetings, each read in one statement with its agenda."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time

from bot.domain.meeting import Item, ItemKind, Meeting, MeetingKind, MeetingStatus, Rung
from bot.storage.attendances import AttendanceTable
from bot.storage.codec import day, moment, moment_or_none, moment_text, optional_moment
from bot.storage.database import Params, Row
from bot.storage.table import Table

_FIELDS = (
    "kind, title, day, start, starts_at, minutes, place, decided, open, rung, created_by, status, version, audience, "
    "reported_at, changed_at"
)
_NAMES = _FIELDS.split(", ")
_ADD = f"INSERT INTO meetings ({_FIELDS}) VALUES ({', '.join(f':{name}' for name in _NAMES)}) RETURNING id"
_SAVE = f"UPDATE meetings SET {', '.join(f'{name} = :{name}' for name in _NAMES)} WHERE id = :id"
_WITH_ITEMS = f"""SELECT {", ".join(f"meetings.{name}" for name in ("id", *_NAMES))},
  meeting_items.id AS item_id, meeting_items.kind AS item_kind, meeting_items.title AS item_title,
  meeting_items.minutes AS item_minutes, meeting_items.owner, meeting_items.outcome
FROM meetings LEFT JOIN meeting_items ON meeting_items.meeting_id = meetings.id"""
_GET = f"{_WITH_ITEMS} WHERE meetings.id = :id ORDER BY meeting_items.position"
_OF_ITEM = f"""{_WITH_ITEMS} WHERE meetings.id = (SELECT meeting_id FROM meeting_items WHERE id = :item_id)
ORDER BY meeting_items.position"""


def _page(where: str, order: str) -> str:
    """Return the statement for a page of meetings; the limit counts meetings, not items."""
    return f"""{_WITH_ITEMS} WHERE meetings.id IN (
  SELECT id FROM meetings WHERE {where} ORDER BY starts_at {order}, id {order} LIMIT :limit OFFSET :offset
) ORDER BY meetings.starts_at {order}, meetings.id {order}, meeting_items.position"""


_UPCOMING = _page("status IN ('planned', 'announced') AND starts_at > :after", "ASC")
_NEWEST = _page("1 = 1", "DESC")
_RECENT = _page(
    "status IN ('announced', 'reported') AND starts_at > :after AND EXISTS "
    "(SELECT 1 FROM meeting_items WHERE meeting_items.meeting_id = meetings.id)",
    "DESC",
)

_ADD_ITEM = """INSERT INTO meeting_items (meeting_id, position, kind, title, minutes, owner, outcome)
VALUES (:meeting_id, :position, :kind, :title, :minutes, :owner, :outcome) RETURNING id"""
_SAVE_ITEM = """UPDATE meeting_items SET position = :position, kind = :kind, title = :title, minutes = :minutes,
  owner = :owner, outcome = :outcome
WHERE id = :id AND meeting_id = :meeting_id"""
_ITEMS = "SELECT id FROM meeting_items WHERE meeting_id = :meeting_id"
_DROP_ITEM = "DELETE FROM meeting_items WHERE id = :id"


class MeetingRows(Table):
    """The rows of the meetings and of their agendas."""

    __slots__ = ()

    def add(self, meeting: Meeting) -> Meeting:
        """Store a new meeting with its items and return it with all ids."""
        row = self._tx.fetch_one(_ADD, _values(meeting))
        stored = meeting if row is None else replace(meeting, id=row["id"])
        return replace(stored, items=tuple(self._add_item(stored.id, *placed) for placed in enumerate(stored.items)))

    def save(self, meeting: Meeting) -> None:
        """Store the changed meeting; items with an id are changed, others are added, missing ones go."""
        self._tx.execute(_SAVE, _values(meeting))
        kept = {item.id for item in meeting.items}
        for row in self._tx.fetch_all(_ITEMS, {"meeting_id": meeting.id}):
            if row["id"] not in kept:
                self._tx.execute(_DROP_ITEM, {"id": row["id"]})
        for position, item in enumerate(meeting.items):
            if item.id:
                self._tx.execute(_SAVE_ITEM, _item_values(meeting.id, position, item))
            else:
                self._add_item(meeting.id, position, item)

    def get(self, meeting_id: int) -> Meeting | None:
        """Return the meeting with that id, its items in order."""
        return next(iter(self._find(_GET, {"id": meeting_id})), None)

    def of_item(self, item_id: int) -> Meeting | None:
        """Return the meeting whose agenda has that item."""
        return next(iter(self._find(_OF_ITEM, {"item_id": item_id})), None)

    def upcoming(self, after: datetime, limit: int) -> Sequence[Meeting]:
        """Return announced and planned meetings that start after that moment, the first one first."""
        return self._find(_UPCOMING, {"after": moment_text(after), "limit": limit, "offset": 0})

    def newest(self, limit: int, offset: int = 0) -> Sequence[Meeting]:
        """Return meetings of any status, the one that starts last first."""
        return self._find(_NEWEST, {"limit": limit, "offset": offset})

    def recent_items(self, since: datetime, limit: int) -> Sequence[tuple[Meeting, Item]]:
        """Return agenda items of meetings that were announced and start after that moment, the newest first.

        Those of a cancelled meeting are left out.
        """
        # Each of these meetings has an item at least, so as many meetings as items are asked for is always enough.
        meetings = self._find(_RECENT, {"after": moment_text(since), "limit": limit, "offset": 0})
        return [(meeting, item) for meeting in meetings for item in meeting.items][:limit]

    def _find(self, sql: str, params: Params) -> list[Meeting]:
        found: dict[int, tuple[Row, list[Item]]] = {}
        for row in self._tx.fetch_all(sql, params):
            items = found.setdefault(row["id"], (row, []))[1]
            if row["item_id"] is not None:
                items.append(_item(row))
        return [_meeting(row, tuple(items)) for row, items in found.values()]

    def _add_item(self, meeting_id: int, position: int, item: Item) -> Item:
        row = self._tx.fetch_one(_ADD_ITEM, _item_values(meeting_id, position, item))
        return item if row is None else replace(item, id=row["id"])


class MeetingTable(MeetingRows, AttendanceTable):
    """Implements ``bot.services.ports.Meetings``: the rows, who comes, and what was given along."""

    __slots__ = ()


def _values(meeting: Meeting) -> Params:
    return {
        "id": meeting.id,
        "kind": meeting.kind.value,
        "title": meeting.title,
        "day": meeting.day.isoformat(),
        "start": meeting.start.isoformat(),
        "starts_at": moment_text(meeting.starts_at),
        "minutes": meeting.minutes,
        "place": meeting.place,
        "decided": meeting.decided,
        "open": meeting.open,
        "rung": meeting.rung.value,
        "created_by": meeting.created_by,
        "status": meeting.status.value,
        "version": meeting.version,
        "audience": meeting.audience,
        "reported_at": moment_or_none(meeting.reported_at),
        "changed_at": moment_or_none(meeting.changed_at),
    }


def _item_values(meeting_id: int, position: int, item: Item) -> Params:
    return {
        "id": item.id,
        "meeting_id": meeting_id,
        "position": position,
        "kind": item.kind.value,
        "title": item.title,
        "minutes": item.minutes,
        "owner": item.owner,
        "outcome": item.outcome,
    }


def _meeting(row: Row, items: tuple[Item, ...]) -> Meeting:
    return Meeting(
        id=row["id"],
        kind=MeetingKind(row["kind"]),
        title=row["title"],
        day=day(row["day"]),
        start=time.fromisoformat(row["start"]),
        starts_at=moment(row["starts_at"]),
        minutes=row["minutes"],
        place=row["place"],
        decided=row["decided"],
        open=row["open"],
        rung=Rung(row["rung"]),
        created_by=row["created_by"],
        status=MeetingStatus(row["status"]),
        version=row["version"],
        audience=row["audience"],
        items=items,
        reported_at=optional_moment(row["reported_at"]),
        changed_at=optional_moment(row["changed_at"]),
    )


def _item(row: Row) -> Item:
    return Item(
        kind=ItemKind(row["item_kind"]),
        title=row["item_title"],
        minutes=row["item_minutes"],
        owner=row["owner"],
        id=row["item_id"],
        outcome=row["outcome"],
    )
