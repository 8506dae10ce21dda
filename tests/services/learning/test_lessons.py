"""What is learnt from what people do, and what is not."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from bot.domain.access import Role
from bot.domain.contact import Contact
from bot.domain.enquiry import Author, Enquiry, Part, Status
from bot.domain.lesson import Lesson, Source
from bot.services.enquiries.thinking import Thinking
from bot.services.learning.guide import Guide
from bot.services.learning.lessons import LONGEST, Teaching
from bot.services.wording import words_of
from bot.storage.unit import StorageUnit
from tests.services.learning.learning_town import AMIRA, SOFIE, TOWN, asked, memory
from tests.storage.examples import NOW
from tests.storage.memory import Memory

THINKING, TEACHING = Thinking(TOWN, Guide(TOWN)), Teaching(TOWN)
TERRACE = "mag mijn terras blijven staan"


@pytest.fixture
def house() -> Iterator[Memory]:
    made = memory()
    yield made
    made.close()


def sends(house: Memory, *words: str, topic: str = "terras", scanned: str = "") -> Lesson | None:
    """Let Sofie send these words as a question about that topic, and return what was learnt."""

    def work(unit: StorageUnit) -> Lesson | None:
        draft = asked(unit, *words, topic=scanned, status=Status.DRAFT)
        TEACHING.shown(unit, draft, THINKING.rank(unit, SOFIE, words_of(unit.enquiries.parts(draft.id))))
        sent = replace(draft, status=Status.NEW, number=unit.enquiries.next_number(), topic=topic)
        unit.enquiries.save(sent)
        TEACHING.sent(unit, SOFIE, sent)
        return unit.lessons.of_enquiry(sent.id)

    return house.within(work)


def corrects(house: Memory, *words: str, by: Contact = AMIRA, before: Callable[..., None] | None = None) -> Lesson:
    """Let somebody give such a question the topic markt, and return what was learnt."""

    def work(unit: StorageUnit) -> Lesson | None:
        enquiry = asked(unit, *words, topic="markt")
        if before is not None:
            before(unit, enquiry)
        TEACHING.corrected(unit, by, enquiry)
        return unit.lessons.of_enquiry(enquiry.id)

    found = house.within(work)
    assert found is not None
    return found


def forecasts(house: Memory) -> list[tuple[str, str, str]]:
    rows = house._session.fetch_all("SELECT band, proposed, shown FROM forecasts ORDER BY enquiry_id")
    return [(row["band"], row["proposed"], row["shown"]) for row in rows]


def test_a_tap_on_a_topic_that_was_shown_is_a_lesson(house: Memory) -> None:
    assert sends(house, TERRACE) == Lesson(1, SOFIE.id, TERRACE, "terras", Source.ASKER, SOFIE.id, NOW, revision=1)
    ((band, proposed, shown),) = forecasts(house)
    assert (band, proposed) == ("three", "terras")
    assert sorted(shown.split(",")) == ["afval", "markt", "terras"]


def test_all_messages_of_a_question_are_one_lesson_without_names_and_numbers(house: Memory) -> None:
    learnt = sends(house, "Dag Amira,", "mag mijn terras blijven? 0470 12 34 56", "groeten, Sofie Claes")
    assert learnt is not None
    assert learnt.text == "Dag …,\nmag mijn terras blijven? …\ngroeten, …"


@pytest.mark.parametrize("topic", ["anders", "parkeren"])
def test_what_was_not_among_the_proposals_teaches_nothing(house: Memory, topic: str) -> None:
    assert sends(house, TERRACE, topic=topic) is None
    assert forecasts(house)[0][1] == "terras"


def test_a_scanned_topic_was_never_a_judgement(house: Memory) -> None:
    assert sends(house, TERRACE, scanned="terras") is None
    assert forecasts(house) == []
    assert sends(house, TERRACE, scanned="kroketten") is not None


@pytest.mark.parametrize("words", ["terras", "terras 🙂 0470123456", "Sofie terras", f"{TERRACE} " * 25, ""])
def test_too_little_and_too_much_teach_nothing(house: Memory, words: str) -> None:
    assert sends(house, words) is None
    assert len(forecasts(house)) == 1


def test_the_longest_that_teaches(house: Memory) -> None:
    words = ("mijn terras " * LONGEST)[:LONGEST]
    learnt = sends(house, words)
    assert learnt is not None
    assert learnt.text == words.strip()


def test_where_nothing_was_proposed_nothing_is_forecast(house: Memory) -> None:
    assert sends(house, "bedankt", topic="anders") is None
    assert forecasts(house) == [("none", "", "")]


@pytest.mark.parametrize(("role", "source"), [(Role.MANAGER, Source.MANAGER), (Role.STAFF, Source.DEPARTMENT)])
def test_a_correction_tells_who_made_it(house: Memory, role: Role, source: Source) -> None:
    learnt = corrects(house, TERRACE, by=replace(AMIRA, role=role))
    assert learnt == Lesson(1, SOFIE.id, TERRACE, "markt", source, AMIRA.id, NOW, revision=1)


def test_what_staff_wrote_in_a_question_is_not_learnt(house: Memory) -> None:
    def answer(unit: StorageUnit, enquiry: Enquiry) -> None:
        unit.enquiries.add_part(Part(enquiry.id, Author.STAFF, AMIRA.id, "Dat mag.", NOW))
        assert words_of(unit.enquiries.parts(enquiry.id)) == TERRACE

    assert corrects(house, TERRACE, before=answer).text == TERRACE


def test_a_correction_undoes_the_words_that_were_learnt(house: Memory) -> None:
    sends(house, TERRACE)

    def work(unit: StorageUnit) -> list[tuple[str, str, bool]]:
        enquiry = unit.enquiries.get(1)
        assert enquiry is not None
        unit.enquiries.add_part(Part(1, Author.ASKER, SOFIE.id, "x " * LONGEST, NOW))
        TEACHING.corrected(unit, AMIRA, replace(enquiry, topic="markt"))
        TEACHING.undone(unit, enquiry)
        return [(one.text, one.topic, one.undone) for one in unit.lessons.since(0, 9)]

    learnt = [("terras", False), ("terras", True), ("markt", False), ("markt", True), ("terras", False)]
    assert house.within(work) == [(TERRACE, topic, undone) for topic, undone in learnt]


def test_a_correction_of_too_little_teaches_nothing(house: Memory) -> None:
    def work(unit: StorageUnit) -> Lesson | None:
        TEACHING.corrected(unit, AMIRA, asked(unit, "terras", topic="markt"))
        return unit.lessons.of_enquiry(1)

    assert house.within(work) is None
