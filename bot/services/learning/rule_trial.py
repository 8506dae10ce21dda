"""What a rule would have done with the latest questions, told before it is stored."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.domain.enquiry import Enquiry
from bot.domain.message import Text, text
from bot.domain.rule import Circumstances, Rule
from bot.domain.town import Town
from bot.routing.rules import Rules
from bot.services.ports import Unit

LATEST = 200
"""Questions on which a rule is tried."""

_WHOLE = 4000
_EVER = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Trial:
    """On how many of ``total`` questions the rule would have held, and how many of these it would have moved."""

    held: int
    moved: int
    total: int


def tried(unit: Unit, town: Town, rule: Rule) -> Trial:
    """Return what this new rule would have done, behind the rules of staff that hold and before the content's."""
    asked = unit.enquiries.recent(_EVER, LATEST)
    said = unit.archive.said([one.id for one in asked], _WHOLE)
    before = [one for one in unit.staff_rules.all() if town.can_follow(one)]
    rules = Rules((*before, rule))
    zoned = any(one.zones for one in (*before, rule))
    held = [
        one
        for one, circumstances in _circumstances(unit, town, asked, zoned=zoned)
        if rule.key in rules.judge(said[one.id], circumstances).fired
    ]
    moved = [one for one in held if (one.topic == rule.topic) is rule.forbids]
    return Trial(len(held), len(moved), len(asked))


def trial_says(town: Town, rule: Rule, trial: Trial) -> Text:
    """Return the trial as one sentence."""
    if not trial.total:
        return text("rule.untried")
    if not trial.held:
        return text("rule.holds_nowhere", total=trial.total)
    if not trial.moved:
        return text("rule.moves_none", count=trial.held, total=trial.total)
    values = {"count": trial.moved, "total": trial.total}
    topic = town.title(rule.topic)
    return text("rule.keeps_off", topic=topic, **values) if rule.forbids else text("rule.moves", topic=topic, **values)


def _circumstances(
    unit: Unit, town: Town, asked: Sequence[Enquiry], *, zoned: bool
) -> Iterator[tuple[Enquiry, Circumstances]]:
    zones: dict[int, str] = {}
    for one in asked:
        if zoned and one.asker_id not in zones:
            asker = unit.contacts.get(one.asker_id)
            zones[one.asker_id] = asker.zone if asker is not None else ""
        at = (one.asked_at or one.started_at).astimezone(town.zone)
        yield one, Circumstances(zones.get(one.asker_id, ""), one.language, at)
