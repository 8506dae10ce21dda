"""The overview of the morning: when it comes, to whom, and what it counts."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial

import pytest

from bot.domain.contact import Contact
from bot.domain.due import Due, DueRow
from bot.domain.enquiry import Enquiry, Step
from bot.domain.message import Message, Text
from bot.services.dates.morning import Mornings
from bot.storage.unit import StorageUnit
from tests.screen_rules import broken_rules
from tests.services.dates.dates_town import AMIRA, BART, CATALOGUES, JORIS, LIEN, NOW, SOFIE, TOWN, Hall, local

WEDNESDAY = date(2026, 11, 25)
ROW = DueRow(1, Due.DIGEST_MORNING, 0, 20261125, 0, local(WEDNESDAY, 9))


@pytest.fixture
def hall() -> Hall:
    return Hall()


def morning(hall: Hall, person: Contact = AMIRA) -> Message | None:
    hall.now = local(WEDNESDAY, 9)
    found = hall.do(lambda unit: Mornings(TOWN).message(unit, ROW, person))
    assert found is None or not list(broken_rules(found, CATALOGUES, TOWN.languages))
    return found


def lines(message: Message | None) -> list[Text]:
    assert message is not None
    found = message.text.values["lines"]
    assert isinstance(found, tuple)
    return list(found)


@pytest.mark.parametrize(
    ("now", "days"),
    [
        (NOW, [WEDNESDAY]),
        (local(WEDNESDAY, 8), [WEDNESDAY, date(2026, 11, 26)]),
        (local(date(2026, 11, 27), 15), [date(2026, 11, 30)]),
        (local(date(2026, 11, 28), 15), [date(2026, 11, 30), date(2026, 12, 1)]),
        (local(date(2026, 3, 27), 15), [date(2026, 3, 30)]),
        (local(date(2026, 10, 24), 15), [date(2026, 10, 26), date(2026, 10, 27)]),
        (local(date(2026, 12, 24), 15), [date(2026, 12, 28)]),
    ],
)
def test_it_is_planned_for_the_opening_of_each_working_day(hall: Hall, now: datetime, days: list[date]) -> None:
    hall.now = now
    for _ in range(2):
        hall.do(lambda unit: Mornings(TOWN).plan(unit))
    assert [row.due_at for row in hall.rows(Due.DIGEST_MORNING)] == [local(day, 9) for day in days]
    assert [row.version for row in hall.rows(Due.DIGEST_MORNING)] == [int(f"{day:%Y%m%d}") for day in days]


def test_it_is_for_managers_and_colleagues_who_are_there(hall: Hall) -> None:
    hall.now = local(WEDNESDAY, 9)
    hall.do(lambda unit: unit.staff.set_away(LIEN.id, hall.now + timedelta(days=3), 0))
    found = hall.do(lambda unit: Mornings(TOWN).people(unit, 0, ROW.version))
    assert {one.person.id for one in found} == {AMIRA.id, JORIS.id}
    assert hall.do(lambda unit: Mornings(TOWN).people(unit, 0, 20261124)) == []


def test_it_says_nothing_when_nothing_is_open_or_the_day_is_over(hall: Hall) -> None:
    assert morning(hall) is None
    enquiry = hall.asked()
    assert morning(hall) is not None
    assert morning(hall, JORIS) is None
    assert morning(hall, BART) is None
    hall.takes(enquiry, Step.ANSWER)
    assert morning(hall) is None
    hall.asked()
    hall.now = local(date(2026, 11, 26), 9)
    assert hall.do(lambda unit: Mornings(TOWN).message(unit, ROW, AMIRA)) is None


def test_a_manager_reads_where_things_lie_late_ones_first(hall: Hall) -> None:
    for _ in range(2):
        hall.asked()
    late = hall.given(hall.asked(), JORIS)
    moved = late.after(Step.POSTPONE, hall.now).missing().promising(date(2026, 12, 1))
    hall.do(lambda unit: unit.enquiries.save(replace(moved, missed_on=date(2026, 11, 20))))
    asked_back = hall.asked()
    hall.takes(asked_back, Step.ASK_BACK)
    hall.now = local(date(2026, 11, 24), 21)
    hall.asked()
    message = morning(hall)
    assert message is not None
    assert (message.key, message.text.values["count"], message.text.values["late"]) == ("dates.morning_late", 4, 1)
    first, second, waits, new = lines(message)
    assert (first.key, first.values["count"], first.values["late"]) == ("dates.morning_place_late", 1, 1)
    assert (second.key, second.values["count"]) == ("dates.morning_place", 3)
    assert (waits.key, waits.values["count"]) == ("dates.morning_others", 1)
    assert (new.key, new.values["count"]) == ("dates.morning_new", 1)
    button = message.rows[0][0]
    assert (button.action, button.args) == ("queue.show", (late.id,))


def _lies_with(unit: StorageUnit, enquiry: Enquiry, department: str) -> None:
    unit.enquiries.save(enquiry.about(enquiry.topic, department))


def test_many_departments_are_counted_together(hall: Hall) -> None:
    for department in list(TOWN.departments)[:7]:
        enquiry = hall.given(hall.asked(), JORIS)
        hall.do(partial(_lies_with, enquiry=enquiry, department=department))
    shown = lines(morning(hall))
    assert [one.key for one in shown] == ["dates.morning_place"] * 3 + ["dates.morning_elsewhere"]
    assert shown[-1].values["count"] == 4


def test_a_colleague_reads_what_is_on_offer_and_what_they_took(hall: Hall) -> None:
    offered, own = hall.given(hall.asked()), hall.given(hall.asked(), JORIS)
    hall.given(hall.asked(), LIEN)
    hall.asked()
    message = morning(hall, JORIS)
    assert [one.values["number"] for one in lines(message)] == [offered.number, own.number]
    for _ in range(5):
        hall.given(hall.asked(), JORIS)
    shown = lines(morning(hall, JORIS))
    assert [one.key for one in shown] == ["dates.morning_line"] * 4 + ["dates.morning_more"]
    assert shown[-1].values["count"] == 3


def test_an_asker_reads_none(hall: Hall) -> None:
    hall.asked()
    assert morning(hall, SOFIE) is None
    assert hall.do(lambda unit: Mornings(TOWN).title(unit, ROW)).key == "dates.morning_title"
