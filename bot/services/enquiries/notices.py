"""What the centre managers hear unasked: a new question, more words in one, how the asker judged the answer."""

from collections.abc import Sequence

from bot.domain.access import Role
from bot.domain.contact import Contact
from bot.domain.enquiry import WAITING_FOR_TOWN, Enquiry
from bot.domain.message import Message, text
from bot.services.dates.holders import each_once, holders
from bot.services.enquiries.queue_screens import QueueScreens
from bot.services.enquiries.subjects import ABOUT
from bot.services.ports import Lane, Unit
from bot.services.wording import named, titled

NEW = "new"
"""The merge key of cards for new questions: while one has not left yet, the next makes it the list of all."""

SEVERAL = "several"
"""The subject of such a list. Which questions stand in it is looked up when it leaves: by then there may be more."""


class Notices:
    """Tells every manager, once, in as few messages as the news allows: a chat takes one message a second."""

    def __init__(self, screens: QueueScreens) -> None:
        self._screens = screens

    def question_arrived(self, unit: Unit, enquiry: Enquiry, managers: Sequence[Contact]) -> None:
        """Owe each manager the card; when cards pile up, the list with all of them instead."""
        for manager in managers:
            if unit.outbox.waits(manager.id, NEW):
                screen, subject = Message(text("queue.several_new", list=text("queue.empty"))), SEVERAL
            else:
                screen, subject = self._screens.card(unit, enquiry, manager), f"card:{enquiry.id}"
            unit.outbox.put(manager, screen, lane=Lane.NOTICE, subject=subject, merge_key=NEW)

    def several_new(self, unit: Unit) -> Message:
        """Return the list of all that is open now, as the news that several questions came in."""
        return self._screens.several_new(unit)

    def question_changed(self, unit: Unit, enquiry: Enquiry) -> None:
        """Owe the managers and who has it the whole card again; edits go unheard, so it is a new message."""
        subject = f"card:{enquiry.id}"
        for person in each_once((*unit.staff.with_role(Role.MANAGER), *holders(unit, enquiry))):
            screen = self._screens.card(unit, enquiry, person, changed=True)
            unit.outbox.put(person, screen, lane=Lane.NOTICE, subject=subject, merge_key=subject)

    def asker_judged(self, unit: Unit, enquiry: Enquiry, *, helped: bool) -> None:
        """Tell the managers in one line that the answer helped; a "not yet" comes as the reopened card."""
        if not helped or enquiry.status in WAITING_FOR_TOWN:
            return
        values = {
            "number": enquiry.number,
            "title": titled(enquiry),
            "name": named(unit.contacts.get(enquiry.asker_id)),
        }
        for manager in unit.staff.with_role(Role.MANAGER):
            unit.outbox.put(
                manager,
                Message(text("queue.helped", **values), silent=True),
                lane=Lane.NOTICE,
                subject=f"{ABOUT}{enquiry.id}",
            )
