"""Following one's own questions: the command, a typed number, and the buttons of the list and of the answer."""

from collections.abc import Mapping

from telegram import Update

from bot.domain.access import Permission
from bot.services.desk import Desk
from bot.services.free_text import Tap
from handlers.context import Context, allows


def taps(desk: Desk) -> Mapping[str, Tap]:
    """Return what the buttons of these screens do."""
    following = desk.following
    return {
        "mine.list": Tap(Permission.FOLLOW_OWN, following.list, (int,)),
        "mine.show": Tap(Permission.FOLLOW_OWN, following.show, (int,)),
        "mine.answer": Tap(Permission.FOLLOW_OWN, following.show_answers, (int,)),
        "mine.helped": Tap(Permission.FOLLOW_OWN, following.helped, (int,)),
        "mine.not_helped": Tap(Permission.FOLLOW_OWN, following.not_helped, (int,)),
        "mine.reopen": Tap(Permission.FOLLOW_OWN, following.reopen, (int,)),
        "mine.add": Tap(Permission.FOLLOW_OWN, desk.additions.ask_for_addition, (int,)),
    }


@allows(Permission.FOLLOW_OWN)
async def mine(update: Update, context: Context) -> None:
    """/mijnvragen."""
    await context.run(update, context.desk.following.list)


@allows(Permission.FOLLOW_OWN)
async def by_number(update: Update, context: Context) -> None:
    """/041: the question with that number, as its asker or as the manager sees it."""
    match = context.matches[0] if context.matches else None
    await context.run(update, context.desk.show_number, int(match.group(1)) if match else 0)
