"""Who is writing an answer: the first is the only one for ten minutes; others see who it is, and lose no words."""

from bot.domain.contact import Contact
from bot.domain.enquiry import Answer, Enquiry
from bot.domain.message import Message, Text, button, text
from bot.services.ports import Unit
from bot.services.wording import named


def lock(unit: Unit, enquiry: Enquiry, actor: Contact) -> Enquiry:
    """Store that the actor writes an answer from now on, and return the enquiry; who did so already has longer."""
    locked = enquiry.locked(actor.id, unit.now)
    unit.enquiries.save(locked)
    return locked


def unlock(unit: Unit, enquiry: Enquiry, actor: Contact) -> Enquiry:
    """Store that the actor writes no answer any more, and return the enquiry; nobody else's turn ends by it."""
    if enquiry.busy_id != actor.id:
        return enquiry
    unit.enquiries.save(enquiry.unlocked())
    return enquiry.unlocked()


def busy_line(unit: Unit, enquiry: Enquiry) -> Text:
    """Return who is writing, and until when."""
    who = named(unit.contacts.get(enquiry.busy_id))
    return text("answer.busy", name=who, until=enquiry.busy_until or unit.now)


def busy_screen(unit: Unit, enquiry: Enquiry, kept: Answer | None = None) -> Message:
    """Say that somebody else is writing; words that were typed meanwhile are ``kept`` and one tap away."""
    look = button("answer.look", "queue.show", enquiry.id)
    line = busy_line(unit, enquiry)
    if kept is None:
        return Message(text("answer.busy_now", number=enquiry.number, busy=line), ((look,),))
    rows = ((button("answer.go_on", "answer.go_on", kept.id),), (look,))
    return Message(text("answer.busy_kept", number=enquiry.number, busy=line), rows)
