"""Several pictures at once from staff: an answer or a letter carries one file, so the first one goes along."""

from datetime import timedelta

from bot.domain.access import Role
from bot.domain.contact import Contact
from bot.domain.message import Message, text
from bot.services.ledger.kinds import Ended, outcome
from bot.services.ports import Unit
from bot.services.visit import Reply, Said

ARRIVES = timedelta(seconds=10)
"""How long after its first picture the second one of an album may come in."""

GATHERS = 0.6
"""Seconds in which the further pictures get one word together."""


def rest_of_album(unit: Unit, actor: Contact, said: Said) -> Reply | None:
    """Return what is said to a further picture of an album whose first one was taken; None for anything else."""
    if not said.album or actor.role is Role.ASKER:
        return None
    album = f"album:{said.album}"
    told = unit.outbox.waits(actor.id, album) or unit.outbox.message_of(album, actor.id)
    # The messages of an album follow each other, with nothing in between.
    if not told and not _took(unit, actor, said.message_id - 1):
        return None
    only_one = Message(text("answer.one_file"))
    ended = outcome(Ended.IGNORED, "rest of an album")
    return Reply(only_one, subject=album, merge_key=album, hold=GATHERS, outcome=ended)


def _took(unit: Unit, actor: Contact, message_id: int) -> bool:
    """Tell whether that message was a file that became an answer or a letter just now."""
    answer = unit.enquiries.answer_typed_as(actor.id, message_id)
    letter = unit.letters.typed_as(actor.id, message_id)
    return any(
        one is not None and one.attachment is not None and unit.now - one.drafted_at <= ARRIVES
        for one in (answer, letter)
    )
