"""Meetings: the command, and the buttons of agenda, answers, changes and report."""

from collections.abc import Mapping

from telegram import Update

from bot.domain.access import Permission
from bot.services.desk import Desk
from bot.services.guard import Tap
from bot.services.ledger.kinds import Ended
from handlers.context import Context, allows


def taps(desk: Desk) -> Mapping[str, Tap]:
    """Return what the buttons of these screens do."""
    meetings, plans = desk.meetings, desk.meetings.plans
    part, plan = Permission.TAKE_PART, Permission.PLAN
    return {
        "meeting.list": Tap(part, meetings.agenda),
        "meeting.show": Tap(part, meetings.show, (int,)),
        "meeting.whole": Tap(part, meetings.whole, (int,)),
        "meeting.calendar": Tap(part, meetings.calendar, (int,)),
        "meeting.come": Tap(part, meetings.come, (int, int, str), ends=Ended.VOTE),
        "meeting.give": Tap(part, meetings.give, (int,)),
        "meeting.no_input": Tap(part, meetings.no_input, (int,)),
        "meeting.report_whole": Tap(part, meetings.report_whole, (int,)),
        "meeting.page": Tap(plan, plans.list, (int,)),
        "meeting.card": Tap(plan, plans.card, (int,)),
        "meeting.who": Tap(plan, plans.who, (int,)),
        "meeting.inputs": Tap(plan, plans.inputs, (int,)),
        "meeting.new": Tap(plan, plans.new),
        "meeting.add_item": Tap(plan, plans.add_item, (int,)),
        "meeting.edit": Tap(plan, plans.edit, (int,)),
        "meeting.send": Tap(plan, plans.send, (int,)),
        "meeting.move": Tap(plan, plans.move, (int,)),
        "meeting.cancel": Tap(plan, plans.cancel, (int,)),
        "meeting.send_report": Tap(plan, plans.send_report, (int,)),
        "meeting.write_report": Tap(plan, plans.report, (int,)),
    }


@allows(Permission.TAKE_PART)
async def agenda(update: Update, context: Context) -> None:
    """/agenda: the coming meetings."""
    await context.run(update, context.desk.meetings.agenda)
