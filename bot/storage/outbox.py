"""The outbox: what we owe people, one row a message, from the promise until its end."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.contact import Contact
from bot.domain.message import Message
from bot.services.ports import Delivery, Lane, Outgoing, State
from bot.storage.codec import message, message_json, moment_text, optional_moment
from bot.storage.database import Params, Row, Transaction
from bot.storage.table import Table

_FIELDS = "id, chat_id, lane, message, language, edits, reply_to, subject, merge_key, attempts"
# A claimed row of the bulk lane already counts as uncertain, but has not ended.
_OWED = "(state = 'pending' OR (state = 'uncertain' AND ended_at IS NULL))"

# The row keeps its id, and so its place; everything else is as the newest put wants it.
_MERGE = """UPDATE outbox SET lane = :lane, message = :message, language = :language, edits = :edits,
  reply_to = :reply_to, subject = :subject
WHERE chat_id = :chat_id AND merge_key = :merge_key AND merge_key <> '' AND state = 'pending'
RETURNING id, attempts"""
_PUT = """INSERT INTO outbox (
  chat_id, lane, message, language, edits, reply_to, subject, merge_key, state, created_at, ended_at, error
) VALUES (
  :chat_id, :lane, :message, :language, :edits, :reply_to, :subject, :merge_key, :state, :at, :ended_at, :error
) RETURNING id, attempts"""
_PENDING = f"SELECT {_FIELDS} FROM outbox WHERE state = 'pending' AND id > :after ORDER BY id LIMIT :limit"
_CLAIM = f"""UPDATE outbox SET merge_key = '', state = CASE WHEN lane = {Lane.BULK:d} THEN 'uncertain' ELSE state END
WHERE id = :id AND {_OWED} RETURNING {_FIELDS}"""
_REWORD = f"UPDATE outbox SET message = :message WHERE id = :id AND {_OWED}"
_AGAIN = f"""UPDATE outbox SET state = 'pending', attempts = attempts + 1, error = :error
WHERE id = :id AND {_OWED}"""
_END = f"""UPDATE outbox SET state = :state, ended_at = :at, error = :error,
  message_id = CASE WHEN :state = 'delivered' AND :message_id = 0 THEN edits ELSE :message_id END
WHERE id = :id AND {_OWED}"""
_SUBJECT = """SELECT subject FROM outbox
WHERE chat_id = :chat_id AND message_id = :message_id AND message_id <> 0 AND subject <> ''
ORDER BY id DESC LIMIT 1"""
# The message that stands last in the chat, as it looks now: an edit of an older one does not move that one down.
_LATEST = f"""SELECT {_FIELDS} FROM (
  SELECT {_FIELDS}, CASE WHEN message_id <> 0 THEN message_id ELSE edits END AS shown FROM outbox
  WHERE chat_id = :chat_id AND state IN ('pending', 'delivered') ORDER BY id DESC LIMIT 20
) AS newest ORDER BY CASE WHEN shown = 0 THEN 0 ELSE 1 END, shown DESC, id DESC LIMIT 1"""
# An edit that is still on its way already knows its message.
_MESSAGE_OF = """SELECT CASE WHEN message_id <> 0 THEN message_id ELSE edits END AS message_id FROM outbox
WHERE subject = :subject AND subject <> '' AND chat_id = :chat_id AND (
  (state = 'delivered' AND message_id <> 0) OR (state = 'pending' AND edits <> 0)
) ORDER BY id DESC LIMIT 1"""
_ARRIVED = """SELECT ended_at FROM outbox
WHERE subject = :subject AND subject <> '' AND chat_id = :chat_id AND state = 'delivered' ORDER BY id DESC LIMIT 1"""
_INSTEAD = """UPDATE outbox SET message = :message
WHERE subject = :subject AND subject <> '' AND chat_id = :chat_id AND state IN ('pending', 'blocked') AND edits = 0"""
_WAITS = f"""SELECT {_FIELDS} FROM outbox
WHERE chat_id = :chat_id AND merge_key = :merge_key AND merge_key <> '' AND state = 'pending'"""
# Only what was promised: receipts, answers, closings; a screen of that time is of no use any more.
# Their merge keys go: a row with the same one may be pending by now, and there is one at most.
_REVIVE = f"""UPDATE outbox SET state = 'pending', ended_at = NULL, error = '', merge_key = ''
WHERE chat_id = :chat_id AND state = 'blocked' AND edits = 0
  AND (subject LIKE 'answer:%' OR subject LIKE 'piece:%' OR subject LIKE 'enquiry:%' OR subject LIKE 'receipt:%')
RETURNING {_FIELDS}"""
# What stands under a subject can still be replied to, or be shown again.
_PURGE = """DELETE FROM outbox WHERE ended_at < :before AND state <> 'pending'
  AND (subject = '' OR subject LIKE 'draft:%')"""
# In the new chat the old one's message ids name nothing, or something else; and a row there may have the same key.
_MIGRATE = f"""UPDATE outbox SET chat_id = :new, edits = 0, reply_to = 0, merge_key = ''
WHERE chat_id = :old AND {_OWED}"""


class OutboxTable(Table):
    """Implements ``bot.services.ports.Outbox``; ``fresh`` gathers what was put here, for the sender."""

    __slots__ = ("_now", "fresh")

    def __init__(self, tx: Transaction, now: datetime) -> None:
        super().__init__(tx)
        self._now = now
        self.fresh: list[Outgoing] = []

    def put(
        self,
        to: Contact,
        message: Message,
        *,
        lane: Lane = Lane.REPLY,
        edits: int = 0,
        reply_to: int = 0,
        subject: str = "",
        merge_key: str = "",
        hold: float = 0.0,
    ) -> None:
        """Owe this message to that contact, in their language.

        For somebody whom we know to be out of reach the row is stored as blocked at once, so that totals add up.
        """
        owed = Outgoing(0, to.id, lane, message, to.language, edits, reply_to, subject, merge_key, hold=hold)
        values = _values(owed)
        if to.unreachable_since is not None:
            self._insert(owed, values, State.BLOCKED, error="unreachable")
        elif not (merge_key and self._merge(owed, values)):
            self.fresh.append(self._insert(owed, values, State.PENDING))

    def pending(self, after: int, limit: int) -> Sequence[Outgoing]:
        """Return undelivered rows with an id above ``after``, in order, those that failed before too."""
        return [_outgoing(row) for row in self._tx.fetch_all(_PENDING, {"after": after, "limit": limit})]

    def claim(self, row_id: int) -> Outgoing | None:
        """Return the row as it leaves now, None when it has ended; nothing merges into it any more.

        A row of the bulk lane counts as uncertain from here on, so that no crash sends it twice.
        """
        row = self._tx.fetch_one(_CLAIM, {"id": row_id})
        return None if row is None else _outgoing(row)

    def reword(self, row_id: int, message: Message) -> None:
        """Let a claimed row say this instead; one that has ended stays as it is."""
        self._tx.execute(_REWORD, {"id": row_id, "message": message_json(message)})

    def record(self, delivery: Delivery) -> None:
        """Store how an attempt ended; an end stays an end."""
        if delivery.state is State.PENDING:
            self._tx.execute(_AGAIN, {"id": delivery.row_id, "error": delivery.error})
            return
        self._tx.execute(
            _END,
            {
                "id": delivery.row_id,
                "state": delivery.state.value,
                "message_id": delivery.message_id,
                "at": moment_text(delivery.at or self._now),
                "error": delivery.error,
            },
        )

    def subject_of(self, chat_id: int, message_id: int) -> str:
        """Return what a delivered message was about, "" when unknown."""
        row = self._tx.fetch_one(_SUBJECT, {"chat_id": chat_id, "message_id": message_id})
        return row["subject"] if row else ""

    def latest_with_buttons(self, chat_id: int) -> Outgoing | None:
        """Return the newest message of the chat, delivered or on its way, when that one has buttons."""
        row = self._tx.fetch_one(_LATEST, {"chat_id": chat_id})
        latest = None if row is None else _outgoing(row)
        return latest if latest and latest.message.rows else None

    def message_of(self, subject: str, chat_id: int) -> int:
        """Return the id of the newest message of the chat about that subject, 0 when none is known yet."""
        row = self._tx.fetch_one(_MESSAGE_OF, {"subject": subject, "chat_id": chat_id})
        return row["message_id"] if row else 0

    def arrived_at(self, subject: str, chat_id: int) -> datetime | None:
        """Return when the newest message of the chat about that subject arrived, None when none did."""
        row = self._tx.fetch_one(_ARRIVED, {"subject": subject, "chat_id": chat_id})
        return None if row is None else optional_moment(row["ended_at"])

    def say_instead(self, subject: str, chat_id: int, message: Message) -> None:
        """Let what the chat is owed about that subject, and did not get, say this."""
        self._tx.execute(_INSTEAD, {"subject": subject, "chat_id": chat_id, "message": message_json(message)})

    def waits(self, chat_id: int, merge_key: str) -> bool:
        """Tell whether a row of that chat with that merge key has not left yet."""
        return self._tx.fetch_one(_WAITS, {"chat_id": chat_id, "merge_key": merge_key}) is not None

    def waiting(self, chat_id: int, merge_key: str) -> Outgoing | None:
        """Return the row of that chat with that merge key that has not left yet."""
        row = self._tx.fetch_one(_WAITS, {"chat_id": chat_id, "merge_key": merge_key})
        return None if row is None else _outgoing(row)

    def revive(self, chat_id: int) -> None:
        """Owe again what was promised to a person while they could not be reached; they are back."""
        rows = [_outgoing(row) for row in self._tx.fetch_all(_REVIVE, {"chat_id": chat_id})]
        self.fresh += sorted(rows, key=lambda row: row.id)

    def forget(self, chat_id: int) -> None:
        """Remove everything that was ever said to that chat and has ended."""
        self._tx.execute("DELETE FROM outbox WHERE chat_id = :chat_id AND state <> 'pending'", {"chat_id": chat_id})

    def purge(self, before: datetime) -> int:
        """Remove ended rows of before that moment that nothing refers to, and return how many."""
        return self._tx.execute(_PURGE, {"before": moment_text(before)})

    def migrate(self, old_chat_id: int, new_chat_id: int) -> None:
        """Rewrite what is pending for a group that became a supergroup; edits become new messages there."""
        self._tx.execute(_MIGRATE, {"old": old_chat_id, "new": new_chat_id})

    def _insert(self, owed: Outgoing, values: Params, state: State, error: str = "") -> Outgoing:
        at = moment_text(self._now)
        ended_at = None if state is State.PENDING else at
        row = self._tx.fetch_one(_PUT, {**values, "state": state.value, "at": at, "ended_at": ended_at, "error": error})
        return owed if row is None else _with_id(owed, row)

    def _merge(self, owed: Outgoing, values: Params) -> bool:
        """Put the message in the place of one that waits under the same key; tell whether there was one."""
        row = self._tx.fetch_one(_MERGE, values)
        if row is None:
            return False
        merged = _with_id(owed, row)
        self.fresh[:] = [merged if fresh.id == merged.id else fresh for fresh in self.fresh]
        return True


def _values(owed: Outgoing) -> Params:
    return {
        "chat_id": owed.chat_id,
        "lane": int(owed.lane),
        "message": message_json(owed.message),
        "language": owed.language,
        "edits": owed.edits,
        "reply_to": owed.reply_to,
        "subject": owed.subject,
        "merge_key": owed.merge_key,
    }


def _with_id(owed: Outgoing, row: Row) -> Outgoing:
    return replace(owed, id=row["id"], attempts=row["attempts"])


def _outgoing(row: Row) -> Outgoing:
    return Outgoing(**{**row, "lane": Lane(row["lane"]), "message": message(row["message"])})
