"""What is thought of a question: the topics that it may be about, how sure that is, and who helps if not the town."""

from dataclasses import dataclass
from enum import StrEnum


class Band(StrEnum):
    """How sure a ranking is, and so what to do with it."""

    ONE = "one"
    """Propose the first topic alone."""
    THREE = "three"
    """Show the three best."""
    NONE = "none"
    """Leave it to a person."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A topic that a question may be about, with its probability."""

    topic: str
    score: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """What is thought of one question.

    ``candidates`` are at most three, the most probable first. ``outside`` is the probability that it is not for the
    town, ``authority`` the key of who probably helps then, "" when nobody comes to mind. ``fired`` are the keys of the
    rules that held.
    """

    band: Band
    candidates: tuple[Candidate, ...] = ()
    outside: float = 0.0
    authority: str = ""
    fired: tuple[str, ...] = ()
