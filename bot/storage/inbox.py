"""The inbox: every update as it came, until it is handled or set aside, and for a few days after."""

from collections.abc import Sequence
from datetime import datetime

from bot.services.ports import Incoming, Waiting
from bot.storage.codec import moment_text
from bot.storage.database import Params
from bot.storage.table import Table

_STORE = """INSERT INTO inbox (update_id, chat_id, raw, received_at, state)
VALUES (:update_id, :chat_id, :raw, :at, 'waiting') ON CONFLICT (update_id) DO NOTHING"""
_QUARANTINE = """INSERT INTO inbox (update_id, chat_id, raw, received_at, state, outcome, handled_at)
VALUES (:update_id, :chat_id, :raw, :at, 'quarantined', :reason, :at)
ON CONFLICT (update_id) DO UPDATE
SET state = excluded.state, outcome = excluded.outcome, handled_at = excluded.handled_at
WHERE inbox.state = 'waiting'"""
_WAITING = """SELECT update_id, chat_id, raw, attempts FROM inbox
WHERE state = 'waiting' AND update_id > :after ORDER BY update_id LIMIT :limit"""
_END = """UPDATE inbox SET state = :state, outcome = :outcome, handled_at = :at
WHERE update_id = :update_id AND state = 'waiting'"""
_NAME = "UPDATE inbox SET outcome = :outcome WHERE update_id = :update_id"
_FORGET = "UPDATE inbox SET raw = '', chat_id = 0 WHERE chat_id = :chat_id AND state = 'handled'"
_FAILED = """UPDATE inbox SET attempts = attempts + 1, outcome = :error WHERE update_id = :update_id
RETURNING attempts"""
# The first condition is there for the index: nothing ends before it came in.
_PURGE = "DELETE FROM inbox WHERE received_at < :before AND handled_at < :before AND state <> 'waiting'"


class InboxTable(Table):
    """Implements ``bot.services.ports.Inbox``."""

    __slots__ = ()

    def store(self, updates: Sequence[Incoming], at: datetime) -> Sequence[int]:
        """Store the batch; return the ids that were not known yet (a second delivery changes nothing)."""
        return [update.update_id for update in updates if self._tx.execute(_STORE, _values(update, at))]

    def quarantine(self, update: Incoming, at: datetime, reason: str) -> None:
        """Store an update that cannot be read, apart, so that it never comes round again."""
        self._tx.execute(_QUARANTINE, {**_values(update, at), "reason": reason})

    def waiting(self, after: int, limit: int) -> Sequence[Incoming]:
        """Return updates that nobody handled yet, with an id above ``after``, oldest first."""
        return [Incoming(**row) for row in self._tx.fetch_all(_WAITING, {"after": after, "limit": limit})]

    def finish(self, update_id: int, at: datetime, outcome: str) -> bool:
        """Mark the update as handled; False when somebody else did, and then nothing may be stored for it."""
        return self._end(update_id, at, Waiting.HANDLED, outcome)

    def name(self, update_id: int, outcome: str) -> None:
        """Say anew as what an update ended that was marked as handled in this transaction."""
        self._tx.execute(_NAME, {"update_id": update_id, "outcome": outcome})

    def attempt_failed(self, update_id: int, error: str) -> int:
        """Count one more failed attempt and return how many there were, 0 for an update that we do not know."""
        row = self._tx.fetch_one(_FAILED, {"update_id": update_id, "error": error})
        return row["attempts"] if row else 0

    def set_aside(self, update_id: int, at: datetime, error: str) -> None:
        """Take an update that keeps failing out of the way, for the administrator."""
        self._end(update_id, at, Waiting.SET_ASIDE, error)

    def forget(self, chat_id: int) -> None:
        """Remove what stands in the handled updates of that chat, and whose they were; they stay counted."""
        self._tx.execute(_FORGET, {"chat_id": chat_id})

    def purge(self, before: datetime) -> int:
        """Remove updates that ended before that moment and return how many (raw words of people: 7 days at most)."""
        return self._tx.execute(_PURGE, {"before": moment_text(before)})

    def _end(self, update_id: int, at: datetime, state: Waiting, outcome: str) -> bool:
        values = {"update_id": update_id, "at": moment_text(at), "state": state.value, "outcome": outcome}
        return self._tx.execute(_END, values) == 1


def _values(update: Incoming, at: datetime) -> Params:
    return {"update_id": update.update_id, "chat_id": update.chat_id, "raw": update.raw, "at": moment_text(at)}
