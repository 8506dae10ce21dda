"""What routing learns from: questions of which a person told what they are about, and what was thought before."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Source(StrEnum):
    """Who told what a question is about."""

    ASKER = "asker"
    MANAGER = "manager"
    DEPARTMENT = "department"


@dataclass(frozen=True, slots=True)
class Lesson:
    """One question, without names and numbers, and the topic that a person gave it.

    ``person_id`` is whose words they are; the lesson goes when that person goes. ``taught_by`` tells who said it.
    ``revision`` counts everything that was ever taught or undone; a lesson that was ``undone`` teaches nothing.
    """

    enquiry_id: int
    person_id: int
    text: str
    topic: str
    source: Source
    taught_by: int
    taught_at: datetime
    revision: int = 0
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Forecast:
    """What was thought of a question when its asker saw it last, before it was sent.

    ``proposed`` is the best topic, "" for none; ``shown`` are all that could be chosen, some of them after "something
    else"; ``band`` tells how sure it was.
    """

    enquiry_id: int
    band: str
    proposed: str
    shown: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class Outcome:
    """How forecasts of some time came out: how many questions had a proposal, and how many of these kept it.

    ``confused`` tells which topic was taken for which other, the most frequent first: (proposed, right, how often).
    """

    proposed: int
    right: int
    confused: tuple[tuple[str, str, int], ...] = ()
