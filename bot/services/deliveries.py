"""What happens once a message arrived, or cannot: the row ends, the person is marked, who answered hears it."""

from collections.abc import Sequence
from dataclasses import replace

from bot.services.notices import SEVERAL, Notices
from bot.services.ports import Delivery, Outgoing, State, Unit

ANSWER = "answer:"


class Deliveries:
    """Keeps the outbox truthful and lets staff see whether their answer was received."""

    def __init__(self, notices: Notices) -> None:
        self._notices = notices

    def claim(self, unit: Unit, row_id: int) -> Outgoing | None:
        """Return the row as it leaves now, None when it has ended; a list of new questions is put together here."""
        row = unit.outbox.claim(row_id)
        if row is None or row.subject != SEVERAL:
            return row
        message = self._notices.several_new(unit)
        unit.outbox.reword(row.id, message)
        return replace(row, message=message)

    def record(self, unit: Unit, deliveries: Sequence[Delivery]) -> None:
        """Store how attempts ended, with what follows from it."""
        for delivery in deliveries:
            unit.outbox.record(delivery)
            if delivery.state is State.BLOCKED:
                self._mark_unreachable(unit, delivery.chat_id)
            if delivery.subject.startswith(ANSWER) and delivery.state is not State.PENDING:
                self._tell_author(unit, int(delivery.subject.removeprefix(ANSWER)), delivery)

    @staticmethod
    def _mark_unreachable(unit: Unit, person_id: int) -> None:
        contact = unit.contacts.get(person_id)
        if contact is not None and contact.unreachable_since is None:
            unit.contacts.save(replace(contact, unreachable_since=unit.now))

    def _tell_author(self, unit: Unit, answer_id: int, delivery: Delivery) -> None:
        answer = unit.enquiries.answer(answer_id)
        enquiry = unit.enquiries.get(answer.enquiry_id) if answer else None
        author = unit.contacts.get(answer.author_id) if answer else None
        if answer is None or enquiry is None or author is None:
            return
        shown = unit.outbox.message_of(f"sent:{answer.id}", author.id)
        reached = delivery.state is State.DELIVERED
        self._notices.answer_arrived(unit, enquiry, answer, author, shown, reached=reached)
