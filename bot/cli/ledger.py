"""The command that prints the ledger: as what each message ended, what is left over, and whether the audit is whole."""

import asyncio
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

import click

from bot.app import content_folder
from bot.cli.ends import EX_PROBLEM
from bot.clock import SystemClock
from bot.config import Settings, read_settings
from bot.content import load_town
from bot.domain.audit import broken_at
from bot.domain.town import Town
from bot.services.ledger.books import MOST_NAMED, TOO_LONG, Books, Day
from bot.services.ports import Unit
from bot.storage.connect import connect
from bot.storage.unit import StorageUnit

_CHAIN_PAGE = 1000


@dataclass(frozen=True, slots=True)
class Findings:
    """What there is to print: days, updates left over, questions without owner or day, the first audit row that is off.

    ``leftovers`` are the id, the state and the last error of each update.
    """

    days: Sequence[Day]
    leftovers: Sequence[tuple[int, str, str]]
    unowned: Sequence[int]
    audited: int
    broken_at: int

    @property
    def well(self) -> bool:
        """Tell whether there is nothing to mend."""
        return not (self.leftovers or self.unowned or self.broken_at) and all(day.adds_up for day in self.days)


@click.command()
@click.option("--days", type=click.IntRange(1, 3660), default=7, show_default=True, help="How many days back.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def ledger(*, days: int, as_json: bool) -> None:
    """Show as what every message ended, what is left over, and whether the audit is whole; 1 when something is not."""
    settings = read_settings()
    town = load_town(content_folder(settings))
    found = asyncio.run(_found(settings, town, days))
    click.echo(json.dumps(_plain(found), indent=1) if as_json else "\n".join(_lines(found)))
    raise SystemExit(0 if found.well else EX_PROBLEM)


async def _found(settings: Settings, town: Town, days: int) -> Findings:
    database = connect(settings.database_url)
    await database.open()
    try:
        now = SystemClock().now()
        return await database.run(lambda tx: _look(StorageUnit(tx, now), town, days))
    finally:
        await database.close()


def _look(unit: Unit, town: Town, days: int) -> Findings:
    books = Books(town)
    today = town.calendar.local_date(unit.now)
    books.keep(unit)
    audited, broken = _chain(unit)
    return Findings(
        books.days(unit, today - timedelta(days=days), today),
        unit.ledger.leftovers(unit.now - TOO_LONG, MOST_NAMED),
        unit.ledger.unowned(MOST_NAMED),
        audited,
        broken,
    )


def _chain(unit: Unit) -> tuple[int, int]:
    """Return how many rows the audit has, and the id of the first that does not follow from those before it, or 0."""
    last, before = 0, ""
    while page := unit.audit.entries(last, _CHAIN_PAGE):
        if broken := broken_at(page, before):
            return last, broken
        last, before = page[-1].id, page[-1].hash
    return last, 0


def _plain(found: Findings) -> dict[str, object]:
    days = [
        {"day": day.day.isoformat(), "received": day.received, "open": day.open, "adds_up": day.adds_up, **day.ended}
        for day in found.days
    ]
    left = [{"update": update_id, "state": state, "last": last} for update_id, state, last in found.leftovers]
    audit = {"rows": found.audited, "broken_at": found.broken_at}
    return {"days": days, "leftovers": left, "unowned": list(found.unowned), "audit": audit, "well": found.well}


def _lines(found: Findings) -> Iterable[str]:
    for day in found.days:
        sums = "adds up" if day.adds_up else "DOES NOT ADD UP"
        yield f"{day.day}  {day.received} received, {day.open} open at its end; {sums}"
        yield from (f"  {count:6}  {kind}" for kind, count in sorted(day.ended.items()))
    if not found.days:
        yield "No day was counted yet."
    yield from (f"left over: update {number}, {state} {last}".rstrip() for number, state, last in found.leftovers)
    yield from (f"no owner or no day: question {number:03}" for number in found.unowned)
    if found.broken_at:
        yield f"The audit is BROKEN at row {found.broken_at}: somebody changed it, or a row before it, by hand."
    else:
        yield f"The audit is whole: {found.audited} rows."
