"""What the use cases need of everybody who talks with us: contacts, staff and their invitations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.access import Role
from bot.domain.audience import Audience
from bot.domain.contact import Contact


class Contacts(Protocol):
    """Everybody who ever wrote to us and did not leave."""

    def get(self, person_id: int) -> Contact | None:
        """Return the contact, with the role that they have at this moment."""
        ...

    def save(self, contact: Contact) -> None:
        """Store the contact, new or changed; the role is not theirs to store."""
        ...

    def in_audience(self, audience: Audience) -> Sequence[Contact]:
        """Return the askers (no staff) who belong to that audience and were greeted, in order of their ids."""
        ...

    def forget(self, person_id: int) -> None:
        """Remove a contact who said no before asking anything; raise nothing when there is none."""
        ...


@dataclass(frozen=True, slots=True)
class Invite:
    """A one-time way in for staff; only the hash of its secret is known."""

    token_hash: str
    role: Role
    department: str
    issued_at: datetime
    expires_at: datetime
    claimed_by: int = 0


class Staff(Protocol):
    """The people of the town: centre managers, department members, administrators."""

    def with_role(self, role: Role) -> Sequence[Contact]:
        """Return those who have that role now, the longest-serving first."""
        ...

    def appoint(self, person_id: int, role: Role, department: str, since: datetime) -> None:
        """Give a known contact that role (again); it holds from the next act on."""
        ...

    def add_invite(self, invite: Invite) -> None:
        """Store an invite."""
        ...

    def claim_invite(self, token_hash: str, person_id: int, at: datetime) -> Invite | None:
        """Mark the invite as used by that person and return it; None when it is unknown, used or expired."""
        ...
