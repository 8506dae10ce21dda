"""How staff come in: a one-time invitation, made on the console, claimed in the chat."""

import hashlib
from dataclasses import replace
from datetime import timedelta

from bot.domain.access import Role
from bot.domain.contact import Contact, Welcome
from bot.domain.message import Message, button, text
from bot.services.ports import Invite, Unit
from bot.services.visit import Reply

INVITE_LASTS = timedelta(hours=24)


class Appointments:
    """Makes invitations and takes them in. Only the hash of an invitation's secret is ever stored."""

    def invite(self, unit: Unit, secret: str, role: Role, department: str = "") -> Invite:
        """Store an invitation for whoever brings that secret within 24 hours, and return it."""
        invite = Invite(_hashed(secret), role, department, unit.now, unit.now + INVITE_LASTS)
        unit.staff.add_invite(invite)
        return invite

    def claim(self, unit: Unit, actor: Contact, secret: str) -> Reply:
        """Give the actor the invitation's role; one that is used, too old or unknown gives nothing and says why."""
        invite = unit.staff.claim_invite(_hashed(secret), actor.id, unit.now)
        if invite is None:
            return Reply(Message(text("staff.invite_invalid")))
        unit.contacts.save(replace(actor, welcome=Welcome.DONE, expects=None))
        unit.staff.appoint(actor.id, invite.role, invite.department, unit.now)
        if invite.role is Role.MANAGER:
            unit.enquiries.adopt(actor.id)
        rows = ((button("queue.open", "queue.list", 0),),) if invite.role is Role.MANAGER else ()
        return Reply(Message(text(f"staff.welcome.{invite.role}"), rows))


def _hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
