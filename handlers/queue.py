"""The centre manager's queue: the buttons of the list, the cards and the answers."""

from collections.abc import Mapping

from bot.domain.access import Permission
from bot.services.desk import Desk
from bot.services.guard import Tap, Thing


def taps(desk: Desk) -> Mapping[str, Tap]:
    """Return what the buttons of these screens do."""
    queue = desk.queue
    read, work = Permission.READ, Permission.WORK_QUEUE
    return {
        "queue.list": Tap(work, queue.list, (int,)),
        "queue.only": Tap(work, queue.only, (str, int)),
        "queue.of": Tap(work, queue.of, (str, int)),
        "queue.filters": Tap(work, queue.filters),
        "queue.departments": Tap(work, queue.departments),
        "queue.show": Tap(read, queue.show, (int,), Thing.ENQUIRY),
        "queue.whole": Tap(read, queue.whole, (int,), Thing.ENQUIRY),
        "queue.files": Tap(read, queue.files, (int,), Thing.ENQUIRY),
        "queue.topics": Tap(work, queue.topics, (int,), Thing.ENQUIRY),
        "queue.reroute": Tap(work, queue.reroute, (int, str), Thing.ENQUIRY),
        "queue.undo": Tap(work, queue.undo, (int, int), Thing.ENQUIRY),
        "queue.close": Tap(work, queue.close, (int,), Thing.ENQUIRY),
    }
