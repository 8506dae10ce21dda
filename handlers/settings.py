"""Settings: the command and its buttons."""

from collections.abc import Mapping

from telegram import Update

from bot.domain.access import Permission
from bot.services.desk import Desk
from bot.services.guard import Tap
from handlers.context import Context, allows


def taps(desk: Desk) -> Mapping[str, Tap]:
    """Return what the buttons of these screens do."""
    settings, theirs = desk.settings, Permission.BE_GREETED
    return {
        "settings.show": Tap(theirs, settings.show),
        "settings.matter": Tap(theirs, settings.switch, (str, int)),
        "settings.all": Tap(theirs, settings.switch_all, (int,)),
        "settings.pause": Tap(theirs, settings.pause, (int,)),
        "settings.mute": Tap(theirs, settings.mute, (str,)),
        "settings.unmute": Tap(theirs, settings.unmute, (str,)),
        "settings.languages": Tap(theirs, settings.languages),
        "settings.language": Tap(theirs, settings.choose_language, (str,)),
        "settings.trades": Tap(theirs, settings.trades),
        "settings.trade": Tap(theirs, settings.choose_trade, (str,)),
        "settings.zones": Tap(theirs, settings.zones),
        "settings.zone": Tap(theirs, settings.choose_zone, (str,)),
    }


@allows(Permission.BE_GREETED)
async def show(update: Update, context: Context) -> None:
    """/instellingen."""
    await context.run(update, context.desk.settings.show)
