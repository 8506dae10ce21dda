"""What follows from a promised day: the moments that hang on it are planned when it is given, and end with the wait."""

from datetime import datetime

from bot.domain import promises
from bot.domain.due import EVERYBODY, Due, DueRow
from bot.domain.enquiry import WAITING_FOR_TOWN, Enquiry, Event, Status
from bot.domain.town import Town
from bot.services.ports import Unit

OF_THE_DAY = (Due.ENQUIRY_SOON, Due.ENQUIRY_DELAY)
OF_THE_WAIT = (*OF_THE_DAY, Due.ENQUIRY_LATE, Due.ENQUIRY_WAKE)

PLACES = 100
"""The version of an escalation is its promise times this, plus its place among the town's steps."""


class Promises:
    """Watches questions: plans what hangs on the promised day, and ends it once the asker waits no more.

    The version of what hangs on one day is how many days were promised until then. Who hears of a missed day hears of
    the first one: days that are promised after it move nothing of that.
    """

    def __init__(self, town: Town) -> None:
        self._town = town

    def moved(self, unit: Unit, before: Enquiry, after: Enquiry, event: Event) -> None:
        """Plan or end what that step asks for."""
        del event
        if after.status not in WAITING_FOR_TOWN:
            if before.status in WAITING_FOR_TOWN:
                unit.dues.void(OF_THE_WAIT, after.id, unit.now)
            return
        if before.status is Status.SNOOZED and after.status is not Status.SNOOZED:
            unit.dues.void((Due.ENQUIRY_WAKE,), after.id, unit.now)
        if after.promises != before.promises:
            unit.dues.void(OF_THE_DAY, after.id, unit.now)
            self._plan_day(unit, after)
        if after.missed_on is not None and before.missed_on is None:
            self._plan_escalation(unit, after, before.promises)

    def _plan_day(self, unit: Unit, enquiry: Enquiry) -> None:
        if enquiry.promised_on is None:
            return
        calendar, day = self._town.calendar, enquiry.promised_on
        rows = [self._row(Due.ENQUIRY_DELAY, enquiry, enquiry.promises, promises.moved_at(calendar, day))]
        warned = promises.warned_at(calendar, day, self._town.terms.warn_days, unit.now)
        # What is late already stands in every morning; a warning each second day would only be noise.
        if enquiry.missed_on is None and warned is not None and warned < rows[0].due_at:
            rows.append(self._row(Due.ENQUIRY_SOON, enquiry, enquiry.promises, warned))
        unit.dues.plan(rows)

    def _plan_escalation(self, unit: Unit, enquiry: Enquiry, promise: int) -> None:
        if enquiry.missed_on is None:
            return
        calendar, steps = self._town.calendar, self._town.terms.escalation
        unit.dues.plan(
            [
                self._row(
                    Due.ENQUIRY_LATE,
                    enquiry,
                    promise * PLACES + place,
                    promises.escalated_at(calendar, enquiry.missed_on, step.days),
                )
                for place, step in enumerate(steps[:PLACES])
            ]
        )

    @staticmethod
    def _row(what: Due, enquiry: Enquiry, version: int, at: datetime) -> DueRow:
        return DueRow(0, what, enquiry.id, version, EVERYBODY, at)


def still_promised(enquiry: Enquiry | None, version: int) -> Enquiry | None:
    """Return the enquiry when its asker still waits for the day of that promise, None otherwise."""
    if enquiry is None or enquiry.status not in WAITING_FOR_TOWN or enquiry.promises != version:
        return None
    return enquiry
