"""What staff see on a card besides what was said: who is writing, internal notes, whether the last answer arrived."""

from bot.domain.contact import Contact
from bot.domain.enquiry import Enquiry, Status
from bot.domain.message import Text, text
from bot.domain.words import shorten
from bot.services.enquiries.locks import busy_line
from bot.services.merging.lines import linked_lines
from bot.services.ports import Unit
from bot.services.wording import named

NOTES, NOTE = 3, 400
"""Notes on a card, the newest, and the UTF-16 units that each keeps."""


def staff_lines(unit: Unit, enquiry: Enquiry, viewer: Contact) -> tuple[Text, ...]:
    """Return those lines for that viewer."""
    busy = (busy_line(unit, enquiry),) if enquiry.is_busy(viewer.id, unit.now) else ()
    return (*linked_lines(unit, enquiry), *_arrival(unit, enquiry), *_notes(unit, enquiry), *busy)


def _notes(unit: Unit, enquiry: Enquiry) -> tuple[Text, ...]:
    return tuple(
        text("card.note", name=named(unit.contacts.get(one.author_id)), at=one.at, words=shorten(one.text, NOTE))
        for one in unit.notes.of_enquiry(enquiry.id)[-NOTES:]
    )


def _arrival(unit: Unit, enquiry: Enquiry) -> tuple[Text, ...]:
    """Return whether the answer that stands now reached its asker."""
    if enquiry.status not in {Status.ANSWERED, Status.CLOSED}:
        return ()
    answer, asker = unit.enquiries.latest_answer(enquiry.id), unit.contacts.get(enquiry.asker_id)
    if answer is None or asker is None:
        return ()
    at = unit.outbox.arrived_at(f"answer:{answer.id}", asker.id)
    if at is not None:
        return (text("card.arrived", at=at),)
    return (text("card.unreachable" if asker.unreachable_since is not None else "card.on_its_way"),)
