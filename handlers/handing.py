"""Questions on their way to departments and back: the buttons of managers and colleagues, and the work list."""

from collections.abc import Mapping

from telegram import Update

from bot.domain.access import Permission
from bot.services.desk import Desk
from bot.services.guard import Tap, Thing
from handlers.context import Context, allows


def taps(desk: Desk) -> Mapping[str, Tap]:
    """Return what the buttons of these screens do."""
    giving, holding, advising = desk.giving, desk.holding, desk.advising
    work, hold, read = Permission.WORK_QUEUE, Permission.HOLD, Permission.READ
    return {
        "queue.more": Tap(read, desk.history.more, (int,), Thing.ENQUIRY),
        "queue.history": Tap(read, desk.history.show, (int, int), Thing.ENQUIRY),
        "hand.choose": Tap(work, giving.choose, (int,), Thing.ENQUIRY),
        "hand.ask": Tap(work, giving.ask_note, (int, str), Thing.ENQUIRY),
        "hand.offer": Tap(work, giving.offer, (int, str), Thing.ENQUIRY),
        "hand.recall": Tap(work, giving.recall, (int,), Thing.ENQUIRY),
        "hand.adopt": Tap(work, advising.adopt, (int,), Thing.ENQUIRY),
        "hold.list": Tap(Permission.WORK_AT_ALL, desk.work_list.list, (int,)),
        "hold.show": Tap(hold, holding.show, (int,), Thing.ASSIGNMENT),
        "hold.take": Tap(hold, holding.take, (int,), Thing.ASSIGNMENT),
        "hold.refuse": Tap(hold, holding.ask_whom, (int,), Thing.ASSIGNMENT),
        "hold.refuse_to": Tap(hold, holding.ask_reason, (int, str), Thing.ASSIGNMENT),
        "hold.hand_on": Tap(hold, holding.ask_colleague, (int,), Thing.ASSIGNMENT),
        "hold.pass": Tap(hold, holding.hand_on, (int, int), Thing.ASSIGNMENT),
        "hold.advise": Tap(hold, advising.ask, (int,), Thing.ASSIGNMENT),
    }


@allows(Permission.WORK_AT_ALL)
async def worklist(update: Update, context: Context) -> None:
    """/werklijst."""
    await context.run(update, context.desk.work_list.list)
