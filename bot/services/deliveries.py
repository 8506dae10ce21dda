"""What happens once a message arrived, or cannot: the row ends, the person is marked, who answered hears it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from bot.domain.due import DueState
from bot.domain.message import Message
from bot.services.clock.digest import due_ids
from bot.services.clock.progress import Progress
from bot.services.dates.gathering import Gathering
from bot.services.enquiries.notices import SEVERAL, Notices
from bot.services.enquiries.posting import ANSWER, Posting
from bot.services.handing.telling import Telling
from bot.services.ports import Delivery, Outgoing, State, Unit


class Secret(Protocol):
    """Knows messages whose words must stand in no database; they are put in as the message leaves."""

    def as_it_leaves(self, unit: Unit, subject: str) -> Message | None:
        """Return the message about that subject in full, None when it carries nothing secret."""
        ...


class Deliveries:
    """Keeps the outbox truthful and lets staff see whether their answer was received."""

    def __init__(
        self,
        notices: Notices,
        posting: Posting,
        telling: Telling,
        progress: Progress,
        gathering: Gathering,
        secrets: Sequence[Secret] = (),
    ) -> None:
        self._notices = notices
        self._posting = posting
        self._telling = telling
        self._progress = progress
        self._gathering = gathering
        self._secrets = secrets

    def claim(self, unit: Unit, row_id: int) -> Outgoing | None:
        """Return the row as it leaves now, None when it has ended.

        A list of questions, new or with a day that comes near or passed, and how it stands with a message to many are
        put together here: by now more happened.
        What is secret is put in here too, and is not stored.
        """
        row = unit.outbox.claim(row_id)
        if row is None:
            return None
        for secret in self._secrets:
            if (full := secret.as_it_leaves(unit, row.subject)) is not None:
                return replace(row, message=full)
        if row.subject == SEVERAL:
            message = self._notices.several_new(unit)
        elif (card := self._progress.as_it_leaves(unit, row.subject)) is not None:
            message = card
        elif (gathered := self._gathering.as_it_leaves(unit, row.chat_id, row.subject)) is not None:
            message = gathered
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
                reached = delivery.state is State.DELIVERED
                answered = self._posting.tell_author(unit, int(delivery.subject.removeprefix(ANSWER)), reached=reached)
                if answered is not None:
                    self._telling.all_see(unit, answered)
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
