"""What staff write to askers besides answers."""

from dataclasses import replace

from bot.domain.letter import Letter
from bot.domain.note import UseFor
from bot.storage.codec import attachment, attachment_json, moment, moment_or_none, moment_text, optional_moment
from bot.storage.database import Params, Row
from bot.storage.table import Table

_FIELDS = "enquiry_id, author_id, use_for, text, drafted_at, party, sent_at, attachment, message_id"
_NAMES = _FIELDS.split(", ")
_LETTER = f"SELECT id, {_FIELDS} FROM letters"
_ADD = f"INSERT INTO letters ({_FIELDS}) VALUES ({', '.join(f':{name}' for name in _NAMES)}) RETURNING id"
_SAVE = f"UPDATE letters SET {', '.join(f'{name} = :{name}' for name in _NAMES)} WHERE id = :id"
_LATEST = f"""{_LETTER} WHERE enquiry_id = :enquiry_id AND use_for = :use_for AND sent_at IS NOT NULL
ORDER BY id DESC LIMIT 1"""
_UNSENT = f"""{_LETTER} WHERE enquiry_id = :enquiry_id AND use_for = :use_for AND author_id = :author_id
AND sent_at IS NULL ORDER BY id DESC LIMIT 1"""
_TYPED = f"""{_LETTER} WHERE author_id = :author_id AND message_id = :message_id AND message_id <> 0
ORDER BY id DESC LIMIT 1"""


class LetterTable(Table):
    """Implements ``bot.services.ports.Letters``."""

    __slots__ = ()

    def add(self, letter: Letter) -> Letter:
        """Store a letter and return it with its id."""
        row = self._tx.fetch_one(_ADD, _values(letter))
        return letter if row is None else replace(letter, id=row["id"])

    def save(self, letter: Letter) -> None:
        """Store the changed letter."""
        self._tx.execute(_SAVE, _values(letter))

    def get(self, letter_id: int) -> Letter | None:
        """Return the letter with that id."""
        return self._find(f"{_LETTER} WHERE id = :id", {"id": letter_id})

    def latest(self, enquiry_id: int, use_for: UseFor) -> Letter | None:
        """Return the letter of that kind about that question that was written last of those that were sent."""
        return self._find(_LATEST, {"enquiry_id": enquiry_id, "use_for": use_for.value})

    def unsent(self, enquiry_id: int, author_id: int, use_for: UseFor) -> Letter | None:
        """Return the letter of that kind that this author began last about that question, of those not sent."""
        wanted = {"enquiry_id": enquiry_id, "author_id": author_id, "use_for": use_for.value}
        return self._find(_UNSENT, wanted)

    def typed_as(self, author_id: int, message_id: int) -> Letter | None:
        """Return the letter whose words this author typed in that message."""
        return self._find(_TYPED, {"author_id": author_id, "message_id": message_id})

    def _find(self, sql: str, params: Params) -> Letter | None:
        row = self._tx.fetch_one(sql, params)
        return None if row is None else _letter(row)


def _values(letter: Letter) -> Params:
    return {
        "id": letter.id,
        "enquiry_id": letter.enquiry_id,
        "author_id": letter.author_id,
        "use_for": letter.use_for.value,
        "text": letter.text,
        "drafted_at": moment_text(letter.drafted_at),
        "party": letter.party,
        "sent_at": moment_or_none(letter.sent_at),
        "attachment": attachment_json(letter.attachment),
        "message_id": letter.message_id,
    }


def _letter(row: Row) -> Letter:
    return Letter(
        id=row["id"],
        enquiry_id=row["enquiry_id"],
        author_id=row["author_id"],
        use_for=UseFor(row["use_for"]),
        text=row["text"],
        drafted_at=moment(row["drafted_at"]),
        party=row["party"],
        sent_at=optional_moment(row["sent_at"]),
        attachment=attachment(row["attachment"]),
        message_id=row["message_id"],
    )
