"""``python -m tests.bench.queue``: each screen of the queue in a town of years, beside the same one in a new town.

The large town has 100,000 questions (2,000 of them open) of 20,000 people, the new one has forty open questions of
forty people: as many as fill its pages. Measured is what a tap takes, from the update to the words that leave: stored,
allowed, done, its screen owed and committed, and rendered. The times are the median in the large town by that in the
new one.
"""

import argparse
import asyncio
import random
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from statistics import median
from time import perf_counter

from bot.app import build_catalogues
from bot.content import load_town, packaged_content
from bot.domain.access import Permission, Role
from bot.domain.contact import Contact, Welcome
from bot.domain.naming import beginnings
from bot.domain.narrowing import Filter
from bot.routing.stems import stems
from bot.services.desk import build_desk
from bot.services.guard import Gate
from bot.services.ports import Incoming, Outgoing, Unit
from bot.services.visit import Reply, Said, Visit
from bot.storage.codec import moment_text
from bot.storage.connect import connect
from bot.storage.database import Database, Transaction
from bot.storage.migrations import migrate
from bot.storage.unit import StorageUnit
from handlers.screens import Screens

MOST_MS, MOST_TIMES = 30.0, 2.0
NOW = datetime(2026, 11, 24, 9, 12, tzinfo=UTC)
MANAGER = 2
FIRST = 1_000
SHOWN = 20
"""The question whose card is shown: open in both towns, about a terrace, and asked by Sofie Claes."""
BATCH = 2_000
TOWN = load_town(packaged_content())
CATALOGUES = build_catalogues(packaged_content(), TOWN)
DESK = build_desk(TOWN, CATALOGUES)
SCREENS = Screens(CATALOGUES)
_NAMES = ("Sofie", "Luc", "Amal", "Pieter", "Fatma", "Wout", "Karel", "Lena", "Bram", "Noor")
_FAMILIES = ("Claes", "Peeters", "Maes", "Dubois", "Aziz", "Janssens", "Willems", "Haddad", "Wouters", "Segers")
_TEXT = (
    "terras vergunning kerstmarkt parkeren bestelwagen afval karton ophalen gevel vlag "
    "wegenwerken hinder straat premie subsidie zonnepanelen reclame uithangbord belasting "
    "openingsuren markt standplaats evenement muziek drankvergunning starten zaak verhuizen "
    "laadzone fietsenstalling stoep tegels verlichting winter klanten"
)
_WORDS = _TEXT.split()


@dataclass(frozen=True)
class Size:
    """How large a town is."""

    questions: int
    open: int
    people: int
    hours: float = 0.3
    """Between two questions."""


LARGE, NEW = Size(100_000, 2_000, 20_000), Size(40, 40, 40, hours=6)
QUICK = Size(2_000, 200, 400)
WARM = 2
"""Rounds that do not count."""

Screen = Callable[[Unit, Contact], Reply]


def screens(size: Size) -> dict[str, Screen]:
    """Return every screen of the queue by its name."""
    queue, search = DESK.queue, DESK.search
    last_page = max(0, size.open - 5)
    department = next(iter(TOWN.departments))
    narrowed: dict[str, Screen] = {
        f"list: {by}": lambda unit, actor, by=by: queue.only(unit, actor, by.value, 0)  # type: ignore[misc]
        for by in (Filter.LATE, Filter.NEW, Filter.MINE, Filter.ASKER, Filter.LATER)
    }
    sought = {
        "search: number": str(SHOWN),
        "search: word": "kerstmarkt",
        "search: name": "claes",
        "search: word and name": "terras claes",
        "search: nothing": "kroketten",
    }
    found: dict[str, Screen] = {
        name: lambda unit, actor, words=words: search.find(unit, actor, Said(words, 0))  # type: ignore[misc]
        for name, words in sought.items()
    }
    return {
        "list": lambda unit, actor: queue.list(unit, actor, 0),
        "list: late page": lambda unit, actor: queue.list(unit, actor, last_page),
        **narrowed,
        "list: department": lambda unit, actor: queue.of(unit, actor, department, 0),
        "list: filters": queue.filters,
        "list: departments": queue.departments,
        **found,
        "card": lambda unit, actor: queue.show(unit, actor, SHOWN),
        "merge": lambda unit, actor: DESK.merging.list(unit, actor, SHOWN),
        "overview": lambda unit, actor: DESK.overview.show(unit, actor, 0),
        "overview: topics": lambda unit, actor: DESK.overview.by(unit, actor, 202611, "topic"),
    }


def _fill(tx: Transaction, size: Size) -> None:
    """Store a town of that size; the same each time."""
    chance = random.Random(7)  # noqa: S311 - nothing here is secret
    StorageUnit(tx, NOW).contacts.save(Contact(MANAGER, "Amira Haddad", "nl", NOW, welcome=Welcome.DONE))
    StorageUnit(tx, NOW).staff.appoint(MANAGER, Role.MANAGER, "", NOW)
    zones = ["", *TOWN.zones]
    people = [(FIRST, "Sofie Claes", "")] + [
        (FIRST + number, f"{chance.choice(_NAMES)} {chance.choice(_FAMILIES)}", chance.choice(zones))
        for number in range(1, size.people)
    ]
    _many(
        tx,
        "INSERT INTO contacts (id, name, language, language_chosen, welcome, trade, zone, first_seen_at) "
        "VALUES (:id, :name, 'nl', 1, 'done', '', :zone, :at)",
        ({"id": id_, "name": name, "zone": zone, "at": moment_text(NOW)} for id_, name, zone in people),
    )
    _many(
        tx,
        "INSERT INTO name_words (word, person_id) VALUES (:word, :id)",
        ({"word": word, "id": id_} for id_, name, _ in people for word in sorted(beginnings(name))),
    )
    asked = [_question(chance, number, size) for number in range(1, size.questions + 1)]
    _many(
        tx,
        "INSERT INTO enquiries (id, asker_id, status, language, summary, started_at, changed_at, number, topic, "
        "department, owner_id, asked_at, promised_on, promises) VALUES (:id, :asker, :status, 'nl', :words, :at, :at, "
        ":id, :topic, :department, :owner, :at, :promised, 1)",
        ({name: value for name, value in one.items() if name != "steps"} for one in asked),
    )
    _many(
        tx,
        "INSERT INTO enquiry_parts (enquiry_id, author, author_id, text, at, message_id, version) "
        "VALUES (:id, 'asker', :asker, :words, :at, :id, 1)",
        ({name: one[name] for name in ("id", "asker", "words", "at")} for one in asked),
    )
    _many(
        tx,
        "INSERT INTO enquiry_words (word, enquiry_id) VALUES (:word, :id)",
        ({"word": word, "id": one["id"]} for one in asked for word in stems(str(one["words"]))),
    )
    _many(
        tx,
        "INSERT INTO enquiry_events (enquiry_id, at, step, actor_id, status, detail) "
        "VALUES (:id, :at, :step, :asker, :status, :topic)",
        (
            {"step": step, **{name: one[name] for name in ("id", "asker", "at", "status", "topic")}}
            for one in asked
            for step in ("submit", *(("answer", "close") if one["status"] == "closed" else ()))
        ),
    )
    _many(
        tx,
        "INSERT INTO answers (enquiry_id, author_id, text, drafted_at, sent_at) "
        f"VALUES (:id, {MANAGER}, 'Ja, dat mag.', :at, :at)",
        ({"id": one["id"], "at": one["at"]} for one in asked if one["status"] == "closed"),
    )
    months = sorted({str(one["at"])[:7] for one in asked})
    _many(
        tx,
        "INSERT INTO tallies (month, topic, zone, department, what, count) "
        "VALUES (:month, :topic, :zone, :department, :what, 3)",
        (
            {"month": month, "topic": topic.key, "zone": zone, "department": topic.department, "what": what}
            for month in months
            for topic in TOWN.topics.values()
            for zone in zones
            for what in ("asked", "answered", "on_time", "days")
        ),
    )


def _question(chance: random.Random, number: int, size: Size) -> dict[str, object]:
    topic = chance.choice([*TOWN.topics.values()])
    is_open = number > size.questions - size.open or number == SHOWN
    at = NOW - timedelta(hours=(size.questions - number) * size.hours)
    status = chance.choice(("new", "new", "accepted", "asked", "snoozed", "reopened")) if is_open else "closed"
    return {
        "id": number,
        "asker": FIRST if number == SHOWN else FIRST + chance.randrange(size.people),
        "status": status,
        "words": f"Vraag over {'terras' if number == SHOWN else ''} {' '.join(chance.sample(_WORDS, 6))}?",
        "at": moment_text(at),
        "topic": topic.key,
        "department": topic.department,
        "owner": MANAGER if chance.random() < 0.5 else FIRST,
        "promised": (at + timedelta(days=3)).date().isoformat(),
    }


def _many(tx: Transaction, sql: str, rows: Iterator[dict[str, object]]) -> None:
    waiting: list[dict[str, object]] = []
    for row in rows:
        waiting.append(row)
        if len(waiting) == BATCH:
            tx.execute_many(sql, waiting)
            waiting = []
    if waiting:
        tx.execute_many(sql, waiting)


class Taps:
    """One manager who taps and taps: each act is an update that is stored, done and answered in one transaction."""

    def __init__(self) -> None:
        self._updates = count(1)

    def act(self, tx: Transaction, screen: Screen) -> Sequence[Outgoing]:
        """Do what one tap does, and return what it owes."""
        unit = StorageUnit(tx, NOW)
        visit = Visit(next(self._updates), MANAGER, "Amira Haddad", "nl")
        unit.inbox.store([Incoming(visit.update_id, MANAGER, "{}")], NOW)
        DESK.door.enter(unit, visit, Gate(Permission.WORK_QUEUE), screen)
        return unit.fresh

    async def timed(self, database: Database, screen: Screen) -> float:
        """Return the milliseconds from the tap to the words of its screen, with the commit."""
        began = perf_counter()
        owed = await database.run(lambda tx: self.act(tx, screen))
        assert all(SCREENS.render(row) for row in owed)
        assert owed
        return 1000 * (perf_counter() - began)


@asynccontextmanager
async def _town(url: str, size: Size) -> AsyncIterator[Database]:
    database = connect(url, create=True)
    await database.open()
    try:
        await migrate(database, NOW)
        await database.run(lambda tx: _fill(tx, size))
        if not url.startswith("sqlite"):  # a server does this by itself, SQLite never does
            await database.run(lambda tx: tx.execute("ANALYZE"))
        yield database
    finally:
        await database.close()


async def measure(urls: tuple[str, str], size: Size, rounds: int) -> Sequence[tuple[str, float, float]]:
    """Return each screen's median milliseconds in a town of that size and in a new one, in databases that are empty.

    The two take turns, so that whatever else the machine does falls on both.
    """
    taps = Taps()
    async with _town(urls[0], size) as large, _town(urls[1], NEW) as new:
        told = []
        ours, theirs = screens(size), screens(NEW)
        for name in ours:
            pairs = [
                (await taps.timed(large, ours[name]), await taps.timed(new, theirs[name])) for _ in range(rounds + WARM)
            ]
            told.append((name, *(median(times) for times in zip(*pairs[WARM:], strict=True))))
    return told


def main() -> None:
    """Measure and print a table; the last line says whether every screen is quick enough."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.queue", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a small town: it works, the figures mean little")
    parser.add_argument("--rounds", type=int, default=21)
    parser.add_argument("--postgres", nargs=2, metavar="URL", help="two empty databases, instead of files")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kernpunt-queue-") as folder:
        files = (f"sqlite:///{Path(folder) / 'large.sqlite3'}", f"sqlite:///{Path(folder) / 'new.sqlite3'}")
        urls = (given.postgres[0], given.postgres[1]) if given.postgres else files
        rows = asyncio.run(measure(urls, QUICK if given.quick else LARGE, given.rounds))
    print(f"{'screen':<24}{'large ms':>10}{'new ms':>10}{'times':>8}")
    slow = []
    for name, large, new in rows:
        if is_slow := large > MOST_MS or large > MOST_TIMES * new:
            slow.append(name)
        print(f"{name:<24}{large:>10.2f}{new:>10.2f}{large / new:>8.2f}{'  <-' if is_slow else ''}")
    print(f"aim: {MOST_MS:.0f} ms and {MOST_TIMES:.0f}x; " + (f"missed by {', '.join(slow)}" if slow else "reached"))


if __name__ == "__main__":
    main()
