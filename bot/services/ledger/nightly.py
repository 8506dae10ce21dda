"""Every night at three the day before is counted; at the next opening the town hears what is left over."""

from collections.abc import Iterator, Sequence
from datetime import MAXYEAR, UTC, date, datetime, time, timedelta

from bot.domain.access import Role
from bot.domain.contact import Contact
from bot.domain.due import EVERYBODY, Due, DueRow
from bot.domain.message import Message, Rows, Text, button, text
from bot.domain.respect import is_quiet
from bot.domain.town import Town
from bot.services.clock.occasions import Concerned
from bot.services.clock.unhurried import Unhurried
from bot.services.ledger.books import MOST_NAMED, Books, Day
from bot.services.ledger.kinds import Ended
from bot.services.ports import Unit
from bot.services.team.colleagues import managers

AT_NIGHT = time(3)
"""On the wall: no clock change of ours skips or repeats it."""

MOST_NUMBERS = 3
"""Questions that are named, each with its button; the console names more of them."""


class Nightly:
    """Counts the day that ended. The version of its due row is that day's ordinal."""

    what = Due.LEDGER_NIGHT

    def __init__(self, town: Town, books: Books) -> None:
        self._town = town
        self._books = books

    def plan(self, unit: Unit) -> None:
        """See to it that the count of yesterday or today is planned; a second time changes nothing."""
        today = self._town.calendar.local_date(unit.now)
        rows = [self._row(day) for day in (today - timedelta(days=1), today)]
        unit.dues.plan([row for row in rows if row.due_at > unit.now])

    def do(self, unit: Unit, due: DueRow) -> None:
        """Count what was not counted, plan tomorrow night, and let the house hear at the next opening."""
        del due
        self._books.keep(unit)
        self.plan(unit)
        opens = self._town.calendar.next_opening(unit.now)
        version = self._town.calendar.local_date(opens).toordinal()
        unit.dues.plan([DueRow(0, Due.LEDGER_MORNING, 0, version, EVERYBODY, opens.astimezone(UTC))])

    def title(self, unit: Unit, due: DueRow) -> Text:
        """Return one line that names it."""
        del unit, due
        return text("ledger.night_title")

    def _row(self, day: date) -> DueRow:
        at = datetime.combine(day + timedelta(days=1), AT_NIGHT, tzinfo=self._town.zone)
        return DueRow(0, self.what, 0, day.toordinal(), EVERYBODY, at.astimezone(UTC))


class Leftovers(Unhurried):
    """Names what is left over since the last opening. Its due row's version is the ordinal of the day it is told."""

    what = Due.LEDGER_MORNING

    def __init__(self, town: Town, books: Books) -> None:
        self._town = town
        self._books = books

    def people(self, unit: Unit, subject_id: int, version: int) -> Sequence[Concerned]:
        """Return the managers and the administrators."""
        del subject_id, version
        return [Concerned(one) for one in (*managers(unit), *unit.staff.with_role(Role.ADMINISTRATOR))]

    def message(self, unit: Unit, due: DueRow, person: Contact) -> Message | None:
        """Return what is left over, None when that is nothing; administrators hear numbers only."""
        if not 1 < due.version < date(MAXYEAR, 12, 31).toordinal():
            return None  # nobody planned that; a forged button can name any version
        today = date.fromordinal(due.version)
        since = self._town.calendar.working_day_before(today)
        unowned = unit.ledger.unowned(MOST_NAMED)
        lines = tuple(self._lines(unit, self._books.days(unit, since, today), unowned, person))
        if not lines:
            return None
        rows = self._rows(unit, unowned) if person.role is Role.MANAGER else ()
        return Message(text("ledger.morning", lines=lines), rows, silent=is_quiet(self._town.calendar, unit.now))

    def title(self, unit: Unit, due: DueRow) -> Text:
        """Return one line that names it."""
        del unit, due
        return text("ledger.morning_title")

    def _lines(self, unit: Unit, days: Sequence[Day], unowned: Sequence[int], person: Contact) -> Iterator[Text]:
        if waiting := len(self._books.waiting(unit)):
            yield text("ledger.waiting", count=waiting)
        if aside := sum(day.count(Ended.SET_ASIDE) for day in days):
            yield text("ledger.aside", count=aside)
        if unreadable := sum(day.count(Ended.UNREADABLE) for day in days):
            yield text("ledger.unreadable", count=unreadable)
        yield from (text("ledger.off", day=day.day) for day in days if not day.adds_up)
        if unowned and person.role is Role.MANAGER:
            named = tuple(text("ledger.number", number=number) for number in unowned[:MOST_NUMBERS])
            yield text("ledger.unowned", count=len(unowned), named=named)
        elif unowned:
            yield text("ledger.unowned_count", count=len(unowned))

    @staticmethod
    def _rows(unit: Unit, unowned: Sequence[int]) -> Rows:
        found = [unit.enquiries.by_number(number) for number in unowned[:MOST_NUMBERS]]
        shown = [button("ledger.number", "queue.show", one.id, number=one.number) for one in found if one is not None]
        return (tuple(shown),) if shown else ()
