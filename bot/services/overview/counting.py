"""Counts what happens to questions, month by month, at the step itself: what a year was like is then only read."""

from datetime import date, timedelta

from bot.domain.enquiry import Enquiry, Event, Status, Step
from bot.domain.narrowing import Month
from bot.domain.tally import Counted, Tally
from bot.domain.town import Town
from bot.services.ports import Unit

_ONCE = {Step.SUBMIT: Counted.ASKED, Step.WITHDRAW: Counted.WITHDRAWN, Step.HAND_OVER: Counted.ELSEWHERE}


class Counting:
    """Watches the steps of questions."""

    def __init__(self, town: Town) -> None:
        self._town = town

    def moved(self, unit: Unit, before: Enquiry, after: Enquiry, event: Event) -> None:
        """Count what this step is, if it is anything that is counted."""
        if event.step in _ONCE:
            self._count(unit, after, _ONCE[event.step])
        if after.status is Status.REOPENED and before.status is not Status.REOPENED:
            self._count(unit, after, Counted.REOPENED)
        if after.satisfied is not None and after.satisfied is not before.satisfied:
            self._count(unit, after, Counted.HELPED if after.satisfied else Counted.NOT_HELPED)
        if event.step is Step.ANSWER:
            self._answered(unit, after)

    def _answered(self, unit: Unit, enquiry: Enquiry) -> None:
        """Count the first answer: whether it came by the day that was promised first, and after how long."""
        history = unit.enquiries.history(enquiry.id)
        if sum(event.step is Step.ANSWER for event in history) != 1 or enquiry.asked_at is None:
            return
        topic = next((event.detail for event in history if event.step is Step.SUBMIT), enquiry.topic)
        today = self._town.calendar.local_date(unit.now)
        in_time = today <= self._town.promised(topic, enquiry.asked_at)
        self._count(unit, enquiry, Counted.ANSWERED)
        self._count(unit, enquiry, Counted.ON_TIME if in_time else Counted.LATE)
        if days := working_days(self._town, enquiry, today):
            self._count(unit, enquiry, Counted.DAYS, days)

    def _count(self, unit: Unit, enquiry: Enquiry, what: Counted, by: int = 1) -> None:
        asker = unit.contacts.get(enquiry.asker_id)
        month = Month.of(self._town.calendar.local_date(unit.now)).key
        zone = asker.zone if asker is not None else ""
        unit.tallies.count(Tally(month, enquiry.topic, zone, enquiry.department, what), by)


def working_days(town: Town, enquiry: Enquiry, day: date) -> int:
    """Return how many working days an asker waited until that day: 0 when it is the day on which the question came."""
    if enquiry.asked_at is None:
        return 0
    asked = town.calendar.add_working_days(enquiry.asked_at, 0)
    later = (asked + timedelta(days=number) for number in range(1, (day - asked).days + 1))
    return sum(map(town.calendar.is_working_day, later))
