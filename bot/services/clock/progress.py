"""How it stands with a message to many, on one card in the manager's chat that is brought up to date in its place."""

import logging
from collections.abc import Iterable, Mapping

from bot.domain.due import Cast, CastState, Due, DueState
from bot.domain.message import Message
from bot.services.clock.casting_screens import held_card, progress_card
from bot.services.clock.occasions import Occasion
from bot.services.ports import Lane, Unavailable, Unit

_log = logging.getLogger(__name__)

SUBJECT = "cast:"

BEAT_SECONDS, LAST_BEAT_SECONDS = 5.0, 0.2
"""An edit takes the place of a message that could have left: while many are on their way it comes rarely."""

MANY = 30
"""About a second's worth of messages."""


class Progress:
    """The card of each message to many."""

    def __init__(self, occasions: Mapping[Due, Occasion]) -> None:
        self._occasions = occasions

    def note(self, unit: Unit, cast_ids: Iterable[int]) -> None:
        """Let the cards of these be brought up to date, once each, however often this is called in between."""
        for cast_id in cast_ids:
            cast = unit.dues.cast(cast_id)
            manager = unit.contacts.get(cast.by) if cast is not None else None
            key = f"{SUBJECT}{cast_id}"
            if cast is None or manager is None or unit.outbox.waits(manager.id, key):
                continue
            card = self._card_if_it_can(unit, cast)
            if card is not None:
                shown, hold = unit.outbox.message_of(key, manager.id), _beat(unit, cast)
                unit.outbox.put(manager, card, lane=Lane.NOTICE, edits=shown, subject=key, merge_key=key, hold=hold)

    def as_it_leaves(self, unit: Unit, subject: str) -> Message | None:
        """Return the card with that subject as it stands now, None when it is none or cannot be made."""
        number = subject.removeprefix(SUBJECT)
        cast = unit.dues.cast(int(number)) if subject.startswith(SUBJECT) and number.isdigit() else None
        return None if cast is None else self._card_if_it_can(unit, cast)

    def card(self, unit: Unit, cast: Cast) -> Message:
        """Return the card: still to begin, under way, stopped, or the report."""
        occasion = self._occasions[cast.what]
        title = occasion.title(unit, cast.row(cast.by, cast.starts_at))
        if cast.state is CastState.HELD:
            return held_card(cast, title, len(occasion.people(unit, cast.subject_id, cast.version)))
        return progress_card(unit, cast, title)

    def _card_if_it_can(self, unit: Unit, cast: Cast) -> Message | None:
        try:
            return self.card(unit, cast)
        except Unavailable:
            raise
        except Exception as error:  # noqa: BLE001 - one occasion that is broken must not stop the clock or the sender
            _log.error("cast.no_card what=%s id=%d error=%s", cast.what, cast.id, type(error).__name__)
            return None


def _beat(unit: Unit, cast: Cast) -> float:
    totals = unit.dues.totals(cast.id)
    left = totals.get(DueState.WAITING, 0) + totals.get(DueState.OWED, 0)
    return BEAT_SECONDS if left > MANY else LAST_BEAT_SECONDS
