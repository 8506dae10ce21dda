"""The conversations, each read in one statement with its answers; only what changed is written."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from types import MappingProxyType

from bot.domain.conversation import Answered, Conversation, Given, Stage
from bot.storage.codec import attachment, attachment_json, moment, moment_text
from bot.storage.database import Params, Row
from bot.storage.table import Table

_FIELDS = "form, person_id, subject, step, stage, changing, started_at, changed_at"
_NAMES = _FIELDS.split(", ")
_UNFINISHED = "conversations.stage IN ('open', 'paused')"
_WITH_ANSWERS = f"""SELECT {", ".join(f"conversations.{name}" for name in ("id", *_NAMES))},
  conversation_answers.step AS answered, conversation_answers.how, conversation_answers.value,
  conversation_answers.words, conversation_answers.attachment
FROM conversations LEFT JOIN conversation_answers ON conversation_answers.conversation_id = conversations.id"""

_ADD = f"INSERT INTO conversations ({_FIELDS}) VALUES ({', '.join(f':{name}' for name in _NAMES)}) RETURNING id"
_SAVE = f"UPDATE conversations SET {', '.join(f'{name} = :{name}' for name in _NAMES)} WHERE id = :id"
_GET = f"{_WITH_ANSWERS} WHERE conversations.id = :id ORDER BY conversation_answers.id"
# One that goes on need not be the newest: an older one can be taken up again.
_LATEST = f"""{_WITH_ANSWERS} WHERE conversations.id = (
  SELECT id FROM conversations WHERE person_id = :person_id AND form = :form AND subject = :subject
  ORDER BY CASE WHEN {_UNFINISHED} THEN 0 ELSE 1 END, id DESC LIMIT 1
) ORDER BY conversation_answers.id"""
_LAST_CHANGED_FIRST = "ORDER BY conversations.changed_at DESC, conversations.id DESC, conversation_answers.id"
_OF_PERSON = f"{_WITH_ANSWERS} WHERE conversations.person_id = :person_id AND {_UNFINISHED} {_LAST_CHANGED_FIRST}"
_OF_FORM = f"{_WITH_ANSWERS} WHERE conversations.form = :form AND {_UNFINISHED} {_LAST_CHANGED_FIRST}"
_OF_SUBJECT = f"""{_WITH_ANSWERS} WHERE conversations.form = :form AND conversations.subject = :subject
ORDER BY conversations.id, conversation_answers.id"""

_ANSWERS = (
    "SELECT step AS answered, how, value, words, attachment FROM conversation_answers WHERE conversation_id = :id"
)
# An answer that changed keeps its place among the others.
_GIVE = """INSERT INTO conversation_answers (conversation_id, step, how, value, words, attachment)
VALUES (:conversation_id, :step, :how, :value, :words, :attachment)
ON CONFLICT (conversation_id, step) DO UPDATE SET
  how = excluded.how, value = excluded.value, words = excluded.words, attachment = excluded.attachment"""
_TAKE_BACK = "DELETE FROM conversation_answers WHERE conversation_id = :conversation_id AND step = :step"


class ConversationTable(Table):
    """Implements ``bot.services.ports.Conversations``."""

    __slots__ = ()

    def add(self, conversation: Conversation) -> Conversation:
        """Store a new conversation with its answers and return it with its id.

        Raises ``StorageError`` when this person has an unfinished one in that form about that subject.
        """
        row = self._tx.fetch_one(_ADD, _values(conversation))
        stored = conversation if row is None else replace(conversation, id=row["id"])
        self._give(stored, stored.answers.values())
        return stored

    def save(self, conversation: Conversation) -> None:
        """Store the changed conversation; answers that it no longer has go, unchanged ones are not written."""
        self._tx.execute(_SAVE, _values(conversation))
        kept = {row["answered"]: _given(row) for row in self._tx.fetch_all(_ANSWERS, {"id": conversation.id})}
        self._give(conversation, [given for step, given in conversation.answers.items() if kept.get(step) != given])
        gone = [{"conversation_id": conversation.id, "step": step} for step in kept if step not in conversation.answers]
        if gone:
            self._tx.execute_many(_TAKE_BACK, gone)

    def get(self, conversation_id: int) -> Conversation | None:
        """Return the conversation with that id."""
        return self._find(_GET, {"id": conversation_id})

    def latest(self, person_id: int, form: str, subject: int) -> Conversation | None:
        """Return this person's unfinished conversation in that form about that subject, else their newest one."""
        return self._find(_LATEST, {"person_id": person_id, "form": form, "subject": subject})

    def unfinished(self, person_id: int) -> Sequence[Conversation]:
        """Return this person's open and paused conversations, the one that changed last first."""
        return _conversations(self._tx.fetch_all(_OF_PERSON, {"person_id": person_id}))

    def of_form(self, form: str) -> Sequence[Conversation]:
        """Return everybody's open and paused conversations in that form, the one that changed last first."""
        return _conversations(self._tx.fetch_all(_OF_FORM, {"form": form}))

    def of_subject(self, form: str, subject: int) -> Sequence[Conversation]:
        """Return all conversations in that form about that subject, oldest first."""
        return _conversations(self._tx.fetch_all(_OF_SUBJECT, {"form": form, "subject": subject}))

    def _find(self, sql: str, params: Params) -> Conversation | None:
        return next(iter(_conversations(self._tx.fetch_all(sql, params))), None)

    def _give(self, conversation: Conversation, answers: Collection[Given]) -> None:
        if answers:
            self._tx.execute_many(_GIVE, [_given_values(conversation.id, given) for given in answers])


def _conversations(rows: Sequence[Row]) -> list[Conversation]:
    """Return the conversations of these rows, in their order; each comes once for each of its answers."""
    found: dict[int, tuple[Row, dict[str, Given]]] = {}
    for row in rows:
        answers = found.setdefault(row["id"], (row, {}))[1]
        if row["answered"] is not None:
            answers[row["answered"]] = _given(row)
    return [_conversation(row, answers) for row, answers in found.values()]


def _values(conversation: Conversation) -> Params:
    return {
        "id": conversation.id,
        "form": conversation.form,
        "person_id": conversation.person_id,
        "subject": conversation.subject,
        "step": conversation.step,
        "stage": conversation.stage.value,
        "changing": int(conversation.changing),
        "started_at": moment_text(conversation.started_at),
        "changed_at": moment_text(conversation.changed_at),
    }


def _given_values(conversation_id: int, given: Given) -> Params:
    return {
        "conversation_id": conversation_id,
        "step": given.step,
        "how": given.how.value,
        "value": given.value,
        "words": given.words,
        "attachment": attachment_json(given.attachment),
    }


def _conversation(row: Row, answers: dict[str, Given]) -> Conversation:
    return Conversation(
        id=row["id"],
        form=row["form"],
        person_id=row["person_id"],
        started_at=moment(row["started_at"]),
        changed_at=moment(row["changed_at"]),
        subject=row["subject"],
        step=row["step"],
        stage=Stage(row["stage"]),
        changing=bool(row["changing"]),
        answers=MappingProxyType(answers),
    )


def _given(row: Row) -> Given:
    return Given(
        step=row["answered"],
        how=Answered(row["how"]),
        value=row["value"],
        words=row["words"],
        attachment=attachment(row["attachment"]),
    )
