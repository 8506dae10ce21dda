"""What the file of a town's own rules looks like: where questions go, or never go, whatever else they say."""

from collections.abc import Collection, Iterator
from typing import Self

from pydantic import Field, model_validator

from bot.content_problems import Problem, refusal, show
from bot.content_schema import Table
from bot.content_values import Clock, Key, Phrase, described
from bot.domain.rule import Rule
from bot.domain.town import ANDERS


class RuleTable(Table):
    """One rule; all that it names has to hold at once, and of each list one entry."""

    key: Key
    topic: Key
    forbids: bool = described("true when a question can not be about the topic", default=False)
    words: list[Phrase] = described("words or phrases", default=[])
    zones: list[Key] = described("keys of zones", default=[])
    languages: list[str] = described("languages by two letters", default=[])
    from_: Clock | None = Field(default=None, alias="from", description='a time such as "22:00"')
    until: Clock | None = described('a time such as "06:00"', default=None)

    @model_validator(mode="after")
    def _can_hold(self) -> Self:
        times = [name for name, value in (("from", self.from_), ("until", self.until)) if value is not None]
        if len(times) == 1:
            raise refusal("both from and until", f"only {times[0]}")
        if self.from_ is not None and self.from_ == self.until:
            raise refusal("two different times", f"from and until {self.from_:%H:%M}")
        if not (self.words or self.zones or self.languages or times):
            raise refusal("at least one of words, zones, languages, or from with until", "none")
        return self

    def rule(self) -> Rule:
        """Return it as the town knows it."""
        return Rule(
            key=self.key,
            topic=self.topic,
            forbids=self.forbids,
            words=tuple(self.words),
            zones=frozenset(self.zones),
            languages=frozenset(self.languages),
            from_time=self.from_,
            until_time=self.until,
        )


class RulesFile(Table):
    """rules.toml, which a town may do without; the order of the rules is the order in which they are tried."""

    rules: list[RuleTable] = described("tables with key, topic and a condition", default=[])


def strangers(
    name: str, file: RulesFile, topics: Collection[str], zones: Collection[str], languages: Collection[str]
) -> Iterator[Problem]:
    """Yield a problem for each topic, zone and language of the rules that is not among the town's.

    A rule may send questions straight to the manager (``anders``), which there is no sense in forbidding.
    """
    for number, rule in enumerate(file.rules, 1):
        where = f"rules.{number}"
        if rule.topic not in topics and (rule.forbids or rule.topic != ANDERS):
            expected = "a key of topics" if rule.forbids else f"a key of topics, or {ANDERS}"
            yield Problem(name, f"{where}.topic", expected, show(rule.topic))
        for at, zone in enumerate(rule.zones, 1):
            if zone not in zones:
                yield Problem(name, f"{where}.zones.{at}", "a key of zones", show(zone))
        for at, language in enumerate(rule.languages, 1):
            if language not in languages:
                yield Problem(name, f"{where}.languages.{at}", f"one of {', '.join(languages)}", show(language))
