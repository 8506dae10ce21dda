"""The form of a decision: which steps it asks, what it refuses, what it proposes, and what comes of it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType

import pytest

from bot.domain.conversation import SUMMARY, Answered, Conversation, Given, Stage, Step, path
from bot.domain.decision import Decision, Legal, Link, LinkKind, Outcome
from bot.domain.due import Due
from bot.domain.errors import Refused
from bot.domain.meeting import MeetingStep
from bot.domain.message import Attachment, AttachmentKind
from bot.services.clock.casting import Casting
from bot.services.decisions.form import DecisionForm, answers_of
from bot.services.decisions.links import PROPOSED
from bot.services.decisions.occasions import DecisionCard
from bot.services.decisions.steps import LONGEST_NEXT
from bot.services.ports import Unit
from tests.services.decisions.test_card import ANNA, BEN, NO, asked, discussed, house, stored
from tests.services.many import MANAGER, TOWN, TUESDAY, House

__all__ = ["house"]

FORM = DecisionForm(TOWN, Casting(TOWN, {Due.DECISION: DecisionCard(TOWN)}))
Changes = Mapping[str, Given | None]
WHAT = "Koopzondag blijft vier keer per jaar"
ANSWERS = {
    "what": Given("what", words=WHAT),
    "outcome": Given("outcome", value="no"),
    "why": Given("why", words="De winkels vinden geen personeel."),
    "next": Given("next", value="2027-09-01"),
    "link": Given("link", Answered.SKIPPED),
    "contact": Given("contact", Answered.SKIPPED),
    "legal": Given("legal", value="informative"),
    "enquiries": Given("enquiries", Answered.SKIPPED),
    "group": Given("group", value="all"),
}


def conversation(subject: int = 0, changes: Changes = MappingProxyType({}), **changed: Given) -> Conversation:
    """Return a form that was finished with these answers; None takes one away."""
    answers = {key: given for key, given in {**ANSWERS, **changes, **changed}.items() if given is not None}
    begun = Conversation(1, FORM.key, MANAGER, TUESDAY, TUESDAY, subject, SUMMARY, Stage.DONE)
    return replace(begun, answers=MappingProxyType(answers))


def steps(house: House, of: Conversation) -> dict[str, Step]:
    return house.unit(lambda unit: {step.key: step for step in path(FORM.form(unit, of), of.answers)})


def refused(house: House, given: Given) -> str:
    step = steps(house, conversation(legal=Given("legal", value="appeal")))[given.step]
    with pytest.raises(Refused) as refusal:
        house.unit(lambda unit: FORM.check(unit, conversation(), step, given))
    return refusal.value.reason.key


def finished(house: House, of: Conversation) -> Decision:
    """Return the decision that these answers make."""

    def finish(unit: Unit) -> str:
        manager = unit.contacts.get(MANAGER)
        assert manager is not None
        shown = FORM.finish(unit, manager, of).screen
        assert shown is not None
        return shown.key

    assert house.unit(finish) == "cast.preview"
    return house.unit(lambda unit: unit.decisions.untold(1))[0]


def unfinished(house: House, of: Conversation) -> str:
    with pytest.raises(Refused) as refusal:
        finished(house, of)
    assert house.unit(lambda unit: unit.decisions.untold(9)) == []
    return refusal.value.reason.key


# Which steps it asks


@pytest.mark.parametrize(
    ("outcome", "asked"), [("no", "next"), ("not_yet", "next"), ("yes", "then"), ("partly", "then")]
)
def test_the_next_moment_must_be_there_for_no_and_not_yet(house: House, outcome: str, asked: str) -> None:
    found = steps(house, conversation(outcome=Given("outcome", value=outcome)))
    assert [key for key in ("next", "then") if key in found] == [asked]
    assert found[asked].required is (asked == "next")
    assert found["why"].required


@pytest.mark.parametrize("legal", Legal)
def test_how_to_appeal_is_asked_for_a_notice_only(house: House, legal: Legal) -> None:
    found = steps(house, conversation(legal=Given("legal", value=legal)))
    assert found["legal"].required
    assert ("appeal" in found) is (legal is Legal.APPEAL)


@pytest.mark.parametrize("group", ["trade", "zone", "theme"])
def test_which_one_is_asked_after_the_group(house: House, group: str) -> None:
    found = steps(house, conversation(group=Given("group", value=group)))
    assert [key for key in ("trade", "zone", "theme") if key in found] == [group]
    assert {option.key for option in found[group].options} == getattr(TOWN, f"{group}s").keys()


def test_a_town_without_themes_offers_none(house: House) -> None:
    bare = DecisionForm(replace(TOWN, themes={}), Casting(TOWN, {}))
    found = house.unit(lambda unit: path(bare.form(unit, conversation()), conversation().answers))
    (group,) = (step for step in found if step.key == "group")
    assert [option.key for option in group.options] == ["none", "all", "trade", "zone"]


def test_questions_and_items_like_it_are_proposed(house: House) -> None:
    def prepare(unit: Unit) -> tuple[int, int, int]:
        like = asked(unit, ANNA, "kan de koopzondag vaker dan vier keer?", 41)
        asked(unit, BEN, "waar mag mijn container staan?", 42)
        item = discussed(unit, ANNA)
        meeting = unit.meetings.of_item(item)
        assert meeting is not None
        unit.meetings.save(meeting.after(MeetingStep.ANNOUNCE, unit.now))
        return like.id, item, meeting.items[1].id

    like, item, _ = house.unit(prepare)
    found = steps(house, conversation())
    assert [option.key for option in found["enquiries"].options] == [str(like)]
    assert [option.key for option in found["items"].options] == [str(item)]


def test_no_more_are_proposed_than_fit_and_what_was_chosen_stays(house: House) -> None:
    def prepare(unit: Unit) -> int:
        for number in range(50, 60):
            asked(unit, BEN, "vaker koopzondag?", number)
        return asked(unit, ANNA, "iets helemaal anders", 41).id

    chosen = house.unit(prepare)
    found = steps(house, conversation(enquiries=Given("enquiries", value=str(chosen))))
    assert found["enquiries"].options[-1].key == str(chosen)
    assert len(found["enquiries"].options) == PROPOSED + 1


def test_ticking_moves_nothing(house: House) -> None:
    def prepare(unit: Unit) -> list[int]:
        return [asked(unit, BEN, "vaker koopzondag?", number).id for number in (50, 51, 52)]

    first, *_, last = house.unit(prepare)
    before = steps(house, conversation())["enquiries"].options
    assert steps(house, conversation(enquiries=Given("enquiries", value=f"{last}")))["enquiries"].options == before
    assert steps(house, conversation(enquiries=Given("enquiries", value=f"{first}")))["enquiries"].options == before


def test_without_agenda_items_the_step_is_left_out(house: House) -> None:
    assert "items" not in steps(house, conversation())


def test_it_has_no_screens_of_its_own(house: House) -> None:
    manager = house.person(5)
    step = steps(house, conversation())["what"]
    nothing = house.unit(
        lambda unit: (
            FORM.screen(unit, manager, conversation(), step),
            FORM.summary(unit, manager, conversation()),
            FORM.paused(unit, manager, conversation()),
            FORM.left(unit, manager, conversation()),
        )
    )
    assert nothing == (None, None, None, None)


# What it refuses


@pytest.mark.parametrize("step", ["what", "why", "next", "link", "contact", "appeal"])
def test_a_voice_or_blanks_cannot_stand_on_a_card(house: House, step: str) -> None:
    assert refused(house, Given(step, attachment=Attachment(AttachmentKind.VOICE, "v"))) == "decision.needs_words"
    assert refused(house, Given(step, words=" \n")) == "decision.needs_words"


def test_a_moment_that_has_passed(house: House) -> None:
    assert refused(house, Given("next", value="2026-11-23")) == "decision.next_past"
    step = steps(house, conversation())["next"]
    fine = Given("next", value="2026-11-24"), Given("next", words="na de zomer")

    def check(unit: Unit) -> None:
        for given in fine:
            FORM.check(unit, conversation(), step, given)

    house.unit(check)


def test_more_words_about_it_than_fit(house: House) -> None:
    assert refused(house, Given("next", words="x" * (LONGEST_NEXT + 1))) == "form.too_long"


def test_a_link_that_is_no_https_address(house: House) -> None:
    assert refused(house, Given("link", words="www.molenbeke.example")) == "decision.needs_https"


@pytest.mark.parametrize(("words", "key"), [("41", "decision.no_such_question"), ("geen", "decision.needs_numbers")])
def test_a_question_that_does_not_exist(house: House, words: str, key: str) -> None:
    assert refused(house, Given("enquiries", words=words)) == key


# What comes of it


def test_what_was_decided_begins_as_a_sentence_on_one_line(house: House) -> None:
    assert (
        finished(house, conversation(what=Given("what", words="er komt\n een laadzone"))).what == "Er komt een laadzone"
    )


def test_the_answers_become_a_decision(house: House) -> None:
    question = house.unit(lambda unit: asked(unit, ANNA, "kan de koopzondag vaker?", 41))
    typed = house.unit(lambda unit: asked(unit, BEN, "mag mijn winkel open?", 43))
    item = house.unit(lambda unit: discussed(unit, ANNA))
    full = conversation(
        link=Given("link", words="https://molenbeke.example/k"),
        contact=Given("contact", words="dienst Economie"),
        legal=Given("legal", value="appeal"),
        appeal=Given("appeal", words="Bij de Raad van State."),
        enquiries=Given("enquiries", value=f"{question.id},999,x", words="43, 41 en 43"),
        items=Given("items", value=f"{item},999"),
        group=Given("group", value="zone"),
        zone=Given("zone", value="markt"),
    )
    decision = finished(house, full)
    assert decision == Decision(
        decision.id,
        WHAT,
        Outcome.NO,
        "De winkels vinden geen personeel.",
        MANAGER,
        TUESDAY,
        next_on=date(2027, 9, 1),
        url="https://molenbeke.example/k",
        contact="dienst Economie",
        legal=Legal.APPEAL,
        appeal="Bij de Raad van State.",
        audience="zone:markt",
        links=(Link(LinkKind.ENQUIRY, question.id), Link(LinkKind.ENQUIRY, typed.id), Link(LinkKind.ITEM, item)),
    )


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"next": Given("next", words="na de zomer")},
        {"outcome": Given("outcome", value="yes"), "next": None, "then": Given("then", Answered.SKIPPED)},
        {"outcome": Given("outcome", value="partly"), "next": None, "then": Given("then", words="in maart")},
        {"group": Given("group", value="trade"), "trade": Given("trade", value="horeca")},
    ],
)
def test_a_decision_that_is_changed_keeps_what_it_was(house: House, changed: dict[str, Given | None]) -> None:
    house.person(ANNA, trade="horeca")
    decision = finished(house, conversation(0, changed))
    again = replace(conversation(decision.id), answers=MappingProxyType(answers_of(decision)))
    assert finished(house, again) == decision
    assert house.unit(lambda unit: unit.decisions.untold(9)) == [decision]


def test_nobody_is_told_nothing(house: House) -> None:
    assert unfinished(house, conversation(group=Given("group", value="none"))) == "decision.needs_people"
    empty = conversation(group=Given("group", value="theme"), theme=Given("theme", value="werken"))
    assert unfinished(house, empty) == "decision.needs_people"


def test_a_draft_that_lay_until_its_moment_passed(house: House) -> None:
    house.now += timedelta(days=400)
    assert unfinished(house, conversation()) == "decision.next_past"


@pytest.mark.parametrize("missing", ["why", "next", "what"])
def test_what_is_missing_is_named_also_when_the_form_let_it_pass(house: House, missing: str) -> None:
    assert unfinished(house, conversation(0, {missing: None})) == f"decision.needs_{missing}"


def test_what_was_told_does_not_change(house: House) -> None:
    told = stored(house, replace(NO, published_at=TUESDAY))
    assert unfinished(house, conversation(told.id)) == "decision.already_told"


def test_one_that_was_erased_is_made_anew(house: House) -> None:
    assert finished(house, conversation(999)).what == WHAT
