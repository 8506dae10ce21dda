"""What the use cases need of everybody who talks with us: contacts, staff and their invitations."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.access import Role
from bot.domain.audience import Audience
from bot.domain.contact import Contact
from bot.domain.staff import Invite, Member


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


class Staff(Protocol):
    """The people of the town: centre managers, department members, administrators, and how they come in."""

    def with_role(self, role: Role) -> Sequence[Contact]:
        """Return those who have that role now, the longest-serving first."""
        ...

    def members(self) -> Sequence[Member]:
        """Return everybody of the town, by role and department."""
        ...

    def left(self) -> Sequence[int]:
        """Return who was somebody of the town and is no more, of those who can be reached."""
        ...

    def member(self, person_id: int) -> Member | None:
        """Return somebody of the town."""
        ...

    def of_department(self, department: str) -> Sequence[Member]:
        """Return the colleagues of a department."""
        ...

    def appoint(self, person_id: int, role: Role, department: str, since: datetime) -> None:
        """Give a known contact that role (again); it holds from the next act on."""
        ...

    def revoke(self, person_id: int, at: datetime) -> bool:
        """Take somebody's role away; it ends with the next act. Return whether they had one."""
        ...

    def set_away(self, person_id: int, until: datetime | None, stand_in_id: int) -> None:
        """Store until when somebody is away and who stands in; None and 0 when they are back."""
        ...

    def add_invite(self, invite: Invite) -> Invite:
        """Store an invite and return it with its id."""
        ...

    def claim_invite(self, token_hash: str, person_id: int, at: datetime) -> Invite | None:
        """Mark the invite with that hash of its link as claimed; None when it is unknown, used, ended or expired."""
        ...

    def claim_code(self, code_hash: str, person_id: int, at: datetime) -> Invite | None:
        """Do the same by the hash of its short code."""
        ...

    def invite(self, invite_id: int) -> Invite | None:
        """Return the invite with that id."""
        ...

    def open_invites(self, issued_by: int, at: datetime) -> Sequence[Invite]:
        """Return the invites of somebody that can still be claimed or confirmed."""
        ...

    def rehash(self, invite: Invite) -> bool:
        """Store the hashes of a new link and code; the old ones hold no more. False once it was claimed or ended."""
        ...

    def save_invite(self, invite: Invite) -> None:
        """Store whether an invite was confirmed, or ended without that."""
        ...
