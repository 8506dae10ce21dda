"""When a promised day is about to pass: the asker hears so before, with another day and the honest reason."""

from bot.domain import promises
from bot.domain.due import Due, DueRow
from bot.domain.enquiry import Enquiry, Step
from bot.domain.message import Message, Text, button, text
from bot.domain.town import Town
from bot.services.dates.gathering import Gathering
from bot.services.dates.holders import department_of, each_once, holders
from bot.services.dates.promises import still_promised
from bot.services.dates.warnings import number_of
from bot.services.dates.ways import ways_on
from bot.services.enquiries.moves import CLOCK, Moves
from bot.services.ports import Unit
from bot.services.team.colleagues import managers
from bot.services.wording import titled


class Delays:
    """Moves a promised day on which nobody did anything; the version is how many days were promised until then."""

    what = Due.ENQUIRY_DELAY

    def __init__(self, town: Town, moves: Moves, gathering: Gathering) -> None:
        self._town = town
        self._moves = moves
        self._gathering = gathering

    def do(self, unit: Unit, due: DueRow) -> None:
        """Promise the next day, and tell the asker before this one is over; nothing when the asker waits no more."""
        before = still_promised(unit.enquiries.get(due.subject_id), due.version)
        if before is None or before.promised_on is None:
            return
        day = promises.moved_to(self._town.calendar, before.promised_on, unit.now, self._town.terms.delay_days)
        moved = before.after(Step.POSTPONE, unit.now).missing().promising(day)
        after = self._moves.keep(unit, before, moved, Step.POSTPONE, CLOCK, day.isoformat())
        tell_asker(unit, after, self._reason(after))
        said = text(
            "dates.moved",
            number=after.number,
            title=titled(after),
            missed=before.promised_on,
            promised=day,
            count=after.promises - 1,
        )
        for person in each_once((*holders(unit, after), *managers(unit))):
            message = Message(said, ways_on(unit, after, person))
            self._gathering.owe(unit, person, f"card:{after.id}", message)

    def title(self, unit: Unit, due: DueRow) -> Text:
        """Return one line that names it."""
        return text("dates.moved_title", number=number_of(unit, due))

    def _reason(self, enquiry: Enquiry) -> Text:
        department = department_of(self._town, enquiry)
        if department is not None:
            return text("dates.needs_department", department=department.name)
        return text("dates.needs_manager", manager=self._town.manager)


def tell_asker(unit: Unit, enquiry: Enquiry, reason: Text | str) -> None:
    """Owe the asker the new day with its reason, as a message that they can reply to."""
    asker = unit.contacts.get(enquiry.asker_id)
    if asker is not None:
        unit.outbox.put(asker, longer(enquiry, reason), subject=f"enquiry:{enquiry.id}")


def longer(enquiry: Enquiry, reason: Text | str) -> Message:
    """Return what an asker reads when the answer takes longer than was promised."""
    said = text(
        "dates.longer",
        number=enquiry.number,
        title=titled(enquiry),
        promised=enquiry.promised_on or enquiry.changed_at,
        reason=reason,
    )
    rows = ((button("ask.view", "mine.show", enquiry.id), button("mine.nudge", "mine.nudge", enquiry.id)),)
    return Message(said, rows)
