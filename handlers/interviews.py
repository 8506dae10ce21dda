"""Rounds of interviews: the command, and the buttons of invitation, results and feedback."""

from collections.abc import Mapping

from telegram import Update

from bot.domain.access import Permission
from bot.services.desk import Desk
from bot.services.guard import Tap
from handlers.context import Context, allows


def taps(desk: Desk) -> Mapping[str, Tap]:
    """Return what the buttons of these screens do."""
    rounds, taking = desk.interviews, desk.interviews.taking
    plan, take_part = Permission.PLAN, Permission.TAKE_PART
    return {
        "round.list": Tap(plan, rounds.list, (int,)),
        "round.new": Tap(plan, rounds.new),
        "round.show": Tap(plan, rounds.show, (int,)),
        "round.preview": Tap(plan, rounds.preview, (int,)),
        "round.page": Tap(plan, rounds.answers, (int, int, int)),
        "round.open": Tap(plan, rounds.open, (int, int, int)),
        "round.table": Tap(plan, rounds.table, (int,)),
        "round.tell": Tap(plan, rounds.tell, (int,)),
        "round.write": Tap(plan, rounds.write, (int,)),
        "round.told": Tap(plan, rounds.told, (int,)),
        "interview.begin": Tap(take_part, taking.begin, (int,)),
        "interview.later": Tap(take_part, taking.later, (int,)),
        "interview.remind": Tap(take_part, taking.remind, (int, int)),
        "interview.alone": Tap(take_part, taking.alone, (int,)),
        "interview.decline": Tap(take_part, taking.decline, (int,)),
        "interview.mine": Tap(take_part, taking.mine, (int,)),
    }


@allows(Permission.PLAN)
async def list_(update: Update, context: Context) -> None:
    """/bevragingen: the rounds of interviews."""
    await context.run(update, context.desk.interviews.list)
