"""What the clock does for the house itself: people's words do not outlive their purpose."""

from datetime import timedelta

from bot.services.ports import Unit

RAW_UPDATES_KEPT = timedelta(days=7)
"""How long the raw words of an update stay after it was handled (reliability: seven days at most)."""

SCREENS_KEPT = timedelta(days=30)
"""How long a screen that nothing refers to stays; drafts that were thrown away are among them."""


def purge(unit: Unit) -> int:
    """Remove what is old enough, and return how many rows that were."""
    return unit.inbox.purge(unit.now - RAW_UPDATES_KEPT) + unit.outbox.purge(unit.now - SCREENS_KEPT)
