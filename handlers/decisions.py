"""Decisions: the commands, and the buttons of the card and of the list."""

from collections.abc import Mapping

from telegram import Update

from bot.domain.access import Permission
from bot.services.desk import Desk
from bot.services.guard import Tap
from handlers.context import Context, allows


def taps(desk: Desk) -> Mapping[str, Tap]:
    """Return what the buttons of these screens do."""
    decisions, part, plan = desk.decisions, Permission.TAKE_PART, Permission.PLAN
    return {
        "decision.list": Tap(part, decisions.list, (int,)),
        "decision.show": Tap(part, decisions.show, (int,)),
        "decision.why": Tap(part, decisions.why, (int,)),
        "decision.next": Tap(part, decisions.next, (int,)),
        "decision.react": Tap(part, decisions.react, (int,)),
        "decision.new": Tap(plan, decisions.new),
        "decision.edit": Tap(plan, decisions.edit, (int,)),
        "decision.drop": Tap(plan, decisions.drop, (int,)),
        "decision.preview": Tap(plan, decisions.preview, (int,)),
    }


@allows(Permission.TAKE_PART)
async def list_(update: Update, context: Context) -> None:
    """/beslissingen: what was decided."""
    await context.run(update, context.desk.decisions.list)
