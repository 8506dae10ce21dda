"""The questions of a period as a table for a spreadsheet; what stands in it depends on who takes it along."""

from collections.abc import Sequence
from datetime import date, datetime

from bot.domain.access import Role
from bot.domain.contact import Contact
from bot.domain.message import Attachment, AttachmentKind, Text, text
from bot.domain.narrowing import Month
from bot.domain.tally import Count
from bot.domain.tally_sums import By
from bot.domain.town import Town
from bot.services.overview.counting import working_days
from bot.services.overview.screens import OverviewScreens
from bot.services.ports import Asked, Speech
from bot.services.tables import Cell, csv_table, plain_table

KINDS = ("csv", "xlsx")
QUESTION = ("number", "asked", "status", "topic", "department", "zone", "promised", "answered", "days", "helped")
NUMBERS = ("month", "topic", "zone", "department", "what", "count")


class Export:
    """Writes tables in one person's language."""

    def __init__(self, town: Town, speech: Speech, screens: OverviewScreens, viewer: Contact) -> None:
        self._town = town
        self._speech = speech
        self._screens = screens
        self._viewer = viewer

    def questions(self, asked: Sequence[Asked]) -> list[list[Cell]]:
        """Return a header and a row a question; only managers get the askers' words, and nobody a name."""
        with_words = self._viewer.role is Role.MANAGER
        columns = (*QUESTION, *(("words",) if with_words else ()))
        rows: list[list[Cell]] = [[self._say(text(f"overview.column.{column}")) for column in columns]]
        rows.extend([*self._row(one), *((one.enquiry.summary,) if with_words else ())] for one in asked)
        return rows

    def numbers(self, counts: Sequence[Count]) -> list[list[Cell]]:
        """Return a header and a row a number: nothing in it is about one question."""
        rows: list[list[Cell]] = [[self._say(text(f"overview.column.{column}")) for column in NUMBERS]]
        for one in counts:
            tally = one.tally
            named = (self._name(By.TOPIC, tally.topic), self._name(By.ZONE, tally.zone))
            department = self._name(By.DEPARTMENT, tally.department)
            rows.append([tally.month, *named, department, self._say(text(f"overview.what.{tally.what}")), one.count])
        return rows

    def _row(self, asked: Asked) -> list[Cell]:
        enquiry = asked.enquiry
        answered = self._day(asked.answered_at)
        return [
            enquiry.number,
            _written(self._day(enquiry.asked_at)),
            self._say(text(f"status.{enquiry.status}")),
            self._name(By.TOPIC, enquiry.topic),
            self._name(By.DEPARTMENT, enquiry.department),
            self._name(By.ZONE, asked.zone),
            _written(enquiry.promised_on),
            _written(answered),
            "" if answered is None else working_days(self._town, enquiry, answered),
            ""
            if enquiry.satisfied is None
            else self._say(text("overview.yes" if enquiry.satisfied else "overview.no")),
        ]

    def _name(self, by: By, key: str) -> str:
        return self._screens.label(by, key, self._viewer) if key else ""

    def _say(self, words: Text) -> str:
        return self._speech.label(words, self._viewer.language)

    def _day(self, at: datetime | None) -> date | None:
        return None if at is None else self._town.calendar.local_date(at)


def file(rows: Sequence[Sequence[Cell]], kind: str, month: Month, months: int) -> Attachment:
    """Return the rows as a file of that kind."""
    period = month.key if months == 1 else f"{month.year}"
    table = csv_table(rows) if kind == "csv" else plain_table(rows)
    return Attachment(AttachmentKind.DOCUMENT, name=f"kernpunt-{period}.{kind}", content=table)


def _written(day: date | None) -> str:
    return "" if day is None else day.isoformat()
