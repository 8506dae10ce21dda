"""Telegram's flood limits: 30 messages a second for a bot, about 1 a second for a chat, 20 a minute for a group."""

import math
from collections import deque
from dataclasses import dataclass, field

from bot.simulator.clock import SimClock
from bot.simulator.wire import too_many_requests

PER_SECOND = 30
PER_CHAT_BURST = 5
PER_GROUP_MINUTE = 20


@dataclass(slots=True)
class FloodGuard:
    """Counts the messages of one bot.

    Attributes:
        enabled: switched off it lets everything through.
        burst: messages a private chat takes at once before one a second holds.
    """

    clock: SimClock
    enabled: bool = True
    burst: int = PER_CHAT_BURST
    _all: deque[float] = field(default_factory=deque)
    _groups: dict[int, deque[float]] = field(default_factory=dict)
    _allowance: dict[int, tuple[float, float]] = field(default_factory=dict)

    def take(self, chat_id: int, messages: int = 1) -> None:
        """Count `messages` to a chat.

        Raises:
            ApiError: 429 with `retry_after` seconds; nothing is counted then.
        """
        if not self.enabled:
            return
        now = self.clock.monotonic()
        waits = [_window_wait(self._all, now, 1.0, PER_SECOND, messages)]
        if chat_id < 0:
            group = self._groups.setdefault(chat_id, deque())
            waits.append(_window_wait(group, now, 60.0, PER_GROUP_MINUTE, messages))
        else:
            waits.append(self._chat_wait(chat_id, now, messages))
        if max(waits) > 0:
            raise too_many_requests(max(1, math.ceil(max(waits))))
        self._all.extend([now] * messages)
        if chat_id < 0:
            self._groups[chat_id].extend([now] * messages)
        else:
            self._allowance[chat_id] = (self._left(chat_id, now) - messages, now)

    def reset(self) -> None:
        """Forget what was counted."""
        self._all.clear()
        self._groups.clear()
        self._allowance.clear()

    def _left(self, chat_id: int, now: float) -> float:
        left, at = self._allowance.get(chat_id, (float(self.burst), now))
        return min(float(self.burst), left + max(0.0, now - at))

    def _chat_wait(self, chat_id: int, now: float, messages: int) -> float:
        # An album counts item by item but must be able to pass a full allowance.
        return min(messages, self.burst) - self._left(chat_id, now)


def _window_wait(stamps: deque[float], now: float, seconds: float, limit: int, messages: int) -> float:
    while stamps and stamps[0] <= now - seconds:
        stamps.popleft()
    surplus = len(stamps) + min(messages, limit) - limit
    return stamps[surplus - 1] + seconds - now if surplus > 0 else 0.0
