"""What people taught: a log that says the same to whoever reads it, from wherever they begin."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.lesson import Lesson, Source
from bot.storage.database import Database, StorageError
from bot.storage.unit import StorageUnit
from tests.storage.anything import ROUND_TRIPS, WORDS
from tests.storage.examples import ANNA, BRAM, DRAFT, LATER, NOW, known, sent, within
from tests.storage.memory import Memory

EVERYTHING = 10_000


def lesson(enquiry_id: int = 1, topic: str = "terras", *, person_id: int = ANNA.id, words: str = "mag dat") -> Lesson:
    """Return what the asker themselves told."""
    return Lesson(enquiry_id, person_id, words, topic, Source.ASKER, person_id, NOW)


def corrected(topic: str, enquiry_id: int = 1) -> Lesson:
    """Return what somebody of the town told about Anna's words."""
    return replace(lesson(enquiry_id, topic), source=Source.MANAGER, taught_by=BRAM.id, taught_at=LATER)


def three_questions(unit: StorageUnit) -> None:
    """Store two questions of Anna's and one of Bram's, 1 to 3."""
    known(unit)
    for asker in (ANNA, ANNA, BRAM):
        sent(unit, replace(DRAFT, asker_id=asker.id))


@pytest.fixture
async def asked(database: Database) -> Database:
    await within(database, three_questions)
    return database


async def teach(database: Database, *lessons: Lesson) -> None:
    def store(unit: StorageUnit) -> None:
        for one in lessons:
            unit.lessons.teach(one)

    await within(database, store)


async def log(database: Database, since: int = 0) -> Sequence[Lesson]:
    return await within(database, lambda unit: unit.lessons.since(since, EVERYTHING))


def told(lessons: Sequence[Lesson]) -> list[tuple[int, str, bool]]:
    return [(one.enquiry_id, one.topic, one.undone) for one in lessons]


async def test_at_first_nothing_was_taught(asked: Database) -> None:
    assert await within(asked, lambda unit: unit.lessons.revision()) == (0, 0)
    assert await log(asked) == []
    assert await within(asked, lambda unit: unit.lessons.standing(5)) == []
    assert await within(asked, lambda unit: unit.lessons.of_enquiry(1)) is None
    assert await within(asked, lambda unit: unit.lessons.undo(1)) is None
    assert await within(asked, lambda unit: unit.lessons.revision()) == (0, 0)


async def test_a_lesson_comes_back_as_it_was_under_the_next_revision(asked: Database) -> None:
    await teach(asked, lesson(), lesson(3, "markt", person_id=BRAM.id))
    stored = [replace(lesson(), revision=1), replace(lesson(3, "markt", person_id=BRAM.id), revision=2)]
    assert await within(asked, lambda unit: unit.lessons.of_enquiry(1)) == stored[0]
    assert await log(asked) == stored
    assert await log(asked, 1) == stored[1:]
    assert await within(asked, lambda unit: unit.lessons.since(0, 1)) == stored[:1]
    assert await within(asked, lambda unit: unit.lessons.standing(5)) == stored[::-1]
    assert await within(asked, lambda unit: unit.lessons.standing(1)) == stored[1:]
    assert await within(asked, lambda unit: unit.lessons.revision()) == (2, 0)


async def test_a_correction_first_undoes_what_stood(asked: Database) -> None:
    await teach(asked, lesson(), corrected("markt"))
    assert told(await log(asked)) == [(1, "terras", False), (1, "terras", True), (1, "markt", False)]
    assert [one.revision for one in await log(asked)] == [1, 2, 3]
    assert told(await within(asked, lambda unit: unit.lessons.standing(5))) == [(1, "markt", False)]
    assert await within(asked, lambda unit: unit.lessons.of_enquiry(1)) == replace(corrected("markt"), revision=3)


async def test_undoing_a_correction_lets_what_stood_before_stand_again(asked: Database) -> None:
    await teach(asked, lesson(), corrected("markt"), corrected("afval"))
    for topic, revision in (("markt", 7), ("terras", 9)):
        stands = await within(asked, lambda unit: unit.lessons.undo(1))
        assert stands is not None
        assert (stands.topic, stands.revision, stands.undone) == (topic, revision, False)
        assert await within(asked, lambda unit: unit.lessons.of_enquiry(1)) == stands
    assert stands == replace(lesson(), revision=9)
    assert await within(asked, lambda unit: unit.lessons.undo(1)) is None
    assert await within(asked, lambda unit: unit.lessons.of_enquiry(1)) is None
    assert told((await log(asked))[-1:]) == [(1, "terras", True)]
    assert await within(asked, lambda unit: unit.lessons.undo(1)) is None


async def test_what_was_undone_can_be_taught_again(asked: Database) -> None:
    await teach(asked, lesson())
    await within(asked, lambda unit: unit.lessons.undo(1))
    await teach(asked, corrected("markt"))
    assert await within(asked, lambda unit: unit.lessons.undo(1)) is None
    assert await within(asked, lambda unit: unit.lessons.standing(5)) == []


async def test_everything_that_was_learnt_from_a_person_goes(asked: Database) -> None:
    await teach(asked, lesson(), corrected("markt"), lesson(2), lesson(3, person_id=BRAM.id))
    await within(asked, lambda unit: unit.lessons.erase(ANNA.id))
    assert told(await log(asked)) == [(3, "terras", False)]
    assert await within(asked, lambda unit: unit.lessons.revision()) == (5, 1)
    await within(asked, lambda unit: unit.lessons.erase(ANNA.id))
    assert await within(asked, lambda unit: unit.lessons.revision()) == (5, 1)
    await teach(asked, lesson(2, "afval"))
    assert (await log(asked))[-1].revision == 6


async def test_nothing_is_learnt_from_a_question_that_is_not_there(asked: Database) -> None:
    with pytest.raises(StorageError):
        await teach(asked, lesson(99))
    assert await within(asked, lambda unit: unit.lessons.revision()) == (0, 0)


@ROUND_TRIPS
@given(words=WORDS, source=st.sampled_from(Source))
async def test_any_words_come_back(asked: Database, words: str, source: Source) -> None:
    one = replace(lesson(2, words=words), source=source)
    await teach(asked, one)
    found = await within(asked, lambda unit: unit.lessons.of_enquiry(2))
    assert found is not None
    assert replace(found, revision=0) == one


ACTS = st.lists(st.tuples(st.integers(1, 3), st.sampled_from(["terras", "markt", "afval", "undo"])), max_size=25)


@given(acts=ACTS, begin=st.integers(0, 60))
def test_whoever_follows_the_log_from_anywhere_knows_what_stands(acts: list[tuple[int, str]], begin: int) -> None:
    memory = Memory()
    memory.within(three_questions)
    stacks: dict[int, list[str]] = {1: [], 2: [], 3: []}
    at_begin: Counter[tuple[int, str]] = Counter()
    for enquiry_id, act in acts:
        if act != "undo":
            memory.within(lambda unit: unit.lessons.teach(lesson(enquiry_id, act)))  # noqa: B023 - run at once
            stacks[enquiry_id].append(act)
        else:
            memory.within(lambda unit: unit.lessons.undo(enquiry_id))  # noqa: B023 - run at once
            stacks[enquiry_id] = stacks[enquiry_id][:-1]
        if memory.within(lambda unit: unit.lessons.revision()[0]) <= begin:
            at_begin = Counter((one.enquiry_id, one.topic) for one in memory.within(standing))
            reached = memory.within(lambda unit: unit.lessons.revision()[0])
    known_at = reached if at_begin else 0
    learnt = Counter(at_begin)
    for one in memory.within(lambda unit: unit.lessons.since(known_at, EVERYTHING)):
        learnt[one.enquiry_id, one.topic] += -1 if one.undone else 1
        assert learnt[one.enquiry_id, one.topic] in {0, 1}
    stands = {(one.enquiry_id, one.topic) for one in memory.within(standing)}
    memory.close()
    assert {key for key, times in learnt.items() if times} == stands
    assert stands == {(enquiry_id, stack[-1]) for enquiry_id, stack in stacks.items() if stack}


def standing(unit: StorageUnit) -> Sequence[Lesson]:
    return unit.lessons.standing(EVERYTHING)
