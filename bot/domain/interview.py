"""An interview of the guide (3.3): its questions as a file gives them, and one round of asking them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.conversation import SUMMARY, Answered, Conversation, Given, Kind, Stage
from bot.domain.message import Localized


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that can be tapped; ``says`` is the whole sentence when the label is too short for it."""

    key: str
    label: Localized
    says: Localized | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One question of an interview file; ``part`` is the heading that it stands under, ``short`` names it in lists."""

    key: str
    short: Localized
    part: str
    kind: Kind
    asks: Localized
    choices: tuple[Choice, ...] = ()
    least: int = 0
    most: int = 0


@dataclass(frozen=True, slots=True)
class Interview:
    """One interview file: title, who reads the answers, the parts by key, and the questions in their order."""

    key: str
    title: Localized
    readers: Localized
    minutes: int
    parts: Mapping[str, Localized]
    questions: tuple[Question, ...]

    def question(self, key: str) -> Question | None:
        """Return the question with that key."""
        return next((question for question in self.questions if question.key == key), None)


@dataclass(frozen=True, slots=True)
class Campaign:
    """One round of an interview: who was asked, until when answers change, and when the results are told."""

    id: int
    interview: str
    audience: str
    created_by: int
    created_at: datetime
    closes_on: date
    results_on: date
    sent_at: datetime | None = None
    feedback: str = ""
    feedback_at: datetime | None = None

    def is_over(self, today: date) -> bool:
        """Tell whether answers can no longer be given or changed on that day."""
        return today > self.closes_on


_REMIND_AFTER = 4
_SEPARATOR = "\x1e"
"""Between the parts of a feedback; nobody's words can hold it, they are cleaned of what cannot be seen."""


def remind_on(sent: date, closes: date) -> date | None:
    """Return the day on which who has not begun is reminded: the fourth, or halfway when that is too late."""
    days = (closes - sent).days
    if days <= 0:
        return None
    return sent + timedelta(days=_REMIND_AFTER if days > _REMIND_AFTER else max(1, days // 2))


@dataclass(frozen=True, slots=True)
class Feedback:
    """What all who were asked are told afterwards: what was heard, what is done with it, and what comes next."""

    heard: str
    doing: str
    following: str = ""

    def __str__(self) -> str:
        """Return it as one text; ``feedback_of`` reads it back."""
        return _SEPARATOR.join((self.heard, self.doing, self.following))


def feedback_of(written: str) -> Feedback:
    """Return the feedback that ``str`` wrote."""
    heard, doing, following = (*written.split(_SEPARATOR), "", "")[:3]
    return Feedback(heard, doing, following)


class Progress(StrEnum):
    """How far somebody who was asked has come."""

    ASKED = "asked"
    BEGUN = "begun"
    FINISHED = "finished"
    DECLINED = "declined"


def progress(conversation: Conversation | None) -> Progress:
    """Return how far somebody has come in their newest conversation of a round, None when there is none."""
    if conversation is None:
        return Progress.ASKED
    if conversation.stage is Stage.LEFT:
        return Progress.BEGUN if conversation.answers else Progress.DECLINED
    # Whoever came back to change something was through all questions before, whatever they do now.
    if conversation.stage is Stage.DONE or conversation.step == SUMMARY or conversation.changing:
        return Progress.FINISHED
    return Progress.BEGUN


@dataclass(frozen=True, slots=True)
class Tally:
    """How one question was answered: how often each choice or number was given, and how often nothing was."""

    given: int
    skipped: int
    unsure: int
    counts: Mapping[str, int]
    average: float | None = None


def tally(question: Question, answers: Sequence[Given]) -> Tally:
    """Return the counts of these answers to that question; the average only of a scale or a number."""
    given = [answer for answer in answers if answer.how is Answered.GIVEN]
    counts = Counter(key for answer in given for key in _keys(question, answer))
    numbers = [int(key) for key in counts.elements()] if question.kind in {Kind.SCALE, Kind.NUMBER} else []
    return Tally(
        given=len(given),
        skipped=sum(answer.how is Answered.SKIPPED for answer in answers),
        unsure=sum(answer.how is Answered.UNSURE for answer in answers),
        counts=counts,
        average=sum(numbers) / len(numbers) if numbers else None,
    )


def _keys(question: Question, answer: Given) -> Sequence[str]:
    match question.kind:
        case Kind.CHOICE | Kind.CHOICES:
            known = {choice.key for choice in question.choices}
            return [key for key in answer.value.split(",") if key in known]
        case Kind.SCALE | Kind.NUMBER:
            return [answer.value] if answer.value.isdecimal() else []
        case _:
            return []
