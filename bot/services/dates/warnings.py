"""The warning that a promised day comes near, to whoever has to answer; void once it is answered, paused or moved."""

from collections.abc import Sequence

from bot.domain.contact import Contact
from bot.domain.due import Due, DueRow
from bot.domain.message import Message, Text, text
from bot.services.clock.occasions import Concerned
from bot.services.clock.unhurried import Unhurried
from bot.services.dates.holders import STAFF, holders
from bot.services.dates.promises import still_promised
from bot.services.dates.ways import ways_on
from bot.services.ports import Unit
from bot.services.wording import titled


class Warnings(Unhurried):
    """Says some working days before that a question is promised; the version is how many days were promised."""

    what = Due.ENQUIRY_SOON

    def people(self, unit: Unit, subject_id: int, version: int) -> Sequence[Concerned]:
        """Return who has the question now."""
        enquiry = still_promised(unit.enquiries.get(subject_id), version)
        return [Concerned(person) for person in holders(unit, enquiry)] if enquiry is not None else []

    def message(self, unit: Unit, due: DueRow, person: Contact) -> Message | None:
        """Return the warning, None when the asker waits for that day no more."""
        enquiry = still_promised(unit.enquiries.get(due.subject_id), due.version)
        if enquiry is None or enquiry.promised_on is None or person.role not in STAFF:
            return None
        said = text("dates.soon", number=enquiry.number, title=titled(enquiry), promised=enquiry.promised_on)
        return Message(said, ways_on(unit, enquiry, person))

    def title(self, unit: Unit, due: DueRow) -> Text:
        """Return one line that names it."""
        return text("dates.soon_title", number=number_of(unit, due))


def number_of(unit: Unit, due: DueRow) -> int:
    """Return the number of the question that a row is about, 0 when there is none."""
    enquiry = unit.enquiries.get(due.subject_id)
    return enquiry.number if enquiry is not None else 0
