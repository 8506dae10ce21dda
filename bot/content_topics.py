"""What the files of the topics look like: their sentences, who else helps, and the answers that are known already."""

from datetime import date
from typing import Annotated, Self

from pydantic import AfterValidator, model_validator

from bot.content_problems import refusal, show
from bot.content_schema import Table
from bot.content_values import (
    Days,
    Key,
    Keywords,
    Label,
    Line,
    Phone,
    Questions,
    ShortKey,
    Url,
    Words,
    at_most,
    described,
)
from bot.domain.topic import Elsewhere, KnownAnswer, Topic

QUESTION_CHARACTERS = 90
ANSWER_CHARACTERS = 350
"""What fits on a telephone beside the question that was asked."""


class ElsewhereTable(Table):
    """Who else to ask."""

    name: Words
    when: Words
    url: Url = ""
    phone: Phone = ""

    def elsewhere(self) -> Elsewhere:
        """Return it as the town knows it."""
        return Elsewhere(self.name, self.when, self.url, self.phone)


class KnownTable(Table):
    """A question that many ask, with what holds in general."""

    key: ShortKey
    question: Annotated[Words, AfterValidator(at_most(QUESTION_CHARACTERS, "a question"))]
    also: Questions = described("at least 2 other ways to ask it in Dutch", min_length=2)
    answer: Annotated[Words, AfterValidator(at_most(ANSWER_CHARACTERS, "an answer"))]
    source: Line
    dated: date = described("the date on which it was established, such as 2026-03-01")
    review: date = described("the last date on which it may be offered, such as 2027-03-01")
    url: Url = ""

    @model_validator(mode="after")
    def _ages(self) -> Self:
        if self.review < self.dated:
            raise refusal(f"a review on or after dated ({show(self.dated)})", f"review = {show(self.review)}")
        return self

    def answered(self) -> KnownAnswer:
        """Return it as the town knows it."""
        return KnownAnswer(
            key=self.key,
            question=self.question,
            also=tuple(self.also),
            answer=self.answer,
            source=self.source,
            dated=self.dated,
            review=self.review,
            url=self.url,
        )


class TopicFile(Table):
    """topics/<key>.toml."""

    key: Key
    title: Words
    short: Label
    department: Key
    working_days: Days
    keywords: Keywords = described("at least 10 keywords of one word", min_length=10)
    examples: Questions = described("at least 8 questions", min_length=8)
    examples_fr: Questions = described("questions in French", default=[])
    examples_en: Questions = described("questions in English", default=[])
    asked: Questions = described("questions as they came in, in any language", default=[])
    follow_up: bool = described("true or false", default=False)
    elsewhere: list[ElsewhereTable] = described("tables with name and when", default=[])
    known: list[KnownTable] = described("tables with key, question, also, answer, source, dated and review", default=[])

    def topic(self) -> Topic:
        """Return it as the town knows it."""
        return Topic(
            key=self.key,
            title=self.title,
            short=self.short,
            department=self.department,
            keywords=tuple(self.keywords),
            examples=tuple(self.examples),
            examples_fr=tuple(self.examples_fr),
            examples_en=tuple(self.examples_en),
            working_days=self.working_days,
            elsewhere=tuple(entry.elsewhere() for entry in self.elsewhere),
            asked=tuple(self.asked),
            follows_up=self.follow_up,
            known=tuple(entry.answered() for entry in self.known),
        )
