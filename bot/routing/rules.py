"""Applies a town's rules to a question, in their order: the first that forces ends it, what is forbidden stays out."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.domain.rule import Circumstances, Rule
from bot.routing.features import tokens

_REST, _NOTHING = "[^ ]*", "(?!)"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rules say of one question: a topic that it goes to ("" for none), topics that it cannot be about."""

    forced: str = ""
    forbidden: frozenset[str] = frozenset()
    fired: tuple[str, ...] = ()


class Rules:
    """The rules of a town, ready to be applied."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = tuple((rule, _pattern(rule.words)) for rule in rules)

    def judge(self, text: str, circumstances: Circumstances) -> Verdict:
        """Return what the rules say; ``fired`` are the keys of those that held, in their order."""
        words = f" {' '.join(tokens(text))} "
        forbidden: set[str] = set()
        fired: list[str] = []
        for rule, pattern in self._rules:
            if rule.topic in forbidden or not rule.suits(circumstances):
                continue
            if rule.words and not pattern.search(words):
                continue
            fired.append(rule.key)
            if not rule.forbids:
                return Verdict(rule.topic, frozenset(forbidden), tuple(fired))
            forbidden.add(rule.topic)
        return Verdict("", frozenset(forbidden), tuple(fired))


def _pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    """Return what finds one of the phrases between spaces; one without letters and digits stands nowhere."""
    found = [" ".join(words) for phrase in phrases if (words := tuple(_words(phrase)))]
    return re.compile(f" (?:{'|'.join(found)}) " if found else _NOTHING)


def _words(phrase: str) -> Iterator[str]:
    for part in phrase.split():
        *first, last = tokens(part) or ("",)
        yield from first
        if last:
            yield last + _REST if part.endswith("*") else last
