"""One stored update on its way through python-telegram-bot's application, and how that ended."""

import json
from typing import Any

import orjson
import structlog
from telegram import Update
from telegram.ext import Application

from bot.services.ports import Handled, Incoming, Unavailable
from handlers.context import TURN, Shell, Turn

TRIES = 3
"""After this many failures an update is set aside for the administrator, and the person is told."""

log = structlog.get_logger(__name__)


class Dispatcher:
    """Hands stored updates to the handlers and sees that each ends: handled, ignored with a reason, or set aside."""

    def __init__(self, application: Application[Any, Any, Any, Any, Any, Any], shell: Shell) -> None:
        self._application = application
        self._shell = shell

    async def handle(self, incoming: Incoming) -> Handled:
        """Try one update once, and return how that ended."""
        turn = Turn(incoming.update_id)
        TURN.set(turn)
        try:
            update = Update.de_json(_without_screen(_parsed(incoming.raw)), self._application.bot)
            await self._application.process_update(update)
            if turn.error is None and not turn.ended:
                await self._shell.run(lambda unit: self._shell.desk.door.ignore(unit, turn.update_id, "no handler"))
        except Exception as error:  # noqa: BLE001 - whatever an update does, the next one must have its turn
            turn.error = error
        if turn.error is None:
            return Handled.DONE
        return await self._failed(incoming, turn.error)

    async def _failed(self, incoming: Incoming, error: BaseException) -> Handled:
        name = type(error).__name__
        if isinstance(error, Unavailable):
            log.warning("update.waits_for_storage", update_id=incoming.update_id, error=name)
            return Handled.RETRY
        try:
            attempts = await self._shell.run(lambda unit: unit.inbox.attempt_failed(incoming.update_id, name))
            # People's words can stand in an exception's text; its type and place are enough to find it.
            log.error("update.failed", update_id=incoming.update_id, error=name, at=_place(error), attempts=attempts)
            if attempts < TRIES:
                return Handled.FAILED
            door = self._shell.desk.door
            await self._shell.run(lambda unit: door.give_up(unit, incoming.update_id, incoming.chat_id, name))
        except Unavailable:
            return Handled.RETRY
        return Handled.DONE


def _parsed(raw: str) -> dict[str, Any]:
    """Return the update that was stored; half a surrogate pair in it is nothing that orjson takes."""
    try:
        parsed: dict[str, Any] = orjson.loads(raw)
    except orjson.JSONDecodeError:
        parsed = json.loads(raw)
    return parsed


def _without_screen(update: dict[str, Any]) -> dict[str, Any]:
    """Leave out what stands under a pressed button: those are our own words, and only their number is asked for."""
    query = update.get("callback_query")
    message = query.get("message") if isinstance(query, dict) else None
    if not isinstance(query, dict) or not isinstance(message, dict):
        return update
    number = {name: message[name] for name in ("message_id", "date", "chat") if name in message}
    return {**update, "callback_query": {**query, "message": number}}


def _place(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}" if trace is not None else ""
