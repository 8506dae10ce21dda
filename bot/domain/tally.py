"""What is counted of questions, month by month."""

from dataclasses import dataclass
from enum import StrEnum


class Counted(StrEnum):
    """What can be counted; each once a question, or once each time that it happens."""

    ASKED = "asked"
    ANSWERED = "answered"
    ON_TIME = "on_time"
    LATE = "late"
    REOPENED = "reopened"
    WITHDRAWN = "withdrawn"
    ELSEWHERE = "elsewhere"
    HELPED = "helped"
    NOT_HELPED = "not_helped"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class Tally:
    """One row of counts: ``month`` as "2026-11", keys of topic, zone and department ("" for none), what is counted."""

    month: str
    topic: str
    zone: str
    department: str
    what: Counted


@dataclass(frozen=True, slots=True)
class Count:
    """How often."""

    tally: Tally
    count: int
