"""A question that opens again belongs to somebody who works here: whoever had it may have left meanwhile."""

from bot.domain.access import Role
from bot.domain.enquiry import OPEN, Enquiry, Event, Status
from bot.services.ports import Unit
from bot.services.team.colleagues import managers

_OWNERS = frozenset({Role.MANAGER, Role.STAFF})


class Owning:
    """Watches the steps of questions, and gives what opens again without an owner to a manager who is there."""

    def moved(self, unit: Unit, before: Enquiry, after: Enquiry, event: Event) -> None:
        """Give it away when it opened again and its owner left; a question that is new was given just now."""
        del event
        if before.status is Status.DRAFT or before.status in OPEN or after.status not in OPEN:
            return
        current = unit.enquiries.get(after.id) or after
        member = unit.staff.member(current.owner_id)
        heir = next(iter(managers(unit)), None)
        if heir is not None and (member is None or member.person.role not in _OWNERS):
            unit.enquiries.save(current.owned(heir.id))
