"""Everything that makes this town this town, as its content folder gives it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.calendar import Calendar
from bot.domain.department import Department
from bot.domain.elsewhere import Authority
from bot.domain.interview import Interview
from bot.domain.message import Language, Localized
from bot.domain.rule import Rule
from bot.domain.terms import USUAL, Terms
from bot.domain.topic import Topic

ANDERS = "anders"
"""The key of an enquiry that fits no topic; it goes to the centre manager."""


class ZoneKind(StrEnum):
    """How a part of the town relates to its centre (guide, 4.1)."""

    CENTRE = "centre"
    SUBCENTRE = "subcentre"
    APPROACH = "approach"


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of the town where entrepreneurs are: a street, a square, a district."""

    key: str
    name: Localized
    kind: ZoneKind


@dataclass(frozen=True, slots=True)
class Trade:
    """A kind of business that an entrepreneur can say to have."""

    key: str
    name: Localized


@dataclass(frozen=True, slots=True)
class Theme:
    """A matter on which somebody can say that they want to be involved (guide 3.4)."""

    key: str
    name: Localized


@dataclass(frozen=True, slots=True)
class Counter:
    """How the town is reached without Telegram; ``hours`` says in words when the counter is open."""

    phone: str
    email: str
    address: str
    hours: Localized


@dataclass(frozen=True, slots=True)
class Anders:
    """Whatever fits no topic: how it is called and within how many working days an answer is promised."""

    title: Localized
    short: Localized
    working_days: int


@dataclass(frozen=True, slots=True)
class Town:
    """One town; ``languages`` has the default first, mappings keep the order of the content folder.

    ``manager`` is the name of the centre manager as entrepreneurs see it, ``role`` what that person is called,
    ``dpo_email`` where questions about personal data go. ``small_talk`` are the words and phrases that ask nothing.
    ``authorities`` are those who help with what is not the town's, ``rules`` where some questions go whatever else they
    say, ``terms`` how long things may take.
    """

    name: str
    zone: ZoneInfo
    bot_name: Localized
    manager: str
    role: Localized
    counter: Counter
    dpo_email: str
    languages: tuple[Language, ...]
    calendar: Calendar
    zones: Mapping[str, Zone]
    trades: Mapping[str, Trade]
    themes: Mapping[str, Theme]
    interviews: Mapping[str, Interview]
    departments: Mapping[str, Department]
    topics: Mapping[str, Topic]
    anders: Anders
    small_talk: tuple[str, ...]
    authorities: tuple[Authority, ...] = ()
    rules: tuple[Rule, ...] = ()
    terms: Terms = USUAL

    def title(self, topic: str) -> Localized:
        """Return the title of that topic; a key that the town does not (or no longer) know reads as "anders"."""
        return self.topics[topic].title if topic in self.topics else self.anders.title

    def short(self, topic: str) -> Localized:
        """Return the button label of that topic; an unknown key reads as "anders"."""
        return self.topics[topic].short if topic in self.topics else self.anders.short

    def working_days(self, topic: str) -> int:
        """Return within how many working days the town answers on that topic; an unknown key counts as "anders"."""
        return self.topics[topic].working_days if topic in self.topics else self.anders.working_days

    def can_follow(self, rule: Rule) -> bool:
        """Tell whether the town still has the topic and the zones that a rule names."""
        return rule.topic in self.topics and rule.zones <= self.zones.keys()

    def promised(self, topic: str, arrived: datetime) -> date:
        """Return the last day to answer an enquiry on that topic that arrived at that aware moment."""
        return self.calendar.add_working_days(arrived, self.working_days(topic))

    def language(self, wanted: str | None) -> Language:
        """Return the town's language for a Telegram language code such as "nl-be", or else the default."""
        code = (wanted or "").partition("-")[0].casefold()
        return code if code in self.languages else self.languages[0]
