"""What each manager hears once a month: how many topics were proposed right, what was mixed up, what is out of date."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import MAXYEAR, MINYEAR, date, datetime, timedelta

from bot.domain.access import Role
from bot.domain.contact import Contact
from bot.domain.due import EVERYBODY, Due, DueRow
from bot.domain.lesson import Outcome
from bot.domain.message import Message, Text, text
from bot.domain.respect import allowed_from, is_quiet
from bot.domain.topic import stale
from bot.domain.town import Town
from bot.services.clock.occasions import Concerned
from bot.services.clock.unhurried import Unhurried
from bot.services.ports import Unit

MOST_PAIRS = 2
"""Pairs of topics that are named as mixed up."""

OFTEN = 2
"""How often two topics were mixed up at least to be named; once is chance."""

_MONTHS = 12


class Monthly(Unhurried):
    """Tells each manager on a month's first working day how last month went, if there is anything to tell.

    The version of its due row is the month in which it is told, as year * 100 + month.
    """

    what = Due.LEARNING_MONTH

    def __init__(self, town: Town) -> None:
        self._town = town

    def plan(self, unit: Unit) -> None:
        """See to it that what there is to tell is planned, this month or the next; a second time changes nothing."""
        today = self._town.calendar.local_date(unit.now)
        month = today.year * _MONTHS + today.month - 1
        rows = [self._row(*_year_and_month(one)) for one in (month, month + 1)]
        unit.dues.plan([row for row in rows if row.due_at > unit.now and self._lines(unit, row)])

    def people(self, unit: Unit, subject_id: int, version: int) -> Sequence[Concerned]:
        """Return the managers."""
        del subject_id, version
        return [Concerned(manager) for manager in unit.staff.with_role(Role.MANAGER)]

    def message(self, unit: Unit, due: DueRow, person: Contact) -> Message | None:
        """Return how last month went, None when nothing was proposed and nothing is out of date."""
        del person
        lines = self._lines(unit, due)
        if not lines:
            return None
        # The clock may have stood still until tonight; nobody has to wake up for this.
        return Message(text("learning.month", lines=lines), silent=is_quiet(self._town.calendar, unit.now))

    def title(self, unit: Unit, due: DueRow) -> Text:
        """Return one line that names it."""
        del unit, due
        return text("learning.month_title")

    def _row(self, year: int, month: int) -> DueRow:
        """Return the row that is due when the town hall first opens in that month; later, if that is in quiet hours."""
        before = datetime(year, month, 1, tzinfo=self._town.zone) - timedelta(seconds=1)
        opens = allowed_from(self._town.calendar, self._town.calendar.next_opening(before))
        return DueRow(0, self.what, 0, year * 100 + month, EVERYBODY, opens)

    def _lines(self, unit: Unit, due: DueRow) -> tuple[Text, ...]:
        year, month = divmod(due.version, 100)
        if not (MINYEAR < year < MAXYEAR and 1 <= month <= _MONTHS):
            return ()  # nobody planned that; a forged button can name any version
        until = year * _MONTHS + month - 1
        outcome = unit.forecasts.outcome(self._midnight(until - 1), self._midnight(until))
        return (*self._went(outcome), *self._out_of_date(self._town.calendar.local_date(due.due_at)))

    def _went(self, outcome: Outcome) -> Iterator[Text]:
        if outcome.proposed:
            yield text("learning.right", right=outcome.right, count=outcome.proposed)
        pairs: Counter[tuple[str, ...]] = Counter()
        for proposed, topic, times in outcome.confused:
            if {proposed, topic} <= self._town.topics.keys():
                pairs[tuple(sorted((proposed, topic)))] += times
        for (one, other), times in pairs.most_common(MOST_PAIRS):
            if times >= OFTEN:
                yield text("learning.mixed", one=self._town.short(one), other=self._town.short(other), count=times)

    def _out_of_date(self, today: date) -> Iterator[Text]:
        topics = Counter(topic.key for topic, _ in stale(self._town.topics.values(), today))
        if topics:
            named = tuple(
                text("learning.stale_topic", topic=self._town.short(key), count=topics[key]) for key in topics
            )
            yield text("learning.stale", topics=named)

    def _midnight(self, month: int) -> datetime:
        return datetime(*_year_and_month(month), 1, tzinfo=self._town.zone)


def _year_and_month(month: int) -> tuple[int, int]:
    """Return the year and month of a number of months since the year 0."""
    year, place = divmod(month, _MONTHS)
    return year, place + 1
