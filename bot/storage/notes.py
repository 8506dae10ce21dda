"""What staff tell each other about questions, and the answers that they use again."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.note import Canned, Note, UseFor
from bot.storage.codec import moment, moment_or_none, moment_text, optional_moment
from bot.storage.database import Params, Row
from bot.storage.table import Table

_NOTE = "SELECT id, enquiry_id, author_id, text, at, message_id FROM notes"
_ADD_NOTE = """INSERT INTO notes (enquiry_id, author_id, text, at, message_id)
VALUES (:enquiry_id, :author_id, :text, :at, :message_id) RETURNING id"""
_TYPED = f"{_NOTE} WHERE author_id = :author_id AND message_id = :message_id AND message_id <> 0"

_FIELDS = "department, topic, use_for, title, text, made_by, made_at, used, ended_at"
_NAMES = _FIELDS.split(", ")
_CANNED = f"SELECT id, {_FIELDS} FROM canned"
_ADD = f"INSERT INTO canned ({_FIELDS}) VALUES ({', '.join(f':{name}' for name in _NAMES)}) RETURNING id"
_SAVE = f"UPDATE canned SET {', '.join(f'{name} = :{name}' for name in _NAMES)} WHERE id = :id"
_FITTING = f"""{_CANNED} WHERE ended_at IS NULL AND topic = :topic
AND use_for = :use_for AND (department = '' OR department = :department) ORDER BY used DESC, id DESC LIMIT :limit"""


class NoteTable(Table):
    """Implements ``bot.services.ports.Notes``."""

    __slots__ = ()

    def add(self, note: Note) -> Note:
        """Store a note and return it with its id."""
        row = self._tx.fetch_one(_ADD_NOTE, _note_values(note))
        return note if row is None else replace(note, id=row["id"])

    def of_enquiry(self, enquiry_id: int) -> Sequence[Note]:
        """Return the notes on a question, oldest first."""
        sql = f"{_NOTE} WHERE enquiry_id = :enquiry_id ORDER BY id"
        return [_note(row) for row in self._tx.fetch_all(sql, {"enquiry_id": enquiry_id})]

    def typed_as(self, author_id: int, message_id: int) -> Note | None:
        """Return the note that this author typed in that message."""
        row = self._tx.fetch_one(_TYPED, {"author_id": author_id, "message_id": message_id})
        return None if row is None else _note(row)

    def save(self, note: Note) -> None:
        """Store the changed words of a note."""
        self._tx.execute("UPDATE notes SET text = :text WHERE id = :id", {"id": note.id, "text": note.text})


class CannedTable(Table):
    """Implements ``bot.services.ports.CannedTexts``."""

    __slots__ = ()

    def add(self, canned: Canned) -> Canned:
        """Store one and return it with its id."""
        row = self._tx.fetch_one(_ADD, _canned_values(canned))
        return canned if row is None else replace(canned, id=row["id"])

    def save(self, canned: Canned) -> None:
        """Store the changed one."""
        self._tx.execute(_SAVE, _canned_values(canned))

    def get(self, canned_id: int) -> Canned | None:
        """Return the one with that id, also when it is offered no more."""
        row = self._tx.fetch_one(f"{_CANNED} WHERE id = :id", {"id": canned_id})
        return None if row is None else _canned(row)

    def for_topic(self, topic: str, department: str, use_for: UseFor, limit: int, offset: int = 0) -> Sequence[Canned]:
        """Return those that fit: of that topic before those for every topic, the most used first."""
        found: list[Canned] = []
        for one in dict.fromkeys((topic, "")):
            wanted = {"topic": one, "department": department, "use_for": use_for.value}
            rows = self._tx.fetch_all(_FITTING, {**wanted, "limit": offset + limit - len(found)})
            found += [_canned(row) for row in rows]
        return found[offset : offset + limit]


def _note_values(note: Note) -> Params:
    return {
        "enquiry_id": note.enquiry_id,
        "author_id": note.author_id,
        "text": note.text,
        "at": moment_text(note.at),
        "message_id": note.message_id,
    }


def _note(row: Row) -> Note:
    return Note(**{**row, "at": moment(row["at"])})


def _canned_values(canned: Canned) -> Params:
    return {
        "id": canned.id,
        "department": canned.department,
        "topic": canned.topic,
        "use_for": canned.use_for.value,
        "title": canned.title,
        "text": canned.text,
        "made_by": canned.made_by,
        "made_at": moment_text(canned.made_at),
        "used": canned.used,
        "ended_at": moment_or_none(canned.ended_at),
    }


def _canned(row: Row) -> Canned:
    return Canned(
        id=row["id"],
        title=row["title"],
        text=row["text"],
        made_by=row["made_by"],
        made_at=moment(row["made_at"]),
        department=row["department"],
        topic=row["topic"],
        use_for=UseFor(row["use_for"]),
        used=row["used"],
        ended_at=optional_moment(row["ended_at"]),
    )
