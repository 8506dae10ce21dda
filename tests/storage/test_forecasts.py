"""What was thought of questions, and how it came out."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.domain.lesson import Forecast, Outcome
from bot.storage.database import Database
from bot.storage.unit import StorageUnit
from tests.storage.examples import DRAFT, LATER, NOW, known, sent, within

HOUR = timedelta(hours=1)


async def asked(database: Database, topics: Sequence[str]) -> None:
    """Store questions 1, 2, … that are about these topics."""

    def store(unit: StorageUnit) -> None:
        known(unit)
        for topic in topics:
            sent(unit, replace(DRAFT, topic=topic))

    await within(database, store)


async def think(database: Database, *proposed: str) -> None:
    """Store what was thought of questions 1, 2, …."""

    def store(unit: StorageUnit) -> None:
        for enquiry_id, topic in enumerate(proposed, 1):
            unit.forecasts.put(Forecast(enquiry_id, "one" if topic else "none", topic, (topic, "afval"), NOW))

    await within(database, store)


async def outcome(database: Database) -> Outcome:
    return await within(database, lambda unit: unit.forecasts.outcome(NOW - HOUR, NOW + HOUR))


async def test_without_forecasts_there_is_nothing_to_tell(database: Database) -> None:
    assert await outcome(database) == Outcome(0, 0)


async def test_what_was_taken_for_what_is_counted_the_most_frequent_first(database: Database) -> None:
    await asked(database, ["terras", "terras", "markt", "anders", "markt", "markt"])
    await think(database, "terras", "markt", "terras", "terras", "terras", "")
    confused = (("terras", "markt", 2), ("markt", "terras", 1), ("terras", "anders", 1))
    assert await outcome(database) == Outcome(5, 1, confused)


async def test_a_question_that_goes_elsewhere_later_was_taken_for_something_else(database: Database) -> None:
    await asked(database, ["terras"])
    await think(database, "terras")
    assert await outcome(database) == Outcome(1, 1)
    await database.run(lambda tx: tx.execute("UPDATE enquiries SET topic = 'markt'"))
    assert await outcome(database) == Outcome(1, 0, (("terras", "markt", 1),))


async def test_what_was_thought_last_takes_the_place_of_what_was_before(database: Database) -> None:
    await asked(database, ["markt"])
    await think(database, "terras")
    last = Forecast(1, "three", "markt", ("markt", "terras"), LATER)
    await within(database, lambda unit: unit.forecasts.put(last))
    assert await within(database, lambda unit: unit.forecasts.of_enquiry(1)) == last
    assert await within(database, lambda unit: unit.forecasts.of_enquiry(2)) is None
    assert await within(database, lambda unit: unit.forecasts.outcome(NOW - HOUR, LATER)) == Outcome(0, 0)
    assert await within(database, lambda unit: unit.forecasts.outcome(LATER, LATER + HOUR)) == Outcome(1, 1)


async def test_where_nothing_was_shown_nothing_comes_back(database: Database) -> None:
    await asked(database, ["anders"])
    nothing = Forecast(1, "none", "", (), NOW)
    await within(database, lambda unit: unit.forecasts.put(nothing))
    assert await within(database, lambda unit: unit.forecasts.of_enquiry(1)) == nothing


async def test_what_was_never_sent_is_not_counted(database: Database) -> None:
    def draft(unit: StorageUnit) -> None:
        known(unit)
        enquiry = unit.enquiries.add(DRAFT)
        unit.forecasts.put(Forecast(enquiry.id, "one", "terras", ("terras",), NOW))

    await within(database, draft)
    assert await outcome(database) == Outcome(0, 0)
