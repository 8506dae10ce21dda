"""How the access of staff ends: by themselves, by whoever runs the team, or because another role takes its place."""

from bot.domain.access import Role
from bot.domain.assignment import Assignment, Held, stepped
from bot.domain.contact import Contact
from bot.domain.enquiry import PAUSES, WITH_DEPARTMENT, Step
from bot.domain.errors import NotFound, Refused
from bot.domain.message import Message, button, text
from bot.domain.staff import Invite, Member, appointable
from bot.domain.town import Town
from bot.services.enquiries.moves import Moves
from bot.services.handing.endings import home, taken_home
from bot.services.handing.telling import Telling
from bot.services.ports import Lane, Unit
from bot.services.team.colleagues import managers
from bot.services.team.naming import role_named, ways_in
from bot.services.visit import Reply
from bot.services.wording import menu_rows, named


class Leaving:
    """Ends access at once, so that no question stays behind with somebody who is gone."""

    def __init__(self, town: Town, moves: Moves, telling: Telling) -> None:
        self._town = town
        self._moves = moves
        self._telling = telling

    def ask(self, unit: Unit, actor: Contact) -> Reply:
        """Ask whoever wants to leave whether they mean it."""
        self.may_go(unit, actor)
        rows = ((button("team.leave", "team.leave"), button("team.stay", "team.stay")),)
        count = _held(unit, actor)
        return Reply(Message(text("team.leave_sure" if count else "team.leave_sure_free", count=count), rows))

    def stay(self, _unit: Unit, actor: Contact) -> Reply:
        """Leave everything as it was."""
        return Reply(Message(text("team.stayed"), (ways_in(actor),)))

    def leave(self, unit: Unit, actor: Contact) -> Reply:
        """End the actor's own access."""
        self.may_go(unit, actor)
        self._end(unit, actor, actor.id, "team.left")
        return Reply(Message(text("team.you_left"), menu_rows()))

    def ask_revoke(self, unit: Unit, actor: Contact, person_id: int) -> Reply:
        """Ask whether somebody's access is to end."""
        person = self._theirs(unit, actor, person_id).person
        self.may_go(unit, person)
        yes, no = button("team.revoke", "team.revoke", person.id), button("back", "team.member", person.id)
        count = _held(unit, person)
        said = text("team.revoke_sure" if count else "team.revoke_sure_free", name=named(person), count=count)
        return Reply(Message(said, ((yes,), (no,))))

    def revoke(self, unit: Unit, actor: Contact, person_id: int) -> Reply:
        """End somebody's access, from their next act on; a second tap says that it has ended."""
        back = ((button("team.open", "team.show", 0),),)
        if unit.staff.member(person_id) is None and (gone := unit.contacts.get(person_id)) is not None:
            return Reply(Message(text("team.revoked", name=named(gone)), back), toast=text("team.settled_before"))
        person = self._theirs(unit, actor, person_id).person
        self.may_go(unit, person)
        self._end(unit, person, actor.id, "team.revoked")
        unit.outbox.put(person, Message(text("team.you_are_out", name=named(actor)), menu_rows()), lane=Lane.NOTICE)
        return Reply(Message(text("team.revoked", name=named(person)), back))

    def may_go(self, unit: Unit, person: Contact, role: Role = Role.ASKER) -> None:
        """Raise ``Refused`` when nobody could run the queue once this person has that role instead of their own."""
        others = [one for one in unit.staff.with_role(Role.MANAGER) if one.id != person.id]
        if person.role is Role.MANAGER and role is not Role.MANAGER and not others:
            raise Refused("team.last_manager")

    def let_go(self, unit: Unit, person: Contact) -> int:
        """Give what somebody of the town has to others, end their invitations, and return how many questions moved.

        What they accepted goes back to the manager who offered it, what they own otherwise to another manager.
        """
        if person.role is Role.ASKER:
            return 0
        moved = sum(self._give_back(unit, one, person) for one in unit.assignments.of_person(person.id))
        moved += unit.enquiries.pass_on(person.id, _heir(unit, person))
        for invite in unit.staff.open_invites(person.id, unit.now):
            self.close(unit, invite, person.id, "team.turned_away")
        return moved

    @staticmethod
    def close(unit: Unit, invite: Invite, by: int, told: str) -> None:
        """End an invitation; who claimed it hears that with ``told``, a key of the catalogue."""
        unit.staff.save_invite(invite.ended(unit.now))
        unit.audit.append(unit.now, by, "team.invite_ended", f"invite:{invite.id}")
        claimant = unit.contacts.get(invite.claimed_by) if invite.claimed_by else None
        if claimant is not None:
            unit.outbox.put(claimant, Message(text(told)), lane=Lane.NOTICE)

    def _end(self, unit: Unit, person: Contact, by: int, act: str) -> None:
        moved = self.let_go(unit, person)
        unit.staff.revoke(person.id, unit.now)
        # What we asked them as staff must not be taken as an answer any more.
        unit.contacts.save(person.expecting(None))
        unit.audit.append(unit.now, by, act, f"person:{person.id}")
        role = role_named(self._town, person.role, person.department)
        for manager in managers(unit):
            if manager.id != by:
                key = "team.is_out" if moved else "team.is_out_free"
                said = text(key, name=named(person), role=role, count=moved)
                unit.outbox.put(manager, Message(said, (ways_in(manager),)), lane=Lane.NOTICE)

    def _give_back(self, unit: Unit, assignment: Assignment, person: Contact) -> bool:
        """End what somebody accepted, and return whether the question itself went back to a manager."""
        over = assignment.ended(Held.RECALLED, unit.now)
        unit.assignments.save(over)
        enquiry = unit.enquiries.get(over.enquiry_id)
        if enquiry is None or enquiry.status not in WITH_DEPARTMENT | PAUSES:
            return False
        back = stepped(enquiry, Step.RELEASE, unit.assignments.of_enquiry(enquiry.id), unit.now)
        if not over.is_advice:
            back = taken_home(self._town, back, home(unit, over))
        self._telling.came_back(unit, self._moves.keep(unit, enquiry, back, Step.RELEASE, person.id, over.department))
        return not over.is_advice

    @staticmethod
    def _theirs(unit: Unit, actor: Contact, person_id: int) -> Member:
        """Return somebody of the town whose access the actor may end."""
        member = unit.staff.member(person_id)
        if member is None or member.person.id == actor.id or member.person.role not in appointable(actor.role):
            raise NotFound
        return member


def _heir(unit: Unit, person: Contact) -> int:
    """Return which other manager gets what this person owns: one who is there; 0 when there is no other."""
    others = [*managers(unit), *unit.staff.with_role(Role.MANAGER)]
    return next((one.id for one in others if one.id != person.id), 0)


def _held(unit: Unit, person: Contact) -> int:
    """Return how many questions somebody accepted and still has."""
    return len(unit.assignments.of_person(person.id))
