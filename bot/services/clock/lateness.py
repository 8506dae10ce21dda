"""What the managers hear of reminders that came too late: one line a thing, however many people it was for."""

from datetime import timedelta

from bot.domain.access import Role
from bot.domain.due import DueRow
from bot.domain.message import Message, Text, text
from bot.services.ports import Lane, Unit

OUR_FAULT = timedelta(minutes=2)
"""A row that is looked at so long after its moment came late through us; others waited for their person's sake."""

GATHER_SECONDS = 0.5


def tell_managers(unit: Unit, due: DueRow, title: Text) -> None:
    """Tell every manager that this was not said any more, when that is because we were away."""
    if unit.now - due.due_at < OUR_FAULT:
        return
    key = f"late:{due.what}:{due.subject_id}"
    message = Message(text("due.late", title=title, at=due.due_at))
    for manager in unit.staff.with_role(Role.MANAGER):
        unit.outbox.put(manager, message, lane=Lane.NOTICE, subject=key, merge_key=key, hold=GATHER_SECONDS)
