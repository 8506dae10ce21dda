"""The typed door between python-telegram-bot and the use cases: one call a handler, whole, and then the toast."""

from collections.abc import Callable, Coroutine, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from typing import Any, Protocol, TypeVar

from telegram import Update
from telegram.ext import CallbackContext, ExtBot

from bot.domain.access import Permission
from bot.domain.errors import NotAllowed, Refused
from bot.i18n import Catalogues
from bot.services.desk import Desk
from bot.services.door import AlreadyHandled
from bot.services.free_text import FreeText
from bot.services.guard import Gate, Tap, UseCase
from bot.services.ledger.kinds import Ended
from bot.services.ports import Unit
from bot.services.visit import Shown
from handlers.incoming import visit

T = TypeVar("T")


class RunUnit(Protocol):
    """Runs a function in one transaction, whole, and owes what it put in the outbox to the sender."""

    async def __call__(self, work: Callable[[Unit], T]) -> T:
        """Return what the work returns, once it is committed."""
        ...


class AnswerPress(Protocol):
    """Stops the spinner of a pressed button and shows a short word, beside everything else; raises nothing."""

    def __call__(self, query_id: str, words: str = "") -> None:
        """Answer that press as soon as can be."""
        ...


@dataclass(frozen=True, slots=True)
class Shell:
    """What every handler may reach: the use cases, a transaction to run them in, the words, the spinner's end."""

    desk: Desk
    free_text: FreeText
    taps: Mapping[str, Tap]
    run: RunUnit
    catalogues: Catalogues
    answer_press: AnswerPress


@dataclass(slots=True)
class Turn:
    """One update on its way: whether a use case ended it, and what went wrong if something did."""

    update_id: int
    ended: bool = False
    error: BaseException | None = None


TURN: ContextVar[Turn] = ContextVar("turn")
"""The update that the present task handles; set by the dispatcher, read by the context and the error handler."""


class Context(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[str, Shell]]):
    """What a handler is given besides the update."""

    gate: Gate | None = None

    @property
    def shell(self) -> Shell:
        """Return the shell that the application was built with."""
        return self.bot_data["shell"]

    @property
    def desk(self) -> Desk:
        """Return the use cases."""
        return self.shell.desk

    async def run(self, update: Update, use_case: UseCase, *values: object) -> None:
        """Run the use case for whoever acts, in one transaction that also ends the update; then show the toast.

        A refusal is told to the person in a transaction of its own, so that nothing of the refused act is kept.
        """
        who, gate = visit(update), self.gate
        if gate is None:
            raise NotAllowed
        door, turn = self.desk.door, TURN.get()
        try:
            shown = await self.shell.run(lambda unit: door.enter(unit, who, gate, use_case, *values))
        except AlreadyHandled:
            shown = Shown(None, "")
        except Refused as refused:
            reason, act = refused, use_case.__qualname__
            shown = await self.shell.run(lambda unit: door.refuse(unit, who, reason, act))
        turn.ended = True
        self._acknowledge(update, shown)

    def _acknowledge(self, update: Update, shown: Shown) -> None:
        # Every button press is answered, or its spinner keeps turning.
        if update.callback_query is not None:
            toast = self.shell.catalogues.label(shown.toast, shown.language) if shown.toast else ""
            self.shell.answer_press(update.callback_query.id, toast)


Handler = Callable[[Update, Context], Coroutine[Any, Any, None]]


def allows(permission: Permission, ends: Ended = Ended.COMMAND) -> Callable[[Handler], Handler]:
    """Declare what a handler asks to be allowed, and as what it ends; one without a declaration can run nothing."""

    def declare(handler: Handler) -> Handler:
        @wraps(handler)
        async def declared(update: Update, context: Context) -> None:
            context.gate = Gate(permission, ends=ends)
            await handler(update, context)

        declared.permission = permission  # type: ignore[attr-defined] # read by the test of declarations
        declared.ends = ends  # type: ignore[attr-defined]
        return declared

    return declare
