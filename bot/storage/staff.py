"""The people of the town and the one-time invites by which they came in."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.access import Role
from bot.domain.contact import Contact
from bot.domain.staff import Invite, Member
from bot.storage.codec import moment, moment_or_none, moment_text, optional_moment
from bot.storage.contacts import CONTACT_COLUMNS, contact_of
from bot.storage.database import Row
from bot.storage.table import Table

_SELECT = f"SELECT {CONTACT_COLUMNS} FROM staff JOIN contacts ON contacts.id = staff.person_id"
_WITH_ROLE = f"""{_SELECT} WHERE staff.role = :role AND staff.revoked_at IS NULL
ORDER BY staff.since, staff.person_id"""
_MEMBERS = f"""SELECT {CONTACT_COLUMNS}, staff.since, staff.away_until, staff.stand_in_id
FROM staff JOIN contacts ON contacts.id = staff.person_id WHERE staff.revoked_at IS NULL"""
_OF_DEPARTMENT = f"{_MEMBERS} AND staff.department = :department AND staff.role = 'staff' ORDER BY staff.person_id"

_LEFT = """SELECT staff.person_id FROM staff JOIN contacts ON contacts.id = staff.person_id
WHERE staff.revoked_at IS NOT NULL AND contacts.unreachable_since IS NULL ORDER BY staff.person_id"""

_APPOINT = """INSERT INTO staff (person_id, role, department, since) VALUES (:person_id, :role, :department, :since)
ON CONFLICT (person_id) DO UPDATE SET
  role = excluded.role, department = excluded.department, since = excluded.since, revoked_at = NULL,
  away_until = NULL, stand_in_id = 0"""
_REVOKE = "UPDATE staff SET revoked_at = :at WHERE person_id = :person_id AND revoked_at IS NULL"
_AWAY = "UPDATE staff SET away_until = :until, stand_in_id = :stand_in_id WHERE person_id = :person_id"

_INVITE_FIELDS = (
    "token_hash, role, department, issued_at, expires_at, id, code_hash, issued_by, claimed_by, confirmed_at, ended_at"
)
_NEXT = "UPDATE counters SET value = value + 1 WHERE name = 'invite' RETURNING value"
_ADD_INVITE = """INSERT INTO invites (token_hash, role, department, issued_at, expires_at, id, code_hash, issued_by)
VALUES (:token_hash, :role, :department, :issued_at, :expires_at, :id, :code_hash, :issued_by)"""
# One statement, so that of two who tap the same link at the same moment one comes in.
_CLAIM = f"""UPDATE invites SET claimed_by = :person_id, claimed_at = :at
WHERE {{}} = :hash AND claimed_by IS NULL AND ended_at IS NULL AND expires_at > :at
RETURNING {_INVITE_FIELDS}"""
_INVITE = f"SELECT {_INVITE_FIELDS} FROM invites WHERE id = :id"
_OPEN_INVITES = f"""SELECT {_INVITE_FIELDS} FROM invites
WHERE issued_by = :issued_by AND confirmed_at IS NULL AND ended_at IS NULL
  AND (expires_at > :at OR claimed_by IS NOT NULL) ORDER BY issued_at, id"""
_REHASH = """UPDATE invites SET token_hash = :token_hash, code_hash = :code_hash
WHERE id = :id AND claimed_by IS NULL AND ended_at IS NULL"""
_SAVE_INVITE = "UPDATE invites SET confirmed_at = :confirmed_at, ended_at = :ended_at WHERE id = :id"


class StaffTable(Table):
    """Implements ``bot.services.ports.Staff``."""

    __slots__ = ()

    def with_role(self, role: Role) -> Sequence[Contact]:
        """Return those who have that role now, the longest-serving first."""
        return [contact_of(row) for row in self._tx.fetch_all(_WITH_ROLE, {"role": role.value})]

    def members(self) -> Sequence[Member]:
        """Return everybody of the town, by role and department."""
        rows = self._tx.fetch_all(f"{_MEMBERS} ORDER BY staff.role, staff.department, staff.since, staff.person_id")
        return [_member(row) for row in rows]

    def left(self) -> Sequence[int]:
        """Return who was somebody of the town and is no more, of those who can be reached."""
        return [row["person_id"] for row in self._tx.fetch_all(_LEFT)]

    def member(self, person_id: int) -> Member | None:
        """Return somebody of the town."""
        row = self._tx.fetch_one(f"{_MEMBERS} AND staff.person_id = :person_id", {"person_id": person_id})
        return None if row is None else _member(row)

    def of_department(self, department: str) -> Sequence[Member]:
        """Return the colleagues of a department."""
        return [_member(row) for row in self._tx.fetch_all(_OF_DEPARTMENT, {"department": department})]

    def appoint(self, person_id: int, role: Role, department: str, since: datetime) -> None:
        """Give a known contact that role (again); it holds from the next act on."""
        values = {"person_id": person_id, "role": role.value, "department": department, "since": moment_text(since)}
        self._tx.execute(_APPOINT, values)

    def revoke(self, person_id: int, at: datetime) -> bool:
        """Take somebody's role away; it ends with the next act. Return whether they had one."""
        return self._tx.execute(_REVOKE, {"person_id": person_id, "at": moment_text(at)}) > 0

    def set_away(self, person_id: int, until: datetime | None, stand_in_id: int) -> None:
        """Store until when somebody is away and who stands in; None and 0 when they are back."""
        values = {"person_id": person_id, "until": moment_or_none(until), "stand_in_id": stand_in_id}
        self._tx.execute(_AWAY, values)

    def add_invite(self, invite: Invite) -> Invite:
        """Store an invite and return it with its id."""
        row = self._tx.fetch_one(_NEXT)
        if row is None:
            raise LookupError("the counter of the invites is gone from the database")
        self._tx.execute(
            _ADD_INVITE,
            {
                "token_hash": invite.token_hash,
                "role": invite.role.value,
                "department": invite.department,
                "issued_at": moment_text(invite.issued_at),
                "expires_at": moment_text(invite.expires_at),
                "id": row["value"],
                "code_hash": invite.code_hash or None,
                "issued_by": invite.issued_by,
            },
        )
        return replace(invite, id=row["value"])

    def claim_invite(self, token_hash: str, person_id: int, at: datetime) -> Invite | None:
        """Mark the invite with that hash of its link as claimed; None when it is unknown, used, ended or expired."""
        return self._claim("token_hash", token_hash, person_id, at)

    def claim_code(self, code_hash: str, person_id: int, at: datetime) -> Invite | None:
        """Do the same by the hash of its short code."""
        return self._claim("code_hash", code_hash, person_id, at)

    def invite(self, invite_id: int) -> Invite | None:
        """Return the invite with that id."""
        row = self._tx.fetch_one(_INVITE, {"id": invite_id})
        return None if row is None else _invite(row)

    def open_invites(self, issued_by: int, at: datetime) -> Sequence[Invite]:
        """Return the invites of somebody that can still be claimed or confirmed."""
        rows = self._tx.fetch_all(_OPEN_INVITES, {"issued_by": issued_by, "at": moment_text(at)})
        return [_invite(row) for row in rows]

    def rehash(self, invite: Invite) -> bool:
        """Store the hashes of a new link and code; the old ones hold no more. False once it was claimed or ended."""
        values = {"id": invite.id, "token_hash": invite.token_hash, "code_hash": invite.code_hash}
        return self._tx.execute(_REHASH, values) > 0

    def save_invite(self, invite: Invite) -> None:
        """Store whether an invite was confirmed, or ended without that."""
        values = {"confirmed_at": moment_or_none(invite.confirmed_at), "ended_at": moment_or_none(invite.ended_at)}
        self._tx.execute(_SAVE_INVITE, {"id": invite.id, **values})

    def _claim(self, column: str, hashed: str, person_id: int, at: datetime) -> Invite | None:
        values = {"hash": hashed, "person_id": person_id, "at": moment_text(at)}
        row = self._tx.fetch_one(_CLAIM.format(column), values)
        return None if row is None else _invite(row)


def _member(row: Row) -> Member:
    away = optional_moment(row["away_until"])
    return Member(contact_of(row), moment(row["since"]), away, row["stand_in_id"])


def _invite(row: Row) -> Invite:
    return Invite(
        token_hash=row["token_hash"],
        role=Role(row["role"]),
        department=row["department"],
        issued_at=moment(row["issued_at"]),
        expires_at=moment(row["expires_at"]),
        id=row["id"] or 0,
        code_hash=row["code_hash"] or "",
        issued_by=row["issued_by"],
        claimed_by=row["claimed_by"] or 0,
        confirmed_at=optional_moment(row["confirmed_at"]),
        ended_at=optional_moment(row["ended_at"]),
    )
