"""How long things may take here, and who hears when they take longer; each town sets its own."""

from dataclasses import dataclass
from enum import StrEnum


class Escalates(StrEnum):
    """Who hears that an answer is late."""

    OWNER = "owner"
    DEPARTMENT = "department"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Escalation:
    """Who hears it so many working days after the promised day."""

    days: int
    to: Escalates


@dataclass(frozen=True, slots=True)
class Terms:
    """The town's terms; days are working days unless it is said otherwise.

    A department takes a question within ``accept_hours`` opening hours. An asker who is asked something has
    ``asked_days``, and is reminded after ``remind_days``. Whoever has to answer is warned ``warn_days`` before the
    promised day; when it passes all the same the asker is promised ``delay_days`` more. ``check_days`` calendar days
    after somebody was sent elsewhere we ask whether they were helped, and ``follow_up_days`` after an answer how it
    went, where the topic says so.
    """

    accept_hours: int = 8
    asked_days: int = 5
    remind_days: int = 3
    warn_days: int = 1
    delay_days: int = 2
    check_days: int = 10
    follow_up_days: int = 28
    escalation: tuple[Escalation, ...] = (
        Escalation(1, Escalates.DEPARTMENT),
        Escalation(1, Escalates.MANAGER),
        Escalation(5, Escalates.ADMINISTRATOR),
    )


USUAL = Terms()
"""The terms of a town that says nothing else."""
