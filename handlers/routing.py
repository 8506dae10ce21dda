"""/waarheen: where a text would go, for staff."""

from collections.abc import Mapping

from telegram import Update

from bot.domain.access import Permission
from bot.services.desk import Desk
from bot.services.guard import Tap, Thing
from bot.services.ledger.kinds import Ended
from handlers.context import Context, allows
from handlers.incoming import said, said_after_command


def taps(desk: Desk) -> Mapping[str, Tap]:
    """Return what the buttons of a known answer do."""
    known = desk.known
    return {
        "known.show": Tap(Permission.ASK, known.show, (int,), Thing.ENQUIRY),
        "known.ask": Tap(Permission.ASK, known.ask, (int,), Thing.ENQUIRY),
        "known.helped": Tap(Permission.ASK, known.helped, (int,), Thing.ENQUIRY, ends=Ended.VOTE),
    }


@allows(Permission.WORK_QUEUE)
async def where_to(update: Update, context: Context) -> None:
    """/waarheen, with the words behind it, or as a reply to the message that it is about."""
    message = update.message
    if message is not None:
        replied = said(message.reply_to_message).text if message.reply_to_message is not None else ""
        await context.run(update, context.desk.where_to.explain, said_after_command(message), replied)
