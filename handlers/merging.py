"""Linking questions that ask the same, and splitting one message with two questions: the buttons."""

from collections.abc import Mapping

from bot.domain.access import Permission
from bot.services.desk import Desk
from bot.services.guard import Tap, Thing


def taps(desk: Desk) -> Mapping[str, Tap]:
    """Return what the buttons of these screens do."""
    merging, splitting = desk.merging, desk.splitting
    work = Permission.WORK_QUEUE
    return {
        "merge.list": Tap(work, merging.list, (int,), Thing.ENQUIRY),
        "merge.link": Tap(work, merging.link, (int, int), Thing.ENQUIRY),
        "merge.unlink": Tap(work, merging.unlink, (int, int), Thing.ENQUIRY),
        "split.offer": Tap(work, splitting.offer, (int,), Thing.ENQUIRY),
        "split.type": Tap(work, splitting.ask, (int,), Thing.ENQUIRY),
        "split.go_on": Tap(work, splitting.go_on, (int, int), Thing.ENQUIRY),
        "split.make": Tap(work, splitting.make, (int, int), Thing.ENQUIRY),
        "split.so": Tap(work, splitting.so, (int, int), Thing.ENQUIRY),
    }
