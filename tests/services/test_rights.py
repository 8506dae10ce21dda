"""Every act of every role on whatever is whose, read from the code: what the table refuses changes nothing."""

from collections.abc import Iterator
from typing import Any

import pytest

import handlers
from bot.domain.access import Belongs, Permission, Reach, reach
from bot.domain.contact import Contact, Expectation, Expects
from bot.domain.conversation import Conversation
from bot.services.guard import TYPED, Gate, Tap, Thing
from bot.services.ledger.kinds import Ended, ended_as
from bot.services.ports import Unit
from bot.services.visit import NOTHING, Reply, Said
from tests.services.rights_town import NOTHING_THERE, PEOPLE, STRANGER, THERE, Everything
from tests.services.town_hall import DESK, FREE_TEXT, TAPS

PLACES = {
    "queue.list": "a page",
    "mine.list": "a page",
    "hold.list": "a page",
    "rule.list": "a page",
    "journal.list": "a page",
    "decision.list": "a page",
    "round.list": "a page",
    "meeting.page": "a page",
    "settings.all": "on or off",
    "settings.pause": "days",
}
"""Buttons whose first number names nothing at all."""

EVERYBODYS = {
    "meeting": "everybody who takes part may see meetings; only planners change them",
    "decision": "published decisions are everybody's; only planners change them",
    "interview": "whoever is invited answers for themselves",
    "round": "rounds of interviews belong to those who plan",
    "cast": "messages to many belong to those who plan; what is shown is what the person was told",
    "form": "a conversation is its person's: the form refuses anybody else's",
    "team": "the people of the town belong to those who run the team",
    "canned": "canned texts are shared; those of a department are its own, which the use case sees to",
    "overview": "numbers only, and only those that the role may see",
}
"""Rooms whose numbers name what belongs to no asker and no department, and why that is so."""


@pytest.fixture(scope="module")
def everything() -> Iterator[Everything]:
    made = Everything()
    yield made
    made.close()


def allowed(who: str, permission: Permission, belongs: Belongs | None) -> bool:
    """Tell what the table says, in other words than the code that is tried."""
    person, role, department = PEOPLE[who]
    far = reach(role, permission)
    if belongs is None:
        return far is not Reach.NONE
    own, at_theirs = belongs.person_id == person, bool(department) and department in belongs.departments
    return {Reach.NONE: False, Reach.OWN: own, Reach.DEPARTMENT: at_theirs, Reach.ALL: True}[far]


def values_of(tap: Tap, first: int) -> tuple[int | str, ...]:
    rest = tuple(0 if kind is int else "x" for kind in tap.kinds[1:])
    return (first, *rest) if tap.kinds and tap.kinds[0] is int else ("x", *rest)[: len(tap.kinds)]


def refused(everything: Everything, outcome: str, *, changed: bool) -> bool:
    del everything
    if ended_as(outcome) is not Ended.REFUSED:
        return False
    assert not changed
    return outcome.removeprefix("refused: ") in {"error.not_allowed", "error.not_found"}


@pytest.mark.parametrize("who", PEOPLE)
def test_every_button_on_whatever_is_whose(everything: Everything, who: str) -> None:
    wrong = []
    for action, tap in TAPS.items():
        things = everything.of[who][tap.thing] if tap.thing is not Thing.NOTHING else {"nothing": NOTHING_THERE}
        for whose, number in things.items():
            belongs = everything.belongs.get((tap.thing, number), Belongs()) if tap.thing is not Thing.NOTHING else None
            may = allowed(who, tap.permission, belongs) and (whose != "not there")
            outcome, changed = everything.tries(who, tap.gate, tap.use_case, *values_of(tap, number))
            was_refused = refused(everything, outcome, changed=changed)
            # Who may do it in general can still find that this is not theirs to do, or that there is nothing to do.
            if not may and not was_refused:
                wrong.append((action, whose, outcome))
            if not allowed(who, tap.permission, None) and outcome != "refused: error.not_allowed":
                wrong.append((action, whose, outcome))
    assert wrong == []


@pytest.mark.parametrize("who", PEOPLE)
def test_every_command_for_every_role(everything: Everything, who: str) -> None:
    def passes(unit: Unit, actor: Contact) -> Reply:
        del unit, actor
        return NOTHING

    for handler in handlers.table():
        declared: Any = handler.callback
        gate = Gate(declared.permission, ends=declared.ends)
        outcome, _ = everything.tries(who, gate, passes)
        assert (outcome == "refused: error.not_allowed") is not allowed(who, gate.permission, None), declared


RIGHTS = {
    Expects.MEETING_INPUT: (Permission.TAKE_PART, Thing.NOTHING),
    Expects.REACTION: (Permission.TAKE_PART, Thing.NOTHING),
    Expects.NOTE: (Permission.ANSWER, Thing.ENQUIRY),
    Expects.ANSWER: (Permission.ANSWER, Thing.ENQUIRY),
    Expects.ASK_BACK: (Permission.ANSWER, Thing.ENQUIRY),
    Expects.SNOOZE: (Permission.ANSWER, Thing.ENQUIRY),
    Expects.HAND_OVER: (Permission.WORK_QUEUE, Thing.ENQUIRY),
    Expects.OFFER_NOTE: (Permission.WORK_QUEUE, Thing.ENQUIRY),
    Expects.SPLIT: (Permission.WORK_QUEUE, Thing.ENQUIRY),
    Expects.NUDGE: (Permission.FOLLOW_OWN, Thing.ENQUIRY),
    Expects.REFUSAL: (Permission.HOLD, Thing.ASSIGNMENT),
    Expects.RELEASE: (Permission.HOLD, Thing.ASSIGNMENT),
    Expects.ADVICE: (Permission.HOLD, Thing.ASSIGNMENT),
    Expects.SEARCH: (Permission.WORK_AT_ALL, Thing.NOTHING),
    Expects.CANNED: (Permission.ANSWER, Thing.NOTHING),
    Expects.AWAY: (Permission.BE_AWAY, Thing.NOTHING),
    Expects.INVITE_CODE: (Permission.BE_GREETED, Thing.NOTHING),
}
"""What typed words that we asked for must be allowed to do, to what; somebody can lose their role meanwhile."""


def test_every_taker_is_in_that_table() -> None:
    assert DESK.takers.keys() <= TYPED.keys() <= RIGHTS.keys()
    assert {kind: (gate.permission, gate.thing) for kind, gate in TYPED.items()}.items() <= RIGHTS.items()


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("kind", sorted(DESK.takers))
def test_words_that_we_asked_for_change_nothing_for_whom_it_is_not(
    everything: Everything, who: str, kind: Expects
) -> None:
    permission, thing = RIGHTS[kind]
    gate = Gate(Permission.ASK, ends=Ended.WORDS)
    things = everything.of[who][thing] if thing is not Thing.NOTHING else {"nothing": NOTHING_THERE}
    for whose, number in things.items():
        belongs = everything.belongs.get((thing, number), Belongs()) if thing is not Thing.NOTHING else None
        if allowed(who, permission, belongs) and whose != "not there":
            continue
        asked = Expectation(kind, everything.hall.now, subject=number)
        said = Said("donderdag om tien uur", 900_001)
        outcome, changed = everything.tries(who, gate, FREE_TEXT.receive, said, expects=asked)
        assert not changed, (whose, outcome)


def test_whatever_belongs_to_somebody_says_so() -> None:
    first_is_number = {action for action, tap in TAPS.items() if tap.kinds and tap.kinds[0] is int}
    undeclared = {action for action in first_is_number if TAPS[action].thing is Thing.NOTHING}
    assert {one for one in undeclared - PLACES.keys() if one.partition(".")[0] not in EVERYBODYS} == set()
    assert PLACES.keys() <= undeclared, "what is not a page any more"
    rooms = {one.partition(".")[0] for one in undeclared}
    assert EVERYBODYS.keys() <= rooms, "a room that needs no exception any more"


@pytest.mark.parametrize("who", ["staff", "asker"])
def test_a_second_number_shows_nothing_that_is_not_theirs(everything: Everything, who: str) -> None:
    own = everything.of[who]
    reached = "here" if who == "staff" else "own"
    foreign = f"merk{STRANGER}x{THERE}x"
    numbers = [own[thing]["there"] for thing in (Thing.ENQUIRY, Thing.ANSWER, Thing.ASSIGNMENT)]
    for action, tap in TAPS.items():
        if tap.kinds.count(int) < 2 or tap.kinds[:2] != (int, int) or reached not in own[tap.thing]:
            continue
        for number in numbers:
            values = (own[tap.thing][reached], number, *(0 if kind is int else "x" for kind in tap.kinds[2:]))
            everything.tries(who, tap.gate, tap.use_case, *values)
            assert foreign not in everything.told, action


def test_a_form_about_a_question_ends_where_the_right_to_read_it_ends(everything: Everything) -> None:
    number = everything.of["staff"][Thing.ENQUIRY]["there"]
    draft = Conversation(0, "postpone", PEOPLE["staff"][0], everything.hall.now, everything.hall.now, subject=number)
    kept = everything.hall.unit(lambda unit: unit.conversations.add(draft))
    for action in ("form.show", "form.pause", "form.leave", "form.take", "form.stop"):
        outcome, changed = everything.tries("staff", TAPS[action].gate, TAPS[action].use_case, kept.id)
        assert (outcome, changed) == ("refused: error.not_found", False), action


def test_what_is_refused_is_audited_and_nothing_else_of_it_is_kept(everything: Everything) -> None:
    hall = everything.hall
    before, state = everything.audited(), everything._state()
    number = everything.of["asker"][Thing.ENQUIRY]["nobody's"]
    for action in ("queue.show", "mine.show"):
        hall.acts(PEOPLE["asker"][0], TAPS[action].gate, TAPS[action].use_case, number)
    assert everything.audited() == before + 2
    assert everything._state() == state
    newest = hall.unit(lambda unit: unit.audit.newest(2))
    assert [entry.outcome for entry in newest] == ["error.not_found", "error.not_allowed"]
    assert {entry.actor_id for entry in newest} == {PEOPLE["asker"][0]}
