"""Every button: its data is read and checked here, then its use case runs; an unknown one explains itself."""

from collections.abc import Mapping

from telegram import Update

from bot.domain.access import Permission
from bot.services.desk import Desk
from bot.services.free_text import unknown_button
from bot.services.guard import Tap
from bot.services.ledger.kinds import Ended
from handlers import (
    answers,
    ask,
    cast,
    conversation,
    dates,
    decisions,
    handing,
    helping,
    interviews,
    journal,
    meetings,
    merging,
    my_enquiries,
    overview,
    queue,
    routing,
    rules,
    settings,
    start,
    taking_part,
    team,
)
from handlers.callback_data import UnknownButton, decode
from handlers.context import Context, allows

_ROOMS = (
    start,
    ask,
    my_enquiries,
    answers,
    queue,
    handing,
    helping,
    overview,
    merging,
    routing,
    rules,
    conversation,
    cast,
    dates,
    interviews,
    journal,
    meetings,
    decisions,
    settings,
    taking_part,
    team,
)


def taps(desk: Desk) -> Mapping[str, Tap]:
    """Return what every button of the house does."""
    return {action: tap for room in _ROOMS for action, tap in room.taps(desk).items()}


@allows(Permission.BE_GREETED, Ended.REFUSED)
async def tapped(update: Update, context: Context) -> None:
    """A tap on any button."""
    data = update.callback_query.data if update.callback_query is not None else None
    try:
        tap, values = decode(data or "", context.shell.taps)
    except UnknownButton:
        await context.run(update, unknown_button)
        return
    context.gate = tap.gate
    await context.run(update, tap.use_case, *values)
