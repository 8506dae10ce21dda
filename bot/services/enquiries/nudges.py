"""A question that was typed but never sent: its asker may believe that it was. Said once, and then left alone."""

from datetime import timedelta

from bot.domain.message import Message, text
from bot.services.enquiries.asking import Asking
from bot.services.ports import Lane, Unit

FORGOTTEN_AFTER = timedelta(minutes=15)
"""How long a draft may stand untouched before we ask about it."""

AT_A_TIME = 50


class Nudges:
    """Asks once about drafts that were left, so that no question gets lost between two customers."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking

    def ask_about_forgotten(self, unit: Unit) -> int:
        """Owe each asker of a forgotten draft one reminder with the draft itself; return how many."""
        forgotten = unit.enquiries.forgotten_drafts(unit.now - FORGOTTEN_AFTER, AT_A_TIME)
        for draft in forgotten:
            unit.enquiries.mark_nudged(draft.id, unit.now)
            asker = unit.contacts.get(draft.asker_id)
            screen = self._asking.show_draft(unit, asker, draft).screen if asker is not None else None
            if asker is not None and screen is not None:
                shown = Message(text("ask.forgotten", draft=screen.text), screen.rows, silent=True)
                unit.outbox.put(asker, shown, lane=Lane.NOTICE, subject=f"draft:{draft.id}")
        return len(forgotten)
