"""Following one's own questions: the command, a typed number, and the buttons of the list and of the answer."""

from collections.abc import Mapping

from telegram import Update

from bot.domain.access import Permission
from bot.services.desk import Desk
from bot.services.guard import Tap, Thing
from bot.services.ledger.kinds import Ended
from handlers.context import Context, allows


def taps(desk: Desk) -> Mapping[str, Tap]:
    """Return what the buttons of these screens do."""
    following, judging, acts = desk.following, desk.helping.judging, desk.helping.asker_acts
    return {
        "mine.list": Tap(Permission.FOLLOW_OWN, following.list, (int,)),
        "mine.show": Tap(Permission.FOLLOW_OWN, following.show, (int,), Thing.ENQUIRY),
        "mine.answer": Tap(Permission.FOLLOW_OWN, following.show_answers, (int,), Thing.ENQUIRY),
        "mine.helped": Tap(Permission.FOLLOW_OWN, judging.helped, (int,), Thing.ANSWER, ends=Ended.VOTE),
        "mine.not_helped": Tap(Permission.FOLLOW_OWN, judging.not_helped, (int,), Thing.ANSWER, ends=Ended.VOTE),
        "mine.checked": Tap(Permission.FOLLOW_OWN, judging.checked, (int, int), Thing.ENQUIRY),
        "mine.went": Tap(Permission.FOLLOW_OWN, judging.went, (int, int), Thing.ENQUIRY),
        "mine.nudge": Tap(Permission.FOLLOW_OWN, acts.nudge, (int,), Thing.ENQUIRY),
        "mine.withdraw": Tap(Permission.FOLLOW_OWN, acts.ask_withdraw, (int,), Thing.ENQUIRY),
        "mine.withdraw_yes": Tap(Permission.FOLLOW_OWN, acts.withdraw, (int,), Thing.ENQUIRY),
        "mine.reopen": Tap(Permission.FOLLOW_OWN, following.reopen, (int,), Thing.ENQUIRY),
        "mine.add": Tap(Permission.FOLLOW_OWN, desk.additions.ask_for_addition, (int,), Thing.ENQUIRY),
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
