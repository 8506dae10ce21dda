"""What was done that somebody may have to account for: the command, and the buttons that turn the pages."""

from collections.abc import Mapping

from telegram import Update

from bot.domain.access import Permission
from bot.services.desk import Desk
from bot.services.guard import Tap
from handlers.context import Context, allows


def taps(desk: Desk) -> Mapping[str, Tap]:
    """Return what the buttons of this screen do."""
    return {"journal.list": Tap(Permission.RUN_TEAM, desk.journal.list, (int,))}


@allows(Permission.RUN_TEAM)
async def list_(update: Update, context: Context) -> None:
    """/logboek: the newest acts."""
    await context.run(update, context.desk.journal.list)
