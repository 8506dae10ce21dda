"""From rows that came due to messages: checked anew, in the order of what could still keep each from being said."""

import logging
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bot.domain import respect
from bot.domain.contact import Contact
from bot.domain.due import Due, DueRow, DueState
from bot.domain.message import Message
from bot.domain.respect import Never, Topic, Wait
from bot.domain.town import Town
from bot.services.clock.digest import MOST, digest, subject_of
from bot.services.clock.lateness import tell_managers
from bot.services.clock.occasions import Gathers, Occasion
from bot.services.ports import Lane, Unavailable, Unit

OWN = "asked"
"""Why somebody gets something that is about a question of their own."""

_log = logging.getLogger(__name__)


class Passed(NamedTuple):
    """A row that may be said now, and how it reads."""

    row: DueRow
    message: Message
    urgent: bool


class Saying:
    """Says what is due to one person, or keeps why not."""

    def __init__(self, town: Town, occasions: Mapping[Due, Occasion], gathering: Mapping[Due, Gathers]) -> None:
        self._town = town
        self._occasions = occasions
        self._gathering = gathering

    def say(self, unit: Unit, rows: Sequence[DueRow]) -> None:
        """Owe this person what these rows say, those that could wait together as one; every row ends or waits on."""
        person = unit.contacts.get(rows[0].person_id)
        together: list[Passed] = []
        for row in sorted(rows, key=lambda row: not self._is_urgent(unit, row)):
            passed = self._pass(unit, row, person)
            if passed is None or person is None:
                continue
            if passed.urgent or row.matter is None:
                self._owe(unit, person, [passed])
            elif len(together) < MOST:
                together.append(passed)
        if together and person is not None:
            self._owe(unit, person, together)

    def end(self, unit: Unit, row: DueRow, state: DueState) -> None:
        """Store how it stands with a row."""
        unit.dues.end(row.id, state, unit.now)

    def fail(self, unit: Unit, row: DueRow, error: Exception) -> None:
        """End a row whose occasion raised: one that is broken must not hold back the others."""
        _log.error("due.failed what=%s id=%d error=%s", row.what, row.id, type(error).__name__)
        self.end(unit, row, DueState.FAILED)

    def _is_urgent(self, unit: Unit, row: DueRow) -> bool:
        try:
            return self._occasions[row.what].urgent(unit, row)
        except Unavailable:
            raise
        except Exception:  # noqa: BLE001 - what cannot say so is not urgent; it ends as failed when it is its turn
            return False

    def _pass(self, unit: Unit, row: DueRow, person: Contact | None) -> Passed | None:
        """Return the row with its message when it may be said now; otherwise keep why not and return None."""
        try:
            message = self._still_to_say(unit, row, person)
            urgent = self._occasions[row.what].urgent(unit, row) if message is not None else False
        except Unavailable:
            raise
        except Exception as error:  # noqa: BLE001 - see ``fail``
            self.fail(unit, row, error)
            return None
        if person is None or message is None:
            return None
        return Passed(row, message, urgent) if self._may_hear(unit, row, person, urgent=urgent) else None

    def _still_to_say(self, unit: Unit, row: DueRow, person: Contact | None) -> Message | None:
        occasion = self._occasions.get(row.what)
        message = occasion.message(unit, row, person) if occasion is not None and person is not None else None
        if occasion is None or message is None:
            self.end(unit, row, DueState.VOID)
            return None
        if not occasion.helps(unit, row):
            tell_managers(unit, row, occasion.title(unit, row))
            self.end(unit, row, DueState.LATE)
            return None
        return message

    def _may_hear(self, unit: Unit, row: DueRow, person: Contact, *, urgent: bool) -> bool:
        if person.unreachable_since is not None:
            self.end(unit, row, DueState.BLOCKED)
            return False
        topic = Topic(row.matter, own=row.why == OWN, urgent=urgent)
        calendar = self._town.calendar
        said = unit.dues.said_since(person.id, respect.day_began(calendar, unit.now)) if row.matter else 0
        match respect.decide(person, topic, unit.now, said, calendar):
            case Never():
                self.end(unit, row, DueState.MUTED)
            case Wait(until):
                unit.dues.postpone(row.id, until)
            case _:
                return True
        return False

    def _owe(self, unit: Unit, person: Contact, passed: Sequence[Passed]) -> None:
        rows = [one.row for one in passed]
        try:
            message = passed[0].message if len(passed) == 1 else self._digest(unit, rows)
        except Unavailable:
            raise
        except Exception as error:  # noqa: BLE001 - a title that cannot be had; see ``fail``
            for row in rows:
                self.fail(unit, row, error)
            return
        for row in rows:
            self.end(unit, row, DueState.OWED)
        gathers = self._gathering.get(rows[0].what)
        if gathers is not None:
            gathers.owe(unit, person, subject_of(rows), message)
        else:
            unit.outbox.put(person, message, lane=_lane(passed[0]), subject=subject_of(rows))

    def _digest(self, unit: Unit, rows: Sequence[DueRow]) -> Message:
        titles = [self._occasions[row.what].title(unit, row) for row in rows]
        return digest(rows, titles, self._town.manager)


def _lane(passed: Passed) -> Lane:
    """What many people get unasked leaves after whatever a manager waits for."""
    many = passed.row.cast_id or (passed.row.matter is not None and not passed.urgent)
    return Lane.MANY if many else Lane.NOTICE
