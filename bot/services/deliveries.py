"""What happens once a message arrived, or cannot: the row ends, the person is marked, who answered hears it."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.due import DueState
from bot.services.clock.digest import due_ids
from bot.services.clock.progress import Progress
from bot.services.enquiries.notices import SEVERAL, Notices
from bot.services.ports import Delivery, Outgoing, State, Unit

ANSWER = "answer:"


class Deliveries:
    """Keeps the outbox truthful and lets staff see whether their answer was received."""

    def __init__(self, notices: Notices, progress: Progress) -> None:
        self._notices = notices
        self._progress = progress

    def claim(self, unit: Unit, row_id: int) -> Outgoing | None:
        """Return the row as it leaves now, None when it has ended.

        A list of new questions, and how it stands with a message to many, are put together here: by now more happened.
        """
        row = unit.outbox.claim(row_id)
        if row is None:
            return None
        if row.subject == SEVERAL:
            message = self._notices.several_new(unit)
        elif (card := self._progress.as_it_leaves(unit, row.subject)) is not None:
            message = card
        else:
            return row
        unit.outbox.reword(row.id, message)
        return replace(row, message=message)

    def record(self, unit: Unit, deliveries: Sequence[Delivery]) -> None:
        """Store how attempts ended, with what follows from it."""
        casts: set[int] = set()
        for delivery in deliveries:
            unit.outbox.record(delivery)
            if delivery.state is State.BLOCKED:
                self._mark_unreachable(unit, delivery.chat_id)
            if delivery.subject.startswith(ANSWER) and delivery.state is not State.PENDING:
                self._tell_author(unit, int(delivery.subject.removeprefix(ANSWER)), delivery)
            casts |= self._end_dues(unit, delivery)
        self._progress.note(unit, sorted(casts))

    @staticmethod
    def _end_dues(unit: Unit, delivery: Delivery) -> set[int]:
        """End the due rows that the message said, and return the messages to many that they belong to."""
        if delivery.state is State.PENDING:
            return set()
        casts = set()
        for due_id in due_ids(delivery.subject):
            unit.dues.end(due_id, DueState(delivery.state.value), delivery.at or unit.now)
            due = unit.dues.get(due_id)
            casts |= {due.cast_id} if due is not None and due.cast_id else set()
        return casts

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
