"""The clock's work: rows that came due become messages, each once, to those for whom they still help."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from bot.domain.due import EVERYBODY, CastState, Due, DueRow, DueState
from bot.domain.message import Text
from bot.domain.town import Town
from bot.services.clock.casting import Casting
from bot.services.clock.lateness import tell_managers
from bot.services.clock.occasions import Chore, Gathers, Occasion
from bot.services.clock.saying import Saying
from bot.services.ports import Unavailable, Unit

BATCH = 50
"""Rows of one transaction: others wait for it, and each row takes about half a millisecond."""

_LOOKED_THROUGH = 300


@dataclass(frozen=True, slots=True)
class Planned:
    """Something that comes due: when, what it is, and for how many people; 0 when that is only known then."""

    at: datetime
    what: Due
    title: Text
    people: int


class Broken(Exception):  # noqa: N818 - it names the chore
    """A chore raised; whoever called ``tick`` calls ``give_up`` in a transaction of its own, and ticks on."""

    def __init__(self, row: DueRow) -> None:
        super().__init__(row.what.value)
        self.row = row


class Clockwork:
    """Turns due rows into messages; it only ever looks at the database and the unit's moment."""

    def __init__(
        self,
        town: Town,
        occasions: Mapping[Due, Occasion],
        casting: Casting,
        chores: Iterable[Chore] = (),
        gathering: Mapping[Due, Gathers] = MappingProxyType({}),
    ) -> None:
        self._occasions = occasions
        self._chores = {chore.what: chore for chore in chores}
        self._casting = casting
        self._saying = Saying(town, occasions, gathering)

    def tick(self, unit: Unit) -> int:
        """Do what is due now, at most a batch, and return how many rows that was; 0 when nothing is left to do."""
        turned = self._casting.turn(unit)
        rows = unit.dues.ready(unit.now, BATCH)
        done: set[int] = set()
        for row in rows:
            if row.id not in done:
                done.update(self._do(unit, row))
        self._casting.progress.note(unit, {row.cast_id for row in rows if row.cast_id})
        return turned + len(rows)

    def planned(self, unit: Unit, limit: int = 20) -> Sequence[Planned]:
        """Return what comes due first, one line for all who get the same at the same moment."""
        found: dict[tuple[datetime, Due, int], list[DueRow]] = {}
        for row in (*self._held(unit), *unit.dues.planned(_LOOKED_THROUGH)):
            found.setdefault((row.due_at, row.what, row.subject_id), []).append(row)
        lines = []
        for at, what, subject_id in sorted(found)[:limit]:
            rows = found[at, what, subject_id]
            people = sum(row.person_id != EVERYBODY for row in rows)
            named = self._chores.get(what) or self._occasions[what]
            lines.append(Planned(at, what, named.title(unit, rows[0]), people))
        return lines

    @staticmethod
    def _held(unit: Unit) -> Iterator[DueRow]:
        for cast in unit.dues.casts(CastState.HELD):
            yield cast.row(EVERYBODY, cast.starts_at)

    def _do(self, unit: Unit, row: DueRow) -> Sequence[int]:
        """Do one row, with those of the same person that are due too, and return the ids of all of them."""
        if row.what in self._chores:
            self._carry_out(unit, row)
            return (row.id,)
        if row.person_id == EVERYBODY:
            self._spread(unit, row)
            return (row.id,)
        together = [row]
        if row.matter is not None:
            waiting = unit.dues.waiting_of(row.person_id)
            together += [one for one in waiting if one.due_at <= unit.now and one.id != row.id]
        self._saying.say(unit, together)
        return [one.id for one in together]

    def give_up(self, unit: Unit, broken: Broken) -> int:
        """End the row of a chore that raised, so that it does not hold back the others; return that it was one."""
        self._saying.fail(unit, broken.row, broken)
        return 1

    def _carry_out(self, unit: Unit, row: DueRow) -> None:
        try:
            self._chores[row.what].do(unit, row)
        except Unavailable:
            raise
        except Exception as error:
            raise Broken(row) from error  # half of it may be done: nothing of this transaction is kept
        self._saying.end(unit, row, DueState.DELIVERED)

    def _spread(self, unit: Unit, row: DueRow) -> None:
        """Make of a row for everybody one for each person whom it concerns now."""
        occasion = self._occasions.get(row.what)
        try:
            if occasion is None:
                self._saying.end(unit, row, DueState.VOID)
            elif not occasion.helps(unit, row):
                tell_managers(unit, row, occasion.title(unit, row))
                self._saying.end(unit, row, DueState.LATE)
            else:
                concerned = occasion.people(unit, row.subject_id, row.version)
                unit.dues.plan([replace(row, id=0, person_id=one.person.id, why=one.why) for one in concerned])
                self._saying.end(unit, row, DueState.DELIVERED)
        except Unavailable:
            raise
        except Exception as error:  # noqa: BLE001 - see ``Saying.fail``
            self._saying.fail(unit, row, error)
