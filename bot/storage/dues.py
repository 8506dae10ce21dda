"""What comes due: one row for each thing that is said to one person, from the plan until its end."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.contact import Matter
from bot.domain.due import Due, DueRow, DueState
from bot.storage.casts import CastTable
from bot.storage.codec import moment, moment_or_none, moment_text, optional_moment
from bot.storage.database import Params, Row
from bot.storage.table import Table

_FIELDS = "what, subject_id, version, person_id, due_at, matter, why, cast_id, state, ended_at"
_NAMES = _FIELDS.split(", ")
_SELECT = f"SELECT id, {_FIELDS} FROM dues"
_WAITING = "state = 'waiting'"
_PLAN = f"""INSERT INTO dues ({_FIELDS}) VALUES ({", ".join(f":{name}" for name in _NAMES)})
ON CONFLICT DO NOTHING"""
_FIND = f"""{_SELECT} WHERE what = :what AND subject_id = :subject_id AND version = :version AND person_id = :person_id
AND freed = 0"""
_ABOUT = f"{_SELECT} WHERE what = :what AND subject_id = :subject_id ORDER BY id"
_READY = f"{_SELECT} WHERE {_WAITING} AND due_at <= :now ORDER BY due_at, id LIMIT :limit"
_PLANNED = f"{_SELECT} WHERE {_WAITING} ORDER BY due_at, id LIMIT :limit"
_WAITING_OF = f"""{_SELECT} WHERE person_id = :person_id AND {_WAITING} AND matter IS NOT NULL
ORDER BY due_at, id"""
_POSTPONE = f"UPDATE dues SET due_at = :until WHERE id = :id AND {_WAITING}"
_END = """UPDATE dues SET state = :state, ended_at = :at
WHERE id = :id AND state IN ('waiting', 'owed', 'uncertain')"""
_REVIVE = """UPDATE dues SET state = 'waiting', due_at = :at, ended_at = NULL
WHERE person_id = :person_id AND state = 'blocked' AND ended_at >= :since AND freed = 0"""
_VOID = f"""UPDATE dues SET state = 'void', ended_at = :at
WHERE what = :what AND subject_id = :subject_id AND {_WAITING}"""
# Its key is free from here on: should the message be sent after all, whoever did not get it yet gets it then.
_STOP = f"""UPDATE dues SET state = 'void', ended_at = :at, freed = id
WHERE cast_id = :cast_id AND cast_id <> 0 AND {_WAITING}"""
_SAID = """SELECT COUNT(*) AS said FROM dues
WHERE person_id = :person_id AND state IN ('owed', 'delivered') AND ended_at >= :since AND matter IS NOT NULL"""


class DueRows(Table):
    """The rows that come due."""

    __slots__ = ()

    def plan(self, rows: Sequence[DueRow]) -> int:
        """Store those that are not there yet and return how many that were."""
        return self._tx.execute_many(_PLAN, [_values(row) for row in rows]) if rows else 0

    def get(self, due_id: int) -> DueRow | None:
        """Return the row with that id."""
        row = self._tx.fetch_one(f"{_SELECT} WHERE id = :id", {"id": due_id})
        return None if row is None else _due(row)

    def find(self, what: Due, subject_id: int, version: int, person_id: int) -> DueRow | None:
        """Return the row of that kind about that version of that subject for that person."""
        key = {"what": what.value, "subject_id": subject_id, "version": version, "person_id": person_id}
        row = self._tx.fetch_one(_FIND, key)
        return None if row is None else _due(row)

    def about(self, what: Due, subject_id: int) -> Sequence[DueRow]:
        """Return all rows of that kind about that subject, whatever their state, in order of their ids."""
        return self._all(_ABOUT, {"what": what.value, "subject_id": subject_id})

    def ready(self, now: datetime, limit: int) -> Sequence[DueRow]:
        """Return waiting rows that are due at that moment, in the order in which they came due."""
        return self._all(_READY, {"now": moment_text(now), "limit": limit})

    def waiting_of(self, person_id: int) -> Sequence[DueRow]:
        """Return this person's waiting rows with a matter, in the order in which they come due."""
        return self._all(_WAITING_OF, {"person_id": person_id})

    def postpone(self, due_id: int, until: datetime) -> None:
        """Let a waiting row wait until that moment."""
        self._tx.execute(_POSTPONE, {"id": due_id, "until": moment_text(until)})

    def end(self, due_id: int, state: DueState, at: datetime) -> None:
        """Store how it stands with a row; DELIVERED, BLOCKED, FAILED, MUTED, VOID and LATE stay as they are."""
        self._tx.execute(_END, {"id": due_id, "state": state.value, "at": moment_text(at)})

    def revive(self, person_id: int, since: datetime, at: datetime) -> int:
        """Let this person's rows that ended as BLOCKED since a moment wait again, due at once; return how many."""
        values = {"person_id": person_id, "since": moment_text(since), "at": moment_text(at)}
        return self._tx.execute(_REVIVE, values)

    def void(self, what: Sequence[Due], subject_id: int, at: datetime) -> int:
        """End every waiting row of these kinds about that subject, and return how many."""
        values = {"subject_id": subject_id, "at": moment_text(at)}
        return sum(self._tx.execute(_VOID, {**values, "what": kind.value}) for kind in what)

    def said_since(self, person_id: int, since: datetime) -> int:
        """Return how many rows with a matter were owed or delivered to this person since that moment."""
        row = self._tx.fetch_one(_SAID, {"person_id": person_id, "since": moment_text(since)})
        return row["said"] if row else 0

    def planned(self, limit: int) -> Sequence[DueRow]:
        """Return the waiting rows that come due first."""
        return self._all(_PLANNED, {"limit": limit})

    def of_cast(self, cast_id: int, states: Sequence[DueState], limit: int) -> Sequence[DueRow]:
        """Return rows of that message to many in these states, in order of their ids."""
        wanted = {f"state{place}": state.value for place, state in enumerate(states)}
        among = ", ".join(f":{name}" for name in wanted) or "NULL"
        sql = f"{_SELECT} WHERE cast_id = :cast_id AND cast_id <> 0 AND state IN ({among}) ORDER BY id LIMIT :limit"
        return self._all(sql, {"cast_id": cast_id, "limit": limit, **wanted})

    def stop(self, cast_id: int, at: datetime) -> int:
        """End the waiting rows of that message to many as VOID, and return how many; their keys are free again."""
        return self._tx.execute(_STOP, {"cast_id": cast_id, "at": moment_text(at)})

    def _all(self, sql: str, params: Params) -> list[DueRow]:
        return [_due(row) for row in self._tx.fetch_all(sql, params)]


class DueTable(DueRows, CastTable):
    """Implements ``bot.services.ports.Dues``: the rows, and the messages to many that they belong to."""

    __slots__ = ()


def _values(row: DueRow) -> Params:
    return {
        "what": row.what.value,
        "subject_id": row.subject_id,
        "version": row.version,
        "person_id": row.person_id,
        "due_at": moment_text(row.due_at),
        "matter": row.matter.value if row.matter else None,
        "why": row.why,
        "cast_id": row.cast_id,
        "state": row.state.value,
        "ended_at": moment_or_none(row.ended_at),
    }


def _due(row: Row) -> DueRow:
    return DueRow(
        id=row["id"],
        what=Due(row["what"]),
        subject_id=row["subject_id"],
        version=row["version"],
        person_id=row["person_id"],
        due_at=moment(row["due_at"]),
        matter=Matter(row["matter"]) if row["matter"] else None,
        why=row["why"],
        cast_id=row["cast_id"],
        state=DueState(row["state"]),
        ended_at=optional_moment(row["ended_at"]),
    )
