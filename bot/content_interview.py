"""What the file of an interview looks like: its parts, its questions, and how each can be answered."""

from typing import Annotated, Self

from pydantic import model_validator

from bot.content_problems import refusal, show
from bot.content_schema import Table
from bot.content_values import Key, Label, ShortKey, Words, described
from bot.domain.conversation import Kind
from bot.domain.message import Localized

ASKABLE = (Kind.TEXT, Kind.CHOICE, Kind.CHOICES, Kind.NUMBER, Kind.SCALE)
"""The kinds of question that an interview can ask."""

WIDEST_SCALE = 9
"""Steps between the ends of a scale, so that its buttons fit on a screen."""


class ChoiceTable(Table):
    """One answer that can be tapped."""

    key: ShortKey
    label: Label
    says: Words = described("words in every language", default=Localized())


class QuestionTable(Table):
    """One question of an interview."""

    key: ShortKey
    short: Label
    part: Key
    kind: Annotated[Kind, described(f"one of {', '.join(ASKABLE)}", strict=False)]
    asks: Words
    choices: list[ChoiceTable] = described("at least two tables with key and label", default=[])
    least: int = described("a whole number", default=0, ge=0)
    most: int = described("a whole number", default=0, ge=0)

    @model_validator(mode="after")
    def _can_be_answered(self) -> Self:
        if self.kind not in ASKABLE:
            raise refusal(f"a kind that is one of {', '.join(ASKABLE)}", show(self.kind))
        keys = [choice.key for choice in self.choices]
        if self.kind in {Kind.CHOICE, Kind.CHOICES} and (len(keys) < 2 or len({*keys}) < len(keys)):
            raise refusal("at least two choices, every key once", ", ".join(keys) or "none")
        if self.kind is Kind.SCALE and not 0 < self.most - self.least <= WIDEST_SCALE:
            raise refusal(
                f"a scale of at most {WIDEST_SCALE} steps, such as least = 1, most = 5", f"{self.least} to {self.most}"
            )
        return self


class InterviewFile(Table):
    """interviews/<key>.toml."""

    key: Key
    title: Words
    readers: Words
    minutes: int = described("a whole number of at least 1", ge=1)
    parts: dict[str, Words] = described("at least one part with words in every language", min_length=1)
    questions: list[QuestionTable] = described("at least one table with key, part, kind and asks", min_length=1)
