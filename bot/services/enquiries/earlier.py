"""Earlier questions like the one on the manager's card, each with its answer, to read or to use again."""

from bot.domain.contact import Contact
from bot.domain.enquiry import Answer, Enquiry
from bot.domain.errors import NotFound
from bot.domain.message import Button, Message, Text, button, text
from bot.domain.town import Town
from bot.domain.words import shorten
from bot.services.enquiries.archive import READS, readable_like
from bot.services.enquiries.queue import sent
from bot.services.guard import guard
from bot.services.ports import Unit
from bot.services.visit import Reply
from bot.services.wording import named, one_line, pairs, titled

_QUESTION, _ANSWER = 400, 3000
"""UTF-16 units of the earlier question and of its answer on one screen; a preview shows as much of an answer."""


class Earlier:
    """Shows what others asked before, and what they were told. Who they are is not said: it is of no use here."""

    def __init__(self, town: Town) -> None:
        self._town = town

    def list(self, unit: Unit, actor: Contact, enquiry_id: int) -> Reply:
        """List the answered questions that are most like this one."""
        enquiry = sent(unit, enquiry_id)
        lines: list[Text] = []
        buttons: list[Button] = []
        for found in readable_like(unit, actor, enquiry):
            answer = unit.enquiries.latest_answer(found.id)
            if answer is not None:
                lines.append(_line(found, answer))
                topic = self._town.short(found.topic)
                buttons.append(
                    button("queue.button", "earlier.show", enquiry.id, found.id, number=found.number, topic=topic)
                )
        key = "earlier.list" if lines else "earlier.none"
        shown = text(key, number=enquiry.number, lines=tuple(lines))
        rows = (*pairs(buttons), (button("queue.show", "queue.show", enquiry.id, number=enquiry.number),))
        return Reply(Message(shown, rows), subject=f"card:{enquiry.id}")

    def show(self, unit: Unit, actor: Contact, enquiry_id: int, earlier_id: int) -> Reply:
        """Show one earlier question with its whole answer, to whoever may read that question too."""
        guard(unit, actor, READS, (earlier_id,))
        enquiry, found = sent(unit, enquiry_id), sent(unit, earlier_id)
        answer = unit.enquiries.latest_answer(found.id)
        if answer is None:
            raise NotFound
        words = unit.archive.said([found.id], _QUESTION)[found.id]
        head = text(
            "earlier.head",
            number=found.number,
            asked=found.asked_at or found.started_at,
            language=found.language.upper(),
            topic=self._town.title(found.topic),
        )
        given = text(
            "card.answered",
            name=named(unit.contacts.get(answer.author_id)),
            at=answer.sent_at or answer.drafted_at,
            words=shorten(answer.text, _ANSWER) or text("answer.see_file"),
        )
        lines = (head, text("card.said", words=words or titled(found)), given)
        rows = (
            (button("earlier.use", "earlier.use", enquiry.id, found.id),),
            (
                button("back", "earlier.list", enquiry.id),
                button("queue.show", "queue.show", enquiry.id, number=enquiry.number),
            ),
        )
        return Reply(
            Message(text("earlier.one", number=enquiry.number, lines=lines), rows), subject=f"card:{enquiry.id}"
        )


def _line(found: Enquiry, answer: Answer) -> Text:
    return text(
        "earlier.line",
        number=found.number,
        title=titled(found),
        at=found.asked_at or found.started_at,
        answer=one_line(answer.text) or text("earlier.file"),
    )
