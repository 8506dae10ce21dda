"""START, help, language, privacy: the welcome and the small commands around it."""

from collections.abc import Mapping

from telegram import Update

from bot.domain.access import Permission
from bot.services.desk import Desk
from bot.services.guard import Tap
from bot.services.ledger.kinds import Ended
from handlers.context import Context, allows


def taps(desk: Desk) -> Mapping[str, Tap]:
    """Return what the buttons of these screens do."""
    welcoming, greeted = desk.welcoming, Permission.BE_GREETED
    return {
        "welcome.language": Tap(greeted, welcoming.choose_language, (str,), ends=Ended.FORM_ANSWER),
        "welcome.accept": Tap(greeted, welcoming.accept, ends=Ended.FORM_ANSWER),
        "welcome.privacy": Tap(greeted, welcoming.privacy),
        "welcome.decline": Tap(greeted, welcoming.decline, ends=Ended.FORM_ANSWER),
        "welcome.opt_in": Tap(greeted, welcoming.opt_in, (str,), ends=Ended.FORM_ANSWER),
        "welcome.trade": Tap(greeted, welcoming.choose_trade, (str,), ends=Ended.FORM_ANSWER),
        "welcome.zone": Tap(greeted, welcoming.choose_zone, (str,), ends=Ended.FORM_ANSWER),
        "welcome.back": Tap(greeted, welcoming.go_back),
    }


@allows(Permission.BE_GREETED)
async def start(update: Update, context: Context) -> None:
    """/start, with what the scanned code or the invitation link carried."""
    await context.run(update, context.desk.welcoming.start, " ".join(context.args or ()))


@allows(Permission.BE_GREETED)
async def help_(update: Update, context: Context) -> None:
    """/help."""
    await context.run(update, context.desk.welcoming.help)


@allows(Permission.BE_GREETED)
async def language(update: Update, context: Context) -> None:
    """/taal, /langue, /language."""
    await context.run(update, context.desk.welcoming.languages)


@allows(Permission.BE_GREETED)
async def privacy(update: Update, context: Context) -> None:
    """/privacy."""
    await context.run(update, context.desk.welcoming.privacy)


@allows(Permission.BE_GREETED)
async def stop(update: Update, context: Context) -> None:
    """/stop."""
    await context.run(update, context.desk.welcoming.stop)
