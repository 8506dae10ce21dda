"""Taking part: the command and its buttons."""

from collections.abc import Mapping

from telegram import Update

from bot.domain.access import Permission
from bot.services.desk import Desk
from bot.services.guard import Tap
from handlers.context import Context, allows


def taps(desk: Desk) -> Mapping[str, Tap]:
    """Return what the buttons of these screens do."""
    part, theirs = desk.taking_part, Permission.TAKE_PART
    return {
        "part.show": Tap(theirs, part.show),
        "part.choose": Tap(theirs, part.choose, (str,)),
        "part.theme": Tap(theirs, part.tick, (str, int)),
        "part.done": Tap(theirs, part.done),
        "part.stop": Tap(theirs, part.stop),
    }


@allows(Permission.TAKE_PART)
async def show(update: Update, context: Context) -> None:
    """/meedoen."""
    await context.run(update, context.desk.taking_part.show)
