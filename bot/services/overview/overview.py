"""The town's numbers (/overzicht): a month, what it is made of, a picture of it, and the questions as a file."""

from collections.abc import Sequence
from datetime import datetime, time

from bot.domain.access import Role
from bot.domain.contact import Contact
from bot.domain.errors import NotFound
from bot.domain.message import Message, text
from bot.domain.narrowing import Month
from bot.domain.tally import Count
from bot.domain.tally_sums import By
from bot.domain.town import Town
from bot.services.overview.export import KINDS, Export, file
from bot.services.overview.screens import OverviewScreens
from bot.services.ports import Speech, Unit
from bot.services.tables import Cell
from bot.services.visit import Reply

YEAR = 12
PERIODS = (1, YEAR)
"""Months that a file may hold: the one that is shown, or its whole year."""

MOST_ROWS = 20_000
"""Questions in one file."""


class Overview:
    """Shows a manager and an administrator the whole town, and a colleague their department."""

    def __init__(self, town: Town, speech: Speech) -> None:
        self._town = town
        self._speech = speech
        self._screens = OverviewScreens(town, speech)

    def show(self, unit: Unit, actor: Contact, month: int = 0) -> Reply:
        """Show a month, or the one that we are in."""
        return Reply(self._month(unit, actor, self._chosen(unit, month)))

    def by(self, unit: Unit, actor: Contact, month: int, by: str) -> Reply:
        """Show a month by topic, zone or department."""
        chosen, department = self._chosen(unit, month), _department(actor)
        if by not in [*By] or (department and by == By.DEPARTMENT):
            raise NotFound
        counts = unit.tallies.sums(chosen.key, chosen.key, department)
        return Reply(self._screens.broken_down(chosen, counts, By(by), department))

    def picture(self, unit: Unit, actor: Contact, month: int) -> Reply:
        """Send the month as bars, with its numbers below."""
        chosen, department = self._chosen(unit, month), _department(actor)
        counts, before = self._counts(unit, chosen, department)
        caption = self._screens.numbers(chosen, counts, before, department)
        picture = self._screens.picture(actor, chosen, counts, caption)
        if picture is None:
            return Reply(self._month(unit, actor, chosen), toast=text("overview.nothing"))
        unit.outbox.put(actor, picture)
        return Reply(self._month(unit, actor, chosen), fresh=True)

    def files(self, unit: Unit, actor: Contact, month: int) -> Reply:
        """Offer the month and its year as a file."""
        return Reply(self._screens.files(self._chosen(unit, month), words=actor.role is not Role.ADMINISTRATOR))

    def take(self, unit: Unit, actor: Contact, month: int, months: int, kind: str) -> Reply:
        """Send the questions of that time as a file, an administrator only the numbers; who took what is noted."""
        chosen = self._chosen(unit, month)
        if months not in PERIODS or kind not in KINDS:
            raise NotFound
        first = chosen if months == 1 else Month(chosen.year, 1)
        rows = self._rows(unit, actor, first, months)
        unit.audit.append(unit.now, actor.id, "export", f"{first.key}+{months}:{kind}", f"{len(rows) - 1} rows")
        caption = text("overview.file", count=len(rows) - 1, since=first.first, until=first.plus(months - 1).first)
        unit.outbox.put(actor, Message(caption, attachment=file(rows, kind, chosen, months)))
        return Reply(self._month(unit, actor, chosen), fresh=True)

    def _rows(self, unit: Unit, actor: Contact, first: Month, months: int) -> list[list[Cell]]:
        export = Export(self._town, self._speech, self._screens, actor)
        if actor.role is Role.ADMINISTRATOR:
            return export.numbers(unit.tallies.sums(first.key, first.plus(months - 1).key))
        since, until = self._midnight(first), self._midnight(first.plus(months))
        return export.questions(unit.browsing.asked_between(since, until, _department(actor), MOST_ROWS))

    def _month(self, unit: Unit, actor: Contact, month: Month) -> Message:
        department = _department(actor)
        counts, before = self._counts(unit, month, department)
        return self._screens.month(month, self._current(unit), counts, before, department)

    @staticmethod
    def _counts(unit: Unit, month: Month, department: str) -> tuple[Sequence[Count], Sequence[Count]]:
        before = month.plus(-1)
        both = unit.tallies.sums(before.key, month.key, department)
        return [one for one in both if one.tally.month == month.key], [
            one for one in both if one.tally.month == before.key
        ]

    def _chosen(self, unit: Unit, number: int) -> Month:
        """Return the month with that number; one that is still to come, or never was, is not there."""
        current = self._current(unit)
        chosen = Month.numbered(number) if number else current
        if chosen is None or chosen > current:
            raise NotFound
        return chosen

    def _current(self, unit: Unit) -> Month:
        return Month.of(self._town.calendar.local_date(unit.now))

    def _midnight(self, month: Month) -> datetime:
        return datetime.combine(month.first, time.min, tzinfo=self._town.zone)


def _department(actor: Contact) -> str:
    """Return whose numbers somebody sees, "" for all; a colleague without a department sees none."""
    if actor.role is not Role.STAFF:
        return ""
    if not actor.department:
        raise NotFound
    return actor.department
