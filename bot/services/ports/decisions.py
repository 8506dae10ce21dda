"""What the use cases need of decisions, and of the rounds of an interview."""

from collections.abc import Sequence
from typing import Protocol

from bot.domain.decision import Decision, Link, LinkKind
from bot.domain.interview import Campaign


class Decisions(Protocol):
    """The decisions, each with what it answers and what came of it."""

    def add(self, decision: Decision) -> Decision:
        """Store a new decision with its links and return it with its id."""
        ...

    def save(self, decision: Decision) -> None:
        """Store the changed decision and its links."""
        ...

    def remove_untold(self, decision_id: int) -> None:
        """Remove a decision that nobody was told, with its links; one that was told stays."""
        ...

    def link(self, decision_id: int, link: Link) -> None:
        """Add one link; one that is there already changes nothing."""
        ...

    def get(self, decision_id: int) -> Decision | None:
        """Return the decision with that id, with its links."""
        ...

    def of(self, kind: LinkKind, ref_id: int) -> Sequence[Decision]:
        """Return the decisions with such a link, oldest first."""
        ...

    def published(self, limit: int, offset: int = 0) -> Sequence[Decision]:
        """Return the decisions that were told, the newest first."""
        ...

    def untold(self, limit: int) -> Sequence[Decision]:
        """Return the decisions that were prepared and told to nobody yet, the newest first."""
        ...

    def count_published(self) -> int:
        """Return how many decisions were told."""
        ...


class Campaigns(Protocol):
    """The rounds of interviews."""

    def add(self, campaign: Campaign) -> Campaign:
        """Store a new round and return it with its id."""
        ...

    def save(self, campaign: Campaign) -> None:
        """Store the changed round."""
        ...

    def get(self, campaign_id: int) -> Campaign | None:
        """Return the round with that id."""
        ...

    def newest(self, limit: int, offset: int = 0) -> Sequence[Campaign]:
        """Return the rounds, the newest first."""
        ...
