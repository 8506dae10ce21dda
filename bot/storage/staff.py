"""The people of the town and the one-time invites by which they came in."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.access import Role
from bot.domain.contact import Contact
from bot.services.ports import Invite
from bot.storage.codec import moment, moment_text
from bot.storage.contacts import CONTACT_COLUMNS, contact_of
from bot.storage.table import Table

_WITH_ROLE = f"""SELECT {CONTACT_COLUMNS}
FROM staff JOIN contacts ON contacts.id = staff.person_id
WHERE staff.role = :role AND staff.revoked_at IS NULL
ORDER BY staff.since, staff.person_id"""

_APPOINT = """INSERT INTO staff (person_id, role, department, since) VALUES (:person_id, :role, :department, :since)
ON CONFLICT (person_id) DO UPDATE SET
  role = excluded.role, department = excluded.department, since = excluded.since, revoked_at = NULL"""

_ADD_INVITE = """INSERT INTO invites (token_hash, role, department, issued_at, expires_at)
VALUES (:token_hash, :role, :department, :issued_at, :expires_at)"""

# One statement, so that of two who tap the same link at the same moment one comes in.
_CLAIM = """UPDATE invites SET claimed_by = :person_id, claimed_at = :at
WHERE token_hash = :token_hash AND claimed_by IS NULL AND expires_at > :at
RETURNING role, department, issued_at, expires_at"""


class StaffTable(Table):
    """Implements ``bot.services.ports.Staff``."""

    __slots__ = ()

    def with_role(self, role: Role) -> Sequence[Contact]:
        """Return those who have that role now, the longest-serving first."""
        return [contact_of(row) for row in self._tx.fetch_all(_WITH_ROLE, {"role": role.value})]

    def appoint(self, person_id: int, role: Role, department: str, since: datetime) -> None:
        """Give a known contact that role (again); it holds from the next act on."""
        values = {"person_id": person_id, "role": role.value, "department": department, "since": moment_text(since)}
        self._tx.execute(_APPOINT, values)

    def add_invite(self, invite: Invite) -> None:
        """Store an invite."""
        self._tx.execute(
            _ADD_INVITE,
            {
                "token_hash": invite.token_hash,
                "role": invite.role.value,
                "department": invite.department,
                "issued_at": moment_text(invite.issued_at),
                "expires_at": moment_text(invite.expires_at),
            },
        )

    def claim_invite(self, token_hash: str, person_id: int, at: datetime) -> Invite | None:
        """Mark the invite as used by that person and return it; None when it is unknown, used or expired."""
        row = self._tx.fetch_one(_CLAIM, {"token_hash": token_hash, "person_id": person_id, "at": moment_text(at)})
        if row is None:
            return None
        return Invite(
            token_hash=token_hash,
            role=Role(row["role"]),
            department=row["department"],
            issued_at=moment(row["issued_at"]),
            expires_at=moment(row["expires_at"]),
            claimed_by=person_id,
        )
