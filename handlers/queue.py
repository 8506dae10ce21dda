"""The centre manager's queue: the command, and the buttons of the list, the cards and the answers."""

from collections.abc import Mapping

from telegram import Update

from bot.domain.access import Permission
from bot.services.desk import Desk
from bot.services.free_text import Tap
from handlers.context import Context, allows


def taps(desk: Desk) -> Mapping[str, Tap]:
    """Return what the buttons of these screens do."""
    queue, answering, work = desk.queue, desk.answering, Permission.WORK_QUEUE
    earlier = desk.earlier
    return {
        "queue.list": Tap(work, queue.list, (int,)),
        "queue.show": Tap(work, queue.show, (int,)),
        "queue.whole": Tap(work, queue.whole, (int,)),
        "queue.files": Tap(work, queue.files, (int,)),
        "queue.topics": Tap(work, queue.topics, (int,)),
        "queue.reroute": Tap(work, queue.reroute, (int, str)),
        "queue.undo": Tap(work, queue.undo, (int, int)),
        "queue.close": Tap(work, queue.close, (int,)),
        "queue.answer": Tap(work, answering.ask_for_answer, (int,)),
        "earlier.list": Tap(work, earlier.list, (int,)),
        "earlier.show": Tap(work, earlier.show, (int, int)),
        "earlier.use": Tap(work, answering.reuse, (int, int)),
        "answer.send": Tap(work, answering.send, (int, int)),
        "answer.reword": Tap(work, answering.reword, (int,)),
        "answer.drop": Tap(work, answering.drop, (int,)),
        "answer.choose": Tap(work, answering.choose, (int, int)),
    }


@allows(Permission.WORK_QUEUE)
async def worklist(update: Update, context: Context) -> None:
    """/werklijst."""
    await context.run(update, context.desk.queue.list)
