"""Whether Telegram is there: while it is not, everybody waits and one row at a time finds out whether it is back."""

import structlog

from bot.transport.backoff import Backoff, Patience

log = structlog.get_logger(__name__)


class Reach:
    """What the attempts show about the way to Telegram; says one thing in the log when that changes."""

    def __init__(self, patience: Patience) -> None:
        self._backoff = Backoff(patience.first, patience.longest)
        self._silent_until = float("-inf")
        self.lost = False

    def note(self, *, answered: bool | None, error: str, now: float) -> float:
        """Take in how an attempt ended and return the moment before which there should be no other."""
        if answered and self.lost:
            log.info("sender.reachable")
            self.lost = False
            self._backoff.reset()
        # Of the many that were under way when it broke, only the first counts.
        elif answered is False and now >= self._silent_until:
            if not self.lost:
                log.warning("sender.unreachable", error=error)
            self.lost = True
            self._silent_until = now + self._backoff.next()
        return self._silent_until
