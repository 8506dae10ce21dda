"""Questions are found by what they are narrowed to, by words and names, by when they were asked."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.domain.assignment import READABLE, Assignment, Held
from bot.domain.contact import Contact
from bot.domain.enquiry import Answer, Enquiry, Status
from bot.domain.narrowing import Filter, Narrowed
from bot.storage.browsing import FOUND_BY_WORD
from bot.storage.database import Database
from bot.storage.unit import StorageUnit
from tests.storage.examples import ANNA, BRAM, DRAFT, LATER, NOW, known, sent, within

TODAY = "2026-11-23"
SOFIE = Contact(3, "Sofie Claes", "nl", NOW)
SOME = 9


def some(unit: StorageUnit, **values: Any) -> Enquiry:  # noqa: ANN401 - any field of an enquiry
    """Store a question that was sent and is like this."""
    status = values.pop("status", Status.NEW)
    return sent(unit, replace(DRAFT, status=status, **values))


def numbers(unit: StorageUnit, narrowed: Narrowed, offset: int = 0) -> list[int]:
    found = [one.number for one in unit.browsing.page(narrowed, TODAY, SOME, offset)]
    assert offset or unit.browsing.count(narrowed, TODAY) == len(found)
    return found


def search(unit: StorageUnit, *words: str, department: str = "") -> list[int]:
    found, total = unit.browsing.search([(word, word) for word in words], department, SOME)
    assert total == len(found)
    return [one.number for one in found]


def asked(unit: StorageUnit, person: Contact, *words: str) -> Enquiry:
    enquiry = some(unit, asker_id=person.id)
    unit.archive.index(enquiry.id, words)
    return enquiry


async def test_each_filter_shows_its_own_in_the_order_of_the_queue(database: Database) -> None:
    def work(unit: StorageUnit) -> None:
        known(unit)
        some(unit, promised_on=date(2026, 11, 30), owner_id=BRAM.id)
        some(unit, promised_on=date(2026, 11, 20), department="milieu", status=Status.ACCEPTED)
        some(unit, status=Status.ASKED, owner_id=BRAM.id)
        some(unit, status=Status.SNOOZED, promised_on=date(2026, 12, 1))
        some(unit, status=Status.CLOSED, owner_id=BRAM.id, department="milieu", promised_on=date(2026, 11, 1))
        some(unit, status=Status.ANSWERED, promised_on=date(2026, 11, 2))
        assert numbers(unit, Narrowed()) == [2, 1, 4, 6, 3]
        assert numbers(unit, Narrowed(), 3) == [6, 3]
        assert numbers(unit, Narrowed(Filter.LATE)) == [2]
        assert numbers(unit, Narrowed(Filter.NEW)) == [1]
        assert numbers(unit, Narrowed(Filter.MINE, owner_id=BRAM.id)) == [1, 3]
        assert numbers(unit, Narrowed(Filter.ASKER)) == [3]
        assert numbers(unit, Narrowed(Filter.LATER)) == [4]
        assert numbers(unit, Narrowed(Filter.DEPARTMENT, "milieu")) == [2]
        assert unit.browsing.by_department() == {"": 4, "milieu": 1}

    await within(database, work)


async def test_a_question_is_found_by_a_word_a_name_or_both(database: Database) -> None:
    def work(unit: StorageUnit) -> None:
        known(unit)
        unit.contacts.save(SOFIE)
        asked(unit, SOFIE, "terras", "kerstm")
        asked(unit, ANNA, "terras")
        asked(unit, SOFIE, "afval")
        assert search(unit, "terras") == [2, 1]
        assert search(unit, "terras", "kerstm") == [1]
        assert search(unit, "claes") == search(unit, "so") == [3, 1]
        assert search(unit, "terras", "claes") == [1]
        assert search(unit, "terras", "bram") == search(unit, "kroket") == search(unit) == search(unit, "") == []

    await within(database, work)


async def test_a_department_finds_nothing_that_it_gave_back(database: Database) -> None:
    def work(unit: StorageUnit) -> None:
        known(unit)
        for state in Held:
            enquiry = asked(unit, ANNA, "terras")
            unit.assignments.add(Assignment(0, enquiry.id, "milieu", BRAM.id, NOW, LATER, state))
            found = search(unit, "terras", department="milieu")
            assert (enquiry.number in found) is (state in READABLE), state
            period = unit.browsing.asked_between(NOW, LATER, "milieu", SOME)
            assert (enquiry.number in {one.enquiry.number for one in period}) is (state in READABLE), state

    await within(database, work)


async def test_a_department_finds_only_what_it_was_given(database: Database) -> None:
    def work(unit: StorageUnit) -> None:
        known(unit)
        first, _ = asked(unit, ANNA, "terras"), asked(unit, ANNA, "terras")
        unit.assignments.add(Assignment(0, first.id, "milieu", BRAM.id, NOW, LATER, Held.OFFERED))
        assert search(unit, "terras", department="milieu") == [1]
        assert search(unit, "terras", department="wonen") == []

    await within(database, work)


async def test_what_is_found_comes_a_page_at_a_time_with_how_many_there_are(database: Database) -> None:
    def work(unit: StorageUnit) -> None:
        known(unit)
        for _ in range(4):
            asked(unit, ANNA, "terras")
        found, total = unit.browsing.search([("terras", "terras")], "", 2, 2)
        assert ([one.number for one in found], total) == ([2, 1], 4)

    await within(database, work)


async def test_a_rare_word_finds_what_is_old_beside_one_that_everybody_uses(database: Database) -> None:
    def work(unit: StorageUnit) -> None:
        known(unit)
        asked(unit, ANNA, "terras", "kerstm")
        for _ in range(FOUND_BY_WORD + 1):
            asked(unit, BRAM, "terras")
        assert search(unit, "terras", "kerstm") == [1]

    await within(database, work)


async def test_a_new_name_takes_the_place_of_the_old_one(database: Database) -> None:
    def work(unit: StorageUnit) -> None:
        unit.contacts.save(SOFIE)
        asked(unit, SOFIE, "terras")
        unit.contacts.save(replace(SOFIE, name="Sofie Maes"))
        assert search(unit, "claes") == []
        assert search(unit, "maes") == [1]
        unit.contacts.save(BRAM)
        unit.contacts.forget(BRAM.id)

    await within(database, work)


async def test_names_of_before_are_noted_a_few_at_a_time(database: Database) -> None:
    await within(database, known)
    await database.run(lambda tx: tx.execute("DELETE FROM name_words"))

    def work(unit: StorageUnit) -> None:
        asked(unit, ANNA, "terras")
        assert search(unit, "anna") == []
        assert [unit.browsing.index_names(1) for _ in range(4)] == [True, True, False, False]
        assert search(unit, "anna") == [1]

    await within(database, work)


async def test_a_period_has_its_zone_and_its_first_answer(database: Database) -> None:
    def work(unit: StorageUnit) -> None:
        unit.contacts.save(replace(ANNA, zone="kern"))
        unit.contacts.save(BRAM)
        first = some(unit)
        other = unit.enquiries.add(replace(first, id=0, number=2, asker_id=BRAM.id, asked_at=LATER))
        for hours in (5, 2):
            unit.enquiries.add_answer(Answer(0, first.id, BRAM.id, "ja", NOW, sent_at=NOW + timedelta(hours=hours)))
        unit.assignments.add(Assignment(0, other.id, "milieu", BRAM.id, NOW, LATER, Held.OFFERED))
        between = unit.browsing.asked_between(NOW, LATER + timedelta(seconds=1), "", SOME)
        assert [(one.enquiry.number, one.zone, one.answered_at) for one in between] == [
            (1, "kern", NOW + timedelta(hours=2)),
            (2, "", None),
        ]
        assert [one.enquiry for one in unit.browsing.asked_between(NOW, LATER, "", SOME)] == [first]
        assert [one.enquiry for one in unit.browsing.asked_between(NOW, NOW + timedelta(days=1), "milieu", SOME)] == [
            other
        ]

    await within(database, work)


async def test_followers_and_open_questions_alike(database: Database) -> None:
    def work(unit: StorageUnit) -> None:
        known(unit)
        leader, follower = asked(unit, ANNA, "terras", "kerstm"), asked(unit, BRAM, "terras", "kerstm")
        closed = asked(unit, BRAM, "terras", "kerstm")
        unit.enquiries.save(replace(closed, status=Status.CLOSED))
        unit.enquiries.save(replace(follower, follows=leader.id))
        assert [one.id for one in unit.browsing.followers(leader.id)] == [follower.id]
        assert unit.browsing.followers(0) == unit.browsing.followers(follower.id) == []
        alike = unit.browsing.open_like(("terras", "kerstm"), leader.id, SOME)
        assert [one.id for one in alike] == [follower.id]
        assert unit.browsing.open_like((), leader.id, SOME) == []

    await within(database, work)
