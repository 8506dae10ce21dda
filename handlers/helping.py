"""What staff do with an asker besides answering: ask something back, or send them to who helps instead."""

from collections.abc import Mapping

from bot.domain.access import Permission
from bot.services.desk import Desk
from bot.services.guard import Tap, Thing


def taps(desk: Desk) -> Mapping[str, Tap]:
    """Return what the buttons of these screens do."""
    asking_back, handing_over = desk.helping.asking_back, desk.helping.handing_over
    answer, work = Permission.ANSWER, Permission.WORK_QUEUE
    return {
        "help.ask": Tap(answer, asking_back.ask, (int,), Thing.ENQUIRY),
        "help.reword": Tap(answer, asking_back.reword, (int, int), Thing.ENQUIRY),
        "help.ask_send": Tap(answer, asking_back.send, (int, int), Thing.ENQUIRY),
        "help.parties": Tap(work, handing_over.choose, (int, int), Thing.ENQUIRY),
        "help.pick": Tap(work, handing_over.pick, (int, str), Thing.ENQUIRY),
        "help.again": Tap(work, handing_over.again, (int,), Thing.ENQUIRY),
        "help.hand_over": Tap(work, handing_over.send, (int, int), Thing.ENQUIRY),
    }
