"""Who works for the town: members with a role, away or not, and the one-time invitations by which they come in."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from bot.domain.access import Role
from bot.domain.contact import Contact

_APPOINTS: Mapping[Role, tuple[Role, ...]] = MappingProxyType(
    {
        Role.MANAGER: (Role.STAFF, Role.MANAGER),
        Role.ADMINISTRATOR: (Role.STAFF, Role.MANAGER, Role.ADMINISTRATOR),
    }
)


def appointable(by: Role) -> tuple[Role, ...]:
    """Return the roles that somebody with that role may give, and take away again."""
    return _APPOINTS.get(by, ())


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the town. Until ``away_until`` what comes for them goes to ``stand_in_id``, 0 for nobody."""

    person: Contact
    since: datetime
    away_until: datetime | None = None
    stand_in_id: int = 0

    def is_away(self, at: datetime) -> bool:
        """Tell whether they are away at that moment."""
        return self.away_until is not None and at < self.away_until


@dataclass(frozen=True, slots=True)
class Invite:
    """A one-time way in for staff; only the hashes of its secret and of its short code are known.

    ``issued_by`` confirms who claimed it before the role is given; 0 is the console, which needs no confirmation.
    """

    token_hash: str
    role: Role
    department: str
    issued_at: datetime
    expires_at: datetime
    id: int = 0
    code_hash: str = ""
    issued_by: int = 0
    claimed_by: int = 0
    confirmed_at: datetime | None = None
    ended_at: datetime | None = None

    @property
    def waits_for_confirmation(self) -> bool:
        """Tell whether somebody claimed it whom nobody confirmed or turned away yet."""
        return bool(self.claimed_by) and self.confirmed_at is None and self.ended_at is None

    def confirmed(self, at: datetime) -> "Invite":
        """Return it as confirmed: whoever claimed it has the role."""
        return replace(self, confirmed_at=at)

    def ended(self, at: datetime) -> "Invite":
        """Return it as withdrawn, turned away or lapsed."""
        return replace(self, ended_at=at)
