"""Questions are found by their words, at a cost that does not grow with the town."""

import timeit

import pytest

from bot.domain.enquiry import Answer, Author, Enquiry, Part
from bot.storage.archive import MOST_ASKED, NEWEST
from bot.storage.database import Database, Transaction
from bot.storage.unit import StorageUnit
from tests.storage.examples import BRAM, NOW, known, part, sent, within
from tests.storage.test_indexes import Watched

WORDS = ("terras", "kerstm", "blijve")


def asked(unit: StorageUnit, *words: str, answered: bool = True) -> Enquiry:
    """Store a question with these words, answered unless it says otherwise."""
    known(unit)
    enquiry = sent(unit)
    unit.archive.index(enquiry.id, words)
    unit.enquiries.add_answer(Answer(0, enquiry.id, BRAM.id, "ja", NOW, sent_at=NOW if answered else None))
    return enquiry


def found(unit: StorageUnit, *words: str, but: int = 0, limit: int = 9) -> list[int]:
    return [one.id for one in unit.archive.answered_like(words, but, limit)]


async def test_those_that_share_most_words_come_first_and_then_the_newest(database: Database) -> None:
    def work(unit: StorageUnit) -> None:
        two, three, other_two = asked(unit, *WORDS[:2]), asked(unit, *WORDS), asked(unit, *WORDS[1:])
        asked(unit, "terras", "vergun")
        assert found(unit, *WORDS) == [three.id, other_two.id, two.id]
        assert found(unit, *WORDS, limit=1) == [three.id]
        assert found(unit, *WORDS, but=three.id) == [other_two.id, two.id]

    await within(database, work)


async def test_what_is_found_is_the_whole_enquiry(database: Database) -> None:
    def work(unit: StorageUnit) -> None:
        enquiry = asked(unit, *WORDS)
        assert unit.archive.answered_like(WORDS, 0, 1) == [enquiry]

    await within(database, work)


async def test_a_question_of_one_word_finds_those_with_that_word(database: Database) -> None:
    def work(unit: StorageUnit) -> None:
        enquiry = asked(unit, "terras", "vergun")
        assert found(unit, "terras") == [enquiry.id]
        assert found(unit, "terras", "kerstm") == []
        assert found(unit) == found(unit, "") == []

    await within(database, work)


async def test_only_what_was_answered_helps(database: Database) -> None:
    def work(unit: StorageUnit) -> None:
        asked(unit, *WORDS, answered=False)
        assert found(unit, *WORDS) == []

    await within(database, work)


async def test_other_words_take_the_place_of_those_before(database: Database) -> None:
    def work(unit: StorageUnit) -> None:
        enquiry = asked(unit, *WORDS)
        unit.archive.index(enquiry.id, ("afval", "afval", "zakken"))
        assert found(unit, *WORDS) == []
        assert found(unit, "zakken", "afval") == [enquiry.id]
        unit.archive.index(enquiry.id, ())
        assert found(unit, "zakken", "afval") == []

    await within(database, work)


async def test_the_first_words_are_looked_for_and_the_newest_questions_are_seen(database: Database) -> None:
    def work(unit: StorageUnit) -> None:
        old = asked(unit, "terras", "kerstm")
        others = tuple(f"word{at}" for at in range(MOST_ASKED))
        assert found(unit, *others, *WORDS) == []
        for _ in range(NEWEST):
            asked(unit, "terras", answered=False)
        assert found(unit, "terras", "kerstm") == []
        assert found(unit, "kerstm") == [old.id]

    await within(database, work)


async def test_what_people_said_is_read_in_its_newest_words(database: Database) -> None:
    def work(unit: StorageUnit) -> None:
        one, other, silent = asked(unit), asked(unit), asked(unit)
        unit.enquiries.add_part(part(one, "eerst", message_id=5))
        unit.enquiries.add_part(part(one, "en dan nog", message_id=6))
        unit.enquiries.add_part(part(one, "anders", message_id=5, version=2))
        unit.enquiries.add_part(Part(one.id, Author.STAFF, BRAM.id, "het antwoord", NOW))
        unit.enquiries.add_part(part(other, "zonder bericht"))
        unit.enquiries.add_part(part(other, "x" * 100))
        said = unit.archive.said([one.id, other.id, silent.id], 30)
        assert said == {one.id: "en dan nog\nanders", other.id: "zonder bericht\n" + "x" * 15, silent.id: ""}
        assert unit.archive.said([], 30) == {}

    await within(database, work)


async def test_questions_of_before_the_archive_are_handed_out_once_the_newest_first(database: Database) -> None:
    def work(unit: StorageUnit) -> list[int]:
        known(unit)
        return [sent(unit).id for _ in range(5)]

    ids = await within(database, work)
    assert await within(database, lambda unit: unit.archive.unindexed(9)) == []
    await database.run(lambda tx: tx.execute("UPDATE counters SET value = 4 WHERE name = 'unindexed'"))
    batches = [await within(database, lambda unit: unit.archive.unindexed(3)) for _ in range(3)]
    assert batches == [[ids[3], ids[2], ids[1]], [ids[0]], []]


async def test_an_archive_that_counts_questions_that_are_gone_comes_to_an_end(database: Database) -> None:
    await database.run(lambda tx: tx.execute("UPDATE counters SET value = 4 WHERE name = 'unindexed'"))
    assert await within(database, lambda unit: unit.archive.unindexed(3)) == []
    left = await database.run(lambda tx: tx.fetch_one("SELECT value FROM counters WHERE name = 'unindexed'"))
    assert left is not None
    assert left["value"] == 0


MANY = 100_000
_COMMON, _RARE = 40, 5000
FILL = (
    f"""WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {MANY})
    INSERT INTO enquiries (id, asker_id, status, language, summary, started_at, changed_at, number, asked_at)
    SELECT i, {BRAM.id}, 'closed', 'nl', 'vraag', '2026-11-23', '2026-11-23', i, '2026-11-23' FROM n""",
    f"""WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {MANY})
    INSERT INTO answers (enquiry_id, author_id, text, drafted_at, sent_at)
    SELECT i, {BRAM.id}, 'ja', '2026-11-23', '2026-11-23' FROM n WHERE i % 3 > 0""",
    f"""WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {MANY}),
      w(k) AS (SELECT 0 UNION ALL SELECT k + 1 FROM w WHERE k < 9)
    INSERT OR IGNORE INTO enquiry_words (word, enquiry_id)
    SELECT CASE WHEN k < 5 THEN 'c' || ((i * 7919 + k * 104729) % {_COMMON})
      ELSE 'r' || ((i * 7919 + k * 104729) % {_RARE}) END, i FROM n, w""",
)


async def test_among_a_hundred_thousand_questions_it_takes_milliseconds(sqlite: Database) -> None:
    words = (*(f"r{at}" for at in range(6)), *(f"c{at}" for at in range(6)))

    def work(tx: Transaction) -> tuple[float, list[str]]:
        known(StorageUnit(tx, NOW))
        for statement in FILL:
            tx.execute(statement)
        unit = StorageUnit(tx, NOW)
        assert len(found(unit, *words, but=5, limit=30)) == 30
        watched = Watched(tx)
        assert StorageUnit(watched, NOW).archive.answered_like(words, 5, 30)
        taken = timeit.repeat(lambda: unit.archive.answered_like(words, 5, 30), number=1, repeat=20)
        return min(taken), watched.walks

    seconds, walks = await sqlite.run(work)
    assert walks == []
    assert seconds < 0.010  # 2 ms on a quiet machine


@pytest.mark.parametrize("words", [("a" * 6,), ()])
async def test_an_enquiry_that_is_not_there_cannot_be_found(database: Database, words: tuple[str, ...]) -> None:
    assert await within(database, lambda unit: unit.archive.answered_like(words, 0, 3)) == []
    assert await within(database, lambda unit: unit.archive.said([404], 30)) == {404: ""}
