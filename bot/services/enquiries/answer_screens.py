"""What whoever answers sees (screens B4 and B5): the preview with its signature, and what became of the answer."""

from bot.domain.access import Role
from bot.domain.assignment import Assignment
from bot.domain.contact import Contact
from bot.domain.enquiry import Answer, Enquiry, Signed
from bot.domain.message import Button, Message, Rows, Text, button, text
from bot.domain.town import Town
from bot.domain.words import shorten
from bot.services.enquiries.queue_screens import QueueScreens
from bot.services.enquiries.signing import signature
from bot.services.merging.lines import with_others
from bot.services.ports import Unit
from bot.services.wording import named, titled

PREVIEWED = 3000
"""UTF-16 units of an answer that its preview shows."""


class AnswerScreens:
    """The screens of one answer, for the one who writes it."""

    def __init__(self, town: Town, queue_screens: QueueScreens) -> None:
        self._town = town
        self._queue_screens = queue_screens

    @staticmethod
    def how(unit: Unit, enquiry: Enquiry, kept: Answer | None) -> Message:
        """Ask for the words; those that were kept for this question, if any, are one tap away."""
        asker = named(unit.contacts.get(enquiry.asker_id))
        go_on = ((button("answer.go_on", "answer.go_on", kept.id),),) if kept else ()
        rows = (*go_on, *AnswerScreens.back(enquiry))
        return Message(text("answer.how", number=enquiry.number, title=titled(enquiry), name=asker), rows)

    def preview(self, unit: Unit, enquiry: Enquiry, answer: Answer, after: Answer | None = None) -> Message:
        """Show the answer before it leaves; ``after`` is one that somebody else just sent."""
        shown = text(
            "answer.preview",
            name=named(unit.contacts.get(enquiry.asker_id)),
            number=enquiry.number,
            words=shorten(answer.text, PREVIEWED) or text("answer.see_file"),
            signed=signature(self._town, unit, answer),
        )
        shown = with_others(unit, enquiry, shown)
        if after is not None:
            who = named(unit.contacts.get(after.author_id))
            shown = text("answer.meanwhile", name=who, at=after.sent_at or unit.now, preview=shown)
        sign = "answer.sign_department" if answer.signed is Signed.PERSON else "answer.sign_person"
        other = 0 if answer.signed is Signed.PERSON else 1
        rows = (
            (button("answer.send_close", "answer.send", answer.id, 1),),
            (
                button("answer.send_open", "answer.send", answer.id, 0),
                button("answer.reword", "answer.reword", answer.id),
            ),
            (button(sign, "answer.sign", answer.id, other), button("answer.drop", "answer.drop", answer.id)),
        )
        return Message(shown, rows)

    @staticmethod
    def take_first(enquiry: Enquiry, held: Assignment, kept: Answer | None) -> Message:
        """Say that the question is only on offer: whoever takes it can answer it, with the words that were kept."""
        key = "answer.take_first_kept" if kept else "answer.take_first"
        rows = ((button("hold.take", "hold.take", held.id), button("answer.look", "queue.show", enquiry.id)),)
        return Message(text(key, number=enquiry.number), rows)

    @staticmethod
    def advises(enquiry: Enquiry, held: Assignment) -> Message:
        """Say that the department advises the manager here, who answers, with the way to do so."""
        rows = ((button("hold.advise", "hold.advise", held.id), button("answer.look", "queue.show", enquiry.id)),)
        return Message(text("answer.is_advice", number=enquiry.number), rows)

    def with_another(self, enquiry: Enquiry, held: Assignment) -> Message:
        """Say that another department has the question by now, and answers it."""
        known = self._town.departments.get(held.department)
        who = known.name if known else held.department
        said = text("answer.with_another", number=enquiry.number, department=text("answer.of_department", name=who))
        return Message(said, ((button("answer.look", "queue.show", enquiry.id),),))

    @staticmethod
    def back(enquiry: Enquiry) -> Rows:
        """Return the way back to the question, without an answer."""
        return ((button("back", "queue.show", enquiry.id),),)

    def on_its_way(self, unit: Unit, enquiry: Enquiry, answer: Answer, author: Contact, *, reachable: bool) -> Message:
        """Say that the answer left, or waits until the asker can be reached; its arrival takes the place of this."""
        key = "answer.on_its_way_closed" if answer.closes else "answer.on_its_way_open"
        key = key if reachable else "answer.unreachable"
        return Message(self._fate(unit, key, enquiry), self.ways_on(unit, enquiry, author))

    def arrived(self, unit: Unit, enquiry: Enquiry, answer: Answer, author: Contact) -> Message:
        """Say when the answer arrived, with the way to take it back and to keep it for others."""
        key = "answer.arrived_closed" if answer.closes else "answer.arrived_open"
        if answer.taken_back_at is not None:
            return Message(text("answer.taken_back_author", number=enquiry.number), self.ways_on(unit, enquiry, author))
        back = (button("answer.take_back", "answer.take_back", answer.id),)
        keep = ((button("canned.make", "canned.make", answer.id),),) if answer.text else ()
        return Message(self._fate(unit, key, enquiry), (back, *keep, *self.ways_on(unit, enquiry, author)))

    def not_reached(self, unit: Unit, enquiry: Enquiry) -> Message:
        """Say that the asker could not be reached."""
        rows = ((button("queue.show", "queue.show", enquiry.id, number=enquiry.number),),)
        return Message(self._fate(unit, "answer.unreachable", enquiry), rows)

    def ways_on(self, unit: Unit, enquiry: Enquiry, viewer: Contact) -> Rows:
        """Return where to go from here: the next question that waits, or back to this one."""
        if viewer.role is Role.MANAGER:
            return self._queue_screens.next_row(unit)
        return ((_seen(enquiry),),)

    @staticmethod
    def _fate(unit: Unit, key: str, enquiry: Enquiry) -> Text:
        return Text(key, {"name": named(unit.contacts.get(enquiry.asker_id)), "number": enquiry.number, "at": unit.now})


def _seen(enquiry: Enquiry) -> Button:
    return button("queue.show", "queue.show", enquiry.id, number=enquiry.number)
