"""What colleagues tell each other about a question. Nothing here leads to an asker: a note is no part of it."""

from dataclasses import replace

from bot.domain.assignment import LIVE
from bot.domain.contact import Contact, Expectation, Expects
from bot.domain.enquiry import Enquiry
from bot.domain.message import Message, Text, button, text
from bot.domain.note import Note
from bot.domain.words import shorten
from bot.services.enquiries.answering import ANSWERS
from bot.services.enquiries.queue import sent
from bot.services.enquiries.queue_screens import QueueScreens
from bot.services.guard import guard
from bot.services.ports import Lane, Unit
from bot.services.team.colleagues import colleagues, managers
from bot.services.visit import NOTHING, Reply, Said
from bot.services.wording import named

TOLD = 1000
"""UTF-16 units of a note in the message that brings it; the card has it too."""


class Notes:
    """Keeps notes, and brings them to those who have the question."""

    def __init__(self, screens: QueueScreens) -> None:
        self._screens = screens

    def ask(self, unit: Unit, actor: Contact, enquiry_id: int) -> Reply:
        """Ask for the words of a note, and say who reads them."""
        enquiry = sent(unit, enquiry_id)
        unit.contacts.save(actor.expecting(Expectation(Expects.NOTE, unit.now, subject=enquiry.id)))
        rows = ((button("back", "queue.show", enquiry.id),),)
        return Reply(Message(text("note.how", number=enquiry.number), rows), fresh=True)

    def take(self, unit: Unit, actor: Contact, said: Said, enquiry_id: int) -> Reply:
        """Keep the words as a note and tell the colleagues; raise ``NotFound`` where the question is not theirs."""
        guard(unit, actor, ANSWERS, (enquiry_id,))
        enquiry = sent(unit, enquiry_id)
        if not said.text or said.attachment is not None:
            unit.contacts.save(actor.expecting(Expectation(Expects.NOTE, unit.now, subject=enquiry.id)))
            rows = ((button("back", "queue.show", enquiry.id),),)
            return Reply(Message(text("note.words_only"), rows))
        note = unit.notes.add(Note(0, enquiry.id, actor.id, said.text, unit.now, message_id=said.message_id))
        self._tell(unit, actor, enquiry, "note.told", note)
        return self._kept(unit, actor, enquiry, "note.kept")

    def edit(self, unit: Unit, actor: Contact, said: Said) -> Reply | None:
        """Take over what somebody changed in a note; None when that message was no note."""
        note = unit.notes.typed_as(actor.id, said.message_id)
        if note is None:
            return None
        if not said.text or said.text == note.text:
            return NOTHING
        guard(unit, actor, ANSWERS, (note.enquiry_id,))
        changed, enquiry = replace(note, text=said.text), sent(unit, note.enquiry_id)
        unit.notes.save(changed)
        self._tell(unit, actor, enquiry, "note.told_edited", changed)
        return self._kept(unit, actor, enquiry, "note.edited")

    @staticmethod
    def _tell(unit: Unit, actor: Contact, enquiry: Enquiry, key: str, note: Note) -> None:
        words = shorten(note.text, TOLD)
        told = Text(key, {"name": named(actor), "number": enquiry.number, "words": words})
        rows = ((button("queue.show", "queue.show", enquiry.id, number=enquiry.number),),)
        for one in _concerned(unit, enquiry, actor):
            unit.outbox.put(one, Message(told, rows), lane=Lane.NOTICE, subject=f"card:{enquiry.id}")

    def _kept(self, unit: Unit, actor: Contact, enquiry: Enquiry, key: str) -> Reply:
        card = self._screens.card(unit, enquiry, actor)
        shown = Text(key, {"number": enquiry.number, "card": card.text})
        return Reply(Message(shown, card.rows), subject=f"card:{enquiry.id}")


def _concerned(unit: Unit, enquiry: Enquiry, but: Contact) -> tuple[Contact, ...]:
    """Return everybody of the town who has the question, each once, without whoever wrote the note."""
    departments = (one for one in unit.assignments.of_enquiry(enquiry.id) if one.state in LIVE)
    people = [*managers(unit), *(one for held in departments for one in colleagues(unit, held.department))]
    return tuple({one.id: one for one in people if one.id not in {but.id, enquiry.asker_id}}.values())
