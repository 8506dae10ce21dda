"""Notices that grow into one list: what it is about, what stands in it when it leaves, and what never merges."""

from dataclasses import replace

import pytest

from bot.domain.assignment import Held
from bot.domain.contact import Contact
from bot.domain.due import Due, DueRow, DueState
from bot.domain.enquiry import Enquiry, Step
from bot.domain.message import Message, Text, Value, text
from bot.services.clock.digest import due_ids
from bot.services.dates.gathering import GATHER_SECONDS, LONGEST_SUBJECT, Gathering, about_one
from bot.services.desk import build_desk
from bot.services.ports import Delivery, Lane, Outgoing, State
from bot.storage.unit import StorageUnit
from tests.services.dates.dates_town import AMIRA, BART, CATALOGUES, JORIS, NOW, TOWN, Hall

GATHERING = Gathering(TOWN)
DESK = build_desk(TOWN, CATALOGUES)


@pytest.fixture
def hall() -> Hall:
    return Hall()


def notice(key: str) -> Message:
    """Return a notice that has its key, in words that are short."""
    values: dict[str, Value] = {"number": 1, "title": "terras", "count": 1, "where": "ons", "card": "…"}
    values |= {"promised": NOW, "missed": NOW}
    return Message(text(f"dates.{key}", **values))


def owes(hall: Hall, subject: str, key: str = "moved", to: Contact = AMIRA) -> None:
    """Owe it in a transaction of its own, as after a restart: nothing is remembered but what is stored."""
    hall.do(lambda unit: Gathering(TOWN).owe(unit, to, subject, notice(key)))


def row_of(hall: Hall, enquiry: Enquiry, what: Due = Due.ENQUIRY_LATE, to: Contact = AMIRA, version: int = 1) -> str:
    """Return the subject of a due row that is owed to that person."""

    def plan(unit: StorageUnit) -> str:
        unit.dues.plan([DueRow(0, what, enquiry.id, version, to.id, NOW, state=DueState.OWED)])
        planned = unit.dues.find(what, enquiry.id, version, to.id)
        assert planned is not None
        return f"due:{planned.id}"

    return hall.do(plan)


def waiting(hall: Hall, person: Contact = AMIRA) -> list[Outgoing]:
    """Return what did not leave yet to that person, in order."""
    return [one for one in hall.do(lambda unit: unit.outbox.pending(0, 500)) if one.chat_id == person.id]


def leaves(hall: Hall, row: Outgoing) -> Outgoing:
    found = hall.do(lambda unit: DESK.deliveries.claim(unit, row.id))
    assert found is not None
    return found


def lines(row: Outgoing) -> list[tuple[str, int]]:
    """Return the key of each line, with each number that it names."""
    said = row.message.text.values["lines"]
    assert isinstance(said, tuple)
    return [(line.key, number) for line in said for number in numbers(line)]


def numbers(line: Text) -> list[int]:
    named = line.values.get("numbers", (line,))
    assert isinstance(named, tuple)
    return [int(str(one.values["number"])) for one in named]


def test_one_alone_is_as_it_is(hall: Hall) -> None:
    enquiry = hall.asked()
    owes(hall, f"card:{enquiry.id}")
    (row,) = waiting(hall)
    assert (row.subject, row.lane) == (f"card:{enquiry.id}", Lane.NOTICE)
    assert leaves(hall, row).message == notice("moved")
    assert hall.do(lambda unit: unit.outbox.pending(0, 9))[0].message == notice("moved")


def test_it_waits_a_moment_for_others(hall: Hall) -> None:
    def owe(unit: StorageUnit) -> float:
        GATHERING.owe(unit, AMIRA, "card:1", notice("moved"))
        return unit.fresh[0].hold

    assert hall.do(owe) == GATHER_SECONDS


def test_those_that_wait_are_one_list_that_keeps_every_due_row(hall: Hall) -> None:
    first, second, third = hall.asked(), hall.asked(), hall.asked()
    subjects = [row_of(hall, first), f"card:{second.id}", row_of(hall, third)]
    for subject in subjects:
        owes(hall, subject)
    (row,) = waiting(hall)
    ids = [int(subject.removeprefix("due:")) for subject in (subjects[0], subjects[2])]
    assert due_ids(row.subject) == tuple(ids)
    left = leaves(hall, row)
    assert [number for _, number in lines(left)] == [1, 2, 3]
    assert left.message.text.values["count"] == 3
    assert hall.do(lambda unit: unit.outbox.pending(0, 9))[0].message == left.message
    delivery = Delivery(left.id, AMIRA.id, State.DELIVERED, 77, "", left.subject, NOW)
    hall.do(lambda unit: DESK.deliveries.record(unit, [delivery]))
    rows = hall.do(lambda unit: [unit.dues.get(due_id) for due_id in ids])
    assert [row.state for row in rows if row is not None] == [DueState.DELIVERED] * 2


def test_what_leaves_grows_no_more(hall: Hall) -> None:
    first, second = hall.asked(), hall.asked()
    owes(hall, f"card:{first.id}")
    leaves(hall, waiting(hall)[0])
    owes(hall, f"card:{second.id}")
    assert [row.subject for row in waiting(hall)] == [f"card:{first.id}", f"card:{second.id}"]


def test_each_person_has_their_own_and_other_messages_stay_alone(hall: Hall) -> None:
    first, second = hall.asked(), hall.asked()
    hall.do(lambda unit: unit.outbox.put(AMIRA, notice("soon"), subject="card:9", merge_key="card:9"))
    owes(hall, f"card:{first.id}")
    owes(hall, f"card:{second.id}", to=BART)
    assert [row.subject for row in waiting(hall)] == ["card:9", f"card:{first.id}"]
    assert [row.subject for row in waiting(hall, BART)] == [f"card:{second.id}"]


def test_what_was_answered_meanwhile_needs_nothing_any_more(hall: Hall) -> None:
    first, second = hall.asked(), hall.asked()
    for one in (first, second):
        owes(hall, row_of(hall, one, Due.ENQUIRY_SOON))
    hall.takes(first, Step.ANSWER)
    left = leaves(hall, waiting(hall)[0])
    assert lines(left) == [("dates.gathered_soon", 2), ("dates.gathered_done", 1)]
    assert [button.args for row in left.message.rows for button in row] == [(second.id,), (0,)]


def test_a_list_of_which_nothing_is_left_says_so(hall: Hall) -> None:
    found = [hall.asked() for _ in range(2)]
    for one in found:
        owes(hall, row_of(hall, one))
        hall.takes(one, Step.ANSWER)
    left = leaves(hall, waiting(hall)[0])
    assert left.message.key == "dates.gathered_over"
    assert numbers(left.message.text) == [1, 2]
    assert left.message.rows == ()


def test_a_colleague_reads_no_word_of_what_is_theirs_no_more(hall: Hall) -> None:
    first, second = (hall.given(hall.asked(), JORIS) for _ in range(2))
    for one in (first, second):
        owes(hall, row_of(hall, one, Due.ENQUIRY_SOON, JORIS), to=JORIS)

    def recall(unit: StorageUnit) -> None:
        (held,) = unit.assignments.of_enquiry(first.id)
        unit.assignments.save(held.ended(Held.RECALLED, NOW))

    hall.do(recall)
    left = leaves(hall, waiting(hall, JORIS)[0])
    assert lines(left) == [("dates.gathered_soon", 2), ("dates.gathered_done", 1)]
    assert left.message.rows[-1][0].action == "hold.list"


def test_late_ones_come_first_and_all_numbers_are_named(hall: Hall) -> None:
    found = [hall.asked() for _ in range(8)]
    late = found[-1]
    hall.do(lambda unit: unit.enquiries.save(replace(late, missed_on=late.promised_on)))
    for one in found:
        owes(hall, row_of(hall, one))
    left = leaves(hall, waiting(hall)[0])
    assert lines(left)[0] == ("dates.gathered_late", 8)
    assert lines(left)[4:] == [("dates.gathered_rest", number) for number in (4, 5, 6, 7)]
    assert left.message.rows[-1][0].action == "queue.only"


def test_an_administrator_reads_numbers_days_and_places_alone(hall: Hall) -> None:
    for _ in range(2):
        owes(hall, row_of(hall, hall.asked(), to=BART), to=BART)
    left = leaves(hall, waiting(hall, BART)[0])
    assert (left.message.key, left.message.rows) == ("dates.gathered_bare", ())
    assert "mag dat" not in str(left.message)


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        (("moved", "late"), "late"),
        (("late", "moved"), "late"),
        (("woken", "soon"), "woken"),
        (("soon", "late_bare"), "late_bare"),
    ],
)
def test_of_several_about_one_question_the_one_that_says_most_stands(
    hall: Hall, keys: tuple[str, str], shown: str
) -> None:
    enquiry = hall.asked()
    for version, key in enumerate(keys):
        owes(hall, row_of(hall, enquiry, version=version), key)
    (row,) = waiting(hall)
    left = leaves(hall, row)
    assert left.message == notice(shown)
    assert len(due_ids(left.subject)) == 2
    assert hall.do(lambda unit: about_one(unit, left.subject)) == enquiry.id


def test_the_same_notice_twice_is_one(hall: Hall) -> None:
    enquiry = hall.asked()
    for _ in range(2):
        owes(hall, f"card:{enquiry.id}")
    assert [row.subject for row in waiting(hall)] == [f"card:{enquiry.id}"]


def test_a_list_is_about_no_one_question(hall: Hall) -> None:
    first, second = hall.asked(), hall.asked()
    for subject in (f"dates:c{first.id},c{second.id}", "dates:77", "card:1", ""):
        assert hall.do(lambda unit, subject=subject: about_one(unit, subject)) == 0  # type: ignore[misc]


def test_subjects_stay_short_enough_to_be_indexed_and_none_is_lost(hall: Hall) -> None:
    enquiry = hall.asked()
    subjects = [row_of(hall, enquiry, version=version) for version in range(900)]

    def owe_all(unit: StorageUnit) -> None:
        for one in subjects:
            GATHERING.owe(unit, AMIRA, one, notice("late"))

    hall.do(owe_all)
    rows = waiting(hall)
    assert len(rows) == 2
    assert max(len(row.subject) for row in rows) <= LONGEST_SUBJECT
    assert sorted(due_id for row in rows for due_id in due_ids(row.subject)) == list(
        range(due_ids(subjects[0])[0], due_ids(subjects[-1])[0] + 1)
    )
