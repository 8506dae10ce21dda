"""The steps of a decision's form: what stands on the card, and who hears it besides those who asked."""

from bot.domain.audience import Group
from bot.domain.conversation import Condition, Kind, Option, Step
from bot.domain.decision import NEEDS_NEXT, Legal, Outcome
from bot.domain.message import Localized, Text, text
from bot.domain.town import Town

LONGEST_WHAT, LONGEST_WHY, LONGEST_NEXT, LONGEST_APPEAL, LONGEST_LINE = 120, 3000, 1000, 600, 200
"""Characters; everything but the whole why and what comes next fits on one card of at most 4,096 units."""

_GROUPS = (Group.NOBODY, Group.EVERYONE, Group.TRADE, Group.ZONE, Group.THEME)


def told_steps(town: Town) -> tuple[Step, ...]:
    """Return the steps whose answers stand on the card."""
    outcomes = tuple(Option(str(outcome), text(f"decision.option.{outcome}")) for outcome in Outcome)
    legals = tuple(Option(str(legal), text(f"decision.legal.{legal}")) for legal in Legal)
    contact = text("decision.ask.contact", manager=town.manager)
    appeal = Condition("legal", frozenset({str(Legal.APPEAL)}))
    return (
        Step("what", Kind.TEXT, _ask("what"), required=True, most=LONGEST_WHAT, title=_title("what")),
        Step("outcome", Kind.CHOICE, _ask("outcome"), outcomes, required=True, title=_title("outcome")),
        Step("why", Kind.TEXT, _ask("why"), required=True, most=LONGEST_WHY, title=_title("why")),
        _following("next", NEEDS_NEXT, required=True),
        _following("then", frozenset(Outcome) - NEEDS_NEXT, required=False),
        Step("link", Kind.TEXT, _ask("link"), most=LONGEST_LINE, title=_title("link")),
        Step("contact", Kind.TEXT, contact, most=LONGEST_LINE, title=_title("contact")),
        Step("legal", Kind.CHOICE, _ask("legal"), legals, required=True, title=_title("legal")),
        Step(
            "appeal", Kind.TEXT, _ask("appeal"), required=True, most=LONGEST_APPEAL, when=appeal, title=_title("appeal")
        ),
    )


def people_steps(town: Town) -> tuple[Step, ...]:
    """Return the steps that choose who hears it besides those who asked or were invited."""
    groups = tuple(Option(str(group), text(f"decision.group.{group}")) for group in _GROUPS)
    named = {
        Group.TRADE: {trade.key: trade.name for trade in town.trades.values()},
        Group.ZONE: {zone.key: zone.name for zone in town.zones.values()},
        Group.THEME: {theme.key: theme.name for theme in town.themes.values()},
    }
    which = (_which(group, names) for group, names in named.items() if names)
    offered = tuple(option for option in groups if named.get(Group(option.key), True))
    return (Step("group", Kind.CHOICE, _ask("group"), offered, required=True, title=_title("group")), *which)


def _following(key: str, outcomes: frozenset[Outcome], *, required: bool) -> Step:
    when = Condition("outcome", frozenset(map(str, outcomes)))
    return Step(key, Kind.DATE, _ask(key), required=required, open=True, when=when, title=_title(key))


def _which(group: Group, names: dict[str, Localized]) -> Step:
    options = tuple(Option(key, text("decision.named", name=name)) for key, name in names.items())
    only = Condition("group", frozenset({str(group)}))
    return Step(str(group), Kind.CHOICE, _ask(group), options, required=True, when=only, title=_title("group"))


def _ask(key: str) -> Text:
    return text(f"decision.ask.{key}")


def _title(key: str) -> Text:
    return text(f"decision.step.{key}")
