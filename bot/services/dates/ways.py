"""What somebody can do at once about a question whose day comes near, or passed: the buttons below such a message."""

from bot.domain.access import Role
from bot.domain.assignment import Assignment, Held
from bot.domain.contact import Contact
from bot.domain.enquiry import TRANSITIONS, Enquiry, Step
from bot.domain.message import Button, Rows, button
from bot.services.ports import Unit
from bot.services.wording import pairs


def ways_on(unit: Unit, enquiry: Enquiry, person: Contact) -> Rows:
    """Return what this person can do with the question as they have it, two buttons a row, the card last."""
    own = unit.assignments.live(enquiry.id, person.department) if person.role is Role.STAFF else None
    offered = _with_assignment(enquiry, own, person) if own is not None else _without(enquiry)
    return pairs([*offered, button("dates.show", "queue.show", enquiry.id)])


def _with_assignment(enquiry: Enquiry, own: Assignment, person: Contact) -> list[Button]:
    if own.state is Held.OFFERED:
        return [button("hold.take", "hold.take", own.id), button("hold.refuse", "hold.refuse", own.id)]
    if own.is_advice:
        offered = [button("hold.advise", "hold.advise", own.id)]
    else:
        offered = [_answer(enquiry), _postpone(enquiry)]
    hand_on = [button("hold.hand_on", "hold.hand_on", own.id)] if own.person_id == person.id else []
    return [*offered, *hand_on]


def _without(enquiry: Enquiry) -> list[Button]:
    may_give = (enquiry.status, Step.OFFER) in TRANSITIONS
    give = [button("hand.give", "hand.choose", enquiry.id)] if may_give else []
    return [_answer(enquiry), _postpone(enquiry), *give]


def _answer(enquiry: Enquiry) -> Button:
    return button("queue.answer", "queue.answer", enquiry.id)


def _postpone(enquiry: Enquiry) -> Button:
    return button("dates.postpone", "dates.postpone", enquiry.id)
