"""Who may press what: each button and command says what it does to what, and that is asked before anything else."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from bot.domain.access import Belongs, Permission, authorize
from bot.domain.contact import Contact, Expects
from bot.domain.errors import NotFound, Refused
from bot.services.ledger.kinds import Ended
from bot.services.ports import Unit
from bot.services.visit import Reply

UseCase = Callable[..., Reply]
"""A use case: it is given the unit, the contact who acts, and the values of the act."""


class Thing(StrEnum):
    """What the first value of an act names, when that belongs to somebody."""

    NOTHING = "nothing"
    ENQUIRY = "enquiry"
    ANSWER = "answer"
    ASSIGNMENT = "assignment"


@dataclass(frozen=True, slots=True)
class Gate:
    """What must be allowed for an act to pass, and as what it ends in the ledger unless its use case knows better."""

    permission: Permission
    thing: Thing = Thing.NOTHING
    ends: Ended = Ended.COMMAND


@dataclass(frozen=True, slots=True)
class Tap:
    """What a button's action does: whom it is for, which use case, and the kinds of values it carries.

    ``thing`` says whose the first value is; that is looked up, so a forged number opens nothing. ``ends`` is as what
    a tap on it counts in the ledger.
    """

    permission: Permission
    use_case: UseCase
    kinds: tuple[type[int] | type[str], ...] = ()
    thing: Thing = Thing.NOTHING
    ends: Ended = Ended.BUTTON

    @property
    def gate(self) -> Gate:
        """Return what must be allowed for it."""
        return Gate(self.permission, self.thing, self.ends)


def guard(unit: Unit, actor: Contact, gate: Gate, values: Sequence[object]) -> None:
    """Let the act pass, or raise ``NotAllowed``, or ``NotFound`` for what is not there and what is somebody else's."""
    if gate.thing is Thing.NOTHING or not values or not isinstance(values[0], int):
        authorize(actor, gate.permission)
        return
    # First the role: who may do this to nothing learns nothing about what there is.
    authorize(actor, gate.permission)
    authorize(actor, gate.permission, _OWNERS[gate.thing](unit, values[0]))


def may(unit: Unit, actor: Contact, gate: Gate, *values: object) -> bool:
    """Tell whether the act would pass, for what is only shown to whom it does."""
    try:
        guard(unit, actor, gate, values)
    except Refused:
        return False
    return True


def _of_enquiry(unit: Unit, enquiry_id: int) -> Belongs:
    enquiry = unit.enquiries.get(enquiry_id)
    if enquiry is None:
        raise NotFound
    return Belongs(enquiry.asker_id, unit.assignments.departments(enquiry.id))


def _of_answer(unit: Unit, answer_id: int) -> Belongs:
    answer = unit.enquiries.answer(answer_id)
    if answer is None:
        raise NotFound
    if answer.enquiry_id:
        return _of_enquiry(unit, answer.enquiry_id)
    # Words that were not given to a question yet belong to whoever wrote them; their use case sees to that.
    author = unit.contacts.get(answer.author_id)
    return Belongs(answer.author_id, frozenset({author.department} if author is not None else ()))


def _of_assignment(unit: Unit, assignment_id: int) -> Belongs:
    assignment = unit.assignments.get(assignment_id)
    if assignment is None:
        raise NotFound
    return Belongs(departments=frozenset({assignment.department}))


TYPED: Mapping[Expects, Gate] = MappingProxyType(
    {
        Expects.MEETING_INPUT: Gate(Permission.TAKE_PART),
        Expects.REACTION: Gate(Permission.TAKE_PART),
        Expects.NOTE: Gate(Permission.ANSWER, Thing.ENQUIRY),
        Expects.ASK_BACK: Gate(Permission.ANSWER, Thing.ENQUIRY),
        Expects.SNOOZE: Gate(Permission.ANSWER, Thing.ENQUIRY),
        Expects.HAND_OVER: Gate(Permission.WORK_QUEUE, Thing.ENQUIRY),
        Expects.OFFER_NOTE: Gate(Permission.WORK_QUEUE, Thing.ENQUIRY),
        Expects.SPLIT: Gate(Permission.WORK_QUEUE, Thing.ENQUIRY),
        Expects.NUDGE: Gate(Permission.FOLLOW_OWN, Thing.ENQUIRY),
        Expects.REFUSAL: Gate(Permission.HOLD, Thing.ASSIGNMENT),
        Expects.RELEASE: Gate(Permission.HOLD, Thing.ASSIGNMENT),
        Expects.ADVICE: Gate(Permission.HOLD, Thing.ASSIGNMENT),
        Expects.SEARCH: Gate(Permission.WORK_AT_ALL),
        Expects.CANNED: Gate(Permission.ANSWER),
        Expects.AWAY: Gate(Permission.BE_AWAY),
        Expects.INVITE_CODE: Gate(Permission.BE_GREETED),
    }
)
"""What typed words that we asked for must be allowed to do, to what they are about: much can end while one types."""

_OWNERS: Mapping[Thing, Callable[[Unit, int], Belongs]] = MappingProxyType(
    {Thing.ENQUIRY: _of_enquiry, Thing.ANSWER: _of_answer, Thing.ASSIGNMENT: _of_assignment}
)
