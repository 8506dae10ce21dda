"""A town's own rule for where questions go: when it holds, and the topic that it forces or forbids."""

from dataclasses import dataclass
from datetime import datetime, time

from bot.domain.message import Language


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known of a question beside its words; ``at`` is local time, what is not known is empty."""

    zone: str = ""
    language: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. What it does not name does not matter to it; ``staff_id`` tells who made it in the chat, 0 for content.

    ``words`` are words or phrases of which one must be there; one that ends in ``*`` stands for every word that begins
    so. ``from_time`` and ``until_time`` are a part of the day, which may pass midnight.
    """

    key: str
    topic: str
    forbids: bool = False
    words: tuple[str, ...] = ()
    zones: frozenset[str] = frozenset()
    languages: frozenset[Language] = frozenset()
    from_time: time | None = None
    until_time: time | None = None
    staff_id: int = 0

    def suits(self, circumstances: Circumstances) -> bool:
        """Tell whether the rule can hold in these circumstances, whatever the words."""
        if self.zones and circumstances.zone not in self.zones:
            return False
        if self.languages and circumstances.language not in self.languages:
            return False
        if self.from_time is None or self.until_time is None:
            return True
        if circumstances.at is None:
            return False
        now = circumstances.at.time()
        if self.from_time <= self.until_time:
            return self.from_time <= now < self.until_time
        return now >= self.from_time or now < self.until_time
