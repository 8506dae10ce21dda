import asyncio
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date, timedelta

import pytest

from bot.domain.enquiry import OPEN, WAITING_FOR_TOWN, Enquiry, Standing, Status
from bot.storage.database import Database, StorageError
from bot.storage.enquiries import OPEN_SQL, WAITING_SQL
from bot.storage.unit import StorageUnit
from tests.storage.examples import ANNA, BRAM, DRAFT, LATER, NOW, known, part, sent, within


@pytest.mark.parametrize(("sql", "statuses"), [(OPEN_SQL, OPEN), (WAITING_SQL, WAITING_FOR_TOWN)])
def test_the_sql_means_what_the_domain_means(sql: str, statuses: frozenset[Status]) -> None:
    assert set(sql.split("'")[1::2]) == {status.value for status in statuses}


async def test_an_enquiry_gets_an_id_and_comes_back_as_stored(database: Database) -> None:
    await within(database, known)
    stored = await within(database, lambda unit: unit.enquiries.add(DRAFT))
    assert stored == replace(DRAFT, id=stored.id)
    assert stored.id > 0
    assert await within(database, lambda unit: unit.enquiries.get(stored.id)) == stored
    assert await within(database, lambda unit: unit.enquiries.get(stored.id + 1)) is None


@pytest.mark.parametrize("satisfied", [True, False, None])
async def test_every_field_can_change(database: Database, satisfied: bool | None) -> None:
    await within(database, known)
    stored = await within(database, lambda unit: unit.enquiries.add(DRAFT))
    changed = Enquiry(
        id=stored.id,
        asker_id=BRAM.id,
        status=Status.REOPENED,
        language="nl",
        summary="\u2019t is \U0001f9c1",
        started_at=LATER,
        changed_at=LATER,
        number=4503599627370495,
        topic="terras",
        department="ruimte",
        owner_id=BRAM.id,
        asked_at=LATER,
        promised_on=date(2026, 11, 26),
        satisfied=satisfied,
        promises=2,
        resumes=Status.ACCEPTED,
        paused_until=LATER,
        follows=7_000_000_000,
        busy_id=7_000_000_001,
        busy_until=LATER,
        missed_on=date(2026, 11, 25),
    )
    unset = {one.name for one in fields(Enquiry) if getattr(changed, one.name) == getattr(stored, one.name)}
    assert unset <= {"id", "satisfied"}
    await within(database, lambda unit: unit.enquiries.save(changed))
    assert await within(database, lambda unit: unit.enquiries.get(stored.id)) == changed
    assert await within(database, lambda unit: unit.enquiries.by_number(changed.number)) == changed


async def test_numbers_are_given_once_and_in_order_also_when_many_ask(database: Database) -> None:
    numbers = await asyncio.gather(*[within(database, lambda unit: unit.enquiries.next_number()) for _ in range(70)])
    assert numbers == list(range(1, 71))


async def test_a_number_that_was_not_used_is_given_again(database: Database) -> None:
    def ask_and_fail(unit: StorageUnit) -> None:
        unit.enquiries.next_number()
        raise ValueError("refused")

    with pytest.raises(ValueError, match="refused"):
        await within(database, ask_and_fail)
    assert await within(database, lambda unit: unit.enquiries.next_number()) == 1


async def test_without_its_counter_no_number_is_made_up(database: Database) -> None:
    await database.run(lambda tx: tx.execute("DELETE FROM counters"))
    with pytest.raises(LookupError):
        await within(database, lambda unit: unit.enquiries.next_number())


async def test_a_number_belongs_to_one_enquiry(database: Database) -> None:
    await within(database, known)
    await within(database, lambda unit: unit.enquiries.add(replace(DRAFT, status=Status.NEW, number=1)))
    with pytest.raises(StorageError):
        await within(database, lambda unit: unit.enquiries.add(replace(DRAFT, status=Status.NEW, number=1)))
    assert await within(database, lambda unit: unit.enquiries.by_number(2)) is None
    assert await within(database, lambda unit: unit.enquiries.by_number(0)) is None


async def test_an_asker_has_one_draft_at_most(database: Database) -> None:
    await within(database, known)
    assert await within(database, lambda unit: unit.enquiries.draft_of(ANNA.id)) is None
    draft = await within(database, lambda unit: unit.enquiries.add(DRAFT))
    await within(database, lambda unit: unit.enquiries.add(replace(DRAFT, asker_id=BRAM.id)))
    assert await within(database, lambda unit: unit.enquiries.draft_of(ANNA.id)) == draft
    with pytest.raises(StorageError):
        await within(database, lambda unit: unit.enquiries.add(DRAFT))


async def test_the_latest_sent_is_the_one_with_the_highest_number(database: Database) -> None:
    await within(database, known)
    assert await within(database, lambda unit: unit.enquiries.latest_sent_of(ANNA.id)) is None
    await within(database, sent)
    latest = await within(database, lambda unit: sent(unit, replace(DRAFT, status=Status.CLOSED)))
    await within(database, lambda unit: (unit.enquiries.add(DRAFT), sent(unit, replace(DRAFT, asker_id=BRAM.id))))
    assert await within(database, lambda unit: unit.enquiries.latest_sent_of(ANNA.id)) == latest


async def test_an_askers_open_enquiries_come_first_then_the_newest(database: Database) -> None:
    def fill(unit: StorageUnit) -> None:
        known(unit)
        for status in (Status.CLOSED, Status.NEW, Status.CLOSED, Status.ANSWERED, Status.REOPENED):
            sent(unit, replace(DRAFT, status=status))
        unit.enquiries.add(DRAFT)
        unit.enquiries.add(replace(DRAFT, status=Status.DISCARDED))
        sent(unit, replace(DRAFT, asker_id=BRAM.id))

    def numbers(limit: int, offset: int = 0) -> Callable[[StorageUnit], list[int]]:
        return lambda unit: [found.number for found in unit.enquiries.of_asker(ANNA.id, limit, offset)]

    await within(database, fill)
    assert await within(database, numbers(10)) == [5, 4, 2, 3, 1]
    assert await within(database, numbers(2, offset=2)) == [2, 3]
    assert await within(database, lambda unit: unit.enquiries.count_of_asker(ANNA.id)) == (3, 5)
    assert await within(database, lambda unit: unit.enquiries.count_of_asker(9)) == (0, 0)


async def test_the_queue_has_those_who_wait_first_by_promised_day_then_by_number(database: Database) -> None:
    days = (date(2026, 11, 27), date(2026, 11, 25), date(2026, 11, 25), None, date(2026, 11, 1), date(2026, 11, 2))
    statuses = (Status.NEW, Status.NEW, Status.REOPENED, Status.NEW, Status.ANSWERED, Status.CLOSED)

    def fill(unit: StorageUnit) -> None:
        known(unit)
        for day, status in zip(days, statuses, strict=True):
            sent(unit, replace(DRAFT, status=status, promised_on=day))
        unit.enquiries.add(DRAFT)

    await within(database, fill)
    assert await within(database, lambda unit: [found.number for found in unit.enquiries.queue(10)]) == [2, 3, 1, 4, 5]
    assert await within(database, lambda unit: [found.number for found in unit.enquiries.queue(2, 1)]) == [3, 1]


async def test_late_are_those_who_wait_past_the_promised_day(database: Database) -> None:
    def fill(unit: StorageUnit) -> None:
        known(unit)
        for status in (Status.NEW, Status.REOPENED, Status.ANSWERED, Status.CLOSED):
            sent(unit, replace(DRAFT, status=status, promised_on=date(2026, 11, 25)))
        sent(unit)

    assert await within(database, lambda unit: unit.enquiries.count_open("2026-11-26")) == (0, 0)
    await within(database, fill)
    assert await within(database, lambda unit: unit.enquiries.count_open("2026-11-25")) == (4, 0)
    assert await within(database, lambda unit: unit.enquiries.count_open("2026-11-26")) == (4, 2)


async def test_an_album_leads_to_the_enquiry_of_its_first_pictures(database: Database) -> None:
    def fill(unit: StorageUnit) -> Enquiry:
        known(unit)
        enquiry, other = sent(unit), sent(unit, replace(DRAFT, asker_id=BRAM.id))
        unit.enquiries.add_part(part(enquiry, message_id=1, album="7"))
        unit.enquiries.add_part(part(enquiry, message_id=2))
        unit.enquiries.add_part(part(other, message_id=3, album="7"))
        return enquiry

    enquiry = await within(database, fill)
    assert await within(database, lambda unit: unit.enquiries.of_album(ANNA.id, "7")) == enquiry
    assert await within(database, lambda unit: unit.enquiries.of_album(ANNA.id, "8")) is None
    assert await within(database, lambda unit: unit.enquiries.of_album(ANNA.id, "")) is None


async def test_a_moment_comes_back_in_utc_whatever_its_zone_was(database: Database) -> None:
    await within(database, known)
    stored = await within(database, lambda unit: unit.enquiries.add(replace(DRAFT, changed_at=NOW.astimezone())))
    found = await within(database, lambda unit: unit.enquiries.get(stored.id))
    assert found is not None
    assert found.changed_at == NOW
    assert found.changed_at.utcoffset() == NOW.utcoffset()


async def test_recent_ones_are_those_that_were_sent_since_the_newest_first(database: Database) -> None:
    def store(unit: StorageUnit) -> list[Enquiry]:
        known(unit)
        unit.enquiries.add(DRAFT)
        found = [sent(unit) for _ in range(3)]
        moved = [replace(one, asked_at=NOW + timedelta(days=days)) for one, days in zip(found, (2, 0, 3), strict=True)]
        for one in moved:
            unit.enquiries.save(one)
        return moved

    middle, old, new = await within(database, store)
    assert await within(database, lambda unit: unit.enquiries.recent(NOW - timedelta(days=1), 9)) == [new, middle, old]
    assert await within(database, lambda unit: unit.enquiries.recent(NOW, 9)) == [new, middle]
    assert await within(database, lambda unit: unit.enquiries.recent(NOW, 1)) == [new]


async def test_what_is_open_is_counted_by_state_and_department(database: Database) -> None:
    def store(unit: StorageUnit) -> None:
        known(unit)
        on, missed = date(2026, 11, 26), date(2026, 11, 20)
        there = replace(DRAFT, department="ruimte", promised_on=on)
        for enquiry in (
            replace(DRAFT, promised_on=on),
            there,
            replace(there, missed_on=missed),
            replace(there, status=Status.ACCEPTED, promised_on=missed),
            replace(there, status=Status.ANSWERED, promised_on=missed),
            replace(there, status=Status.CLOSED, promised_on=missed),
        ):
            sent(unit, enquiry)
        unit.enquiries.add(DRAFT)

    await within(database, store)
    assert await within(database, lambda unit: list(unit.enquiries.standing("2026-11-26"))) == [
        Standing(Status.ACCEPTED, "ruimte", 1, 1),
        Standing(Status.ANSWERED, "ruimte", 1, 0),
        Standing(Status.NEW, "", 1, 0),
        Standing(Status.NEW, "ruimte", 2, 1),
    ]


async def test_what_was_missed_stands_where_its_first_day_puts_it(database: Database) -> None:
    def store(unit: StorageUnit) -> None:
        known(unit)
        sent(unit, replace(DRAFT, promised_on=date(2026, 11, 26)))
        sent(unit, replace(DRAFT, promised_on=date(2026, 11, 30), missed_on=date(2026, 11, 25)))

    await within(database, store)
    queue = await within(database, lambda unit: unit.enquiries.queue(5))
    assert [enquiry.number for enquiry in queue] == [2, 1]
    assert await within(database, lambda unit: unit.enquiries.count_open("2026-11-26")) == (2, 1)
