"""The list of open questions (screens B4): a page of it, narrowed or whole, and what it can be narrowed to."""

from collections.abc import Sequence

from bot.domain.enquiry import Enquiry
from bot.domain.message import Button, Message, Rows, Text, Value, button, text
from bot.domain.narrowing import Filter, Narrowed
from bot.domain.town import Town
from bot.services.ports import Unit
from bot.services.wording import fitted, pairs, titled

PAGE = 5
"""Questions on one page of the list, so that no screen is longer than eight lines."""

OFFERED = (Filter.LATE, Filter.NEW, Filter.MINE, Filter.ASKER, Filter.LATER)
"""What the list can be narrowed to with one tap, besides departments."""


class QueueList:
    """Lists questions in the words of one town."""

    def __init__(self, town: Town) -> None:
        self._town = town

    def shown(self, unit: Unit, narrowed: Narrowed, offset: int = 0) -> Message:
        """Show a page of open questions, those that wait for the town first."""
        today = self._today(unit)
        total = unit.browsing.count(narrowed, today)
        if not total:
            return self._nothing(narrowed)
        start = min(max(0, offset), PAGE * ((total - 1) // PAGE))
        page = unit.browsing.page(narrowed, today, PAGE, start)
        return Message(
            self._heading(unit, narrowed, total, self.lines(unit, page)),
            (*self.buttons(page), *_turning(narrowed, start, total), _ways_on(page[0] if page else None)),
        )

    def lines(self, unit: Unit, page: Sequence[Enquiry]) -> tuple[Text, ...]:
        """Return one line for each of these questions."""
        return tuple(
            text(
                "queue.line",
                number=one.number,
                title=titled(one),
                state=self.state(unit, one),
                topic=self._town.short(one.topic),
            )
            for one in page
        )

    def buttons(self, page: Sequence[Enquiry]) -> Rows:
        """Return one button for each of these questions, to its card."""
        return pairs(
            [
                button("queue.button", "queue.show", one.id, number=one.number, topic=self._town.short(one.topic))
                for one in page
            ]
        )

    def state(self, unit: Unit, enquiry: Enquiry) -> Text:
        """Return where a question stands, in two or three words."""
        today = self._town.calendar.local_date(unit.now)
        if enquiry.is_late(today) and enquiry.counted_on:
            return text("queue.late", count=(today - enquiry.counted_on).days)
        return text(f"queue.state.{enquiry.status}")

    def filters(self, unit: Unit, owner_id: int) -> Message:
        """Offer what the list can be narrowed to, each with how many there are; what has none is left out."""
        today = self._today(unit)
        counted = [(by, unit.browsing.count(Narrowed(by, owner_id=owner_id), today)) for by in OFFERED]
        offered = [
            button("queue.filter_button", "queue.only", by.value, 0, filter=text(f"queue.filter.{by}"), count=count)
            for by, count in counted
            if count
        ]
        count = unit.browsing.count(Narrowed(), today)
        rows = (
            *pairs(offered),
            (button("queue.by_department", "queue.departments"),),
            (button("queue.all", "queue.list", 0, count=count),),
        )
        return Message(text("queue.filters"), rows)

    def departments(self, unit: Unit) -> Message:
        """Offer the departments that have or are to get open questions, each with how many."""
        counts = unit.browsing.by_department()
        known = [one for one in self._town.departments.values() if one.key in counts]
        offered = [
            (one.name, button("queue.of", "queue.of", one.key, 0, department=one.name, count=counts[one.key]))
            for one in known
        ]
        shown = text("queue.departments" if known else "queue.no_departments")
        return Message(shown, (*fitted(offered), (button("back", "queue.filters"),)))

    def _heading(self, unit: Unit, narrowed: Narrowed, total: int, lines: tuple[Text, ...]) -> Text:
        if narrowed.by is not Filter.ALL:
            return text("queue.narrowed", filter=self._name(narrowed), count=total, lines=lines)
        late = unit.browsing.count(Narrowed(Filter.LATE), self._today(unit))
        return text("queue.list_late" if late else "queue.list", count=total, late=late, lines=lines)

    def _nothing(self, narrowed: Narrowed) -> Message:
        if narrowed.by is Filter.ALL:
            return Message(text("queue.empty"), ((button("search.button", "search.ask"),),))
        rows = ((button("queue.open", "queue.list", 0), button("queue.filter", "queue.filters")),)
        return Message(text("queue.none", filter=self._name(narrowed)), rows)

    def _name(self, narrowed: Narrowed) -> Value:
        if narrowed.by is Filter.DEPARTMENT:
            return self._town.departments[narrowed.department].name
        return text(f"queue.filter.{narrowed.by}")

    def _today(self, unit: Unit) -> str:
        return self._town.calendar.local_date(unit.now).isoformat()


def _turning(narrowed: Narrowed, start: int, total: int) -> Rows:
    turning: list[Button] = []
    if start:
        turning.append(_turn("page.back", narrowed, max(0, start - PAGE)))
    if start + PAGE < total:
        turning.append(_turn("page.on", narrowed, start + PAGE))
    return (tuple(turning),) if turning else ()


def _turn(label: str, narrowed: Narrowed, offset: int) -> Button:
    if narrowed.by is Filter.ALL:
        return button(label, "queue.list", offset)
    if narrowed.by is Filter.DEPARTMENT:
        return button(label, "queue.of", narrowed.department, offset)
    return button(label, "queue.only", narrowed.by.value, offset)


def _ways_on(first: Enquiry | None) -> tuple[Button, ...]:
    return (
        *((button("queue.first", "queue.show", first.id),) if first is not None else ()),
        button("queue.filter", "queue.filters"),
        button("search.button", "search.ask"),
    )
