"""Searching questions, and what the town's numbers say: the commands and the buttons."""

from collections.abc import Mapping

from telegram import Update

from bot.domain.access import Permission
from bot.services.desk import Desk
from bot.services.guard import Tap
from handlers.context import Context, allows
from handlers.incoming import said_after_command


def taps(desk: Desk) -> Mapping[str, Tap]:
    """Return what the buttons of these screens do."""
    search, overview = desk.search, desk.overview
    work, oversee = Permission.WORK_AT_ALL, Permission.OVERSEE
    return {
        "overview.show": Tap(oversee, overview.show, (int,)),
        "overview.by": Tap(oversee, overview.by, (int, str)),
        "overview.picture": Tap(oversee, overview.picture, (int,)),
        "overview.files": Tap(oversee, overview.files, (int,)),
        "overview.take": Tap(oversee, overview.take, (int, int, str)),
        "search.ask": Tap(work, search.ask),
        "search.page": Tap(work, search.page, (str, int)),
    }


@allows(Permission.WORK_AT_ALL)
async def search(update: Update, context: Context) -> None:
    """/zoek, with what is sought behind it."""
    if update.message is not None:
        await context.run(update, context.desk.search.find, said_after_command(update.message))


@allows(Permission.OVERSEE)
async def overview(update: Update, context: Context) -> None:
    """/overzicht: the numbers of this month."""
    await context.run(update, context.desk.overview.show)
