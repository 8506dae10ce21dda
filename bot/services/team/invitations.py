"""One-time invitations, as they are stored: bound to a role and a department, for 24 hours, only by their hashes."""

from datetime import timedelta

from bot.domain.access import Role
from bot.domain.staff import Invite
from bot.services.ports import Unit
from bot.services.team.passes import Pass

INVITE_LASTS = timedelta(hours=24)

INVITE_PREFIX = "in-"
"""What the payload of an invitation's link starts with; any other payload is a topic."""

CONSOLE = 0
"""Who made an invitation on the server's own console; it needs nobody's confirmation."""


def issue(unit: Unit, opens: Pass, role: Role, department: str = "", by: int = CONSOLE) -> Invite:
    """Store an invitation for whoever brings that secret or code within 24 hours, and return it."""
    invite = Invite(
        opens.secret_hash,
        role,
        department,
        unit.now,
        unit.now + INVITE_LASTS,
        code_hash=opens.code_hash,
        issued_by=by,
    )
    stored = unit.staff.add_invite(invite)
    unit.audit.append(unit.now, by, "team.invited", f"invite:{stored.id}")
    return stored
