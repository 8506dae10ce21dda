"""Conversations: one path through the steps, each answer kept, and nothing lost on the way back."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.domain.conversation import (
    ASIDE,
    NO,
    YES,
    Answered,
    Condition,
    Conversation,
    Form,
    Given,
    Kind,
    Option,
    Repeat,
    Stage,
    Step,
    back,
    begin,
    change,
    finish,
    give,
    keep,
    leave,
    mark,
    path,
    pause,
    present,
    put_aside,
    resume,
    rounds,
    take_over,
)
from bot.domain.errors import Refused
from bot.domain.message import text

NOW = datetime(2026, 11, 24, 9, 12, tzinfo=UTC)
ASK = text("ask")


def when(step: str, *among: str) -> Condition:
    return Condition(step, frozenset(among))


FORM = Form(
    "party",
    ASK,
    (
        Step("name", Kind.TEXT, ASK, required=True),
        Step("outside", Kind.CONFIRM, ASK, unsure=True),
        Step("permit", Kind.CONFIRM, ASK, when=when("outside", YES), required=True),
        Step("number", Kind.TEXT, ASK, when=when("permit", YES)),
        Repeat(
            "item",
            (
                Step("title", Kind.TEXT, ASK, required=True),
                Step("kind", Kind.CHOICES, ASK),
                Step("owner", Kind.TEXT, ASK, when=when("kind", "talk")),
                Step("roof", Kind.TEXT, ASK, when=when("outside", YES)),
            ),
            ASK,
            most=3,
        ),
        Step("sure", Kind.CONFIRM, ASK),
    ),
)
START = begin(FORM, Conversation(1, "party", 1001, NOW, NOW))


def at(conversation: Conversation) -> str | None:
    step = present(FORM, conversation)
    return step.key if step is not None else None


def answered(conversation: Conversation, **values: str) -> Conversation:
    for key, value in values.items():
        step = key.replace("__", ".")
        assert at(conversation) == step
        conversation = give(FORM, conversation, Given(step, value=value), NOW)
    return conversation


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.reason.key


WHOLE = answered(START, name="Feest", outside=NO, item__1__title="Welkom", item__1__kind="", item__1__more=NO, sure=YES)


def test_options_and_values_are_found_by_key() -> None:
    option = Option("plein", ASK)
    assert Step("kind", Kind.CHOICE, ASK, (option,)).option("plein") is option
    assert Step("kind", Kind.CHOICE, ASK).option("plein") is None
    conversation = give(FORM, START, Given("name", value="x", words="Feest"), NOW)
    assert (conversation.value("name"), conversation.words("name")) == ("x", "Feest")
    assert (conversation.value("sure"), conversation.words("sure")) == ("", "")
    assert WHOLE.words("name") == "Feest"


def test_one_step_follows_the_other_to_the_summary() -> None:
    assert at(START) == "name"
    assert at(WHOLE) is None
    assert [step.key for step in path(FORM, WHOLE.answers)] == [*WHOLE.answers]


def test_an_answer_opens_a_branch_and_a_changed_one_closes_it() -> None:
    branched = answered(START, name="Feest", outside=YES, permit=YES, number="V-12")
    assert at(branched) == "item.1.title"
    closed = change(FORM, branched, "outside", NOW)
    closed = give(FORM, closed, Given("outside", value=NO), NOW)
    # The number hung on the permit, and the permit on being outside: both go, though the number's own door stood open.
    assert [*closed.answers] == ["name", "outside"]
    assert at(closed) == "item.1.title"


def test_steps_that_were_known_beforehand_are_not_asked() -> None:
    known = replace(START, answers={"name": Given("name", value="Feest")})
    assert at(begin(FORM, known)) == "outside"
    assert at(begin(FORM, replace(START, answers=WHOLE.answers))) is None


def test_rounds_repeat_until_no_or_the_most() -> None:
    conversation = answered(START, name="Feest", outside=NO)
    for number in (1, 2):
        conversation = answered(
            conversation,
            **{f"item__{number}__title": "punt", f"item__{number}__kind": "", f"item__{number}__more": YES},
        )
    conversation = answered(conversation, item__3__title="punt", item__3__kind="talk", item__3__owner="Amira")
    assert at(conversation) == "sure"
    assert rounds("item", conversation.answers) == (1, 2, 3)
    fewer = give(FORM, change(FORM, conversation, "item.1.more", NOW), Given("item.1.more", value=NO), NOW)
    assert rounds("item", fewer.answers) == (1,)
    assert rounds("item", {"item.x.title": Given("item.x.title"), "item.1": Given("item.1")}) == ()


def test_within_a_round_a_condition_may_look_at_the_round_or_outside_it() -> None:
    outside = answered(START, name="Feest", outside=YES, permit=NO, item__1__title="Welkom", item__1__kind="a,talk")
    assert at(outside) == "item.1.owner"
    assert at(answered(outside, item__1__owner="Amira")) == "item.1.roof"


def test_what_must_be_answered_cannot_be_skipped_or_unknown() -> None:
    assert refused(lambda: give(FORM, START, Given("name", Answered.SKIPPED), NOW)) == "form.required"
    assert refused(lambda: give(FORM, START, Given("name", Answered.UNSURE), NOW)) == "form.required"
    second = answered(START, name="Feest")
    assert at(give(FORM, second, Given("outside", Answered.UNSURE), NOW)) == "item.1.title"
    assert at(give(FORM, second, Given("outside", Answered.SKIPPED), NOW)) == "item.1.title"


def test_only_the_step_that_is_asked_takes_an_answer() -> None:
    assert refused(lambda: give(FORM, START, Given("sure", value=YES), NOW)) == "form.not_now"
    assert refused(lambda: give(FORM, WHOLE, Given("sure", value=YES), NOW)) == "form.not_now"


def test_back_leads_to_the_step_before_and_forth_to_where_one_was() -> None:
    assert refused(lambda: back(FORM, START, NOW)) == "form.first"
    third = answered(START, name="Feest", outside=NO)
    first = back(FORM, back(FORM, third, NOW), NOW)
    assert (at(first), first.words("name")) == ("name", "Feest")
    assert at(keep(FORM, first, "name", NOW)) == "item.1.title"
    assert refused(lambda: keep(FORM, third, "item.1.title", NOW)) == "form.required"
    assert at(back(FORM, WHOLE, NOW)) == "sure"


def test_a_change_comes_back_to_the_summary() -> None:
    changing = change(FORM, WHOLE, "name", NOW)
    assert at(back(FORM, changing, NOW)) is None
    changed = give(FORM, changing, Given("name", value="Bal"), NOW)
    assert (at(changed), changed.words("name"), changed.changing) == (None, "Bal", False)
    assert refused(lambda: change(FORM, WHOLE, "permit", NOW)) == "form.not_now"


def test_a_change_that_opens_a_branch_asks_it_first() -> None:
    opened = give(FORM, change(FORM, WHOLE, "outside", NOW), Given("outside", value=YES), NOW)
    assert (at(opened), opened.changing) == ("permit", True)
    # Even who goes back to the summary meets what is missing there.
    assert at(back(FORM, opened, NOW)) == "permit"
    assert refused(lambda: finish(FORM, back(FORM, opened, NOW), NOW)) == "form.not_complete"


def test_several_choices_gather_before_the_step_is_done() -> None:
    asked = answered(START, name="Feest", outside=NO, item__1__title="Welkom")
    one = mark(FORM, asked, Given("item.1.kind", value="talk"), NOW)
    assert (at(one), one.value("item.1.kind")) == ("item.1.kind", "talk")
    none = mark(FORM, one, Given("item.1.kind"), NOW)
    assert "item.1.kind" not in none.answers
    assert refused(lambda: mark(FORM, one, Given("sure", value=YES), NOW)) == "form.not_now"


def test_words_put_aside_last_until_the_next_answer() -> None:
    held = put_aside(START, Given("name", words="en mijn terras?"), NOW)
    assert (held.words(ASIDE), at(held)) == ("en mijn terras?", "name")
    assert ASIDE not in put_aside(held, None, NOW).answers
    assert ASIDE not in answered(held, name="Feest").answers


def test_a_rest_changes_nothing() -> None:
    later = NOW + timedelta(days=9)
    rested = pause(answered(START, name="Feest"), NOW)
    assert rested.stage is Stage.PAUSED
    woken = resume(rested, later)
    assert (at(woken), woken.stage, woken.changed_at) == ("outside", Stage.OPEN, later)


def test_an_end_is_an_end() -> None:
    done, left = finish(FORM, WHOLE, NOW), leave(START, NOW)
    assert (done.stage, left.stage) == (Stage.DONE, Stage.LEFT)
    assert [one.ended for one in (done, left, START)] == [True, True, False]
    for act in (
        lambda one: give(FORM, one, Given("name", value="x"), NOW),
        lambda one: mark(FORM, one, Given("name", value="x"), NOW),
        lambda one: back(FORM, one, NOW),
        lambda one: change(FORM, one, "name", NOW),
        lambda one: put_aside(one, None, NOW),
        lambda one: pause(one, NOW),
        lambda one: leave(one, NOW),
        lambda one: take_over(one, 2, NOW),
        lambda one: finish(FORM, one, NOW),
    ):
        assert refused(lambda act=act: act(done)) == "form.done"  # type: ignore[misc] # mypy knows no default here
        assert refused(lambda act=act: act(left)) == "form.left"  # type: ignore[misc] # nor here
    assert refused(lambda: resume(left, NOW)) == "form.left"
    assert at(resume(done, NOW)) is None


def test_somebody_else_goes_on_where_it_was() -> None:
    taken = take_over(pause(answered(START, name="Feest"), NOW), 2001, NOW)
    assert (taken.person_id, taken.stage, at(taken)) == (2001, Stage.OPEN, "outside")


def test_a_step_that_the_form_no_longer_has_gives_the_first_open_one() -> None:
    assert at(replace(START, step="gone")) == "name"
    assert at(replace(WHOLE, step="gone")) is None


# Random walks


class Walk(RuleBasedStateMachine):
    """Anybody doing anything, against a model: the answers that were given, by step."""

    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        self.real = START
        self.given: Mapping[str, Given] = {}

    def _does(self, act: Callable[[], Conversation]) -> bool:
        self.now += timedelta(seconds=1)
        before = self.real
        try:
            self.real = act()
        except Refused:
            assert self.real == before
            return False
        return True

    @rule(how=st.sampled_from(Answered), value=st.sampled_from([YES, NO, "talk", "talk,a", ""]))
    def answers(self, how: Answered, value: str) -> None:
        step = present(FORM, self.real)
        if step is not None:
            given = Given(step.key, how, value if how is Answered.GIVEN else "")
            if self._does(lambda: give(FORM, self.real, given, self.now)):
                self._kept(given)

    @rule(value=st.sampled_from(["talk", "a", "a,talk", ""]))
    def marks(self, value: str) -> None:
        step = present(FORM, self.real)
        if step is not None and step.kind is Kind.CHOICES:
            given = Given(step.key, value=value)
            if self._does(lambda: mark(FORM, self.real, given, self.now)):
                others = {key: one for key, one in self.given.items() if key != step.key}
                self.given = {**others, step.key: given} if value else others

    @rule()
    def keeps(self) -> None:
        step = present(FORM, self.real)
        if step is not None and self._does(lambda: keep(FORM, self.real, step.key, self.now)):
            self._kept(self.given[step.key])

    @rule()
    def goes_back(self) -> None:
        self._does(lambda: back(FORM, self.real, self.now))

    @rule(which=st.integers(0, 30))
    def changes(self, which: int) -> None:
        keys = [*self.given, "name", "permit", "item.2.title", "gone"]
        self._does(lambda: change(FORM, self.real, keys[which % len(keys)], self.now))

    @rule()
    def rests(self) -> None:
        was = at(self.real)
        if self._does(lambda: pause(self.real, self.now)):
            assert at(self.real) == was

    @rule()
    def goes_on(self) -> None:
        was = at(self.real)
        self._does(lambda: resume(self.real, self.now))
        assert at(self.real) == was

    @rule()
    def asks_something_else(self) -> None:
        self._does(lambda: put_aside(self.real, Given("", words="en mijn terras?"), self.now))
        self._does(lambda: put_aside(self.real, None, self.now))

    @precondition(lambda self: present(FORM, self.real) is None)
    @rule()
    def finishes(self) -> None:
        if self._does(lambda: finish(FORM, self.real, self.now)):
            assert all(step.key in self.real.answers for step in path(FORM, self.real.answers) if step.required)
            self.given = dict(self.real.answers)

    def _kept(self, given: Given) -> None:
        """An answer stays until another takes its place or its branch closes."""
        kept = {**self.given, given.step: given}
        reached = {step.key for step in path(FORM, kept)}
        self.given = {key: one for key, one in kept.items() if key in reached}

    @invariant()
    def the_present_step_is_on_the_path(self) -> None:
        step = present(FORM, self.real)
        assert step is None or step in path(FORM, self.real.answers)

    @invariant()
    def nothing_is_lost_but_strays(self) -> None:
        assert dict(self.real.answers) == dict(self.given)

    @invariant()
    def keys_are_asked_once(self) -> None:
        keys = [step.key for step in path(FORM, self.real.answers)]
        assert len(keys) == len({*keys})


TestWalk = Walk.TestCase
TestWalk.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
