"""Answers button presses: at once and beside everything else, so that no update waits until a spinner has stopped."""

import asyncio

from telegram.error import TelegramError

from bot.transport.api import Api
from bot.transport.failures import Kind, classify
from bot.transport.silence import Silence


class Presses:
    """The answers under way.

    Args:
        api: makes the requests.
        silence: kept, and begun when Telegram asks for it.
    """

    def __init__(self, api: Api, silence: Silence) -> None:
        self._api = api
        self._silence = silence
        self._under_way: set[asyncio.Task[None]] = set()

    def answer(self, query_id: str, words: str = "") -> None:
        """Stop the spinner of that press, and show the words, if any, above it.

        It is tried once: the press may have expired meanwhile, and what it did is on the screen anyway.
        """
        task = asyncio.create_task(self._answer(query_id, words))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def stop(self, grace: float) -> None:
        """Wait until all that were to be answered are, ``grace`` seconds at most, and give up the others."""
        if not self._under_way:
            return
        _, late = await asyncio.wait(self._under_way, timeout=grace)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    async def _answer(self, query_id: str, words: str) -> None:
        await self._silence.over()
        shown = {"text": words} if words else {}
        try:
            await self._api.call("answerCallbackQuery", {"callback_query_id": query_id, **shown})
        except TelegramError as error:
            verdict = classify(error)
            if verdict.kind is Kind.FLOOD:
                self._silence.begin(verdict.retry_after)
