"""A promised day that nobody kept: who hears what, before it is over."""

from datetime import date

import pytest

from bot.domain.due import Due, DueRow
from bot.domain.enquiry import Enquiry, Status, Step
from bot.domain.message import Message, Text
from bot.services.dates.delays import Delays
from bot.services.dates.escalation import Escalations
from bot.services.dates.gathering import Gathering
from bot.services.dates.holders import holders
from bot.services.dates.promises import PLACES
from bot.services.dates.warnings import Warnings
from tests.services.dates.dates_town import AMIRA, BART, JORIS, LIEN, SOFIE, TOWN, Hall, local

FRIDAY = date(2026, 11, 27)
TUESDAY_AFTER = date(2026, 12, 1)


@pytest.fixture
def hall() -> Hall:
    return Hall()


def due(what: Due, enquiry: Enquiry, version: int) -> DueRow:
    return DueRow(1, what, enquiry.id, version, 0, local(FRIDAY, 11, 30))


def passes(hall: Hall, enquiry: Enquiry, version: int = 1) -> Enquiry:
    """Let the day of that promise pass, and return the question as it is then."""
    hall.now = local(FRIDAY, 11, 30)
    hall.do(lambda unit: Delays(TOWN, hall.moves, Gathering(TOWN)).do(unit, due(Due.ENQUIRY_DELAY, enquiry, version)))
    return hall.stored(enquiry)


def told(hall: Hall, person_id: int) -> Message:
    (found,) = [message for one, message in hall.said if one == person_id]
    return found


def test_a_department_is_named_as_the_reason_where_it_lies_there(hall: Hall) -> None:
    enquiry = hall.given(hall.asked(), JORIS)
    moved = passes(hall, enquiry)
    assert (moved.promised_on, moved.promises, moved.missed_on) == (TUESDAY_AFTER, 2, FRIDAY)
    reason = told(hall, SOFIE.id).text.values["reason"]
    assert isinstance(reason, Text)
    assert (reason.key, reason.values["department"]) == (
        "dates.needs_department",
        TOWN.departments["mobiliteit"].name,
    )
    assert hall.heard() == [(SOFIE.id, "dates.longer"), (JORIS.id, "dates.moved"), (AMIRA.id, "dates.moved")]


@pytest.mark.parametrize("step", [Step.ANSWER, Step.ASK_BACK, Step.WITHDRAW])
def test_nobody_hears_anything_once_the_asker_does_not_wait(hall: Hall, step: Step) -> None:
    enquiry = hall.asked()
    taken = hall.takes(enquiry, step)
    hall.heard()
    assert passes(hall, enquiry) == taken
    assert hall.heard() == []


def test_a_row_of_an_earlier_promise_moves_nothing(hall: Hall) -> None:
    enquiry = hall.asked()
    moved = passes(hall, enquiry)
    hall.heard()
    assert passes(hall, enquiry) == moved
    assert hall.heard() == []
    hall.do(
        lambda unit: Delays(TOWN, hall.moves, Gathering(TOWN)).do(
            unit, DueRow(1, Due.ENQUIRY_DELAY, 99, 1, 0, hall.now)
        )
    )


def test_a_day_that_passed_while_we_were_away_is_moved_to_one_that_is_still_to_come(hall: Hall) -> None:
    enquiry = hall.asked()
    hall.now = local(date(2026, 12, 2), 10)
    hall.do(lambda unit: Delays(TOWN, hall.moves, Gathering(TOWN)).do(unit, due(Due.ENQUIRY_DELAY, enquiry, 1)))
    assert hall.stored(enquiry).promised_on == date(2026, 12, 4)


def test_on_offer_the_whole_department_has_it_and_taken_one_colleague(hall: Hall) -> None:
    offered = hall.given(hall.asked())
    assert [one.id for one in hall.do(lambda unit: holders(unit, offered))] == [AMIRA.id, JORIS.id, LIEN.id]
    taken = hall.given(hall.asked(), LIEN)
    assert [one.id for one in hall.do(lambda unit: holders(unit, taken))] == [LIEN.id]


def test_who_is_away_is_stood_in_for(hall: Hall) -> None:
    taken = hall.given(hall.asked(), LIEN)
    hall.do(lambda unit: unit.staff.set_away(LIEN.id, local(TUESDAY_AFTER, 9), JORIS.id))
    assert [one.id for one in hall.do(lambda unit: holders(unit, taken))] == [JORIS.id]
    own = hall.asked()
    hall.do(lambda unit: unit.staff.set_away(AMIRA.id, local(TUESDAY_AFTER, 9), 0))
    assert [one.id for one in hall.do(lambda unit: holders(unit, own))] == [AMIRA.id]


def test_what_nobody_has_any_more_is_the_managers(hall: Hall) -> None:
    taken = hall.given(hall.asked(), LIEN)
    hall.do(lambda unit: unit.staff.revoke(LIEN.id, hall.now))
    assert [one.id for one in hall.do(lambda unit: holders(unit, taken))] == [AMIRA.id]


def test_a_warning_is_for_those_who_have_it_and_of_one_promise(hall: Hall) -> None:
    enquiry = hall.given(hall.asked())
    warnings, row = Warnings(), due(Due.ENQUIRY_SOON, enquiry, 1)
    found = hall.do(lambda unit: warnings.people(unit, enquiry.id, 1))
    assert [one.person.id for one in found] == [AMIRA.id, JORIS.id, LIEN.id]
    message = hall.do(lambda unit: warnings.message(unit, row, JORIS))
    assert message is not None
    assert message.text.values["promised"] == FRIDAY
    assert hall.do(lambda unit: warnings.message(unit, row, SOFIE)) is None
    hall.takes(enquiry, Step.ASK_BACK)
    assert hall.do(lambda unit: warnings.message(unit, row, JORIS)) is None
    assert hall.do(lambda unit: warnings.people(unit, enquiry.id, 1)) == []
    assert hall.do(lambda unit: warnings.title(unit, row)).values["number"] == enquiry.number
    assert hall.do(lambda unit: warnings.helps(unit, row)) is True
    assert hall.do(lambda unit: warnings.urgent(unit, row)) is False


def people(hall: Hall, enquiry: Enquiry, place: int) -> list[int]:
    found = hall.do(lambda unit: Escalations(TOWN).people(unit, enquiry.id, PLACES + place))
    return [one.person.id for one in found]


def test_each_step_names_its_people(hall: Hall) -> None:
    enquiry = passes(hall, hall.given(hall.asked(), JORIS))
    assert [people(hall, enquiry, place) for place in range(4)] == [[JORIS.id, LIEN.id], [AMIRA.id], [BART.id], []]
    hall.takes(enquiry, Step.ANSWER)
    assert [people(hall, enquiry, place) for place in range(3)] == [[], [], []]


def test_an_administrator_reads_the_number_the_place_and_the_days(hall: Hall) -> None:
    enquiry = passes(hall, hall.asked())
    row = due(Due.ENQUIRY_LATE, enquiry, PLACES + 2)
    message = hall.do(lambda unit: Escalations(TOWN).message(unit, row, BART))
    assert message is not None
    assert (message.key, message.rows) == ("dates.late_bare", ())
    assert set(message.text.values) == {"number", "count", "where"}
    assert message.text.values["count"] == 5


def test_who_works_here_no_more_hears_nothing_of_it(hall: Hall) -> None:
    enquiry = passes(hall, hall.asked())
    row = due(Due.ENQUIRY_LATE, enquiry, PLACES)
    assert hall.do(lambda unit: Escalations(TOWN).message(unit, row, SOFIE)) is None
    assert hall.do(lambda unit: Escalations(TOWN).message(unit, row, AMIRA)) is not None


def test_what_a_colleague_put_off_still_lies_with_the_department(hall: Hall) -> None:
    enquiry = hall.given(hall.asked(), JORIS)
    hall.takes(enquiry, Step.SNOOZE, JORIS)
    hall.heard()
    moved = passes(hall, enquiry)
    assert (moved.status, moved.promises) == (Status.SNOOZED, 2)
    reason = told(hall, SOFIE.id).text.values["reason"]
    assert isinstance(reason, Text)
    assert reason.key == "dates.needs_department"
