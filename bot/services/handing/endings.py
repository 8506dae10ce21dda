"""What ends for departments by steps that others take: a question is answered, withdrawn, called back, handed over."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from bot.domain.access import Role
from bot.domain.assignment import Assignment, Held, living
from bot.domain.contact import Contact
from bot.domain.enquiry import Enquiry, Event, Step
from bot.domain.message import text
from bot.domain.town import Town
from bot.services.handing.telling import Telling
from bot.services.ports import Unit
from bot.services.team.colleagues import managers
from bot.services.wording import named

ENDING: Mapping[Step, frozenset[Held]] = MappingProxyType(
    {
        **dict.fromkeys(
            (Step.ANSWER, Step.WITHDRAW, Step.HAND_OVER, Step.CLOSE, Step.RECALL),
            frozenset({Held.OFFERED, Held.ACCEPTED}),
        ),
        # Who asks or waits keeps it meanwhile; a colleague who took it before that gets it back after the pause.
        **dict.fromkeys((Step.ASK_BACK, Step.SNOOZE), frozenset({Held.OFFERED})),
    }
)
"""The steps that end something for a department, and how it then stood there."""

_ANSWERING = frozenset({Step.ANSWER, Step.CLOSE})
"""The steps of somebody who answers; closing comes last, so the cards show that."""


class Endings:
    """Watches the steps of questions, and ends what departments had of them."""

    def __init__(self, town: Town, telling: Telling) -> None:
        self._town = town
        self._telling = telling

    def moved(self, unit: Unit, before: Enquiry, after: Enquiry, event: Event) -> None:
        """End what that step ends; the departments see it in their cards."""
        states = ENDING.get(event.step)
        if states is None or not before.number:
            return
        by = unit.contacts.get(event.actor_id)
        ended = [one for one in living(unit.assignments.of_enquiry(after.id)) if one.state in states]
        for one in ended:
            self._end(unit, after, one, event.step, by)
        if ended:
            _keep_owned(unit, after, ended[0])
        if by is not None and by.role is Role.STAFF and event.step in _ANSWERING:
            self._telling.managers_see(unit, after, by)

    def _end(self, unit: Unit, enquiry: Enquiry, one: Assignment, step: Step, by: Contact | None) -> None:
        helped = bool(one.advice) or (by is not None and by.role is Role.STAFF and by.department == one.department)
        over = one.ended(Held.DONE if step is Step.ANSWER and helped else Held.RECALLED, unit.now)
        unit.assignments.save(over)
        but = (by,) if by is not None else ()
        if over.state is Held.DONE:
            self._telling.refreshed(unit, enquiry, over, *but)
            if by is not None and by.role is Role.STAFF and by.department == one.department:
                self._telling.answered(unit, enquiry, over, by)
        else:
            why = text(f"gone.{step}", number=enquiry.number, name=named(by))
            self._telling.gone(unit, enquiry, over, why, *but)


def home(unit: Unit, assignment: Assignment) -> Contact | None:
    """Return the manager to whom a question goes back: who offered it, or the first when that one is none any more."""
    offered = unit.contacts.get(assignment.offered_by)
    if offered is not None and offered.role is Role.MANAGER:
        return offered
    return next(iter(managers(unit)), None)


def taken_home(town: Town, enquiry: Enquiry, manager: Contact | None) -> Enquiry:
    """Return the enquiry as that manager's again, with the department of its topic."""
    topic = town.topics.get(enquiry.topic)
    return enquiry.owned(manager.id if manager else 0).about(enquiry.topic, topic.department if topic else "")


def _keep_owned(unit: Unit, enquiry: Enquiry, ended: Assignment) -> None:
    """Give the question to the manager where its owner may not even read it any more."""
    owner = unit.contacts.get(enquiry.owner_id)
    if owner is not None and owner.role is Role.MANAGER:
        return
    if owner is not None and owner.department in unit.assignments.departments(enquiry.id):
        return
    manager = home(unit, ended)
    unit.enquiries.save(replace(enquiry, owner_id=manager.id if manager else 0))
