"""The count of each day, and who hears what is left over."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

import pytest

from bot.content import packaged_content
from bot.domain.access import Role
from bot.domain.contact import Contact
from bot.domain.due import EVERYBODY, Due, DueRow
from bot.domain.message import Message
from bot.i18n import Catalogues
from bot.services.housekeeping import purge
from bot.services.ledger.books import OPEN, RECEIVED, Books
from bot.services.ledger.kinds import Ended
from bot.services.ledger.nightly import Leftovers, Nightly
from bot.services.ports import Incoming, Unit
from bot.storage.unit import StorageUnit
from tests.screen_rules import broken_rules
from tests.services.learning.learning_town import AMIRA, WHOLE, asked, memory
from tests.storage.memory import Memory

T = TypeVar("T")
BOOKS = Books(WHOLE)
NIGHTLY, LEFTOVERS = Nightly(WHOLE, BOOKS), Leftovers(WHOLE, BOOKS)
CATALOGUES = Catalogues(packaged_content() / "locales", WHOLE.zone)
SUNDAY, MONDAY, TUESDAY = date(2026, 11, 22), date(2026, 11, 23), date(2026, 11, 24)
NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
NIGHT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
MORNING = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
BART = Contact(4001, "Bart", "nl", NOON)


@pytest.fixture
def house() -> Iterator[Memory]:
    made = memory()
    yield made
    made.close()


def at(house: Memory, moment: datetime, work: Callable[[Unit], T]) -> T:
    def then(unit: StorageUnit) -> T:
        unit.now = moment
        return work(unit)

    return house.within(then)


def came(house: Memory, moment: datetime, *numbers: int) -> None:
    at(house, moment, lambda unit: unit.inbox.store([Incoming(number, 7, "{}") for number in numbers], unit.now))


def ended(house: Memory, moment: datetime, number: int, outcome: str) -> None:
    assert at(house, moment, lambda unit: unit.inbox.finish(number, unit.now, outcome))


def told(house: Memory, person: Contact = AMIRA, day: date = TUESDAY, moment: datetime = MORNING) -> Message | None:
    row = DueRow(1, Due.LEDGER_MORNING, 0, day.toordinal(), person.id, moment)
    message = at(house, moment, lambda unit: LEFTOVERS.message(unit, row, person))
    if message is not None:
        assert not list(broken_rules(message, CATALOGUES, WHOLE.languages))
    return message


def lines(message: Message | None) -> list[str]:
    assert message is not None
    found = message.text.values["lines"]
    assert isinstance(found, tuple)
    return [line.key for line in found]


def days(house: Memory, since: date = SUNDAY) -> dict[date, dict[str, int]]:
    found = house.within(lambda unit: unit.ledger.days(since, date(2027, 1, 1)))
    return {day: dict(counts) for day, counts in found.items()}


# Counting


def test_a_day_is_counted_by_kind_and_what_was_refused_or_ignored_with_its_reason(house: Memory) -> None:
    came(house, NOON, *range(1, 9))
    kept = ("question", "button: Queue.show", "button: Queue.list", "refused: error.not_found", "ignored: group", "old")
    for number, outcome in enumerate(kept, 1):
        ended(house, NOON, number, outcome)
    at(house, NOON, lambda unit: unit.inbox.set_aside(7, unit.now, "KeyError"))
    assert at(house, NIGHT, BOOKS.keep) == 1
    (monday,) = at(house, NIGHT, lambda unit: BOOKS.days(unit, MONDAY, TUESDAY))
    assert monday.ended == {
        "question": 1,
        "button": 2,
        "refused: error.not_found": 1,
        "ignored: group": 1,
        "words": 1,
        "aside": 1,
    }
    assert (monday.received, monday.open, monday.adds_up) == (8, 1, True)
    assert (monday.count(Ended.REFUSED), monday.count(Ended.SET_ASIDE), monday.count(Ended.NOTE)) == (1, 1, 0)


def test_a_day_begins_and_ends_at_midnight_here(house: Memory) -> None:
    before, after = datetime(2026, 11, 23, 22, 59, tzinfo=UTC), datetime(2026, 11, 23, 23, 0, tzinfo=UTC)
    came(house, before, 1)
    came(house, after, 2)
    ended(house, after, 1, "question")
    ended(house, after, 2, "edit")
    at(house, MORNING + timedelta(days=1), BOOKS.keep)
    assert days(house) == {
        MONDAY: {RECEIVED: 1, OPEN: 1},
        TUESDAY: {RECEIVED: 1, OPEN: 0, "question": 1, "edit": 1},
    }
    found = at(house, MORNING, lambda unit: BOOKS.days(unit, MONDAY, TUESDAY + timedelta(days=1)))
    assert [day.adds_up for day in found] == [True, True]


def test_days_on_which_the_clock_changes_are_whole(house: Memory) -> None:
    change = date(2026, 10, 25)
    first, last = datetime(2026, 10, 24, 22, 0, tzinfo=UTC), datetime(2026, 10, 25, 22, 59, tzinfo=UTC)
    came(house, first, 1)
    came(house, last, 2)
    at(house, last + timedelta(hours=5), BOOKS.keep)
    assert days(house, change)[change][RECEIVED] == 2


def test_a_day_is_counted_once_and_today_not_yet(house: Memory) -> None:
    came(house, NOON, 1)
    assert at(house, NOON, BOOKS.keep) == 0
    assert at(house, NIGHT, BOOKS.keep) == 1
    ended(house, NIGHT, 1, "question")
    assert at(house, NIGHT, BOOKS.keep) == 0
    assert days(house)[MONDAY] == {RECEIVED: 1, OPEN: 1}


def test_nothing_goes_uncounted_however_long_nobody_ran_it(house: Memory) -> None:
    came(house, NOON, 1)
    ended(house, NOON, 1, "question")
    later = NOON + timedelta(days=30)
    assert at(house, later, BOOKS.keep) == 30
    assert at(house, later, purge) == 1
    assert days(house)[MONDAY] == {RECEIVED: 1, OPEN: 0, "question": 1}


def test_without_any_message_there_is_nothing_to_count(house: Memory) -> None:
    assert at(house, NIGHT, BOOKS.keep) == 0


# At night


def planned(house: Memory, moment: datetime) -> list[tuple[Due, int, datetime]]:
    at(house, moment, NIGHTLY.plan)
    return [(row.what, row.version, row.due_at) for row in house.within(lambda unit: unit.dues.planned(9))]


def test_the_night_is_planned_once(house: Memory) -> None:
    expected = [(Due.LEDGER_NIGHT, MONDAY.toordinal(), NIGHT)]
    assert planned(house, NOON) == expected
    assert planned(house, NOON) == expected
    assert planned(house, NIGHT - timedelta(hours=1))[0] == expected[0]


@pytest.mark.parametrize(
    ("before", "night"),
    [
        (datetime(2026, 10, 24, 12, tzinfo=UTC), datetime(2026, 10, 25, 2, tzinfo=UTC)),
        (datetime(2027, 3, 27, 12, tzinfo=UTC), datetime(2027, 3, 28, 1, tzinfo=UTC)),
    ],
)
def test_it_is_three_o_clock_when_the_clock_changes(house: Memory, before: datetime, night: datetime) -> None:
    assert planned(house, before)[0][2] == night


def test_at_night_the_day_is_counted_and_the_next_night_and_the_morning_are_planned(house: Memory) -> None:
    came(house, NOON, 1)
    row = DueRow(1, Due.LEDGER_NIGHT, 0, MONDAY.toordinal(), EVERYBODY, NIGHT)
    at(house, NIGHT, lambda unit: NIGHTLY.do(unit, row))
    at(house, NIGHT, lambda unit: NIGHTLY.do(unit, row))
    assert MONDAY in days(house)
    rows = house.within(lambda unit: unit.dues.planned(9))
    opens = WHOLE.calendar.next_opening(NIGHT)
    assert [(one.what, one.due_at, one.version) for one in rows] == [
        (Due.LEDGER_MORNING, opens, TUESDAY.toordinal()),
        (Due.LEDGER_NIGHT, NIGHT + timedelta(days=1), TUESDAY.toordinal()),
    ]
    assert house.within(lambda unit: NIGHTLY.title(unit, row)).key == "ledger.night_title"


# In the morning


def appointed(house: Memory) -> None:
    def store(unit: StorageUnit) -> None:
        unit.contacts.save(BART)
        unit.staff.appoint(BART.id, Role.ADMINISTRATOR, "", NOON)

    house.within(store)


def test_managers_and_administrators_are_told(house: Memory) -> None:
    appointed(house)
    concerned = house.within(lambda unit: LEFTOVERS.people(unit, 0, TUESDAY.toordinal()))
    assert [one.person.id for one in concerned] == [AMIRA.id, BART.id]


def test_nothing_left_over_is_no_message(house: Memory) -> None:
    came(house, NOON, 1)
    ended(house, NOON, 1, "question")
    at(house, NIGHT, BOOKS.keep)
    assert told(house) is None
    assert told(house, moment=NIGHT) is None


@pytest.mark.parametrize("version", [0, 1, 2**52])
def test_a_day_that_nobody_planned_tells_nothing(house: Memory, version: int) -> None:
    row = DueRow(1, Due.LEDGER_MORNING, 0, version, AMIRA.id, MORNING)
    assert at(house, MORNING, lambda unit: LEFTOVERS.message(unit, row, AMIRA)) is None


def test_messages_that_wait_or_went_wrong_are_named(house: Memory) -> None:
    came(house, NOON, 1, 2, 3)
    at(house, NOON, lambda unit: unit.inbox.set_aside(2, unit.now, "KeyError"))
    at(house, NOON, lambda unit: unit.inbox.quarantine(Incoming(3, 0, "?"), unit.now, "no chat"))
    at(house, NIGHT, BOOKS.keep)
    assert lines(told(house)) == ["ledger.waiting", "ledger.aside", "ledger.unreadable"]
    # What went wrong is told once; what waits, as long as it waits.
    at(house, MORNING + timedelta(days=1), BOOKS.keep)
    wednesday = TUESDAY + timedelta(days=1)
    assert lines(told(house, day=wednesday, moment=MORNING + timedelta(days=1))) == ["ledger.waiting"]


def test_what_went_wrong_in_the_weekend_is_told_on_monday(house: Memory) -> None:
    saturday = NOON - timedelta(days=2)
    came(house, saturday, 1)
    at(house, saturday, lambda unit: unit.inbox.set_aside(1, unit.now, "KeyError"))
    at(house, NOON - timedelta(hours=4), BOOKS.keep)
    assert lines(told(house, day=MONDAY, moment=NOON - timedelta(hours=4))) == ["ledger.aside"]


def test_a_day_that_does_not_add_up_is_named(house: Memory) -> None:
    counts = {RECEIVED: 3, OPEN: 0, "question": 2}
    house.within(lambda unit: unit.ledger.keep_day(SUNDAY, {RECEIVED: 0, OPEN: 0}))
    house.within(lambda unit: unit.ledger.keep_day(MONDAY, counts))
    assert lines(told(house)) == ["ledger.off"]
    house.within(lambda unit: unit.ledger.keep_day(MONDAY, {**counts, OPEN: 1}))
    assert told(house) is None


def test_a_question_that_nobody_has_is_named_to_the_manager_and_counted_for_the_administrator(house: Memory) -> None:
    number = house.within(lambda unit: asked(unit, "mag dat").number)
    message = told(house)
    assert lines(message) == ["ledger.unowned"]
    assert message is not None
    assert [one.action for row in message.rows for one in row] == ["queue.show"]
    shown = CATALOGUES.render(message.text, "nl")
    assert f"{number:03}" in shown
    told_to_bart = told(house, replace(BART, role=Role.ADMINISTRATOR))
    assert lines(told_to_bart) == ["ledger.unowned_count"]
    assert told_to_bart is not None
    assert told_to_bart.rows == ()


def test_of_many_without_an_owner_three_are_named(house: Memory) -> None:
    for _ in range(5):
        house.within(lambda unit: asked(unit, "mag dat"))
    message = told(house)
    assert message is not None
    assert [len(row) for row in message.rows] == [3]


def test_it_comes_when_the_doors_open_and_not_before(house: Memory) -> None:
    row = DueRow(1, Due.LEDGER_MORNING, 0, TUESDAY.toordinal(), AMIRA.id, MORNING)
    assert house.within(lambda unit: LEFTOVERS.helps(unit, row))
    assert not house.within(lambda unit: LEFTOVERS.urgent(unit, row))
    assert house.within(lambda unit: LEFTOVERS.title(unit, row)).key == "ledger.morning_title"
