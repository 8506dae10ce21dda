"""A question as a department has it: offered for a while, taken by a colleague, given back, come to its end."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.enquiry import PAUSES, TRANSITIONS, WITH_DEPARTMENT, Enquiry, Status, Step
from bot.domain.errors import Refused


class Held(StrEnum):
    """How it stands between a department and a question."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    EXPIRED = "expired"
    RECALLED = "recalled"
    DONE = "done"


LIVE = frozenset({Held.OFFERED, Held.ACCEPTED})
"""As long as it stands so, the question is on the department's list."""

READABLE = LIVE | {Held.DONE}
"""As long as it stands so, the department may read the question: what it refused is none of its business any more."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """One question at one department.

    ``accept_by`` is the moment by which a colleague takes it, or it goes back. With ``is_advice`` the department tells
    the manager (``advice``), who answers; without, the colleague who took it answers. ``asked`` is what the manager
    wants to know, ``reason`` why it was refused or given back, ``person_id`` who took or refused it.
    """

    id: int
    enquiry_id: int
    department: str
    offered_by: int
    offered_at: datetime
    accept_by: datetime
    state: Held = Held.OFFERED
    is_advice: bool = False
    asked: str = ""
    person_id: int = 0
    ended_at: datetime | None = None
    reason: str = ""
    advice: str = ""

    def accepted(self, person_id: int) -> "Assignment":
        """Return it as taken by that colleague; raise ``Refused`` when it is not on offer any more."""
        self._must_be(Held.OFFERED)
        return replace(self, state=Held.ACCEPTED, person_id=person_id)

    def advising(self) -> "Assignment":
        """Return it as a question for advice: several departments have it, and the manager makes one answer of it."""
        return replace(self, is_advice=True)

    def passed_to(self, person_id: int) -> "Assignment":
        """Return it in the hands of another colleague."""
        self._must_be(Held.ACCEPTED)
        return replace(self, person_id=person_id)

    def ended(self, state: Held, at: datetime, *, person_id: int = 0, reason: str = "") -> "Assignment":
        """Return it at its end; raise ``Refused`` when it had ended before."""
        if self.state not in LIVE:
            raise Refused("assignment.over")
        return replace(self, state=state, ended_at=at, person_id=person_id or self.person_id, reason=reason)

    def advised(self, words: str) -> "Assignment":
        """Return it with what the department tells the manager."""
        self._must_be(Held.ACCEPTED)
        return replace(self, advice=words)

    def is_overdue(self, at: datetime) -> bool:
        """Tell whether nobody took it in time."""
        return self.state is Held.OFFERED and at >= self.accept_by

    def _must_be(self, state: Held) -> None:
        if self.state is not state:
            raise Refused("assignment.over")


def living(assignments: Sequence[Assignment]) -> tuple[Assignment, ...]:
    """Return those by which a department has the question now."""
    return tuple(one for one in assignments if one.state in LIVE)


def departments_had(assignments: Sequence[Assignment]) -> int:
    """Return how many departments had the question until now."""
    return len({one.department for one in assignments})


def standing(assignments: Sequence[Assignment]) -> Status:
    """Return where a question stands by what its departments did: taken, on offer, or with nobody."""
    states = {one.state for one in assignments}
    if Held.ACCEPTED in states:
        return Status.ACCEPTED
    return Status.OFFERED if Held.OFFERED in states else Status.NEW


def stepped(enquiry: Enquiry, step: Step, assignments: Sequence[Assignment], at: datetime) -> Enquiry:
    """Return the enquiry after a step of one of its departments, ``assignments`` as they are after it.

    Where several have it, what one does leaves it with the others; while it is paused, it changes where it goes back
    to. Raises ``Refused`` with the reason where the step is not allowed.
    """
    status = standing(assignments)
    if enquiry.status in PAUSES and step in {Step.RELEASE, Step.ADVISE}:
        return replace(enquiry, changed_at=at, resumes=status)
    if (enquiry.status, step) not in TRANSITIONS and enquiry.status in WITH_DEPARTMENT and living(assignments):
        return replace(enquiry, changed_at=at, status=status)
    return replace(enquiry.after(step, at), status=status)
