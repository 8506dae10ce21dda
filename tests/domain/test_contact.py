"""What the next message of somebody is meant for, and what they want to hear unasked."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.access import Role
from bot.domain.contact import (
    EXPECTATION_LASTS,
    Contact,
    Engagement,
    Expectation,
    Expects,
    Matter,
    Proactive,
    Welcome,
)

NOW = datetime(2026, 11, 24, 9, 12, tzinfo=UTC)
SOFIE = Contact(1001, "Sofie", "nl", NOW)


def test_a_newcomer_is_an_asker_at_the_first_step() -> None:
    assert (SOFIE.role, SOFIE.welcome, SOFIE.language_chosen) == (Role.ASKER, Welcome.LANGUAGE, False)
    assert SOFIE.expectation(NOW) is None


@pytest.mark.parametrize(
    ("later", "counts"),
    [
        (timedelta(), True),
        (EXPECTATION_LASTS, True),
        (EXPECTATION_LASTS + timedelta(microseconds=1), False),
        (timedelta(days=400), False),
    ],
)
def test_an_expectation_lasts_an_hour(later: timedelta, *, counts: bool) -> None:
    asked = Expectation(Expects.ADDITION, NOW, subject=41)
    waiting = SOFIE.expecting(asked)
    assert waiting.expectation(NOW + later) == (asked if counts else None)
    assert SOFIE.expects is None


def test_an_expectation_can_be_taken_back() -> None:
    assert SOFIE.expecting(Expectation(Expects.ANSWER, NOW)).expecting(None) == SOFIE


# The switches

ALL = replace(SOFIE, proactive=Proactive.ALL)
CONTACTS = st.builds(
    lambda proactive, muted: replace(SOFIE, proactive=proactive, muted=muted),
    st.sampled_from([None, *Proactive]),
    st.frozensets(st.sampled_from(Matter)),
)


def heard(contact: Contact) -> set[Matter]:
    return {matter for matter in Matter if contact.hears(matter)}


@pytest.mark.parametrize("proactive", [None, Proactive.OWN, Proactive.NONE])
def test_whoever_did_not_say_yes_hears_of_nothing_unasked(proactive: Proactive | None) -> None:
    assert heard(replace(SOFIE, proactive=proactive)) == set()


@given(CONTACTS, st.sampled_from(Matter), st.booleans())
def test_a_switch_moves_one_matter_and_no_other(contact: Contact, matter: Matter, wanted: bool) -> None:
    changed = contact.hearing(matter, wanted=wanted)
    assert heard(changed) == (heard(contact) | {matter} if wanted else heard(contact) - {matter})
    assert changed.hearing(matter, wanted=wanted) == changed


def test_what_is_off_anyhow_can_be_switched_off_for_own_questions_too() -> None:
    changed = replace(SOFIE, proactive=Proactive.OWN).hearing(Matter.DECISION, wanted=False)
    assert (changed.proactive, changed.muted) == (Proactive.OWN, frozenset({Matter.DECISION}))


@given(CONTACTS)
def test_everything_off_and_on_again_is_as_it_was(contact: Contact) -> None:
    silent = contact.hearing_all(wanted=False)
    assert heard(silent) == set()
    assert silent.hearing_all(wanted=False) == silent
    assert heard(silent.hearing_all(wanted=True)) == (heard(contact) or heard(contact.hearing_all(wanted=True)))
    assert heard(contact.hearing_all(wanted=True))


def test_with_every_matter_off_alone_all_goes_on_at_once() -> None:
    off = replace(ALL, muted=frozenset(Matter))
    assert heard(off.hearing_all(wanted=True)) == set(Matter)


# Taking part


def test_whoever_follows_is_asked_nothing() -> None:
    assert heard(SOFIE.taking_part(Engagement.FOLLOW)) == {Matter.MEETING, Matter.DECISION}


@pytest.mark.parametrize("way", [Engagement.THINK, Engagement.HELP, Engagement.LEAD])
def test_whoever_does_more_hears_of_everything(way: Engagement) -> None:
    changed = replace(SOFIE, proactive=Proactive.OWN).taking_part(way)
    assert (changed.engagement, heard(changed)) == (way, set(Matter))


def test_the_same_way_again_leaves_the_switches_alone() -> None:
    chosen = SOFIE.taking_part(Engagement.THINK).hearing(Matter.MEETING, wanted=False)
    assert chosen.taking_part(Engagement.THINK) == chosen
    assert heard(chosen.taking_part(Engagement.HELP)) == set(Matter)
    assert heard(chosen.hearing_all(wanted=False).taking_part(Engagement.THINK)) == set(Matter)


def test_a_pause_ends_by_itself() -> None:
    assert SOFIE.paused(NOW) is None
    resting = replace(SOFIE, paused_until=NOW + timedelta(days=14))
    assert resting.paused(NOW) == NOW + timedelta(days=14)
    assert resting.paused(NOW + timedelta(days=14)) is None
