"""What the numbers look like: a month beside the one before, broken down, as a picture."""

from collections.abc import Sequence

from bot.domain.contact import Contact
from bot.domain.message import Attachment, AttachmentKind, Button, Localized, Message, Rows, Text, Value, button, text
from bot.domain.narrowing import Month
from bot.domain.tally import Count, Counted
from bot.domain.tally_sums import By, Sums, broken_down, total
from bot.domain.town import Town
from bot.services.ports import Speech

MOST_LINES = 6
"""Lines of a breakdown; the last of them takes the rest together when there is more."""

MOST_BARS = 15


class OverviewScreens:
    """Shows numbers in the words of one town."""

    def __init__(self, town: Town, speech: Speech) -> None:
        self._town = town
        self._speech = speech

    def month(
        self, month: Month, current: Month, counts: Sequence[Count], before: Sequence[Count], department: str
    ) -> Message:
        """Show a month with the one before in brackets; ``current`` is the last that there is."""
        return Message(self.numbers(month, counts, before, department), self._rows(month, current, department))

    def numbers(self, month: Month, counts: Sequence[Count], before: Sequence[Count], department: str) -> Text:
        """Return the numbers of a month in words."""
        now, then = total(counts), total(before)
        values: dict[str, Value] = {}
        for what in (Counted.ASKED, Counted.ANSWERED, Counted.ON_TIME, Counted.REOPENED, Counted.WITHDRAWN):
            values[what.value] = now[what]
        return text(
            "overview.month",
            heading=self._heading(month, department),
            before=month.plus(-1).first,
            asked_before=then[Counted.ASKED],
            answered_before=then[Counted.ANSWERED],
            days=now.days,
            days_before=then.days,
            elsewhere=now[Counted.ELSEWHERE],
            helped=now[Counted.HELPED],
            not_helped=now[Counted.NOT_HELPED],
            **values,
        )

    def broken_down(self, month: Month, counts: Sequence[Count], by: By, department: str) -> Message:
        """Show a month by topic, zone or department, what was asked most first."""
        groups = broken_down(counts, by)
        shown = groups if len(groups) <= MOST_LINES else groups[: MOST_LINES - 1]
        rest = [sums for _, sums in groups[len(shown) :]]
        lines = tuple(self._line(self.name(by, key), sums) for key, sums in shown)
        if rest:
            others = Sums({what: sum(sums[what] for sums in rest) for what in Counted})
            lines = (*lines, self._line(text("overview.others", count=len(rest)), others))
        heading = self._heading(month, department)
        words = text("overview.by", heading=heading, lines=lines) if lines else text("overview.none", heading=heading)
        return Message(words, ((button("back", "overview.show", month.number),),))

    def picture(self, viewer: Contact, month: Month, counts: Sequence[Count], caption: Text) -> Message | None:
        """Show what was asked by topic as bars, None when nothing was."""
        asked = [(key, sums[Counted.ASKED]) for key, sums in broken_down(counts, By.TOPIC) if sums[Counted.ASKED]]
        if not asked:
            return None
        title = self._speech.label(text("overview.picture_title", month=month.first), viewer.language)
        bars = [f"{self.label(By.TOPIC, key, viewer)}\t{number}" for key, number in asked[:MOST_BARS]]
        name = f"{month.key}.png"
        return Message(
            caption, attachment=Attachment(AttachmentKind.PHOTO, name=name, content="\n".join((title, *bars)))
        )

    def files(self, month: Month, *, words: bool) -> Message:
        """Offer the questions of the month, or of its year, as a file."""
        rows: Rows = tuple(
            (
                button(f"overview.{kind}_month", "overview.take", month.number, 1, kind, month=month.first),
                button(f"overview.{kind}_year", "overview.take", month.number, 12, kind, year=month.year),
            )
            for kind in ("csv", "xlsx")
        )
        key = "overview.files" if words else "overview.files_numbers"
        return Message(text(key), (*rows, (button("back", "overview.show", month.number),)))

    def label(self, by: By, key: str, viewer: Contact) -> str:
        """Return how a topic, zone or department is called, in the viewer's language."""
        name = self.name(by, key)
        return name.in_language(viewer.language) if isinstance(name, Localized) else self._said(name, viewer)

    def name(self, by: By, key: str) -> Localized | Text:
        """Return how a topic, zone or department is called."""
        if by is By.TOPIC:
            return self._town.title(key)
        known = self._town.zones if by is By.ZONE else self._town.departments
        return known[key].name if key in known else text(f"overview.no_{by}")

    def _said(self, words: Text, viewer: Contact) -> str:
        return self._speech.label(words, viewer.language)

    def _heading(self, month: Month, department: str) -> Text:
        if department:
            name = self.name(By.DEPARTMENT, department)
            return text("overview.heading_department", month=month.first, department=name)
        return text("overview.heading", month=month.first)

    @staticmethod
    def _line(name: Value, sums: Sums) -> Text:
        key = "overview.line_late" if sums[Counted.LATE] else "overview.line"
        return text(key, name=name, asked=sums[Counted.ASKED], answered=sums[Counted.ANSWERED], late=sums[Counted.LATE])

    @staticmethod
    def _rows(month: Month, current: Month, department: str) -> Rows:
        breakdowns = [
            button("overview.by_topic", "overview.by", month.number, By.TOPIC.value),
            button("overview.by_zone", "overview.by", month.number, By.ZONE.value),
        ]
        if not department:
            breakdowns.append(button("overview.by_department", "overview.by", month.number, By.DEPARTMENT.value))
        earlier, later = month.plus(-1), month.plus(1)
        turning: list[Button] = [button("overview.earlier", "overview.show", earlier.number, month=earlier.first)]
        if later <= current:
            turning.append(button("overview.later", "overview.show", later.number, month=later.first))
        taking = (
            button("overview.picture", "overview.picture", month.number),
            button("overview.take", "overview.files", month.number),
        )
        return (tuple(breakdowns), taking, tuple(turning))
