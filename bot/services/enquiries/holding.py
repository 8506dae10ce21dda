"""How a question stands with its departments, in lines of its card: for the manager, and for the department."""

from collections.abc import Sequence

from bot.domain.assignment import READABLE, Assignment, Held, departments_had, living
from bot.domain.contact import Contact
from bot.domain.enquiry import WAITING_FOR_TOWN, Enquiry, Status, Step
from bot.domain.message import Message, Text, Value, button, text
from bot.domain.town import Town
from bot.services.ports import Unit
from bot.services.wording import named

_ENDS = frozenset({Step.REFUSE, Step.RELEASE, Step.EXPIRE, Step.RECALL, Step.ANSWER})
"""The steps after which a question may be with no department any more; the last of them is why it is where it is."""


def own_of(viewer: Contact, given: Sequence[Assignment]) -> Assignment | None:
    """Return the assignment by which the viewer's department may read the question, None when it may not."""
    own = [one for one in given if one.department == viewer.department and one.state in READABLE]
    return own[-1] if own else None


def no_longer(enquiry: Enquiry) -> Message:
    """Say that the question is not with this department any more, without its words."""
    return Message(text("hold.over", number=enquiry.number), ((button("queue.open", "hold.list", 0),),))


def came_back(unit: Unit, enquiry: Enquiry, given: Sequence[Assignment]) -> tuple[Assignment, str] | None:
    """Return how the question came back to the manager last, with the department that was named instead ("")."""
    if not given or living(given) or enquiry.status not in {Status.NEW, Status.REOPENED}:
        return None
    event = next((one for one in reversed(unit.enquiries.history(enquiry.id)) if one.step in _ENDS), None)
    if event is None or event.step in {Step.RECALL, Step.ANSWER}:
        return None
    department, _, instead = event.detail.partition(" ")
    ended = [one for one in given if one.department == department and one.state not in READABLE]
    return (ended[-1], instead) if ended else None


def manager_lines(unit: Unit, town: Town, enquiry: Enquiry, given: Sequence[Assignment]) -> tuple[Text, ...]:
    """Return who has the question now and what they advise, or how it came back."""
    if (back := came_back(unit, enquiry, given)) is not None:
        return (_back(town, *back, departments_had(given)),)
    lines: list[Text] = []
    for one in living(given):
        lines.append(_held(unit, town, one))
        if one.advice:
            lines.append(text("card.advice", department=department_name(town, one.department), words=one.advice))
    return tuple(lines)


def department_lines(
    unit: Unit, town: Town, enquiry: Enquiry, viewer: Contact, assignment: Assignment
) -> tuple[Text, ...]:
    """Return by when the department should answer, what the manager asks it, and who of them has it."""
    asker = named(unit.contacts.get(assignment.offered_by))
    lines: list[Text] = []
    if enquiry.promised_on is not None and enquiry.status in WAITING_FOR_TOWN:
        late = enquiry.is_late(town.calendar.local_date(unit.now))
        lines.append(text("card.wanted_late" if late else "card.wanted", promised=enquiry.promised_on))
    if assignment.asked:
        lines.append(text("card.asks", name=asker, words=assignment.asked))
    if assignment.state is Held.OFFERED:
        lines.append(text("card.take_by", by=assignment.accept_by, name=asker))
    elif assignment.state is Held.ACCEPTED:
        mine = assignment.person_id == viewer.id
        name = named(unit.contacts.get(assignment.person_id))
        lines.append(text("card.yours") if mine else text("card.taken", name=name))
    if assignment.state is Held.ACCEPTED and assignment.is_advice:
        lines.append(text("card.for_advice", name=asker))
    if assignment.advice:
        department = department_name(town, assignment.department)
        lines.append(text("card.advice", department=department, words=assignment.advice))
    return tuple(lines)


def department_name(town: Town, department: str) -> Value:
    """Return what that department is called, its key when the town has it no more."""
    known = town.departments.get(department)
    return known.name if known else department


def _held(unit: Unit, town: Town, one: Assignment) -> Text:
    department = department_name(town, one.department)
    if one.state is Held.OFFERED:
        return text("card.offered", department=department, by=one.accept_by)
    key = "card.advises" if one.is_advice else "card.held"
    return text(key, department=department, name=named(unit.contacts.get(one.person_id)))


def _back(town: Town, last: Assignment, instead: str, count: int) -> Text:
    values: dict[str, Value] = {"department": department_name(town, last.department), "count": count}
    if last.state is Held.EXPIRED:
        return text("card.back_expired", **values)
    if instead:
        return text("card.back_elsewhere", **values, other=department_name(town, instead), words=last.reason)
    if not last.reason:
        return text("card.back", **values)
    return text("card.back_refused", **values, words=last.reason)
