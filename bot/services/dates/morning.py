"""What each manager and colleague finds at the opening of a working day: what is open, what is late, what came in."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from bot.domain.access import Role
from bot.domain.assignment import LIVE
from bot.domain.contact import Contact
from bot.domain.due import EVERYBODY, Due, DueRow
from bot.domain.enquiry import WAITING_FOR_TOWN, WITH_DEPARTMENT, Enquiry, Standing
from bot.domain.message import Message, Text, button, text
from bot.domain.town import Town
from bot.services.clock.occasions import Concerned
from bot.services.clock.unhurried import Unhurried
from bot.services.ports import Unit
from bot.services.wording import pairs, titled

MOST_PLACES = 4
"""Departments that a manager's morning names; the others are counted together."""

MOST_LINES = 4
"""Questions that a colleague's morning names, each with a button."""

COUNTED_IN_THE_NIGHT = 100
LOOKED_THROUGH = 100
"""Questions of one department that are looked at to name the latest."""


class Mornings(Unhurried):
    """Says on a working day what there is to do; nothing where nothing is. The version is the day, as yyyymmdd."""

    what = Due.DIGEST_MORNING

    def __init__(self, town: Town) -> None:
        self._town = town

    def plan(self, unit: Unit) -> None:
        """See to it that the next two mornings are planned; a second time changes nothing."""
        calendar = self._town.calendar
        yesterday = calendar.local_date(unit.now) - timedelta(days=1)
        days = [calendar.working_day_after(yesterday, ahead) for ahead in (1, 2)]
        rows = [DueRow(0, self.what, 0, _version(day), EVERYBODY, calendar.opening(day)) for day in days]
        unit.dues.plan([row for row in rows if row.due_at > unit.now])

    def people(self, unit: Unit, subject_id: int, version: int) -> Sequence[Concerned]:
        """Return the managers and colleagues who are there that day; nobody once the day is over."""
        del subject_id
        if version != _version(self._today(unit)):
            return []
        there = [one.person for one in unit.staff.members() if not one.is_away(unit.now)]
        return [Concerned(person) for person in there if person.role in {Role.MANAGER, Role.STAFF}]

    def message(self, unit: Unit, due: DueRow, person: Contact) -> Message | None:
        """Return this person's morning, None when nothing is open for them."""
        if due.version != _version(self._today(unit)):
            return None
        if person.role is Role.MANAGER:
            return self._of_manager(unit)
        return self._of_colleague(unit, person) if person.role is Role.STAFF else None

    def title(self, unit: Unit, due: DueRow) -> Text:
        """Return one line that names it."""
        del unit, due
        return text("dates.morning_title")

    def _of_manager(self, unit: Unit) -> Message | None:
        standing = unit.enquiries.standing(self._today(unit).isoformat())
        ours = [one for one in standing if one.status in WAITING_FOR_TOWN]
        if not ours:
            return None
        count, late = sum(one.count for one in ours), sum(one.late for one in ours)
        others = sum(one.count for one in standing if one.status not in WAITING_FOR_TOWN)
        lines = (*self._places(ours), *_counted("dates.morning_others", others), *self._night(unit))
        key = "dates.morning_late" if late else "dates.morning"
        first = unit.enquiries.queue(1)
        on = tuple(button("dates.first", "queue.show", one.id, number=one.number) for one in first)
        rows = ((*on, button("queue.open", "queue.list", 0)),)
        return Message(text(key, count=count, late=late, lines=lines), rows)

    def _places(self, standing: Sequence[Standing]) -> Iterator[Text]:
        """Yield a line for each place where questions lie, those with late ones first, the rest in one line."""
        counts: Counter[str] = Counter()
        late: Counter[str] = Counter()
        for one in standing:
            place = one.department if one.status in WITH_DEPARTMENT else ""
            counts[place] += one.count
            late[place] += one.late
        ordered = sorted(counts, key=lambda place: (-late[place], -counts[place], place))
        named = ordered if len(ordered) <= MOST_PLACES else ordered[: MOST_PLACES - 1]
        for place in named:
            key = "dates.morning_place_late" if late[place] else "dates.morning_place"
            yield text(key, place=self._place(place), count=counts[place], late=late[place])
        yield from _counted("dates.morning_elsewhere", sum(counts[place] for place in ordered[len(named) :]))

    def _place(self, key: str) -> Text:
        department = self._town.departments.get(key)
        if department is None:
            return text("dates.place_manager", manager=self._town.manager)
        return text("dates.place_department", department=department.name)

    def _night(self, unit: Unit) -> Iterator[Text]:
        """Yield how many questions came since the doors closed on the last working day, if any did."""
        calendar = self._town.calendar
        closed = calendar.closing(calendar.working_day_before(self._today(unit)))
        if closed is not None:
            yield from _counted("dates.morning_new", len(unit.enquiries.recent(closed, COUNTED_IN_THE_NIGHT)))

    def _of_colleague(self, unit: Unit, person: Contact) -> Message | None:
        found = self._open_for(unit, person)
        if not found:
            return None
        today = self._today(unit)
        shown = sorted(found, key=lambda one: (one.counted_on or date.max, one.number))[:MOST_LINES]
        lines = [self._line(one, today) for one in shown]
        lines += _counted("dates.morning_more", len(found) - len(shown))
        buttons = [
            button("queue.button", "queue.show", one.id, number=one.number, topic=self._town.short(one.topic))
            for one in shown
        ]
        return Message(text("dates.morning_yours", count=len(found), lines=tuple(lines)), pairs(buttons))

    def _open_for(self, unit: Unit, person: Contact) -> list[Enquiry]:
        """Return what is on offer to the colleague's department, and what they took."""
        held = unit.assignments.of_department(person.department, tuple(LIVE), LOOKED_THROUGH)
        ids = {one.enquiry_id for one in held if one.person_id in {0, person.id}}
        found = (unit.enquiries.get(enquiry_id) for enquiry_id in sorted(ids))
        return [one for one in found if one is not None and one.status in WAITING_FOR_TOWN]

    def _line(self, enquiry: Enquiry, today: date) -> Text:
        key = "dates.morning_line_late" if enquiry.is_late(today) else "dates.morning_line"
        promised = enquiry.counted_on or today
        return text(key, number=enquiry.number, title=titled(enquiry), promised=promised)

    def _today(self, unit: Unit) -> date:
        return self._town.calendar.local_date(unit.now)


def _counted(key: str, count: int) -> Iterator[Text]:
    """Yield the line with that count, nothing for none."""
    if count > 0:
        yield text(key, count=count)


def _version(day: date) -> int:
    return day.year * 10_000 + day.month * 100 + day.day
