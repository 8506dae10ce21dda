"""The list of what a department has: what waits for one of them first, then what they took."""

from bot.domain.access import Role
from bot.domain.assignment import Assignment, Held
from bot.domain.contact import Contact
from bot.domain.enquiry import Enquiry
from bot.domain.message import Button, Message, Text, button, text
from bot.domain.town import Town
from bot.services.enquiries.holding import department_name
from bot.services.enquiries.queue import Queue
from bot.services.ports import Unit
from bot.services.visit import Reply
from bot.services.wording import named, pairs, titled

PAGE = 5
"""Questions on one page, so that no screen is longer than eight lines."""


class WorkList:
    """Shows people of the town the work that is theirs."""

    def __init__(self, town: Town, queue: Queue) -> None:
        self._town = town
        self._queue = queue

    def list(self, unit: Unit, actor: Contact, offset: int = 0) -> Reply:
        """Show a page of what the actor's department has; managers see the whole list."""
        if actor.role is Role.MANAGER:
            return self._queue.list(unit, actor, offset)
        counts = unit.assignments.count_of_department(actor.department)
        waiting, taken = counts.get(Held.OFFERED, 0), counts.get(Held.ACCEPTED, 0)
        total = waiting + taken
        name = department_name(self._town, actor.department)
        if not total:
            return Reply(Message(text("work.empty", department=name)))
        start = min(max(0, offset), total - 1)
        page = unit.assignments.of_department(actor.department, (Held.OFFERED, Held.ACCEPTED), PAGE, start)
        found = [(one, enquiry) for one in page if (enquiry := unit.enquiries.get(one.enquiry_id)) is not None]
        lines = tuple(self._line(unit, one, enquiry) for one, enquiry in found)
        rows = pairs([self._button(enquiry) for _, enquiry in found])
        turning = _turning(start, total)
        heading = text("work.list", department=name, waiting=waiting, taken=taken, lines=lines)
        return Reply(Message(heading, (*rows, *((turning,) if turning else ()))))

    @staticmethod
    def reads(unit: Unit, actor: Contact, number: int) -> bool:
        """Tell whether the question with that number lies, or lay, with the actor's department."""
        enquiry = unit.enquiries.by_number(number) if actor.role is Role.STAFF else None
        return enquiry is not None and actor.department in unit.assignments.departments(enquiry.id)

    def _line(self, unit: Unit, one: Assignment, enquiry: Enquiry) -> Text:
        return text("work.line", number=enquiry.number, title=titled(enquiry), state=self._state(unit, one, enquiry))

    def _state(self, unit: Unit, one: Assignment, enquiry: Enquiry) -> Text:
        today = self._town.calendar.local_date(unit.now)
        if one.state is Held.OFFERED:
            return text("work.offered", by=one.accept_by)
        if enquiry.is_late(today) and enquiry.counted_on:
            return text("queue.late", count=(today - enquiry.counted_on).days)
        name = named(unit.contacts.get(one.person_id))
        return text("work.advised" if one.advice else "work.taken", name=name)

    def _button(self, enquiry: Enquiry) -> Button:
        short = self._town.short(enquiry.topic)
        return button("queue.button", "queue.show", enquiry.id, number=enquiry.number, topic=short)


def _turning(start: int, total: int) -> tuple[Button, ...]:
    """Return the buttons to the pages before and after this one."""
    before = (button("page.back", "hold.list", max(0, start - PAGE)),) if start else ()
    after = (button("page.on", "hold.list", start + PAGE),) if start + PAGE < total else ()
    return (*before, *after)
