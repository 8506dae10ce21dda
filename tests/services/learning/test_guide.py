"""Programs that learn from one database: each knows what the others taught, and forgets what they took back."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from bot.domain.lesson import Lesson, Source
from bot.domain.rule import Rule
from bot.routing.ranking import Band
from bot.routing.router import Router
from bot.services.learning.guide import CATCHES_UP, Guide
from bot.storage.unit import StorageUnit
from tests.services.learning.learning_town import QUESTION, SOFIE, TOWN, asked, memory
from tests.storage.examples import NOW
from tests.storage.memory import Memory

KNOWN = "wanneer wordt het afval opgehaald"


@pytest.fixture
def house() -> Iterator[Memory]:
    made = memory()
    made.within(lambda unit: asked(unit, QUESTION))
    yield made
    made.close()


def teach(unit: StorageUnit, topic: str = "markt") -> None:
    unit.lessons.teach(Lesson(1, SOFIE.id, QUESTION, topic, Source.ASKER, SOFIE.id, NOW))


def learn(house: Memory, guide: Guide) -> None:
    guide.relearn(*house.within(guide.recall))


def best(house: Memory, guide: Guide, words: str = QUESTION) -> tuple[str, float]:
    first = house.within(lambda unit: guide.rank(unit, SOFIE, words)).candidates[0]
    return first.topic, first.score


def test_what_one_program_is_taught_the_other_knows_at_the_next_question(house: Memory) -> None:
    one, other = Guide(TOWN), Guide(TOWN)
    before = best(house, one)
    house.within(lambda unit: teach(unit, "afval"))
    house.within(teach)
    assert best(house, one) == best(house, other)
    topic, score = best(house, other)
    assert topic == "markt"
    assert before[0] != topic or before[1] < score
    house.within(lambda unit: unit.lessons.undo(1))
    house.within(lambda unit: unit.lessons.undo(1))
    for guide in (one, other):
        topic, score = best(house, guide)
        assert topic == before[0]
        assert score == pytest.approx(before[1], abs=0.001)


def test_learning_anew_knows_the_same_as_learning_one_by_one(house: Memory) -> None:
    one, other = Guide(TOWN), Guide(TOWN)
    house.within(teach)
    learn(house, one)
    learn(house, other)
    assert best(house, one) == best(house, other)
    house.within(lambda unit: teach(unit, "afval"))
    before = best(house, one)
    learn(house, other)
    assert best(house, other)[0] == before[0]


def test_it_is_sure_of_nothing_until_it_learnt(house: Memory) -> None:
    guide = Guide(TOWN)
    assert house.within(guide.is_due)
    assert house.within(lambda unit: guide.rank(unit, SOFIE, KNOWN)).band is Band.THREE
    learn(house, guide)
    assert not house.within(guide.is_due)
    assert house.within(lambda unit: guide.rank(unit, SOFIE, KNOWN)).band is Band.ONE
    assert "afval" in guide.why(KNOWN, "afval")


def test_what_is_taught_while_it_learns_anew_is_not_lost(house: Memory) -> None:
    guide, other = Guide(TOWN), Guide(TOWN)
    found = house.within(guide.recall)
    house.within(teach)
    best(house, guide)
    guide.relearn(*found)
    learn(house, other)
    assert best(house, guide)[0] == best(house, other)[0] == "markt"


class Interrupted(Router):
    """A router that somebody is taught by while it judges how sure it may be."""

    def __init__(self, meanwhile: Callable[[], object]) -> None:
        super().__init__(TOWN.topics.values(), TOWN.authorities)
        self._meanwhile = meanwhile

    def calibrate(self, pause: Callable[[], None] = lambda: None) -> None:
        super().calibrate(pause)
        self._meanwhile()


def test_what_is_taught_while_it_judges_itself_is_learnt_once(house: Memory) -> None:
    guide, other = Guide(TOWN), Guide(TOWN)

    def meanwhile() -> None:
        house.within(teach)
        best(house, guide)

    guide._router = Interrupted(meanwhile)
    learn(house, guide)
    other.relearn((0, 0), (), ())
    assert best(house, guide) == best(house, other)


def test_what_is_erased_everybody_learns_anew_without(house: Memory) -> None:
    guides = [Guide(TOWN), Guide(TOWN)]
    before = best(house, guides[0])
    house.within(teach)
    for guide in guides:
        learn(house, guide)
        assert not house.within(guide.is_due)
    house.within(lambda unit: unit.lessons.erase(SOFIE.id))
    for guide in guides:
        assert house.within(guide.is_due)
        assert guide.is_behind
        learn(house, guide)
        assert not house.within(guide.is_due)
        assert best(house, guide)[0] == before[0]


def test_a_rule_of_staff_comes_before_everything(house: Memory) -> None:
    guide = Guide(replace(TOWN, rules=(Rule("theirs", "terras", words=("flurken",)),)))
    learn(house, guide)
    assert best(house, guide)[0] == "terras"
    house.within(lambda unit: unit.staff_rules.add(Rule("", "markt", words=("flurken",), staff_id=2), NOW))
    assert house.within(guide.is_due)
    learn(house, guide)
    assert best(house, guide)[0] == "markt"


def test_after_a_long_time_away_it_learns_anew_rather_than_one_by_one(house: Memory) -> None:
    guide = Guide(TOWN)
    learn(house, guide)
    before = best(house, guide)

    def store(unit: StorageUnit) -> None:
        for number in range(CATCHES_UP // 2 + 1):
            teach(unit, ("markt", "afval")[number % 2])

    house.within(store)
    assert best(house, guide) == before
    assert guide.is_behind


def test_what_was_learnt_but_in_the_end_not_stored_is_noticed(house: Memory) -> None:
    guide = Guide(TOWN)
    learn(house, guide)

    def fails(unit: StorageUnit) -> None:
        teach(unit)
        guide.rank(unit, SOFIE, QUESTION)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        house.within(fails)
    assert not guide.is_behind
    assert house.within(guide.is_due)
