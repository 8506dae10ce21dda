"""The answers of staff, from the first word until they are sent."""

from dataclasses import replace

from bot.domain.enquiry import Answer, Signed
from bot.storage.codec import attachment, attachment_json, moment, moment_or_none, moment_text, optional_moment
from bot.storage.database import Params, Row
from bot.storage.table import Table

_FIELDS = (
    "enquiry_id, author_id, text, attachment, drafted_at, sent_at, closes, message_id, signed, taken_back_at, version"
)
_NAMES = _FIELDS.split(", ")
_ADD = f"INSERT INTO answers ({_FIELDS}) VALUES ({', '.join(f':{name}' for name in _NAMES)}) RETURNING id"
_SELECT = f"SELECT id, {_FIELDS} FROM answers"
_GET = f"{_SELECT} WHERE id = :id"
_LATEST = f"""{_SELECT} WHERE enquiry_id = :enquiry_id AND sent_at IS NOT NULL AND taken_back_at IS NULL
ORDER BY sent_at DESC, id DESC LIMIT 1"""
_UNSENT = f"""{_SELECT} WHERE enquiry_id = :enquiry_id AND author_id = :author_id AND sent_at IS NULL
ORDER BY id DESC LIMIT 1"""
_TYPED = f"""{_SELECT} WHERE author_id = :author_id AND message_id = :message_id AND message_id <> 0
ORDER BY id DESC LIMIT 1"""
_SAVE = f"UPDATE answers SET {', '.join(f'{name} = :{name}' for name in _NAMES)} WHERE id = :id"


class AnswerTable(Table):
    """The rows of the answers."""

    __slots__ = ()

    def add_answer(self, answer: Answer) -> Answer:
        """Store an answer that is being prepared and return it with its id."""
        row = self._tx.fetch_one(_ADD, _values(answer))
        return answer if row is None else replace(answer, id=row["id"])

    def answer(self, answer_id: int) -> Answer | None:
        """Return the answer with that id."""
        return self._find_answer(_GET, {"id": answer_id})

    def latest_answer(self, enquiry_id: int) -> Answer | None:
        """Return the answer that was sent last."""
        return self._find_answer(_LATEST, {"enquiry_id": enquiry_id})

    def unsent_answer(self, enquiry_id: int, author_id: int) -> Answer | None:
        """Return the answer that this author prepared last for the enquiry and did not send."""
        return self._find_answer(_UNSENT, {"enquiry_id": enquiry_id, "author_id": author_id})

    def answer_typed_as(self, author_id: int, message_id: int) -> Answer | None:
        """Return the answer that this author typed in that message."""
        return self._find_answer(_TYPED, {"author_id": author_id, "message_id": message_id})

    def save_answer(self, answer: Answer) -> None:
        """Store the changed answer."""
        self._tx.execute(_SAVE, _values(answer))

    def _find_answer(self, sql: str, params: Params) -> Answer | None:
        row = self._tx.fetch_one(sql, params)
        return None if row is None else _answer(row)


def _values(answer: Answer) -> Params:
    return {
        "id": answer.id,
        "enquiry_id": answer.enquiry_id,
        "author_id": answer.author_id,
        "text": answer.text,
        "attachment": attachment_json(answer.attachment),
        "drafted_at": moment_text(answer.drafted_at),
        "sent_at": moment_or_none(answer.sent_at),
        "closes": int(answer.closes),
        "message_id": answer.message_id,
        "signed": answer.signed.value,
        "taken_back_at": moment_or_none(answer.taken_back_at),
        "version": answer.version,
    }


def _answer(row: Row) -> Answer:
    return Answer(
        id=row["id"],
        enquiry_id=row["enquiry_id"],
        author_id=row["author_id"],
        text=row["text"],
        drafted_at=moment(row["drafted_at"]),
        attachment=attachment(row["attachment"]),
        sent_at=optional_moment(row["sent_at"]),
        closes=bool(row["closes"]),
        message_id=row["message_id"],
        signed=Signed(row["signed"]),
        taken_back_at=optional_moment(row["taken_back_at"]),
        version=row["version"],
    )
