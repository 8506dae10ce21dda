"""What was said in an enquiry, every version of it, and what happened to it."""

from collections.abc import Iterable, Sequence
from operator import itemgetter

from bot.domain.enquiry import Author, Event, Part, Status, Step
from bot.storage.codec import attachment, attachment_json, moment, moment_text
from bot.storage.database import Params, Row
from bot.storage.table import Table

_PART_FIELDS = "enquiry_id, author, author_id, text, attachment, message_id, album, version, at"
_EVENT_FIELDS = "enquiry_id, at, step, actor_id, status, detail"

_ADD_PART = f"""INSERT INTO enquiry_parts ({_PART_FIELDS})
VALUES (:enquiry_id, :author, :author_id, :text, :attachment, :message_id, :album, :version, :at)
ON CONFLICT DO NOTHING"""
_PARTS = f"SELECT {_PART_FIELDS} FROM enquiry_parts WHERE enquiry_id = :enquiry_id ORDER BY id"
_NEWEST = f"""SELECT {_PART_FIELDS} FROM enquiry_parts
WHERE author_id = :author_id AND message_id = :message_id AND message_id <> 0
ORDER BY version DESC LIMIT 1"""
# What was sent is never removed by these doors, whatever the caller thinks of the enquiry.
_UNSENT = "SELECT id FROM enquiries WHERE number IS NULL"
_TAKE = f"""DELETE FROM enquiry_parts WHERE enquiry_id = :enquiry_id AND enquiry_id IN ({_UNSENT} AND id = :enquiry_id)
RETURNING id, {_PART_FIELDS}"""
_REMOVE_UNSENT = (
    f"DELETE FROM enquiry_parts WHERE enquiry_id IN ({_UNSENT} AND asker_id = :asker_id)",
    f"DELETE FROM enquiry_events WHERE enquiry_id IN ({_UNSENT} AND asker_id = :asker_id)",
    f"DELETE FROM forecasts WHERE enquiry_id IN ({_UNSENT} AND asker_id = :asker_id)",
    "DELETE FROM enquiries WHERE number IS NULL AND asker_id = :asker_id",
)
_APPEND = f"""INSERT INTO enquiry_events ({_EVENT_FIELDS})
VALUES (:enquiry_id, :at, :step, :actor_id, :status, :detail)"""
_HISTORY = f"SELECT {_EVENT_FIELDS} FROM enquiry_events WHERE enquiry_id = :enquiry_id ORDER BY id"


class PartTable(Table):
    """The parts and the events of the enquiries."""

    __slots__ = ()

    def add_part(self, part: Part) -> None:
        """Append what somebody said; the same message id and version a second time changes nothing."""
        self._tx.execute(_ADD_PART, _values(part))

    def parts(self, enquiry_id: int) -> Sequence[Part]:
        """Return what was said, in order, each message in its newest version and in its first place."""
        return _newest_versions(self._tx.fetch_all(_PARTS, {"enquiry_id": enquiry_id}))

    def versions(self, enquiry_id: int) -> Sequence[Part]:
        """Return everything that was said, in order, each message in all its versions."""
        return [_part(row) for row in self._tx.fetch_all(_PARTS, {"enquiry_id": enquiry_id})]

    def newest_version(self, author_id: int, message_id: int) -> Part | None:
        """Return the newest version of the message that this author sent with that id."""
        row = self._tx.fetch_one(_NEWEST, {"author_id": author_id, "message_id": message_id})
        return None if row is None else _part(row)

    def take_parts(self, enquiry_id: int) -> Sequence[Part]:
        """Remove all that was said in a draft, and return it, each message in its newest version."""
        rows = self._tx.fetch_all(_TAKE, {"enquiry_id": enquiry_id})
        return _newest_versions(sorted(rows, key=itemgetter("id")))  # no engine promises an order here

    def remove_unsent(self, asker_id: int) -> None:
        """Remove every trace of what this asker wrote but never sent."""
        for statement in _REMOVE_UNSENT:
            self._tx.execute(statement, {"asker_id": asker_id})

    def append(self, event: Event) -> None:
        """Append a line to an enquiry's history."""
        self._tx.execute(
            _APPEND,
            {
                "enquiry_id": event.enquiry_id,
                "at": moment_text(event.at),
                "step": event.step.value,
                "actor_id": event.actor_id,
                "status": event.status.value,
                "detail": event.detail,
            },
        )

    def history(self, enquiry_id: int) -> Sequence[Event]:
        """Return the enquiry's history, oldest first."""
        return [_event(row) for row in self._tx.fetch_all(_HISTORY, {"enquiry_id": enquiry_id})]


def _newest_versions(rows: Iterable[Row]) -> Sequence[Part]:
    newest: dict[tuple[int, int, int], Part] = {}
    for place, row in enumerate(rows):
        part = _part(row)
        # A part without a message id is no version of anything: its place keeps it apart.
        key = (part.author_id, part.message_id, 0 if part.message_id else place)
        if key not in newest or newest[key].version < part.version:
            newest[key] = part
    return list(newest.values())


def _values(part: Part) -> Params:
    return {
        "enquiry_id": part.enquiry_id,
        "author": part.author.value,
        "author_id": part.author_id,
        "text": part.text,
        "attachment": attachment_json(part.attachment),
        "message_id": part.message_id,
        "album": part.album,
        "version": part.version,
        "at": moment_text(part.at),
    }


def _part(row: Row) -> Part:
    return Part(
        enquiry_id=row["enquiry_id"],
        author=Author(row["author"]),
        author_id=row["author_id"],
        text=row["text"],
        at=moment(row["at"]),
        attachment=attachment(row["attachment"]),
        message_id=row["message_id"],
        album=row["album"],
        version=row["version"],
    )


def _event(row: Row) -> Event:
    return Event(
        enquiry_id=row["enquiry_id"],
        at=moment(row["at"]),
        step=Step(row["step"]),
        actor_id=row["actor_id"],
        status=Status(row["status"]),
        detail=row["detail"],
    )
