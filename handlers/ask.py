"""Asking a question: the command, and the buttons of the draft."""

from collections.abc import Mapping

from telegram import Update

from bot.domain.access import Permission
from bot.services.desk import Desk
from bot.services.guard import Tap, Thing
from bot.services.ledger.kinds import Ended
from handlers.context import Context, allows
from handlers.incoming import said, said_after_command


def taps(desk: Desk) -> Mapping[str, Tap]:
    """Return what the buttons of these screens do."""
    asking = desk.asking
    return {
        "ask.invite": Tap(Permission.ASK, asking.ask_for_question),
        "ask.submit": Tap(Permission.ASK, asking.submit, (int, str), Thing.ENQUIRY),
        "ask.choose": Tap(Permission.ASK, asking.choose, (int,), Thing.ENQUIRY),
        "ask.reword": Tap(Permission.ASK, asking.reword, (int,), Thing.ENQUIRY),
        "ask.discard": Tap(Permission.ASK, asking.discard, (int,), Thing.ENQUIRY),
        "ask.attach": Tap(Permission.ASK, desk.additions.attach, (int, int), Thing.ENQUIRY),
    }


@allows(Permission.ASK)
async def question(update: Update, context: Context) -> None:
    """/vraag, /ask, /question, alone or with the question behind it."""
    if update.message is not None:
        await context.run(update, context.desk.asking.take_question, said_after_command(update.message))


@allows(Permission.ASK, Ended.EDIT)
async def edited(update: Update, context: Context) -> None:
    """A message that its sender changed afterwards."""
    if update.edited_message is not None:
        await context.run(update, context.desk.edit, said(update.edited_message))
