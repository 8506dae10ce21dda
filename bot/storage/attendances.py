"""Who was invited to a meeting, what they answered, and what they want to be said there."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.meeting import Attendance, Coming, Input
from bot.storage.codec import attachment, attachment_json, moment, moment_text
from bot.storage.database import Params, Row
from bot.storage.table import Table

_ATTENDANCE = "meeting_id, person_id, coming, at"
_INPUT = "meeting_id, person_id, words, attachment, at"
_PUT = f"INSERT INTO attendances ({_ATTENDANCE}) VALUES (:meeting_id, :person_id, :coming, :at) ON CONFLICT"
_INVITE = f"{_PUT} DO NOTHING"
# Whoever answered anew keeps their place in the order of invitations.
_ANSWER = f"{_PUT} (meeting_id, person_id) DO UPDATE SET coming = excluded.coming, at = excluded.at"
_OF_MEETING = f"SELECT {_ATTENDANCE} FROM attendances WHERE meeting_id = :meeting_id"
_ADD_INPUT = f"""INSERT INTO meeting_inputs ({_INPUT})
VALUES (:meeting_id, :person_id, :words, :attachment, :at) RETURNING id"""
_INPUTS = f"SELECT id, {_INPUT} FROM meeting_inputs WHERE meeting_id = :meeting_id ORDER BY id"


class AttendanceTable(Table):
    """The people of the meetings."""

    __slots__ = ()

    def invite(self, attendance: Attendance) -> bool:
        """Note that this person was invited; False when they were before (their answer stays as it is)."""
        return self._tx.execute(_INVITE, _values(attendance)) > 0

    def answer(self, attendance: Attendance) -> None:
        """Store what this person answered, invited or not."""
        self._tx.execute(_ANSWER, _values(attendance))

    def attendance(self, meeting_id: int, person_id: int) -> Attendance | None:
        """Return this person's line, None when they were never invited."""
        sql = f"{_OF_MEETING} AND person_id = :person_id"
        row = self._tx.fetch_one(sql, {"meeting_id": meeting_id, "person_id": person_id})
        return None if row is None else _attendance(row)

    def attendances(self, meeting_id: int) -> Sequence[Attendance]:
        """Return everybody's line, in the order in which they were invited."""
        rows = self._tx.fetch_all(f"{_OF_MEETING} ORDER BY id", {"meeting_id": meeting_id})
        return [_attendance(row) for row in rows]

    def add_input(self, given: Input) -> Input:
        """Store what somebody wants to be said there and return it with its id."""
        row = self._tx.fetch_one(
            _ADD_INPUT,
            {
                "meeting_id": given.meeting_id,
                "person_id": given.person_id,
                "words": given.words,
                "attachment": attachment_json(given.attachment),
                "at": moment_text(given.at),
            },
        )
        return given if row is None else replace(given, id=row["id"])

    def inputs(self, meeting_id: int) -> Sequence[Input]:
        """Return what people gave along, oldest first."""
        return [_input(row) for row in self._tx.fetch_all(_INPUTS, {"meeting_id": meeting_id})]


def _values(attendance: Attendance) -> Params:
    return {
        "meeting_id": attendance.meeting_id,
        "person_id": attendance.person_id,
        "coming": attendance.coming.value if attendance.coming else None,
        "at": moment_text(attendance.at),
    }


def _attendance(row: Row) -> Attendance:
    return Attendance(
        meeting_id=row["meeting_id"],
        person_id=row["person_id"],
        coming=Coming(row["coming"]) if row["coming"] else None,
        at=moment(row["at"]),
    )


def _input(row: Row) -> Input:
    return Input(
        id=row["id"],
        meeting_id=row["meeting_id"],
        person_id=row["person_id"],
        words=row["words"],
        at=moment(row["at"]),
        attachment=attachment(row["attachment"]),
    )
