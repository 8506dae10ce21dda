"""How rules read: one line for each, the list in the order in which they hold, and whether one may end."""

from collections.abc import Sequence
from datetime import date, datetime, time

from bot.domain.message import Button, Message, Rows, Text, Value, button, text
from bot.domain.rule import Rule
from bot.domain.town import Town
from bot.domain.words import shorten
from bot.services.ports import Unit

PAGE = 5
"""Rules on one page, so that no screen is longer than eight lines."""

_WORDS = 60
"""UTF-16 units of a rule's words on its line."""

_BESIDE = 3


class RuleScreens:
    """The screens of rules, in the words of one town."""

    def __init__(self, town: Town) -> None:
        self._town = town

    def list(self, unit: Unit, offset: int = 0) -> Message:
        """Show a page of all rules: those of staff first, as they are looked at first, then the content's."""
        made = unit.staff_rules.all()
        rules = (*made, *self._town.rules)
        new = (button("rule.new", "rule.new"),)
        if not rules:
            return Message(text("rule.none"), (new,))
        start = min(max(0, offset), len(rules) - 1) // PAGE * PAGE
        page = list(enumerate(rules, 1))[start : start + PAGE]
        ends = [button("rule.stop", "rule.ask_end", rule.key, number=at) for at, rule in page if at <= len(made)]
        turning = _turning(start, len(rules))
        lines = tuple(text("rule.line", number=at, rule=self.says(rule)) for at, rule in page)
        return Message(text("rule.list", lines=lines), (*_rows(ends), *((turning,) if turning else ()), new))

    def ask_end(self, rule: Rule) -> Message:
        """Ask whether the rule may end."""
        rows = ((button("rule.end", "rule.end", rule.key), button("back", "rule.list", 0)),)
        return Message(text("rule.ask_end", rule=self.says(rule)), rows)

    def says(self, rule: Rule) -> Text:
        """Return the rule as one sentence: which words lead where (or never), when, and whether it still holds."""
        values: dict[str, Value] = {
            "words": text("rule.words", words=shorten(", ".join(rule.words), _WORDS))
            if rule.words
            else text("rule.any"),
            "topic": self._town.title(rule.topic) if rule.topic in self._town.topics else rule.topic,
        }
        says = text("rule.never", **values) if rule.forbids else text("rule.to", **values)
        notes = self._notes(rule)
        return text("rule.noted", rule=says, notes=notes) if notes else says

    def _notes(self, rule: Rule) -> tuple[Text, ...]:
        zones = self._town.zones
        where = [text("rule.zone", zone=zones[zone].name if zone in zones else zone) for zone in sorted(rule.zones)]
        tongues = [text(f"language.{self._town.language(code)}") for code in sorted(rule.languages)]
        return (
            *where,
            *tongues,
            *self._hours(rule.from_time, rule.until_time),
            *(() if rule.staff_id else (text("rule.fixed"),)),
            *(() if self._town.can_follow(rule) else (text("rule.gone"),)),
        )

    def _hours(self, begin: time | None, until: time | None) -> Sequence[Text]:
        if begin is None or until is None:
            return ()
        start, end = (datetime.combine(date(2000, 1, 1), at, self._town.zone) for at in (begin, until))
        return (text("rule.hours", start=start, end=end),)


def _turning(start: int, total: int) -> tuple[Button, ...]:
    back = (button("page.back", "rule.list", start - PAGE),) if start else ()
    on = (button("page.on", "rule.list", start + PAGE),) if start + PAGE < total else ()
    return (*back, *on)


def _rows(buttons: Sequence[Button]) -> Rows:
    return tuple(tuple(buttons[at : at + _BESIDE]) for at in range(0, len(buttons), _BESIDE))
