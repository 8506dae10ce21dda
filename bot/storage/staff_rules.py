"""The rules for where questions go that staff made in the chat."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.rule import Rule
from bot.storage.codec import keys, keys_text, moment_text
from bot.storage.database import Row
from bot.storage.table import Table

_KEY = "staff:"
"""What the key of such a rule begins with; no rule of the content can be called so."""

_MOST_DIGITS = 15

_NEXT = "UPDATE counters SET value = value + 1 WHERE name = 'rule' RETURNING value"
_ANEW = "UPDATE counters SET value = value + 1 WHERE name = 'learning_anew'"
_ALL = "SELECT number, topic, forbids, words, zones, staff_id FROM staff_rules WHERE ended_at IS NULL ORDER BY number"
_ADD = """INSERT INTO staff_rules (number, topic, forbids, words, zones, staff_id, made_at)
VALUES (:number, :topic, :forbids, :words, :zones, :staff_id, :made_at)"""
_END = "UPDATE staff_rules SET ended_at = :at WHERE number = :number AND ended_at IS NULL"


class StaffRuleTable(Table):
    """Implements ``bot.services.ports.StaffRules``."""

    __slots__ = ()

    def all(self) -> Sequence[Rule]:
        """Return the rules that hold, in order."""
        return [_rule(row) for row in self._tx.fetch_all(_ALL)]

    def add(self, rule: Rule, at: datetime) -> Rule:
        """Store a rule behind the others and return it with its key; everybody follows it from then on."""
        row = self._tx.fetch_one(_NEXT)
        if row is None:
            raise LookupError("the counter of the rules is gone from the database")
        values = {
            "number": row["value"],
            "topic": rule.topic,
            "forbids": int(rule.forbids),
            "words": "\n".join(rule.words),
            "zones": keys_text(rule.zones),
            "staff_id": rule.staff_id,
            "made_at": moment_text(at),
        }
        self._tx.execute(_ADD, values)
        self._tx.execute(_ANEW)
        return replace(rule, key=f"{_KEY}{row['value']}")

    def end(self, key: str, at: datetime) -> bool:
        """End a rule; return whether it held until now."""
        number = key.removeprefix(_KEY)
        if number == key or not (number.isascii() and number.isdigit()) or len(number) > _MOST_DIGITS:
            return False
        ended = self._tx.execute(_END, {"number": int(number), "at": moment_text(at)}) > 0
        if ended:
            self._tx.execute(_ANEW)
        return ended


def _rule(row: Row) -> Rule:
    return Rule(
        key=f"{_KEY}{row['number']}",
        topic=row["topic"],
        forbids=bool(row["forbids"]),
        words=tuple(row["words"].split("\n")) if row["words"] else (),
        zones=keys(row["zones"]),
        staff_id=row["staff_id"],
    )
