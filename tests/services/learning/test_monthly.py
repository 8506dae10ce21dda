"""What the managers hear of last month, when, and when they hear nothing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.content import packaged_content
from bot.domain.due import EVERYBODY, Due, DueRow
from bot.domain.lesson import Forecast
from bot.domain.message import Message, Text
from bot.domain.town import Town
from bot.i18n import Catalogues
from bot.services.learning.monthly import Monthly
from bot.storage.unit import StorageUnit
from tests.screen_rules import broken_rules
from tests.services.learning.learning_town import AMIRA, WHOLE, asked, memory
from tests.storage.examples import NOW
from tests.storage.memory import Memory

FRESH = replace(WHOLE, topics={key: replace(topic, known=()) for key, topic in WHOLE.topics.items()})
DECEMBER = DueRow(1, Due.LEARNING_MONTH, 0, 202612, AMIRA.id, datetime(2026, 12, 1, 8, tzinfo=UTC))
MORNING = DECEMBER.due_at


@pytest.fixture
def house() -> Iterator[Memory]:
    made = memory()
    yield made
    made.close()


def at(unit: StorageUnit, moment: datetime) -> StorageUnit:
    unit.now = moment
    return unit


def went(house: Memory, *questions: tuple[str, str], when: datetime = NOW) -> None:
    """Store questions for which the first topic was proposed and that are about the second."""

    def store(unit: StorageUnit) -> None:
        for proposed, topic in questions:
            unit.forecasts.put(Forecast(asked(unit, topic=topic).id, "one", proposed, (proposed,), when))

    house.within(store)


def told(house: Memory, town: Town = FRESH, due: DueRow = DECEMBER, moment: datetime = MORNING) -> Message | None:
    return house.within(lambda unit: Monthly(town).message(at(unit, moment), due, AMIRA))


def lines(message: Message | None) -> list[Text]:
    assert message is not None
    catalogues = Catalogues(packaged_content() / "locales", WHOLE.zone)
    assert not list(broken_rules(message, catalogues, WHOLE.languages))
    found = message.text.values["lines"]
    assert isinstance(found, tuple)
    return list(found)


def plan(house: Memory, moment: datetime) -> list[DueRow]:
    house.within(lambda unit: Monthly(FRESH).plan(at(unit, moment)))
    return house.within(lambda unit: list(unit.dues.planned(9)))


def test_a_month_without_proposals_is_not_worth_a_message(house: Memory) -> None:
    assert told(house) is None


@pytest.mark.parametrize("version", [0, -1, 202600, 202613, 101, 999912, 10**15])
def test_a_month_that_is_none_has_nothing_to_tell(house: Memory, version: int) -> None:
    went(house, ("terras", "terras"))
    assert told(house, due=replace(DECEMBER, version=version)) is None


def test_it_says_how_many_were_right_and_what_was_mixed_up(house: Memory) -> None:
    went(house, *[("evenement", "evenement")] * 5, *[("evenement", "markt")] * 2, ("markt", "evenement"))
    went(house, *[("terras", "afval")] * 2, ("markt", "afval"), ("terras", "anders"), ("terras", "anders"))
    right, *mixed = lines(told(house))
    assert (right.key, right.values["right"], right.values["count"]) == ("learning.right", 5, 13)
    assert [(one.values["one"], one.values["other"], one.values["count"]) for one in mixed] == [
        (WHOLE.short("evenement"), WHOLE.short("markt"), 3),
        (WHOLE.short("afval"), WHOLE.short("terras"), 2),
    ]


def test_only_last_month_counts_on_the_clock_here(house: Memory) -> None:
    first, end = datetime(2026, 10, 31, 23, tzinfo=UTC), datetime(2026, 11, 30, 23, tzinfo=UTC)
    for moment in (first - timedelta(seconds=1), end):
        went(house, ("terras", "terras"), when=moment)
    assert told(house) is None
    for moment in (first, end - timedelta(seconds=1)):
        went(house, ("terras", "terras"), when=moment)
    (right,) = lines(told(house))
    assert right.values["count"] == 2
    assert told(house, due=replace(DECEMBER, version=202701)) is not None
    assert told(house, due=replace(DECEMBER, version=202702)) is None


def test_answers_that_are_past_their_date_are_named_by_topic(house: Memory) -> None:
    known = [one for topic in WHOLE.topics.values() for one in topic.known]
    day = max(one.review for one in known) + timedelta(days=1)
    (stale,) = lines(told(house, WHOLE, due=replace(DECEMBER, due_at=datetime.combine(day, MORNING.timetz()))))
    topics = stale.values["topics"]
    assert isinstance(topics, tuple)
    assert sum(int(str(one.values["count"])) for one in topics) == len(known)
    assert len(topics) == len({topic.key for topic in WHOLE.topics.values() if topic.known})
    day = min(one.review for one in known)
    assert told(house, WHOLE, due=replace(DECEMBER, due_at=datetime.combine(day, MORNING.timetz()))) is None


def test_at_night_it_makes_no_sound(house: Memory) -> None:
    went(house, ("terras", "terras"))
    by_day, by_night = told(house), told(house, moment=MORNING + timedelta(hours=14))
    assert by_day is not None
    assert by_night is not None
    assert (by_day.silent, by_night.silent) == (False, True)


@pytest.mark.parametrize(
    ("moment", "day", "version"),
    [
        (datetime(2026, 11, 24, 9, tzinfo=UTC), date(2026, 12, 1), 202612),
        (datetime(2026, 12, 24, 9, tzinfo=UTC), date(2027, 1, 4), 202701),
        (datetime(2026, 7, 31, 9, tzinfo=UTC), date(2026, 8, 3), 202608),
    ],
)
def test_it_is_planned_for_the_first_opening_of_the_next_month(
    house: Memory, moment: datetime, day: date, version: int
) -> None:
    assert plan(house, moment) == []
    went(house, ("terras", "terras"), when=moment)
    (row,) = plan(house, moment)
    assert (row.what, row.version, row.person_id, row.matter) == (Due.LEARNING_MONTH, version, EVERYBODY, None)
    local = row.due_at.astimezone(WHOLE.zone)
    assert (local.date(), local.time()) == (day, WHOLE.calendar.intervals(day)[0].opens)


def test_planned_again_it_is_there_once_and_the_month_after_follows(house: Memory) -> None:
    before = datetime(2026, 12, 1, 7, 59, tzinfo=UTC)
    went(house, ("terras", "terras"), ("terras", "markt"))
    went(house, ("terras", "terras"), when=before)
    assert [row.version for row in plan(house, before)] == [202612, 202701]
    assert len(plan(house, before)) == 2
    assert [row.version for row in plan(house, before + timedelta(minutes=1))] == [202612, 202701]


def test_it_is_for_every_manager_and_can_wait(house: Memory) -> None:
    monthly = Monthly(FRESH)
    found = house.within(lambda unit: monthly.people(unit, 0, 202612))
    assert [one.person.id for one in found] == [AMIRA.id]
    assert house.within(lambda unit: monthly.helps(unit, DECEMBER))
    assert not house.within(lambda unit: monthly.urgent(unit, DECEMBER))
    assert house.within(lambda unit: monthly.title(unit, DECEMBER)).key == "learning.month_title"
