"""Presses on inline buttons: each waits 150 seconds for one answer."""

import asyncio
from dataclasses import dataclass, field
from itertools import count

from bot.simulator.clock import SimClock
from bot.simulator.updates import CALLBACK_SECONDS
from bot.simulator.wire import JsonObject, bad_request

_FIRST_ID = 4_000_000_000_000_001


@dataclass(slots=True)
class Press:
    """One press; `answer` is None until the bot answered."""

    id: str
    chat_id: int
    at: float
    answer: JsonObject | None = None
    answered: asyncio.Event = field(default_factory=asyncio.Event)


class Presses:
    """The presses of one bot's buttons."""

    def __init__(self, clock: SimClock) -> None:
        self._clock = clock
        self._ids = count(_FIRST_ID)
        self._open: dict[str, Press] = {}

    def begin(self, chat_id: int) -> Press:
        """Return a new press with its callback query id."""
        press = Press(str(next(self._ids)), chat_id, self._clock.timestamp())
        self._open[press.id] = press
        return press

    def answer(self, query_id: str, answer: JsonObject) -> Press:
        """Answer a press and return it.

        Raises:
            ApiError: the press is unknown, already answered, or older than 150 seconds.
        """
        press = self._open.pop(query_id, None)
        if press is None or self._clock.timestamp() - press.at > CALLBACK_SECONDS:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        press.answer = answer
        press.answered.set()
        return press

    def clear(self) -> None:
        """Forget all presses."""
        self._open.clear()
