"""Messages to many (screens B15): preview and count, sixty seconds in which it can be stopped, progress, report."""

import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.contact import Contact
from bot.domain.due import Cast, CastState, Due, DueRow, DueState, due_at_place
from bot.domain.errors import NotFound, Refused
from bot.domain.message import Message, text
from bot.domain.respect import Topic
from bot.domain.town import Town
from bot.services.clock.casting_screens import count, missed, preview, quiet_line
from bot.services.clock.occasions import Occasion
from bot.services.clock.progress import SUBJECT, Progress
from bot.services.clock.saying import OWN
from bot.services.ports import Unavailable, Unit
from bot.services.visit import Reply

HOLD = timedelta(seconds=60)
"""How long a confirmed message can still be stopped whole."""

AT_ONCE, A_SECOND = 100, 35
"""How many come due when it begins and in each second after: a little more than can leave, so that a stop still helps
most of those whose turn has not come."""

_log = logging.getLogger(__name__)


class Casting:
    """Takes a message to many from its preview to its report."""

    def __init__(self, town: Town, occasions: Mapping[Due, Occasion]) -> None:
        self._town = town
        self._occasions = occasions
        self.progress = Progress(occasions)

    def preview(self, unit: Unit, actor: Contact, what: Due, subject_id: int, version: int) -> Reply:
        """Show what would be sent, to how many in each language, and what to do with it.

        When that version was sent before, its card is shown instead. Raises ``NotFound`` for what cannot be sent, and
        ``Refused`` when there is nothing (any more) to say.
        """
        occasion, sample = self._sample(unit, actor, what, subject_id, version)
        if (before := self._sent_before(unit, sample)) is not None:
            return Reply(self.progress.card(unit, before), text("cast.on_its_way"))
        concerned = occasion.people(unit, subject_id, version)
        if not concerned:
            return Reply(Message(text("cast.nobody", title=occasion.title(unit, sample))))
        urgent = occasion.urgent(unit, sample)
        topics = [Topic(occasion.matter, one.why == OWN, urgent) for one in concerned]
        found = count([one.person for one in concerned], topics, self._town.languages, unit.now)
        quiet = None if urgent or occasion.matter is None else quiet_line(self._town.calendar, unit.now)
        title = occasion.title(unit, sample)
        return Reply(preview(title, found, quiet, sample))

    def test(self, unit: Unit, actor: Contact, place: int, subject_id: int, version: int) -> Reply:
        """Send the message to the manager alone, as others will get it, and show the preview again below it."""
        what = _known(place)
        occasion, sample = self._sample(unit, actor, what, subject_id, version)
        message = occasion.message(unit, sample, actor)
        if message is None:
            raise Refused("cast.gone")
        unit.outbox.put(actor, message)
        return replace(self.preview(unit, actor, what, subject_id, version), fresh=True, toast=text("cast.tested"))

    def send(self, unit: Unit, actor: Contact, place: int, subject_id: int, version: int) -> Reply:
        """Confirm it: it leaves in ``HOLD``; a second time says that it is on its way."""
        occasion, sample = self._sample(unit, actor, _known(place), subject_id, version)
        if (before := self._sent_before(unit, sample)) is not None:
            return Reply(self.progress.card(unit, before), text("cast.on_its_way"), subject=f"{SUBJECT}{before.id}")
        if not occasion.people(unit, subject_id, version):
            return Reply(Message(text("cast.nobody", title=occasion.title(unit, sample))))
        confirmed = Cast(0, occasion.what, subject_id, version, actor.id, unit.now, unit.now + HOLD)
        cast = unit.dues.add_cast(confirmed)
        if cast is None:
            raise Refused("cast.on_its_way")
        return self._card(unit, cast)

    def stop(self, unit: Unit, _actor: Contact, cast_id: int) -> Reply:
        """Stop it: whole before it began, else for everybody whose turn has not come."""
        cast = self._cast(unit, cast_id)
        if cast.state not in {CastState.HELD, CastState.SENDING}:
            return replace(self._card(unit, cast), toast=text("cast.over"))
        unit.dues.stop(cast.id, unit.now)
        stopped = replace(cast, state=CastState.STOPPED)
        unit.dues.save_cast(stopped)
        return replace(self._card(unit, stopped), toast=text("cast.stopped"))

    def drop(self, _unit: Unit, _actor: Contact) -> Reply:
        """Leave the preview without sending anything."""
        return Reply(Message(text("cast.dropped_preview")))

    def show_card(self, unit: Unit, _actor: Contact, cast_id: int) -> Reply:
        """Show the card again, as it stands now."""
        return self._card(unit, self._cast(unit, cast_id))

    def missed(self, unit: Unit, actor: Contact, cast_id: int) -> Reply:
        """Name those who did not get it, by why."""
        cast = self._cast(unit, cast_id)
        title = self._occasions[cast.what].title(unit, cast.row(actor.id, unit.now))
        return Reply(missed(unit, cast, title))

    def show_due(self, unit: Unit, actor: Contact, due_id: int) -> Reply:
        """Show one thing of a digest whole, as a message of its own; it is somebody's own or it is not there."""
        due = unit.dues.get(due_id)
        occasion = self._occasions.get(due.what) if due is not None else None
        if due is None or occasion is None or due.person_id != actor.id:
            raise NotFound
        message = occasion.message(unit, due, actor)
        if message is None:
            return Reply(Message(text("due.gone")), fresh=True)
        return Reply(message, fresh=True, subject=f"due:{due.id}")

    def turn(self, unit: Unit) -> int:
        """Let what was held long enough begin, and end what is over; return how many changed."""
        ready = [cast for cast in unit.dues.casts(CastState.HELD) if cast.starts_at <= unit.now]
        for cast in ready:
            self._begin(unit, cast)
        over = [cast for cast in unit.dues.casts(CastState.SENDING) if not self._goes_on(unit, cast)]
        for cast in over:
            unit.dues.save_cast(replace(cast, state=CastState.DONE))
        self.progress.note(unit, [cast.id for cast in (*ready, *over)])
        return len(ready) + len(over)

    def _begin(self, unit: Unit, cast: Cast) -> None:
        try:
            occasion = self._occasions[cast.what]
            occasion.begun(unit, cast)
            concerned = occasion.people(unit, cast.subject_id, cast.version)
        except Unavailable:
            raise
        except Exception as error:  # noqa: BLE001 - one that is broken must not hold back the others
            _log.error("cast.failed what=%s id=%d error=%s", cast.what, cast.id, type(error).__name__)
            unit.dues.save_cast(replace(cast, state=CastState.STOPPED))
            return
        rows = [
            cast.row(one.person.id, _turn(unit.now, place), occasion.matter, one.why)
            for place, one in enumerate(concerned)
        ]
        unit.dues.plan(rows)
        unit.dues.save_cast(replace(cast, state=CastState.SENDING))

    @staticmethod
    def _goes_on(unit: Unit, cast: Cast) -> bool:
        totals = unit.dues.totals(cast.id)
        return bool(totals.get(DueState.WAITING) or totals.get(DueState.OWED))

    def _sample(self, unit: Unit, actor: Contact, what: Due, subject_id: int, version: int) -> tuple[Occasion, DueRow]:
        """Return the occasion, and the row as it would be for the manager."""
        occasion = self._occasions.get(what)
        if occasion is None:
            raise NotFound
        sample = DueRow(0, occasion.what, subject_id, version, actor.id, unit.now, occasion.matter)
        if occasion.message(unit, sample, actor) is None:
            raise Refused("cast.gone")
        return occasion, sample

    @staticmethod
    def _sent_before(unit: Unit, sample: DueRow) -> Cast | None:
        """Return what was sent of this version; after a stop the rest may still get it."""
        before = unit.dues.cast_of(sample.what, sample.subject_id, sample.version)
        return None if before is None or before.state is CastState.STOPPED else before

    def _cast(self, unit: Unit, cast_id: int) -> Cast:
        cast = unit.dues.cast(cast_id)
        if cast is None or cast.what not in self._occasions:
            raise NotFound
        return cast

    def _card(self, unit: Unit, cast: Cast) -> Reply:
        return Reply(self.progress.card(unit, cast), subject=f"{SUBJECT}{cast.id}")


def _known(place: int) -> Due:
    what = due_at_place(place)
    if what is None:
        raise NotFound
    return what


def _turn(begun: datetime, place: int) -> datetime:
    return begun + timedelta(seconds=max(0, place - AT_ONCE) / A_SECOND)
