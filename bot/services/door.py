"""The door of every act: who is there, may they do this, do it, and owe them the screen that comes back."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.contact import Contact, Welcome
from bot.domain.errors import NotAllowed, NotFound, Refused
from bot.domain.message import Message, text
from bot.domain.town import Town
from bot.services.guard import Gate, UseCase, guard
from bot.services.ledger.kinds import Ended, outcome
from bot.services.ports import Unit
from bot.services.visit import Reply, Shown, Visit

STILL_NEWS = timedelta(days=30)
"""How far back somebody who comes back hears what they missed, as far as it still helps."""


class AlreadyHandled(Exception):  # noqa: N818 - not an error: somebody else finished this update
    """This update was handled before; nothing of this attempt is kept."""


class Door:
    """Recognises people and runs one use case for them, whole, in one transaction."""

    def __init__(self, town: Town) -> None:
        self._town = town

    def enter(self, unit: Unit, visit: Visit, gate: Gate, use_case: UseCase, *values: object) -> Shown:
        """Run the use case for the visitor and return what the shell must still show.

        Raises ``AlreadyHandled``, or ``Refused`` with the reason; then nothing is kept.
        """
        self._finish(unit, visit, outcome(gate.ends, use_case.__qualname__))
        actor = self.recognise(unit, visit)
        guard(unit, actor, gate, values)
        reply = use_case(unit, actor, *values)
        if reply.outcome:
            unit.inbox.name(visit.update_id, reply.outcome)
        return self._show(unit, actor, visit, reply)

    def refuse(self, unit: Unit, visit: Visit, refused: Refused, act: str = "") -> Shown:
        """Tell the visitor why their act was refused; the update ends here. What is not theirs is noted as ``act``."""
        self._finish(unit, visit, outcome(Ended.REFUSED, refused.reason.key))
        actor = self.recognise(unit, visit)
        if isinstance(refused, NotAllowed | NotFound):
            # Mostly an old button, at times a forged one: the administrator can see who tries what others have.
            unit.audit.append(unit.now, actor.id, f"refused: {act}", outcome=refused.reason.key)
        return self._show(unit, actor, visit, Reply(screen=Message(refused.reason), fresh=True))

    def ignore(self, unit: Unit, update_id: int, reason: str) -> None:
        """End an update that asks for nothing, and keep why."""
        unit.inbox.finish(update_id, unit.now, outcome(Ended.IGNORED, reason))

    def give_up(self, unit: Unit, update_id: int, person_id: int, error: str) -> None:
        """Set an update aside that fails every time, for the administrator, and tell the person that we know."""
        unit.inbox.set_aside(update_id, unit.now, error)
        person = unit.contacts.get(person_id)
        if person is not None:
            counter = self._town.counter
            unit.outbox.put(person, Message(text("error.sorry", phone=counter.phone, email=counter.email)))

    def left(self, unit: Unit, update_id: int, person_id: int) -> None:
        """Note that a person stopped the bot: until they come back nothing can reach them."""
        unit.inbox.finish(update_id, unit.now, outcome(Ended.LEFT, "stopped the bot"))
        person = unit.contacts.get(person_id)
        if person is not None and person.unreachable_since is None:
            unit.contacts.save(replace(person, unreachable_since=unit.now))

    def recognise(self, unit: Unit, visit: Visit) -> Contact:
        """Return the contact who acts, stored and up to date: a new one, a new name, one who can be reached again."""
        known = unit.contacts.get(visit.person_id)
        if known is None:
            language = self._town.language(visit.language_code)
            known = Contact(visit.person_id, visit.name, language, unit.now, welcome=Welcome.LANGUAGE)
            unit.contacts.save(known)
            return known
        if known.name == visit.name and known.unreachable_since is None:
            return known
        current = replace(known, name=visit.name, unreachable_since=None)
        unit.contacts.save(current)
        if known.unreachable_since is not None:
            unit.outbox.revive(current.id)
            unit.dues.revive(current.id, unit.now - STILL_NEWS, unit.now)
        return current

    @staticmethod
    def _finish(unit: Unit, visit: Visit, ends: str) -> None:
        if not unit.inbox.finish(visit.update_id, unit.now, ends):
            raise AlreadyHandled

    @staticmethod
    def _show(unit: Unit, actor: Contact, visit: Visit, reply: Reply) -> Shown:
        to = reply.actor or actor
        if reply.screen is not None:
            edits = 0 if reply.fresh else visit.tapped
            unit.outbox.put(
                to,
                reply.screen,
                edits=edits,
                subject=reply.subject,
                merge_key=reply.merge_key,
                hold=reply.hold,
            )
        return Shown(reply.toast, to.language)
