"""What comes due of a round: who is concerned, what is said while it helps, and silence when something is gone."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.conversation import Given, Stage
from bot.domain.due import Cast, Due, DueRow, DueState
from bot.domain.interview import Feedback
from bot.services.interviews.occasions import RoundOccasion, interview_occasions
from tests.services.interviews.campaign_town import AMIRA, CAMPAIGN, NOW, TOWN, Round, answered, contact

OCCASIONS = {one.what: one for one in interview_occasions(TOWN)}
INVITATION = OCCASIONS[Due.INTERVIEW_INVITATION]
UNBEGUN = OCCASIONS[Due.INTERVIEW_UNBEGUN]
LATER = OCCASIONS[Due.INTERVIEW_LATER]
FEEDBACK = OCCASIONS[Due.INTERVIEW_FEEDBACK]
OWED = OCCASIONS[Due.INTERVIEW_OWED]


def row(what: Due, person_id: int = 1) -> DueRow:
    return DueRow(9, what, 1, 0, person_id, NOW)


def ids(occasion: object, world: Round) -> list[int]:
    assert isinstance(occasion, RoundOccasion)
    return [one.person.id for one in occasion.people(world.unit, 1, 0)]


def begun(world: Round, what: Due) -> None:
    OCCASIONS[what].begun(world.unit, Cast(1, what, 1, 0, 2001, world.now, world.now))


@pytest.mark.parametrize("what", OCCASIONS)
def test_a_round_that_is_gone_says_nothing(what: Due) -> None:
    world = Round(contact(1), campaign=None)
    occasion = OCCASIONS[what]
    assert not occasion.people(world.unit, 1, 0)
    assert occasion.message(world.unit, row(what), contact(1)) is None
    assert occasion.title(world.unit, row(what)).key == "interview.due.gone"
    assert not occasion.helps(world.unit, row(what))
    assert not occasion.urgent(world.unit, row(what))
    begun(world, what)
    assert not world.campaigns


@pytest.mark.parametrize("what", [Due.INTERVIEW_INVITATION, Due.INTERVIEW_UNBEGUN, Due.INTERVIEW_LATER])
def test_after_the_last_day_nobody_is_asked_anything(what: Due) -> None:
    world = Round(contact(1))
    assert OCCASIONS[what].helps(world.unit, row(what))
    world.now = NOW + timedelta(days=11)
    assert not ids(OCCASIONS[what], world)
    assert OCCASIONS[what].message(world.unit, row(what), contact(1)) is None
    assert not OCCASIONS[what].helps(world.unit, row(what))


def test_who_began_before_the_invitation_left_gets_none() -> None:
    world = Round(contact(1))
    world.conversations = [answered(1, Given("levendig"))]
    assert INVITATION.message(world.unit, row(INVITATION.what), contact(1)) is None
    assert INVITATION.message(world.unit, row(INVITATION.what, AMIRA.id), AMIRA) is not None


def test_sending_plans_one_reminder_and_two_of_what_we_owe() -> None:
    world = Round(contact(1), campaign=replace(CAMPAIGN, sent_at=None))
    begun(world, Due.INTERVIEW_INVITATION)
    assert world.campaigns[1].sent_at == NOW
    planned = [(r.what, r.version, r.due_at.astimezone(UTC)) for r in world.dues[1:]]
    assert planned == [
        (Due.INTERVIEW_OWED, 0, datetime(2026, 12, 12, 8, tzinfo=UTC)),
        (Due.INTERVIEW_OWED, 1, datetime(2026, 12, 15, 8, tzinfo=UTC)),
        (Due.INTERVIEW_UNBEGUN, 0, datetime(2026, 11, 28, 9, tzinfo=UTC)),
    ]
    # Once more, after a stop: when it was sent first stays.
    world.now = NOW + timedelta(hours=1)
    begun(world, Due.INTERVIEW_INVITATION)
    assert world.campaigns[1].sent_at == NOW


def test_on_the_last_day_no_reminder_is_planned() -> None:
    world = Round(contact(1), campaign=replace(CAMPAIGN, closes_on=date(2026, 11, 24)))
    begun(world, Due.INTERVIEW_INVITATION)
    assert Due.INTERVIEW_UNBEGUN not in [r.what for r in world.dues]


def test_only_who_did_nothing_is_reminded_to_begin() -> None:
    world = Round(*(contact(number) for number in range(1, 6)))
    world.conversations = [answered(1, stage=Stage.LEFT), answered(2, Given("levendig"), stage=Stage.OPEN)]
    world.dues.append(DueRow(20, Due.INTERVIEW_LATER, 1, 0, 3, NOW, state=DueState.VOID))
    world.dues[3] = replace(world.dues[3], state=DueState.BLOCKED)
    assert ids(UNBEGUN, world) == [5]
    # And once more right before it leaves.
    said = [UNBEGUN.message(world.unit, row(UNBEGUN.what, number), contact(number)) for number in (1, 2, 3, 5)]
    assert [one is None for one in said] == [True, True, True, False]


@pytest.mark.parametrize(
    ("stage", "given", "key"),
    [
        (Stage.PAUSED, True, "interview.remind_begun"),
        (Stage.DONE, True, None),
        (Stage.LEFT, False, None),
        (None, False, "interview.remind_unbegun"),
    ],
)
def test_the_chosen_reminder_says_where_they_are(stage: Stage | None, given: bool, key: str | None) -> None:
    world = Round(contact(1))
    if stage is not None:
        world.conversations = [answered(1, *([Given("levendig")] if given else []), stage=stage)]
    message = LATER.message(world.unit, row(LATER.what), contact(1))
    assert (message.key if message else None) == key
    assert not ids(LATER, world)


def test_feedback_goes_to_who_was_asked_and_needs_words() -> None:
    world = Round(contact(1), contact(2))
    world.people[3] = contact(3)
    assert ids(FEEDBACK, world) == [1, 2]
    assert FEEDBACK.message(world.unit, row(FEEDBACK.what), contact(1)) is None
    world.campaigns[1] = replace(CAMPAIGN, feedback=str(Feedback("dit", "dat")))
    message = FEEDBACK.message(world.unit, row(FEEDBACK.what), contact(1))
    assert message is not None
    lines = message.text.values["lines"]
    assert isinstance(lines, tuple)
    assert "interview.feedback.following" not in [line.key for line in lines]


def test_once_told_nothing_is_owed() -> None:
    world = Round(contact(1))
    begun(world, Due.INTERVIEW_INVITATION)
    assert ids(OWED, world) == [AMIRA.id]
    assert OWED.message(world.unit, row(OWED.what), AMIRA) is not None
    begun(world, Due.INTERVIEW_FEEDBACK)
    assert world.campaigns[1].feedback_at == NOW
    assert {r.what for r in world.dues} == {Due.INTERVIEW_INVITATION}
    assert not ids(OWED, world)
    assert OWED.message(world.unit, row(OWED.what), AMIRA) is None
