"""The form of a round where a dialogue seldom comes: several lists of questions, and going back to a finished form."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, cast

import pytest

from bot.domain.conversation import Conversation, Given, Kind, path
from bot.domain.due import Due
from bot.domain.errors import Refused
from bot.domain.message import text
from bot.services.clock.casting import Casting
from bot.services.interviews.round_form import RoundForm, who_step
from bot.services.visit import Reply
from tests.services.interviews.campaign_town import AMIRA, NOW, TOWN, Round, contact

KERN = TOWN.interviews["kern"]
SEVERAL = replace(TOWN, interviews=MappingProxyType({"kern": KERN, "plein": replace(KERN, key="plein")}))
FILLED = {"which": "plein", "whom": "trade:winkel", "closes": "2026-12-04", "results": "2026-12-12"}


class Previews:
    """Takes note of what would be previewed."""

    def __init__(self) -> None:
        self.shown: list[tuple[object, ...]] = []

    def preview(self, _unit: object, _actor: object, *what: object) -> Reply:
        self.shown.append(what)
        return Reply(toast=text("back"))


def filled(values: Mapping[str, str]) -> Conversation:
    answers = {step: Given(step, value=value) for step, value in values.items()}
    return Conversation(1, "campaign", AMIRA.id, NOW, NOW, answers=answers)


@pytest.fixture
def previews() -> Previews:
    return Previews()


@pytest.fixture
def form(previews: Previews) -> RoundForm:
    return RoundForm(SEVERAL, cast("Casting", cast("Any", previews)))


def test_with_several_lists_of_questions_it_asks_which(form: RoundForm) -> None:
    world = Round(contact(1))
    first = path(form.form(world.unit, filled({})), {})[0]
    assert (first.key, first.kind) == ("which", Kind.CHOICE)
    assert [option.key for option in first.options] == ["kern", "plein"]


def test_a_finished_form_makes_one_round_however_often_it_is_finished(form: RoundForm, previews: Previews) -> None:
    world = Round(contact(1, "winkel"), campaign=None)
    form.finish(world.unit, AMIRA, filled(FILLED))
    form.finish(world.unit, AMIRA, filled({**FILLED, "closes": "2026-12-07"}))
    (kept,) = world.campaigns.values()
    assert (kept.interview, kept.audience, kept.closes_on) == ("plein", "trade:winkel", date(2026, 12, 7))
    assert previews.shown == [(Due.INTERVIEW_INVITATION, 1, 0)] * 2


def test_a_round_that_was_sent_does_not_change(form: RoundForm) -> None:
    world = Round(contact(1, "winkel"), campaign=None)
    form.finish(world.unit, AMIRA, filled(FILLED))
    world.campaigns[1] = replace(world.campaigns[1], sent_at=NOW)
    with pytest.raises(Refused) as refused:
        form.finish(world.unit, AMIRA, filled(FILLED))
    assert refused.value.reason.key == "interview.was_sent"


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"whom": "trade:horeca"}, "interview.nobody_in"),
        ({"whom": "person", "name": "Zaak", who_step("Zaak"): "person:9"}, "interview.nobody_in"),
        ({"closes": "2026-11-24"}, "interview.closes_past"),
        ({"results": "2026-12-04"}, "interview.results_before"),
        ({"closes": ""}, "form.not_complete"),
    ],
)
def test_what_no_longer_fits_at_the_end_is_refused(form: RoundForm, change: dict[str, str], key: str) -> None:
    world = Round(contact(1, "winkel"), campaign=None)
    with pytest.raises(Refused) as refused:
        form.finish(world.unit, AMIRA, filled(FILLED | change))
    assert refused.value.reason.key == key
    assert not world.campaigns


def test_the_last_days_that_are_offered_lie_ahead(form: RoundForm) -> None:
    world = Round(contact(1))
    world.now = NOW + timedelta(days=100)
    steps = {step.key: step for step in path(form.form(world.unit, filled({})), {})}
    today = world.now.date()
    assert all(date.fromisoformat(option.key) > today for option in steps["closes"].options)
