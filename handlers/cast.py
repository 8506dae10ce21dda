"""The buttons of a message to many: those of its preview and card, and those of a digest."""

from collections.abc import Mapping

from bot.domain.access import Permission
from bot.services.desk import Desk
from bot.services.guard import Tap


def taps(desk: Desk) -> Mapping[str, Tap]:
    """Return what the buttons of these screens do."""
    casting, plan, which = desk.casting, Permission.PLAN, (int, int, int)
    return {
        "cast.test": Tap(plan, casting.test, which),
        "cast.send": Tap(plan, casting.send, which),
        "cast.stop": Tap(plan, casting.stop, (int,)),
        "cast.drop": Tap(plan, casting.drop),
        "cast.show_card": Tap(plan, casting.show_card, (int,)),
        "cast.missed": Tap(plan, casting.missed, (int,)),
        "cast.show": Tap(Permission.TAKE_PART, casting.show_due, (int,)),
    }
