"""Whom a meeting is for: everybody, a trade, a zone or a theme, as steps of a form and as an audience."""

from collections.abc import Mapping

from bot.domain.audience import EVERYONE, Audience, Group
from bot.domain.conversation import Condition, Conversation, Given, Kind, Option, Step
from bot.domain.message import Localized, text
from bot.domain.town import Town

WHOM = "whom"
"""The step that chooses by what people are chosen; the next one has that group's name."""


def people_steps(town: Town) -> tuple[Step, ...]:
    """Return the choice of a group, and of which trade, zone or theme."""
    named = _named(town)
    groups = (Group.EVERYONE, *(group for group, names in named.items() if names))
    options = tuple(Option(str(group), text(f"meeting.group.{group}")) for group in groups)
    asked = text("meeting.ask_whom")
    first = Step(WHOM, Kind.PEOPLE, asked, options, required=True, title=text("meeting.title_whom"))
    return (first, *(_which(group, names) for group, names in named.items() if names))


def audience_in(conversation: Conversation, given: Given | None = None) -> Audience | None:
    """Return whom the answers choose, with this one among them; None when that is not known yet."""
    values = {key: one.value for key, one in conversation.answers.items()}
    if given is not None:
        values[given.step] = given.value
    if values.get(WHOM) == Group.EVERYONE:
        return EVERYONE
    key = values.get(values.get(WHOM, ""), "")
    return Audience(Group(values[WHOM]), key) if key else None


def people_answers(audience: Audience) -> Mapping[str, str]:
    """Return the values of the answers that choose this audience."""
    group = str(audience.group)
    return {WHOM: group, group: audience.key} if audience.key else {WHOM: group}


def _named(town: Town) -> Mapping[Group, Mapping[str, Localized]]:
    return {
        Group.TRADE: {one.key: one.name for one in town.trades.values()},
        Group.ZONE: {one.key: one.name for one in town.zones.values()},
        Group.THEME: {one.key: one.name for one in town.themes.values()},
    }


def _which(group: Group, names: Mapping[str, Localized]) -> Step:
    options = tuple(Option(key, text("meeting.option", name=name)) for key, name in names.items())
    only = Condition(WHOM, frozenset({str(group)}))
    title = text("meeting.title_which")
    return Step(str(group), Kind.PEOPLE, text("meeting.ask_which"), options, required=True, when=only, title=title)
