"""Invitations, as those who give them see them: made, shown once, given a new link, withdrawn."""

from collections.abc import Sequence

from bot.domain.access import Role
from bot.domain.contact import Contact
from bot.domain.errors import NotFound, Refused
from bot.domain.message import Button, Message, Rows, Text, button, text
from bot.domain.staff import Invite, appointable
from bot.domain.town import Town
from bot.services.ports import Unit
from bot.services.team.invitations import issue
from bot.services.team.links import linked
from bot.services.team.naming import role_named
from bot.services.team.passes import new_pass
from bot.services.team.roster import ADMINISTRATORS, MANAGERS
from bot.services.visit import Reply
from bot.services.wording import fitted, named

MOST_OPEN = 5
"""Invitations that somebody can have open at a time; they fit on one screen."""

BACK = (button("team.open", "team.show", 0),)


class Inviting:
    """Lets managers and administrators ask people in."""

    def __init__(self, town: Town) -> None:
        self._town = town

    def begin(self, unit: Unit, actor: Contact) -> Reply:
        """Ask what the new colleague will be."""
        after = _newest(unit, actor)
        offered = appointable(actor.role)
        labels = [
            (Role.STAFF, button("team.new_staff", "team.departments")),
            (Role.MANAGER, button("team.new_manager", "team.make", MANAGERS, after)),
            (Role.ADMINISTRATOR, button("team.new_administrator", "team.make", ADMINISTRATORS, after)),
        ]
        rows = tuple((one,) for role, one in labels if role in offered)
        return Reply(Message(text("team.which_role"), (*rows, (button("back", "team.show", 0),))))

    def departments(self, unit: Unit, actor: Contact) -> Reply:
        """Ask for which department."""
        after = _newest(unit, actor)
        offered = [
            (one.name, button("team.to_group", "team.make", one.key, after, group=one.name))
            for one in self._town.departments.values()
        ]
        return Reply(Message(text("team.which_department"), (*fitted(offered), (button("back", "team.new"),))))

    def make(self, unit: Unit, actor: Contact, place: str, after: int) -> Reply:
        """Make the invitation and show it; ``after`` is the newest one when the button was shown."""
        role, department = self._placed(place)
        if role not in appointable(actor.role):
            raise NotFound
        open_ones = unit.staff.open_invites(actor.id, unit.now)
        if any(one.id > after for one in open_ones):
            return self.list(unit, actor)  # a second tap: it is there
        if len(open_ones) >= MOST_OPEN:
            raise Refused("team.too_many_invites", most=MOST_OPEN)
        invite = issue(unit, new_pass(), role, department, actor.id)
        return linked(self._town, invite)

    def list(self, unit: Unit, actor: Contact) -> Reply:
        """Show the open invitations of whoever asks."""
        open_ones = unit.staff.open_invites(actor.id, unit.now)
        new = (button("team.new", "team.new"), *BACK)
        if not open_ones:
            return Reply(Message(text("team.no_invites"), (new,)))
        lines = tuple(self._line(unit, number, one) for number, one in enumerate(open_ones, 1))
        shown = tuple(
            button("team.invite", "team.invite", one.id, number=number) for number, one in enumerate(open_ones, 1)
        )
        return Reply(Message(text("team.your_invites", lines=lines), (*_threes(shown), new)))

    def show(self, unit: Unit, actor: Contact, invite_id: int) -> Reply:
        """Show one invitation, with what can be done to it."""
        invite = self._own(unit, actor, invite_id)
        if invite.claimed_by:
            return Reply(self.asked(unit, invite))
        rows = (
            (button("team.link", "team.link", invite.id), button("team.end", "team.end", invite.id)),
            (button("back", "team.invites"),),
        )
        return Reply(Message(text("team.unused", role=self._role(invite), at=invite.expires_at), rows))

    def renew(self, unit: Unit, actor: Contact, invite_id: int) -> Reply:
        """Show a new link and code for the same invitation; those of before open nothing any more."""
        invite = self._own(unit, actor, invite_id)
        return Reply(self.asked(unit, invite)) if invite.claimed_by else linked(self._town, invite)

    def end(self, unit: Unit, actor: Contact, invite_id: int) -> Reply:
        """Withdraw an invitation that nobody used yet."""
        invite = self._own(unit, actor, invite_id)
        if invite.claimed_by:
            return Reply(self.asked(unit, invite))
        unit.staff.save_invite(invite.ended(unit.now))
        unit.audit.append(unit.now, actor.id, "team.invite_ended", f"invite:{invite.id}")
        return Reply(Message(text("team.ended", role=self._role(invite)), ((button("team.new", "team.new"), *BACK),)))

    def asked(self, unit: Unit, invite: Invite) -> Message:
        """Return the question to whoever invited: is this the right person?"""
        name = named(unit.contacts.get(invite.claimed_by))
        yes, no = button("team.yes", "team.confirm", invite.id), button("team.no", "team.turn_away", invite.id)
        return Message(text("team.wants_in", name=name, role=self._role(invite)), ((yes, no),))

    def _own(self, unit: Unit, actor: Contact, invite_id: int) -> Invite:
        """Return an open invitation of the actor's."""
        invite = unit.staff.invite(invite_id)
        if invite is None or invite.issued_by != actor.id:
            raise NotFound
        if invite not in unit.staff.open_invites(actor.id, unit.now):
            raise Refused("team.invite_over")
        return invite

    def _placed(self, place: str) -> tuple[Role, str]:
        """Return the role and the department that a button names."""
        if place in {MANAGERS, ADMINISTRATORS}:
            return (Role.MANAGER if place == MANAGERS else Role.ADMINISTRATOR), ""
        if place not in self._town.departments:
            raise NotFound
        return Role.STAFF, place

    def _line(self, unit: Unit, number: int, invite: Invite) -> Text:
        if invite.claimed_by:
            name = named(unit.contacts.get(invite.claimed_by))
            return text("team.invite_claimed", number=number, name=name, role=self._role(invite))
        return text("team.invite_open", number=number, role=self._role(invite), at=invite.expires_at)

    def _role(self, invite: Invite) -> Text:
        return role_named(self._town, invite.role, invite.department)


def _newest(unit: Unit, actor: Contact) -> int:
    return max((one.id for one in unit.staff.open_invites(actor.id, unit.now)), default=0)


def _threes(buttons: Sequence[Button]) -> Rows:
    return tuple(tuple(buttons[at : at + 3]) for at in range(0, len(buttons), 3))
