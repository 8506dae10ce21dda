from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.decision import Decision, Legal, Link, LinkKind, Outcome
from bot.storage.database import Database, StorageError
from tests.storage.anything import DAYS, IDS, MOMENTS, ROUND_TRIPS, WORDS
from tests.storage.examples import ANNA, BRAM, LATER, NOW, within
from tests.storage.jobs import DECISION


async def stored(database: Database, decision: Decision = DECISION) -> Decision:
    return await within(database, lambda unit: unit.decisions.add(decision))


async def test_a_decision_gets_an_id_and_comes_back_with_its_links(database: Database) -> None:
    decision = await stored(database)
    assert decision == replace(DECISION, id=decision.id)
    assert await within(database, lambda unit: unit.decisions.get(decision.id)) == decision
    assert await within(database, lambda unit: unit.decisions.get(decision.id + 1)) is None


async def test_every_field_can_change(database: Database) -> None:
    decision = await stored(database)
    changed = Decision(
        id=decision.id,
        what="Terras 🧁",
        outcome=Outcome.NOT_YET,
        why="'t is te smal",
        created_by=ANNA.id,
        created_at=LATER,
        next_on=date(2027, 1, 5),
        next_words="na de winter",
        url="https://stad.example/besluit",
        contact="Sofie",
        legal=Legal.APPEAL,
        appeal="binnen 60 dagen",
        audience="theme:groen",
        published_at=LATER,
        links=(Link(LinkKind.REACTION, 4503599627370495), DECISION.links[0]),
    )
    await within(database, lambda unit: unit.decisions.save(changed))
    assert await within(database, lambda unit: unit.decisions.get(decision.id)) == changed
    await within(database, lambda unit: unit.decisions.save(replace(changed, links=())))
    assert await within(database, lambda unit: unit.decisions.get(decision.id)) == replace(changed, links=())


@pytest.mark.parametrize("why", ["", "   "])
async def test_without_a_why_nothing_is_kept(database: Database, why: str) -> None:
    with pytest.raises(StorageError):
        await stored(database, replace(DECISION, why=why))
    assert await within(database, lambda unit: unit.decisions.untold(9)) == []


async def test_a_link_is_added_once(database: Database) -> None:
    decision = await stored(database)
    reaction = Link(LinkKind.REACTION, 9)
    for _ in range(2):
        await within(database, lambda unit: unit.decisions.link(decision.id, reaction))
    found = await within(database, lambda unit: unit.decisions.get(decision.id))
    assert found == replace(decision, links=(*decision.links, reaction))


async def test_decisions_are_found_by_what_they_answer_oldest_first(database: Database) -> None:
    question = DECISION.links[0]
    first = await stored(database)
    await stored(database, replace(DECISION, links=(Link(LinkKind.REACTION, question.ref_id),)))
    second = await stored(database, replace(DECISION, links=(Link(LinkKind.ITEM, 1), question)))
    found = await within(database, lambda unit: unit.decisions.of(question.kind, question.ref_id))
    assert found == [first, second]
    assert await within(database, lambda unit: unit.decisions.of(LinkKind.ITEM, 77)) == []


async def test_those_that_were_told_are_listed_the_newest_first_by_page(database: Database) -> None:
    first, second, third = [
        await stored(database, replace(DECISION, published_at=NOW + timedelta(days=days))) for days in (1, 3, 2)
    ]
    await stored(database)
    assert await within(database, lambda unit: unit.decisions.published(9)) == [second, third, first]
    assert await within(database, lambda unit: unit.decisions.published(1, 1)) == [third]
    assert await within(database, lambda unit: unit.decisions.count_published()) == 3


async def test_those_that_were_not_told_are_listed_apart(database: Database) -> None:
    old, new = await stored(database), await stored(database, replace(DECISION, links=(), created_by=BRAM.id))
    await stored(database, replace(DECISION, published_at=NOW))
    assert await within(database, lambda unit: unit.decisions.untold(9)) == [new, old]
    assert await within(database, lambda unit: unit.decisions.untold(1)) == [new]


async def test_only_what_nobody_was_told_can_be_removed(database: Database) -> None:
    kept, gone = await stored(database, replace(DECISION, published_at=NOW)), await stored(database)
    await within(database, lambda unit: unit.decisions.remove_untold(kept.id))
    await within(database, lambda unit: unit.decisions.remove_untold(gone.id))
    assert await within(database, lambda unit: unit.decisions.get(gone.id)) is None
    assert await within(database, lambda unit: unit.decisions.get(kept.id)) == kept


links = st.lists(st.builds(Link, st.sampled_from(LinkKind), IDS), max_size=4, unique=True).map(tuple)
decisions = st.builds(
    Decision,
    id=st.just(0),
    what=WORDS,
    outcome=st.sampled_from(Outcome),
    why=WORDS.map("om {}".format),
    created_by=IDS,
    created_at=MOMENTS,
    next_on=st.none() | DAYS,
    next_words=WORDS,
    url=WORDS,
    contact=WORDS,
    legal=st.sampled_from(Legal),
    appeal=WORDS,
    audience=WORDS,
    published_at=st.none() | MOMENTS,
    links=links,
)


@ROUND_TRIPS
@given(decisions, decisions)
async def test_any_decision_comes_back_as_it_was(database: Database, decision: Decision, changed: Decision) -> None:
    kept = await stored(database, decision)
    assert await within(database, lambda unit: unit.decisions.get(kept.id)) == kept
    later = replace(changed, id=kept.id)
    await within(database, lambda unit: unit.decisions.save(later))
    assert await within(database, lambda unit: unit.decisions.get(kept.id)) == later
