"""Several things that waited for one person, as one message with a button each; and the subjects of due messages."""

from collections.abc import Sequence

from bot.domain.due import DueRow
from bot.domain.message import Message, Text, button, text

MOST = 5
"""Things that one message lists; what is more waits for the next."""

BESIDE = 3
_ONE, _SEVERAL = "due:", "digest:"
GATHERED = "dates:"
"""Begins the subject of a list of notices, which may name other things than due rows as well."""


def digest(rows: Sequence[DueRow], titles: Sequence[Text], sender: str) -> Message:
    """Return the message that lists these rows, each with a button that shows it whole."""
    lines = tuple(text("digest.line", number=number, title=title) for number, title in enumerate(titles, 1))
    buttons = [
        button(f"digest.show_{row.matter}", "cast.show", row.id, number=number) for number, row in enumerate(rows, 1)
    ]
    shown = text("digest", sender=sender, count=len(rows), lines=lines)
    return Message(shown, tuple(tuple(buttons[at : at + BESIDE]) for at in range(0, len(buttons), BESIDE)))


def subject_of(rows: Sequence[DueRow]) -> str:
    """Return the subject of the message that says these rows; ``due_ids`` reads it back."""
    if len(rows) == 1:
        return f"{_ONE}{rows[0].id}"
    return _SEVERAL + ",".join(str(row.id) for row in rows)


def due_ids(subject: str) -> tuple[int, ...]:
    """Return the due rows that a message with that subject says, none for any other subject."""
    for prefix in (_ONE, _SEVERAL, GATHERED):
        if subject.startswith(prefix):
            return tuple(int(number) for number in subject.removeprefix(prefix).split(",") if number.isdigit())
    return ()
