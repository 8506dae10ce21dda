"""What the clock does for invitations: one that nobody confirmed within a day ends, and both sides hear it."""

from bot.domain.due import Due, DueRow
from bot.domain.message import Message, Text, button, text
from bot.domain.town import Town
from bot.services.enquiries.moves import CLOCK
from bot.services.ports import Lane, Unit
from bot.services.team.leaving import Leaving
from bot.services.team.naming import role_named
from bot.services.wording import named


class InviteLapse:
    """Implements ``Chore``; the subject is the invitation."""

    what = Due.INVITE_LAPSE

    def __init__(self, town: Town, leaving: Leaving) -> None:
        self._town = town
        self._leaving = leaving

    def do(self, unit: Unit, due: DueRow) -> None:
        """End the invitation unless it was confirmed or ended meanwhile."""
        invite = unit.staff.invite(due.subject_id)
        if invite is None or not invite.waits_for_confirmation:
            return
        self._leaving.close(unit, invite, CLOCK, "team.not_confirmed")
        issuer = unit.contacts.get(invite.issued_by)
        if issuer is not None:
            name, role = (
                named(unit.contacts.get(invite.claimed_by)),
                role_named(self._town, invite.role, invite.department),
            )
            rows = ((button("team.new", "team.new"), button("team.open", "team.show", 0)),)
            unit.outbox.put(issuer, Message(text("team.lapsed", name=name, role=role), rows), lane=Lane.NOTICE)

    def title(self, unit: Unit, due: DueRow) -> Text:
        """Return one line that names it."""
        invite = unit.staff.invite(due.subject_id)
        return text("team.lapse_title", name=named(unit.contacts.get(invite.claimed_by) if invite else None))
