"""How staff come in: a link or a code is claimed, whoever gave it says that it is them, and then the role holds."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.access import Role
from bot.domain.contact import Contact, Expectation, Expects, Welcome
from bot.domain.due import Due, DueRow
from bot.domain.errors import NotFound, Refused
from bot.domain.message import Message, button, text
from bot.domain.staff import Invite, appointable
from bot.domain.town import Town
from bot.services.ports import Lane, Unit
from bot.services.team.invitations import CONSOLE, INVITE_LASTS
from bot.services.team.inviting import Inviting
from bot.services.team.leaving import Leaving
from bot.services.team.naming import role_named, ways_in
from bot.services.team.passes import bare, hashed
from bot.services.visit import Reply, Said
from bot.services.wording import named

TRIES, TRIED_WITHIN = 5, timedelta(hours=1)
"""Wrong codes and links that one person may bring, and in which time."""

REFUSED = "team.claim_refused"
"""The act by which the audit counts those."""


class Claiming:
    """Takes invitations in, and gives the role once it is confirmed."""

    def __init__(self, town: Town, inviting: Inviting, leaving: Leaving) -> None:
        self._town = town
        self._inviting = inviting
        self._leaving = leaving

    def by_link(self, unit: Unit, actor: Contact, secret: str) -> Reply:
        """Claim the invitation whose link was followed."""
        if self._tried_too_often(unit, actor):
            return Reply(Message(text("team.too_many_tries")))
        invite = unit.staff.claim_invite(hashed(secret), actor.id, unit.now)
        if invite is None:
            _refuse(unit, actor)
            return Reply(Message(text("staff.invite_invalid")))
        return self._claimed(unit, actor, invite)

    def by_code(self, unit: Unit, actor: Contact, typed: str = "") -> Reply:
        """Claim the invitation with that code; ask for the code when none was typed."""
        if not typed:
            return _ask_for_code(unit, actor, "team.which_code")
        if self._tried_too_often(unit, actor):
            return Reply(Message(text("team.too_many_tries")))
        invite = unit.staff.claim_code(hashed(bare(typed)), actor.id, unit.now)
        if invite is None:
            _refuse(unit, actor)
            return _ask_for_code(unit, actor, "team.code_wrong")
        return self._claimed(unit, actor, invite)

    def take_code(self, unit: Unit, actor: Contact, said: Said, _subject: int) -> Reply:
        """Take what was typed as the code that we asked for."""
        return self.by_code(unit, actor, said.text)

    def drop_code(self, unit: Unit, actor: Contact) -> Reply:
        """Ask for no code any more."""
        expects = actor.expects
        if expects is not None and expects.kind is Expects.INVITE_CODE:
            unit.contacts.save(actor.expecting(None))
        return Reply(Message(text("team.no_code"), (ways_in(actor) or (button("menu.ask", "ask.invite"),),)))

    def confirm(self, unit: Unit, actor: Contact, invite_id: int) -> Reply:
        """Give whoever claimed it the role; a second tap says that they have it."""
        invite = _claimed_from(unit, actor, invite_id)
        person = unit.contacts.get(invite.claimed_by)
        if invite.confirmed_at is not None or not invite.waits_for_confirmation or person is None:
            return Reply(self._settled(unit, invite), toast=text("team.settled_before"))
        if invite.role not in appointable(actor.role):
            raise NotFound
        self._leaving.may_go(unit, person, invite.role)
        unit.staff.save_invite(invite.confirmed(unit.now))
        self._appoint(unit, person, invite, actor.id)
        return Reply(self._settled(unit, invite.confirmed(unit.now)))

    def turn_away(self, unit: Unit, actor: Contact, invite_id: int) -> Reply:
        """Let whoever claimed it stay outside; the invitation is over."""
        invite = _claimed_from(unit, actor, invite_id)
        if not invite.waits_for_confirmation:
            return Reply(self._settled(unit, invite), toast=text("team.settled_before"))
        self._leaving.close(unit, invite, actor.id, "team.turned_away")
        return Reply(self._settled(unit, invite.ended(unit.now)))

    def _claimed(self, unit: Unit, actor: Contact, invite: Invite) -> Reply:
        """Give the role of an invitation of the console at once, and ask whoever made any other about this person."""
        issuer = unit.contacts.get(invite.issued_by)
        if invite.issued_by != CONSOLE and (issuer is None or invite.role not in appointable(issuer.role)):
            unit.staff.save_invite(invite.ended(unit.now))
            _refuse(unit, actor)
            return Reply(Message(text("staff.invite_invalid")))
        if invite.issued_by == actor.id:
            raise Refused("team.own_invite")
        if (actor.role, actor.department) == (invite.role, invite.department):
            raise Refused("team.already_in", role=role_named(self._town, actor.role, actor.department))
        self._leaving.may_go(unit, actor, invite.role)
        # What opened the door stands in the update that brought it, and nowhere else.
        unit.inbox.forget(actor.id)
        unit.contacts.save(actor.expecting(None))
        unit.audit.append(unit.now, actor.id, "team.claimed", f"invite:{invite.id}")
        if issuer is None:
            self._appoint(unit, actor, invite, CONSOLE)
            return Reply()
        unit.outbox.put(issuer, self._inviting.asked(unit, invite), lane=Lane.NOTICE)
        unit.dues.plan([DueRow(0, Due.INVITE_LAPSE, invite.id, 0, issuer.id, unit.now + INVITE_LASTS)])
        role = role_named(self._town, invite.role, invite.department)
        return Reply(Message(text("team.wait", name=named(issuer), role=role)))

    def _appoint(self, unit: Unit, person: Contact, invite: Invite, by: int) -> None:
        """Give the role, in the place of the one that they may have had, and welcome them."""
        self._leaving.let_go(unit, person)
        welcomed = replace(person, welcome=Welcome.DONE, expects=None, role=invite.role, department=invite.department)
        unit.contacts.save(welcomed)
        unit.staff.appoint(person.id, invite.role, invite.department, unit.now)
        if invite.role is Role.MANAGER:
            unit.enquiries.adopt(person.id)
        unit.audit.append(unit.now, by, "team.appointed", f"person:{person.id}", invite.role)
        role = role_named(self._town, invite.role, invite.department)
        said = text(f"staff.welcome.{invite.role}", role=role)
        unit.outbox.put(welcomed, Message(said, (ways_in(welcomed),)))

    def _settled(self, unit: Unit, invite: Invite) -> Message:
        """Return how an invitation ended, for whoever gave it."""
        key = "team.is_in" if invite.confirmed_at is not None else "team.stays_out"
        role = role_named(self._town, invite.role, invite.department)
        name = named(unit.contacts.get(invite.claimed_by))
        return Message(text(key, name=name, role=role), ((button("team.open", "team.show", 0),),))

    @staticmethod
    def _tried_too_often(unit: Unit, actor: Contact) -> bool:
        return unit.audit.count(actor.id, REFUSED, unit.now - TRIED_WITHIN) >= TRIES


def _claimed_from(unit: Unit, actor: Contact, invite_id: int) -> Invite:
    """Return an invitation of the actor's that somebody claimed."""
    invite = unit.staff.invite(invite_id)
    if invite is None or invite.issued_by != actor.id or not invite.claimed_by:
        raise NotFound
    return invite


def _refuse(unit: Unit, actor: Contact) -> None:
    unit.audit.append(unit.now, actor.id, REFUSED, outcome="invalid")


def _ask_for_code(unit: Unit, actor: Contact, key: str) -> Reply:
    unit.contacts.save(actor.expecting(Expectation(Expects.INVITE_CODE, unit.now)))
    return Reply(Message(text(key), ((button("back", "code.drop"),),)), fresh=True)
