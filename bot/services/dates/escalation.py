"""Who hears that an answer is late, so many working days after the first promised day that passed without one."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Protocol

from bot.domain.access import Role
from bot.domain.contact import Contact
from bot.domain.due import Due, DueRow
from bot.domain.enquiry import WAITING_FOR_TOWN, Enquiry
from bot.domain.message import Message, Text, text
from bot.domain.terms import Escalates, Escalation
from bot.domain.town import Town
from bot.services.clock.occasions import Concerned
from bot.services.clock.unhurried import Unhurried
from bot.services.dates.holders import STAFF, holders, of_departments, place_of
from bot.services.dates.promises import PLACES
from bot.services.dates.warnings import number_of
from bot.services.dates.ways import ways_on
from bot.services.ports import Unit
from bot.services.team.colleagues import managers
from bot.services.wording import titled


class _Finds(Protocol):
    def __call__(self, unit: Unit, enquiry: Enquiry) -> Sequence[Contact]: ...


def _administrators(unit: Unit, enquiry: Enquiry) -> Sequence[Contact]:
    del enquiry
    return unit.staff.with_role(Role.ADMINISTRATOR)


def _managers(unit: Unit, enquiry: Enquiry) -> Sequence[Contact]:
    del enquiry
    return managers(unit)


_PEOPLE: Mapping[Escalates, _Finds] = MappingProxyType(
    {
        Escalates.OWNER: holders,
        Escalates.DEPARTMENT: of_departments,
        Escalates.MANAGER: _managers,
        Escalates.ADMINISTRATOR: _administrators,
    }
)


class Escalations(Unhurried):
    """Tells one step of the town's escalation; the version says which promise was missed, and which step it is."""

    what = Due.ENQUIRY_LATE

    def __init__(self, town: Town) -> None:
        self._town = town

    def people(self, unit: Unit, subject_id: int, version: int) -> Sequence[Concerned]:
        """Return whom the step names; who hears it by an earlier step of the same day hears it once."""
        enquiry, place = self._late(unit, subject_id, version), version % PLACES
        if enquiry is None:
            return []
        steps = self._town.terms.escalation
        before = [one for one in steps[:place] if one.days == steps[place].days]
        told = {person.id for one in before for person in _PEOPLE[one.to](unit, enquiry)}
        return [Concerned(one) for one in _PEOPLE[steps[place].to](unit, enquiry) if one.id not in told]

    def message(self, unit: Unit, due: DueRow, person: Contact) -> Message | None:
        """Return how late it is and where it lies; administrators read no questions, so they see no word of it."""
        enquiry = self._late(unit, due.subject_id, due.version)
        if enquiry is None or enquiry.missed_on is None or enquiry.promised_on is None:
            return None
        step, where = self._step(due), place_of(self._town, enquiry)
        if person.role is Role.ADMINISTRATOR:
            return Message(text("dates.late_bare", number=enquiry.number, count=step.days, where=where))
        if person.role not in STAFF:
            return None
        said = text(
            "dates.late",
            number=enquiry.number,
            count=step.days,
            title=titled(enquiry),
            missed=enquiry.missed_on,
            promised=enquiry.promised_on,
            where=where,
        )
        return Message(said, ways_on(unit, enquiry, person))

    def title(self, unit: Unit, due: DueRow) -> Text:
        """Return one line that names it."""
        return text("dates.late_title", number=number_of(unit, due))

    def _step(self, due: DueRow) -> Escalation:
        return self._town.terms.escalation[due.version % PLACES]

    def _late(self, unit: Unit, enquiry_id: int, version: int) -> Enquiry | None:
        """Return the enquiry when its asker still waits since that missed day, None otherwise."""
        enquiry = unit.enquiries.get(enquiry_id)
        if enquiry is None or enquiry.status not in WAITING_FOR_TOWN or enquiry.missed_on is None:
            return None
        # The town may have taken steps out of its list since this was planned.
        return enquiry if version % PLACES < len(self._town.terms.escalation) else None
