"""The end of the term in which a department takes a question: then it goes back, and half-way somebody is reminded."""

from bot.domain.assignment import Held, stepped
from bot.domain.due import Due, DueRow
from bot.domain.enquiry import Step
from bot.domain.message import Text, text
from bot.domain.town import Town
from bot.services.enquiries.holding import department_name
from bot.services.enquiries.moves import CLOCK, Moves
from bot.services.handing.endings import home, taken_home
from bot.services.handing.telling import Telling
from bot.services.ports import Unit
from bot.services.wording import named

HALFWAY, AT_END = 1, 2
"""The versions of the due rows of one offer."""


class Expiry:
    """Takes back what nobody took in time; the manager gets the card with how often that was."""

    what = Due.ENQUIRY_EXPIRE

    def __init__(self, town: Town, moves: Moves, telling: Telling) -> None:
        self._town = town
        self._moves = moves
        self._telling = telling

    def do(self, unit: Unit, due: DueRow) -> None:
        """Remind the department, or end the offer; nothing when somebody took or refused it meanwhile."""
        one = unit.assignments.get(due.subject_id)
        enquiry = unit.enquiries.get(one.enquiry_id) if one is not None else None
        if one is None or enquiry is None or one.state is not Held.OFFERED:
            return
        if not one.is_overdue(unit.now):
            self._telling.reminded(unit, enquiry, one)
            return
        over = one.ended(Held.EXPIRED, unit.now)
        unit.assignments.save(over)
        manager = home(unit, one)
        given = unit.assignments.of_enquiry(enquiry.id)
        current = stepped(enquiry, Step.EXPIRE, given, unit.now)
        if not one.is_advice:
            current = taken_home(self._town, current, manager)
        current = self._moves.keep(unit, enquiry, current, Step.EXPIRE, CLOCK, one.department)
        self._telling.gone(unit, current, over, text("gone.expire", number=current.number, name=named(manager)))
        self._telling.came_back(unit, current)

    def title(self, unit: Unit, due: DueRow) -> Text:
        """Return one line that names it, in the list of what is planned."""
        one = unit.assignments.get(due.subject_id)
        enquiry = unit.enquiries.get(one.enquiry_id) if one is not None else None
        department = department_name(self._town, one.department if one is not None else "")
        return text("hold.expiry", number=enquiry.number if enquiry else 0, department=department)
