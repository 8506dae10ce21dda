"""The buttons below a card: what whoever looks at it can do with the question as it stands now.

Below the card itself stands what is usual, in three rows at most; the rest is one tap further, behind "more".
"""

from collections.abc import Sequence

from bot.domain.access import Role
from bot.domain.assignment import Assignment, Held, living
from bot.domain.contact import Contact
from bot.domain.enquiry import (
    CAN_BE_PUT_OFF,
    OPEN,
    TRANSITIONS,
    WAITING_FOR_TOWN,
    WITH_DEPARTMENT,
    Enquiry,
    Part,
    Status,
    Step,
)
from bot.domain.message import Button, Rows, button
from bot.domain.note import UseFor
from bot.domain.town import Town
from bot.services.enquiries.archive import readable_like
from bot.services.enquiries.holding import came_back, department_name, own_of
from bot.services.ports import Unit
from bot.services.wording import pairs


def card_rows(
    unit: Unit,
    town: Town,
    viewer: Contact,
    enquiry: Enquiry,
    parts: Sequence[Part],
    given: Sequence[Assignment],
    *,
    long: bool,
) -> Rows:
    """Return the buttons below the card for that viewer: what to do, what to read, and the way back."""
    reading = _reading(enquiry, parts, long=long)
    if viewer.role is Role.STAFF:
        own = own_of(viewer, given)
        doing = pairs(_for_colleague(viewer, enquiry, own)) if own is not None else ()
    else:
        doing = (*_proposed(unit, town, enquiry, given), *pairs(_for_manager(enquiry)))
    return (*doing, *((reading,) if reading else ()), _ways_on(unit, viewer, enquiry))


def more_rows(viewer: Contact, enquiry: Enquiry, *, linked: bool) -> Rows:
    """Return what is done less often, and the way back to the card; ``linked``: others get its answer, or it theirs."""
    offered = [button("note.button", "note.ask", enquiry.id)]
    if _may(enquiry, Step.ANSWER):
        offered.append(button("canned.button", "canned.list", enquiry.id, 0, UseFor.ANSWER))
    if viewer.role is Role.MANAGER and enquiry.status in OPEN - {Status.ELSEWHERE}:
        offered.append(button("queue.topic", "queue.topics", enquiry.id))
    if viewer.role is Role.MANAGER and (_may(enquiry, Step.LINK) or (linked and _may(enquiry, Step.UNLINK))):
        offered.append(button("merge.button", "merge.list", enquiry.id))
    if viewer.role is Role.MANAGER and _may(enquiry, Step.SPLIT):
        offered.append(button("split.button", "split.offer", enquiry.id))
    if _may(enquiry, Step.POSTPONE):
        offered.append(button("dates.new_day_button", "dates.postpone", enquiry.id))
    if viewer.role is Role.MANAGER and _may(enquiry, Step.HAND_OVER):
        offered.append(button("queue.not_ours", "help.parties", enquiry.id, 0))
    if viewer.role is Role.STAFF and enquiry.status in CAN_BE_PUT_OFF:
        offered.append(button("dates.later_button", "dates.later", enquiry.id))
    offered.append(button("queue.history", "queue.history", enquiry.id, 0))
    return (*pairs(offered), (button("back", "queue.show", enquiry.id),))


def _for_manager(enquiry: Enquiry) -> list[Button]:
    """Return what the manager can do, the most usual first."""
    offered: list[Button] = []
    if _may(enquiry, Step.ANSWER):
        offered.append(button("queue.answer", "queue.answer", enquiry.id))
    if enquiry.status in WITH_DEPARTMENT:
        offered.append(button("hand.one_more", "hand.choose", enquiry.id))
        offered.append(button("hand.recall", "hand.recall", enquiry.id))
    elif _may(enquiry, Step.OFFER):
        offered.append(button("hand.give", "hand.choose", enquiry.id))
    if _may(enquiry, Step.ASK_BACK):
        offered.append(button("queue.ask_back", "help.ask", enquiry.id))
    if enquiry.status is Status.ANSWERED:
        offered.append(button("queue.close", "queue.close", enquiry.id))
    if enquiry.status in CAN_BE_PUT_OFF - WITH_DEPARTMENT:
        offered.append(button("dates.later_button", "dates.later", enquiry.id))
    return [*offered, button("queue.more_button", "queue.more", enquiry.id)]


def _for_colleague(viewer: Contact, enquiry: Enquiry, own: Assignment) -> list[Button]:
    """Return what a colleague of the department can do, by how the question stands there."""
    more = button("queue.more_button", "queue.more", enquiry.id)
    if own.state is Held.OFFERED:
        take, refuse = button("hold.take", "hold.take", own.id), button("hold.refuse", "hold.refuse", own.id)
        return [take, refuse, more]
    offered: list[Button] = []
    if own.is_advice and own.state is Held.ACCEPTED:
        offered.append(button("hold.advise", "hold.advise", own.id))
    elif not own.is_advice and _may(enquiry, Step.ANSWER):
        offered.append(button("queue.answer", "queue.answer", enquiry.id))
    if own.state is Held.ACCEPTED and not own.is_advice and _may(enquiry, Step.ASK_BACK):
        offered.append(button("queue.ask_back", "help.ask", enquiry.id))
    if own.state is Held.ACCEPTED and own.person_id == viewer.id:
        offered.append(button("hold.hand_on", "hold.hand_on", own.id))
        offered.append(button("hold.refuse", "hold.refuse", own.id))
    elif own.state is Held.ACCEPTED:
        offered.append(button("hold.take_over", "hold.pass", own.id, viewer.id))
    return [*offered, more]


def _proposed(unit: Unit, town: Town, enquiry: Enquiry, given: Sequence[Assignment]) -> Rows:
    """Return what the departments themselves propose: another department, or the words of an answer."""
    back = came_back(unit, enquiry, given)
    if back is not None and back[1] in town.departments:
        name = department_name(town, back[1])
        return ((button("hand.send_to", "hand.offer", enquiry.id, back[1], department=name),),)
    if any(one.advice for one in living(given)):
        return ((button("hand.adopt", "hand.adopt", enquiry.id),),)
    return ()


def _may(enquiry: Enquiry, step: Step) -> bool:
    return (enquiry.status, step) in TRANSITIONS


def _reading(enquiry: Enquiry, parts: Sequence[Part], *, long: bool) -> tuple[Button, ...]:
    """Return what there is to read besides the card."""
    files = sum(part.attachment is not None for part in parts)
    edited = any(part.version > 1 for part in parts)
    return (
        *((button("queue.files", "queue.files", enquiry.id, count=files),) if files else ()),
        *((button("queue.whole", "queue.whole", enquiry.id),) if long or edited else ()),
    )


def _ways_on(unit: Unit, viewer: Contact, enquiry: Enquiry) -> tuple[Button, ...]:
    earlier = len(readable_like(unit, viewer, enquiry)) if enquiry.status in WAITING_FOR_TOWN else 0
    asked_before = (button("earlier.button", "earlier.list", enquiry.id, count=earlier),) if earlier else ()
    if viewer.role is Role.STAFF:
        return (*asked_before, button("queue.open", "hold.list", 0))
    return (*asked_before, button("queue.open", "queue.list", 0))
