"""How long to wait before trying again: twice as long each time, never quite the same."""

import random
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Patience:
    """The delays of the sender, in seconds.

    ``first`` doubles up to ``longest`` while Telegram or the storage is out of reach. ``uncertain`` are the delays
    after each attempt whose end nobody knows: there are that many more attempts, spread wide enough to outlast a
    short disturbance at Telegram.
    """

    first: float = 0.5
    longest: float = 30.0
    uncertain: tuple[float, ...] = (2.0, 8.0, 30.0, 120.0)


class Backoff:
    """Growing delays in seconds.

    Args:
        first: the first delay.
        longest: no delay is longer.
        chance: a number from 0 to 1; up to a quarter of a delay is taken off by it, so that many who wait do not return
            all at once.
    """

    def __init__(self, first: float = 0.5, longest: float = 30.0, chance: Callable[[], float] = random.random) -> None:
        self._first = first
        self._longest = longest
        self._chance = chance
        self._delay = first

    def next(self) -> float:
        """Return the next delay."""
        delay, self._delay = self._delay, min(self._delay * 2, self._longest)
        return delay * (1 - self._chance() / 4)

    def reset(self) -> None:
        """Start again at the first delay."""
        self._delay = self._first
