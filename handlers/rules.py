"""Rules for where questions go: the command, and the buttons of the list."""

from collections.abc import Mapping

from telegram import Update

from bot.domain.access import Permission
from bot.services.desk import Desk
from bot.services.guard import Tap
from handlers.context import Context, allows


def taps(desk: Desk) -> Mapping[str, Tap]:
    """Return what the buttons of these screens do."""
    rules, work = desk.rules, Permission.WORK_QUEUE
    return {
        "rule.list": Tap(work, rules.list, (int,)),
        "rule.new": Tap(work, rules.new),
        "rule.ask_end": Tap(work, rules.ask_end, (str,)),
        "rule.end": Tap(work, rules.end, (str,)),
    }


@allows(Permission.WORK_QUEUE)
async def list_(update: Update, context: Context) -> None:
    """/regels: the rules that hold."""
    await context.run(update, context.desk.rules.list)
