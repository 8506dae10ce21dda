from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.conversation import SUMMARY, Answered, Conversation, Given, Kind, Stage
from bot.domain.interview import (
    Campaign,
    Choice,
    Feedback,
    Interview,
    Progress,
    Question,
    feedback_of,
    progress,
    remind_on,
    tally,
)
from bot.domain.message import Localized

NOW = datetime(2026, 11, 24, 9, 12, tzinfo=UTC)
WORDS = Localized(nl="?")
CAMPAIGN = Campaign(1, "kern", "all", 2001, NOW, date(2026, 12, 4), date(2026, 12, 12))


def question(kind: Kind) -> Question:
    return Question("q", WORDS, "part", kind, WORDS, (Choice("a", WORDS), Choice("b", WORDS)), 1, 5)


def talked(stage: Stage, *answers: Given, step: str = "q", changing: bool = False) -> Conversation:
    kept = {given.step: given for given in answers}
    return Conversation(1, "interview", 7, NOW, NOW, step=step, stage=stage, changing=changing, answers=kept)


def test_a_question_is_found_by_its_key() -> None:
    interview = Interview("kern", WORDS, WORDS, 10, {}, (question(Kind.TEXT),))
    assert interview.question("q") == question(Kind.TEXT)
    assert interview.question("x") is None


def test_answers_are_taken_until_the_last_day_ends() -> None:
    assert not CAMPAIGN.is_over(date(2026, 12, 4))
    assert CAMPAIGN.is_over(date(2026, 12, 5))


@pytest.mark.parametrize(("closes", "day"), [(4, 26), (3, 25), (2, 25), (1, 25), (5, 28), (6, 28)])
def test_who_has_not_begun_is_reminded_on_the_fourth_day_or_halfway(closes: int, day: int) -> None:
    assert remind_on(date(2026, 11, 24), date(2026, 11, 24 + closes)) == date(2026, 11, day)


@given(sent=st.dates(date(2026, 1, 1), date(2030, 1, 1)), days=st.integers(1, 400))
def test_the_reminder_comes_after_the_invitation_and_in_time(sent: date, days: int) -> None:
    day = remind_on(sent, sent + timedelta(days=days))
    assert day is not None
    assert sent < day <= min(sent + timedelta(days=days), sent + timedelta(days=4))


def test_who_is_asked_on_the_last_day_is_not_reminded() -> None:
    assert remind_on(date(2026, 11, 24), date(2026, 11, 24)) is None


@pytest.mark.parametrize("feedback", [Feedback("a\nb", "c"), Feedback("a", "b", "c"), Feedback("", "")])
def test_a_feedback_is_read_back_as_it_was_written(feedback: Feedback) -> None:
    assert feedback_of(str(feedback)) == feedback


@pytest.mark.parametrize(
    ("conversation", "expected"),
    [
        (None, Progress.ASKED),
        (talked(Stage.LEFT), Progress.DECLINED),
        (talked(Stage.LEFT, Given("q", value="a")), Progress.BEGUN),
        (talked(Stage.OPEN), Progress.BEGUN),
        (talked(Stage.PAUSED), Progress.BEGUN),
        (talked(Stage.OPEN, changing=True), Progress.FINISHED),
        (talked(Stage.OPEN, step=SUMMARY), Progress.FINISHED),
        (talked(Stage.DONE), Progress.FINISHED),
    ],
)
def test_how_far_somebody_came(conversation: Conversation | None, expected: Progress) -> None:
    assert progress(conversation) is expected


def test_choices_are_counted_and_own_words_beside_them_are_not() -> None:
    answers = [
        Given("q", value="a"),
        Given("q", value="a"),
        Given("q", value="b"),
        Given("q", words="iets anders"),
        Given("q", value="gone"),
        Given("q", Answered.UNSURE),
        Given("q", Answered.SKIPPED),
    ]
    found = tally(question(Kind.CHOICE), answers)
    assert (found.given, found.unsure, found.skipped) == (5, 1, 1)
    assert (found.counts, found.average) == ({"a": 2, "b": 1}, None)


def test_several_choices_each_count() -> None:
    assert tally(question(Kind.CHOICES), [Given("q", value="a,b"), Given("q", value="b")]).counts == {"a": 1, "b": 2}


def test_a_scale_has_an_average() -> None:
    found = tally(question(Kind.SCALE), [Given("q", value="4"), Given("q", value="1"), Given("q", words="veel")])
    assert (found.given, found.average) == (3, 2.5)
    assert tally(question(Kind.NUMBER), []).average is None


def test_words_are_not_counted() -> None:
    assert tally(question(Kind.TEXT), [Given("q", words="a")]).counts == {}
