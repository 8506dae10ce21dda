"""The assignments: which departments were given which questions, and how that went."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.domain.assignment import LIVE, READABLE, Assignment, Held
from bot.storage.codec import moment, moment_or_none, moment_text, optional_moment
from bot.storage.database import Params, Row
from bot.storage.table import Table

_FIELDS = (
    "enquiry_id, department, is_advice, offered_by, offered_at, accept_by, asked, state, person_id, ended_at, reason, "
    "advice"
)
_NAMES = _FIELDS.split(", ")
_SELECT = f"SELECT id, {_FIELDS} FROM assignments"


def _among(states: frozenset[Held]) -> str:
    return f"state IN ({', '.join(repr(state.value) for state in sorted(states))})"


READABLE_SQL = _among(READABLE)
"""Whether the department may read the question by that assignment, as the domain says."""

# Two offers at the same moment: the index lets one of them in.
_ADD = f"""INSERT INTO assignments ({_FIELDS}) VALUES ({", ".join(f":{name}" for name in _NAMES)})
ON CONFLICT DO NOTHING RETURNING id"""
_SAVE = f"UPDATE assignments SET {', '.join(f'{name} = :{name}' for name in _NAMES)} WHERE id = :id"
_OF_ENQUIRY = f"{_SELECT} WHERE enquiry_id = :enquiry_id ORDER BY id"
_LIVE = f"{_SELECT} WHERE enquiry_id = :enquiry_id AND department = :department AND {_among(LIVE)}"
_READERS = f"SELECT DISTINCT department FROM assignments WHERE enquiry_id = :enquiry_id AND {READABLE_SQL}"
_OF_STATE = f"{_SELECT} WHERE department = :department AND state = :state ORDER BY id DESC LIMIT :limit"
_COUNT = (
    f"SELECT state, COUNT(*) AS count FROM assignments WHERE department = :department AND {_among(LIVE)} GROUP BY state"
)
_OF_PERSON = f"{_SELECT} WHERE person_id = :person_id AND person_id <> 0 AND state = 'accepted' ORDER BY id"


class AssignmentTable(Table):
    """Implements ``bot.services.ports.Assignments``."""

    __slots__ = ()

    def add(self, assignment: Assignment) -> Assignment | None:
        """Store a new one and return it with its id; None when that department has that question already."""
        row = self._tx.fetch_one(_ADD, _values(assignment))
        return None if row is None else replace(assignment, id=row["id"])

    def save(self, assignment: Assignment) -> None:
        """Store the changed one."""
        self._tx.execute(_SAVE, _values(assignment))

    def get(self, assignment_id: int) -> Assignment | None:
        """Return the one with that id."""
        row = self._tx.fetch_one(f"{_SELECT} WHERE id = :id", {"id": assignment_id})
        return None if row is None else _assignment(row)

    def of_enquiry(self, enquiry_id: int) -> Sequence[Assignment]:
        """Return all of a question, oldest first, whatever their state."""
        return [_assignment(row) for row in self._tx.fetch_all(_OF_ENQUIRY, {"enquiry_id": enquiry_id})]

    def live(self, enquiry_id: int, department: str) -> Assignment | None:
        """Return the one by which that department has that question now."""
        row = self._tx.fetch_one(_LIVE, {"enquiry_id": enquiry_id, "department": department})
        return None if row is None else _assignment(row)

    def departments(self, enquiry_id: int) -> frozenset[str]:
        """Return the departments that may read a question."""
        return frozenset(row["department"] for row in self._tx.fetch_all(_READERS, {"enquiry_id": enquiry_id}))

    def of_department(
        self, department: str, states: Sequence[Held], limit: int, offset: int = 0
    ) -> Sequence[Assignment]:
        """Return the newest of a department in these states; the states one after the other, as they are given."""
        found: list[Assignment] = []
        for state in states:
            values = {"department": department, "state": state.value, "limit": offset + limit - len(found)}
            found += [_assignment(row) for row in self._tx.fetch_all(_OF_STATE, values)]
        return found[offset : offset + limit]

    def count_of_department(self, department: str) -> Mapping[Held, int]:
        """Return how many of a department are offered and accepted now."""
        rows = self._tx.fetch_all(_COUNT, {"department": department})
        return {Held(row["state"]): row["count"] for row in rows}

    def of_person(self, person_id: int) -> Sequence[Assignment]:
        """Return what that colleague accepted and still has."""
        return [_assignment(row) for row in self._tx.fetch_all(_OF_PERSON, {"person_id": person_id})]


def _values(one: Assignment) -> Params:
    return {
        "id": one.id,
        "enquiry_id": one.enquiry_id,
        "department": one.department,
        "is_advice": int(one.is_advice),
        "offered_by": one.offered_by,
        "offered_at": moment_text(one.offered_at),
        "accept_by": moment_text(one.accept_by),
        "asked": one.asked,
        "state": one.state.value,
        "person_id": one.person_id,
        "ended_at": moment_or_none(one.ended_at),
        "reason": one.reason,
        "advice": one.advice,
    }


def _assignment(row: Row) -> Assignment:
    return Assignment(
        id=row["id"],
        enquiry_id=row["enquiry_id"],
        department=row["department"],
        offered_by=row["offered_by"],
        offered_at=moment(row["offered_at"]),
        accept_by=moment(row["accept_by"]),
        state=Held(row["state"]),
        is_advice=bool(row["is_advice"]),
        asked=row["asked"],
        person_id=row["person_id"],
        ended_at=optional_moment(row["ended_at"]),
        reason=row["reason"],
        advice=row["advice"],
    )
