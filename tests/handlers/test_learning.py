"""What a tap teaches, what a correction takes back, and what the manager hears of it once a month."""

from datetime import UTC, datetime
from itertools import count
from typing import Any

import pytest

from bot.domain.lesson import Lesson, Source
from bot.domain.message import Text
from bot.routing.ranking import Band
from bot.services.learning.guide import Guide
from tests.dialogue import Dialogue, Person, Shown
from tests.handlers.scenes import TERRACE, asks

STRANGE = "mag mijn terras met flurken blijven staan?"
NAMED = "Dag Amira, Sofie hier (0470 12 34 56). Mag mijn terras blijven staan? Groeten, Piet Janssens"
FIRST_OF_DECEMBER = datetime(2026, 12, 1, 8, tzinfo=UTC)


async def lessons(talk: Dialogue) -> list[Lesson]:
    return await talk.unit(lambda unit: list(unit.lessons.since(0, 99)))


async def told(talk: Dialogue) -> list[tuple[str, Source, bool]]:
    """Return what was taught and undone, in order."""
    return [(one.topic, one.source, one.undone) for one in await lessons(talk)]


async def score(talk: Dialogue, person: Person, topic: str, words: str = "flurken op mijn terras") -> float:
    """Return how probable the bot holds it that these words are about that topic."""
    contact = await person.contact()
    assert contact is not None
    found = await talk.unit(lambda unit: talk.bot.desk.guide.rank(unit, contact, words))
    return {one.topic: one.score for one in found.candidates}.get(topic, 0.0)


async def test_a_tap_teaches(talk: Dialogue, sofie: Person, luc: Person) -> None:
    await talk.has_learnt()
    await luc.starts()
    before = await score(talk, luc, "terras")
    await asks(sofie, STRANGE)
    (lesson,) = await lessons(talk)
    assert (lesson.text, lesson.topic, lesson.source) == (STRANGE, "terras", Source.ASKER)
    assert (lesson.person_id, lesson.taught_by) == (sofie.id, sofie.id)
    assert await score(talk, luc, "terras") > before


async def test_a_correction_teaches_and_takes_the_tap_back(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await talk.has_learnt()
    await asks(sofie, STRANGE)
    terrace, waste = await score(talk, sofie, "terras"), await score(talk, sofie, "afval")
    await amira.taps("queue.more")
    await amira.taps("queue.topics")
    await amira.taps("queue.reroute", "afval")
    assert await told(talk) == [
        ("terras", Source.ASKER, False),
        ("terras", Source.ASKER, True),
        ("afval", Source.MANAGER, False),
    ]
    assert (await lessons(talk))[-1].taught_by == amira.id
    assert await score(talk, sofie, "terras") < terrace
    assert await score(talk, sofie, "afval") > waste


async def test_a_correction_can_be_undone_once(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await talk.has_learnt()
    await asks(sofie, STRANGE)
    before = await score(talk, sofie, "terras")
    await amira.taps("queue.more")
    await amira.taps("queue.topics")
    await amira.taps("queue.reroute", "afval")
    (*_, card) = await amira.news()
    assert card.actions[-1] == "queue.undo"
    undo = await amira.button("queue.undo")
    town = talk.bot.town
    assert await amira.taps_data(undo[1], undo[0]) == talk.words("queue.undone", topic=town.title("terras"))
    (card,) = await amira.sees("card")
    assert "queue.undo" not in card.actions
    enquiry = await talk.enquiry(1)
    assert (enquiry.topic, enquiry.department) == ("terras", town.topics["terras"].department)
    assert (await told(talk))[-2:] == [("afval", Source.MANAGER, True), ("terras", Source.ASKER, False)]
    assert await score(talk, sofie, "terras") == pytest.approx(before, abs=0.001)
    history = len(await talk.unit(lambda unit: unit.enquiries.history(enquiry.id)))
    assert await amira.taps_data(undo[1], undo[0]) == talk.words("queue.undone_before", topic=town.title("terras"))
    assert len(await talk.unit(lambda unit: unit.enquiries.history(enquiry.id))) == history
    assert len(await told(talk)) == 5


async def test_an_old_undo_does_not_take_a_later_move_back(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie, STRANGE)
    await amira.taps("queue.more")
    await amira.taps("queue.topics")
    await amira.taps("queue.reroute", "afval")
    undo = await amira.button("queue.undo")
    await amira.taps("queue.more")
    await amira.taps("queue.topics")
    await amira.taps("queue.reroute", "markt")
    await amira.taps_data(undo[1], undo[0])
    assert (await talk.enquiry(1)).topic == "markt"
    await amira.taps("queue.more")
    await amira.taps("queue.topics")
    await amira.taps("queue.reroute", "afval")
    await amira.taps("queue.undo")
    assert (await talk.enquiry(1)).topic == "markt"
    assert (await told(talk))[-1] == ("markt", Source.MANAGER, False)
    for forged in ("1|queue.undo|1|1", "1|queue.undo|1|0", "1|queue.undo|1|-2", "1|queue.undo|99|2"):
        await amira.taps_data(forged)
    assert (await talk.enquiry(1)).topic == "markt"


async def test_undone_it_is_for_the_manager_again_when_it_was_before(
    talk: Dialogue, sofie: Person, amira: Person
) -> None:
    await asks(sofie, STRANGE, "anders")
    await amira.taps("queue.more")
    await amira.taps("queue.topics")
    await amira.taps("queue.reroute", "afval")
    assert await told(talk) == [("afval", Source.MANAGER, False)]
    await amira.taps("queue.undo")
    enquiry = await talk.enquiry(1)
    assert (enquiry.topic, enquiry.department) == ("anders", "")
    assert (await told(talk))[-1] == ("afval", Source.MANAGER, True)


async def test_the_same_topic_again_changes_nothing(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie, STRANGE)
    await amira.taps("queue.more")
    await amira.taps("queue.topics")
    await amira.taps("queue.reroute", "terras")
    (*_, card) = await amira.news()
    assert "queue.undo" not in card.actions
    assert await told(talk) == [("terras", Source.ASKER, False)]
    assert len(await talk.unit(lambda unit: unit.enquiries.history(1))) == 1


@pytest.mark.parametrize(
    ("words", "topic"), [(TERRACE, "anders"), ("terras", "terras"), (f"{TERRACE} " * 13, "terras")]
)
async def test_something_else_one_word_and_a_long_story_teach_nothing(
    talk: Dialogue, sofie: Person, words: str, topic: str
) -> None:
    await sofie.says(words)
    _, data = await sofie.button("ask.submit", "anders")
    await sofie.taps_data(data.replace("anders", topic))
    assert (await talk.enquiry(1)).topic == topic
    assert await lessons(talk) == []
    assert len(await talk.rows("SELECT * FROM forecasts")) == 1


async def test_a_scanned_topic_teaches_nothing(talk: Dialogue, sofie: Person) -> None:
    await sofie.starts("terras")
    await asks(sofie)
    assert (await talk.enquiry(1)).topic == "terras"
    assert await lessons(talk) == []
    assert await talk.rows("SELECT * FROM forecasts") == []


async def test_names_and_numbers_are_not_learnt(talk: Dialogue, sofie: Person) -> None:
    await asks(sofie, NAMED)
    kept: list[dict[str, Any]] = await talk.rows("SELECT * FROM lessons")
    assert len(kept) == 1
    for name in ("Amira", "Sofie", "Piet", "Janssens", "0470", "12 34"):
        assert name not in str(kept[0]["text"])
    assert "terras" in kept[0]["text"]


async def test_what_was_learnt_goes_with_the_person(talk: Dialogue, sofie: Person, luc: Person) -> None:
    await asks(sofie)
    await asks(luc, STRANGE)
    other = Guide(talk.bot.town)
    guides = (talk.bot.desk.guide, other)
    assert await talk.unit(lambda unit: [guide.is_due(unit) for guide in guides]) == [False, True]
    other.relearn(*await talk.unit(other.recall))
    await talk.unit(lambda unit: unit.lessons.erase(sofie.id))
    assert [one.person_id for one in await lessons(talk)] == [luc.id]
    assert await talk.unit(lambda unit: [guide.is_due(unit) for guide in guides]) == [True, True]


async def test_sure_is_what_it_is_once_it_learnt(talk: Dialogue, sofie: Person) -> None:
    await sofie.starts()
    contact = await sofie.contact()
    assert contact is not None
    guide = talk.bot.desk.guide
    assert (await talk.unit(lambda unit: guide.rank(unit, contact, TERRACE))).band is Band.THREE
    await talk.has_learnt()
    assert (await talk.unit(lambda unit: guide.rank(unit, contact, TERRACE))).band is Band.ONE


async def months(amira: Person) -> list[Shown]:
    """Return what came of last month since the last look; the questions themselves are late by then, and say so."""
    return [one for one in await amira.news() if one.key == "learning.month"]


async def test_once_a_month_the_manager_hears_how_it_went(talk: Dialogue, sofie: Person, amira: Person) -> None:
    numbers = count(1)
    for topic in ("terras", "terras", "afval", "afval", "terras"):
        number = next(numbers)
        await asks(sofie, f"{TERRACE} nummer {number}")
        if topic != "terras":
            await amira.says(f"/{number}")
            await amira.taps("queue.more")
            await amira.taps("queue.topics")
            await amira.taps("queue.reroute", topic)
        talk.passes(minutes=5)
    await talk.running.upkeep.plan()
    await amira.looks_away()
    talk.passes(seconds=(FIRST_OF_DECEMBER - talk.clock.now()).total_seconds() - 1)
    await talk.comes_due()
    assert not await months(amira)
    talk.passes(seconds=1)
    await talk.comes_due()
    (month,) = await months(amira)
    lines = month.value("lines")
    assert isinstance(lines, tuple)
    assert [(one.key, one.values["count"]) for one in lines] == [("learning.right", 5), ("learning.mixed", 2)]
    assert isinstance(lines[0], Text)
    assert lines[0].values["right"] == 3
    for _ in range(2):
        await talk.running.upkeep.plan()
        talk.passes(hours=1)
        await talk.comes_due()
    assert not await months(amira)
    await sofie.news()


async def test_after_a_month_without_questions_nothing_is_said(talk: Dialogue, amira: Person) -> None:
    await talk.running.upkeep.plan()
    talk.passes(days=14)
    await talk.comes_due()
    await amira.sees()
    assert await talk.rows("SELECT * FROM dues WHERE what = 'learning.month'") == []
