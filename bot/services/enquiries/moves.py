"""One step in the life of an enquiry, stored whole: the enquiry, its history, and whatever watches what happens."""

from collections.abc import Sequence
from typing import Protocol

from bot.domain.enquiry import Enquiry, Event, Step
from bot.services.enquiries.promising import Promising
from bot.services.ports import Unit

CLOCK = 0
"""Who did it when nobody did: its time had come."""


class Watcher(Protocol):
    """What follows from steps of enquiries, whoever takes them: counting, planning, ending what hangs on it."""

    def moved(self, unit: Unit, before: Enquiry, after: Enquiry, event: Event) -> None:
        """Do what follows from that step, in the same transaction."""
        ...


class Moves:
    """The one way in which enquiries change once they exist; nothing is stored of a step that is refused.

    With ``promising`` whoever comes to wait for the town again is promised a day again, unless the step itself did.
    """

    def __init__(self, watchers: Sequence[Watcher] = (), promising: Promising | None = None) -> None:
        self._watchers = tuple(watchers)
        self._promising = promising

    def move(self, unit: Unit, enquiry: Enquiry, step: Step, by: int, detail: str = "") -> Enquiry:
        """Take the step and return the enquiry after it; raise ``Refused`` where it is not allowed."""
        return self.keep(unit, enquiry, enquiry.after(step, unit.now), step, by, detail)

    def keep(self, unit: Unit, before: Enquiry, after: Enquiry, step: Step, by: int, detail: str = "") -> Enquiry:
        """Store a step that was taken, with what changed besides, and return the enquiry after it."""
        if self._promising is not None and after.promises == before.promises:
            after = self._promising.after(before, after, unit.now)
        unit.enquiries.save(after)
        event = Event(after.id, unit.now, step, by, after.status, detail)
        unit.enquiries.append(event)
        for watcher in self._watchers:
            watcher.moved(unit, before, after, event)
        # What follows from a step may change the enquiry once more: whose it is, say.
        return unit.enquiries.get(after.id) or after
