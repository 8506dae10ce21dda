"""Many promised days at once: staff get one growing list, askers a message each, and nobody misses a question."""

from dataclasses import replace

import pytest

from bot.domain.access import Role
from bot.domain.due import Due
from bot.domain.enquiry import Author, Enquiry, Part, Status, Step
from bot.services.dates.gathering import LONGEST_SUBJECT
from bot.services.ports import Unit
from tests.dialogue import Dialogue, Person, Shown
from tests.handlers.scenes import ANSWER, asks
from tests.handlers.test_dates import becomes, on

LISTS = ("dates.gathered", "dates.gathered_bare")


async def asked(talk: Dialogue, asker: Person, manager: Person, count: int) -> None:
    """Let so many questions be sent at this moment, of which nobody saw a card."""
    town, moves = talk.bot.town, talk.bot.desk.moves

    def send(unit: Unit) -> None:
        draft = unit.enquiries.add(Enquiry(0, asker.id, Status.DRAFT, "nl", "mag dat <nu>?", unit.now, unit.now))
        unit.enquiries.add_part(Part(draft.id, Author.ASKER, asker.id, "mag dat <nu>?", unit.now, message_id=draft.id))
        sent = replace(
            draft.after(Step.SUBMIT, unit.now),
            number=unit.enquiries.next_number(),
            topic="terras",
            department=town.topics["terras"].department,
            owner_id=manager.id,
            asked_at=unit.now,
        ).promising(town.promised("terras", unit.now))
        moves.keep(unit, draft, sent, Step.SUBMIT, asker.id)

    def send_all(unit: Unit) -> None:
        for _ in range(count):
            send(unit)

    await talk.unit(send_all)


def numbers(shown: Shown) -> set[int]:
    """Return the numbers of the questions that a list names."""
    found: set[int] = set()
    lines = shown.value("lines")
    assert isinstance(lines, tuple)
    for line in lines:
        rest = line.values.get("numbers", (line,))
        assert isinstance(rest, tuple)
        found |= {int(str(one.values["number"])) for one in rest}
    return found


def keys(shown: Shown) -> list[str]:
    lines = shown.value("lines")
    assert isinstance(lines, tuple)
    return [line.key for line in lines]


async def dates_heard(person: Person) -> list[Shown]:
    """Return what somebody heard of promised days since the last look, without their morning."""
    news = [one for one in await person.news() if one.key.startswith("dates.")]
    return [one for one in news if not one.key.startswith("dates.morning")]


@pytest.fixture
async def bart(talk: Dialogue) -> Person:
    person = await talk.somebody(name="Bart")
    await talk.appoint(person, Role.ADMINISTRATOR, "", "Bart Pauwels")
    return person


async def test_twelve_that_came_late_while_we_stood_still(
    talk: Dialogue, sofie: Person, amira: Person, bart: Person
) -> None:
    await sofie.starts()
    await asked(talk, sofie, amira, 12)
    await sofie.looks_away()
    await becomes(talk, on(4, 9, 30, month=12))
    heard = await dates_heard(amira)
    assert 1 <= len(heard) <= 3
    assert {number for one in heard if one.key in LISTS for number in numbers(one)} == set(range(1, 13))
    newest = heard[-1]
    assert newest.actions.count("queue.show") == 4
    assert newest.actions[-1] == "queue.only"
    await amira.taps("queue.only", "late", 0)
    await amira.sees("queue.narrowed")
    bare = await dates_heard(bart)
    assert len(bare) <= 2
    assert bare[-1].key == "dates.gathered_bare"
    assert numbers(bare[-1]) == set(range(1, 13))
    assert bare[-1].actions == []
    assert "mag dat" not in str(bare[-1].message)
    told = [one for one in await sofie.news() if one.key == "dates.longer"]
    assert {one.value("number") for one in told} == set(range(1, 13))
    ended = await talk.rows(
        "SELECT DISTINCT what, state FROM dues WHERE person_id <> 0 AND what IN (:soon, :late)",
        soon=Due.ENQUIRY_SOON.value,
        late=Due.ENQUIRY_LATE.value,
    )
    # By then it is too late to warn that a day comes near.
    assert {(row["what"], row["state"]) for row in ended} == {("enquiry.soon", "void"), ("enquiry.late", "delivered")}


async def test_two_hundred_at_once(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await sofie.starts()
    await asked(talk, sofie, amira, 200)
    await becomes(talk, on(4, 9, 30, month=12))
    heard = [one for one in await dates_heard(amira) if one.key in LISTS]
    assert len(heard) <= 6
    assert {number for one in heard for number in numbers(one)} == set(range(1, 201))
    assert max(len(one.subject) for one in heard) <= LONGEST_SUBJECT
    left = await talk.rows("SELECT id FROM dues WHERE person_id <> 0 AND state IN ('owed', 'waiting')")
    assert left == []


async def test_each_question_stands_in_the_list_as_it_is_when_it_leaves(
    talk: Dialogue, sofie: Person, amira: Person
) -> None:
    await sofie.starts()
    await asked(talk, sofie, amira, 1)
    talk.passes(hours=24)
    await asked(talk, sofie, amira, 2)
    enquiry = await talk.enquiry(3)
    await amira.says("/werklijst")
    await amira.taps_data(f"1|dates.put_off|{enquiry.id}|{on(27, 9).date().toordinal()}")
    await amira.looks_away()
    await becomes(talk, on(27, 13))
    (heard,) = await dates_heard(amira)
    assert keys(heard) == ["dates.gathered_late", "dates.gathered_soon", "dates.gathered_woken"]
    assert heard.value("count") == 3


async def test_one_alone_reads_as_it_is_and_a_reply_to_it_is_about_its_question(
    talk: Dialogue, sofie: Person, amira: Person
) -> None:
    await asks(sofie)
    await becomes(talk, on(26, 9))
    await amira.looks_away()
    await becomes(talk, on(27, 11, 30))
    (moved,) = await dates_heard(amira)
    assert (moved.key, moved.subject) == ("dates.moved", "card:1")
    await amira.says_by_reply("dates.moved", ANSWER)
    assert (await amira.news())[-1].key == "answer.preview"


async def test_several_notices_of_one_question_are_one_that_can_be_replied_to(
    talk: Dialogue, sofie: Person, amira: Person
) -> None:
    await asks(sofie)
    await becomes(talk, on(4, 9, 30, month=12))
    heard = await dates_heard(amira)
    assert heard[-1].key == "dates.late"
    assert len(heard) <= 2
    await amira.says_by_reply("dates.late", ANSWER)
    assert (await amira.news())[-1].key == "answer.preview"


async def test_a_reply_to_a_warning_is_about_its_question(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await becomes(talk, on(26, 9, 30))
    (soon,) = await dates_heard(amira)
    assert soon.key == "dates.soon"
    assert soon.subject.startswith("due:")
    await amira.says_by_reply("dates.soon", ANSWER)
    (preview,) = await amira.sees("answer.preview")
    assert preview.value("number") == 1


async def test_a_colleague_gets_a_list_with_the_way_to_their_own(talk: Dialogue, sofie: Person, amira: Person) -> None:
    karim = await talk.somebody(name="Karim")
    await talk.appoint(karim, Role.STAFF, "openbaar_domein", "Karim Aziz")
    await sofie.starts()
    await asked(talk, sofie, amira, 3)
    await amira.says("/werklijst")
    await karim.says("/werklijst")
    for number in (1, 2, 3):
        enquiry = await talk.enquiry(number)
        await amira.taps_data(f"1|hand.offer|{enquiry.id}|openbaar_domein")
        await karim.taps_data(f"1|hold.take|{number}")
    await karim.looks_away()
    await becomes(talk, on(26, 9))
    (heard,) = await dates_heard(karim)
    assert keys(heard) == ["dates.gathered_soon"] * 3
    assert heard.actions == ["queue.show"] * 3 + ["hold.list"]
    await karim.taps("hold.list", 0)
    await karim.sees("work.list")
