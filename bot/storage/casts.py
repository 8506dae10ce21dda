"""The messages to many, and how far each of them came."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.domain.due import Cast, CastState, Due, DueState
from bot.storage.codec import moment, moment_text
from bot.storage.database import Params, Row
from bot.storage.table import Table

_FIELDS = "what, subject_id, version, confirmed_by, confirmed_at, starts_at, state"
_NAMES = _FIELDS.split(", ")
_SELECT = f"SELECT id, {_FIELDS} FROM casts"
_ADD = f"""INSERT INTO casts ({_FIELDS}) VALUES ({", ".join(f":{name}" for name in _NAMES)})
ON CONFLICT DO NOTHING RETURNING id"""
# One that was stopped gives its key free, so that the same can be sent after all.
_SAVE = f"""UPDATE casts SET {", ".join(f"{name} = :{name}" for name in _NAMES)},
  freed = CASE WHEN :state = 'stopped' THEN id ELSE 0 END
WHERE id = :id"""
_OF = f"""{_SELECT} WHERE what = :what AND subject_id = :subject_id AND version = :version
ORDER BY CASE WHEN freed = 0 THEN 0 ELSE 1 END, id DESC LIMIT 1"""
_TOTALS = """SELECT state, COUNT(*) AS rows_there FROM dues
WHERE cast_id = :cast_id AND cast_id <> 0 GROUP BY state"""


class CastTable(Table):
    """The rows of the messages to many."""

    __slots__ = ()

    def totals(self, cast_id: int) -> Mapping[DueState, int]:
        """Return how many rows of that message to many are in each state; states without rows are left out."""
        rows = self._tx.fetch_all(_TOTALS, {"cast_id": cast_id})
        return {DueState(row["state"]): row["rows_there"] for row in rows}

    def add_cast(self, cast: Cast) -> Cast | None:
        """Store a message to many and return it with its id.

        None when there is one of that what, subject and version, unless that one was stopped.
        """
        row = self._tx.fetch_one(_ADD, _values(cast))
        return None if row is None else replace(cast, id=row["id"])

    def save_cast(self, cast: Cast) -> None:
        """Store the changed message to many; one that is stopped gives its key free."""
        self._tx.execute(_SAVE, _values(cast))

    def cast(self, cast_id: int) -> Cast | None:
        """Return the message to many with that id."""
        return self._find_cast(f"{_SELECT} WHERE id = :id", {"id": cast_id})

    def cast_of(self, what: Due, subject_id: int, version: int) -> Cast | None:
        """Return the message to many of that kind about that version of that subject; a stopped one last."""
        return self._find_cast(_OF, {"what": what.value, "subject_id": subject_id, "version": version})

    def casts(self, state: CastState) -> Sequence[Cast]:
        """Return the messages to many in that state, oldest first."""
        return [
            _cast(row) for row in self._tx.fetch_all(f"{_SELECT} WHERE state = :state ORDER BY id", {"state": state})
        ]

    def _find_cast(self, sql: str, params: Params) -> Cast | None:
        row = self._tx.fetch_one(sql, params)
        return None if row is None else _cast(row)


def _values(cast: Cast) -> Params:
    return {
        "id": cast.id,
        "what": cast.what.value,
        "subject_id": cast.subject_id,
        "version": cast.version,
        "confirmed_by": cast.by,
        "confirmed_at": moment_text(cast.confirmed_at),
        "starts_at": moment_text(cast.starts_at),
        "state": cast.state.value,
    }


def _cast(row: Row) -> Cast:
    return Cast(
        id=row["id"],
        what=Due(row["what"]),
        subject_id=row["subject_id"],
        version=row["version"],
        by=row["confirmed_by"],
        confirmed_at=moment(row["confirmed_at"]),
        starts_at=moment(row["starts_at"]),
        state=CastState(row["state"]),
    )
