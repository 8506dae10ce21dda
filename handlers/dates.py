"""Dates: the buttons by which a promised day is moved, and a question is put off."""

from collections.abc import Mapping

from bot.domain.access import Permission
from bot.services.desk import Desk
from bot.services.guard import Tap, Thing


def taps(desk: Desk) -> Mapping[str, Tap]:
    """Return what the buttons of these screens do."""
    answer = Permission.ANSWER
    return {
        "dates.postpone": Tap(answer, desk.postponing.begin, (int,), Thing.ENQUIRY),
        "dates.later": Tap(answer, desk.later.ask, (int,), Thing.ENQUIRY),
        "dates.put_off": Tap(answer, desk.later.put_off, (int, int), Thing.ENQUIRY),
    }
