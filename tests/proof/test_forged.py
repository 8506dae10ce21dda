"""Ten thousand forged, stale and replayed callbacks: nothing changes that is not theirs, and nobody reads another."""

from collections.abc import Sequence
from random import Random

import pytest

from bot.services.ledger.kinds import Ended, ended_as
from handlers.callback_data import LARGEST
from tests.services.town_hall import TAPS
from tests.services.whole_town import ADMINISTRATOR, ASKERS, COLLEAGUES, HERE, MANAGERS, THERE, WholeTown, everything_of

pytestmark = pytest.mark.proof

CALLBACKS = 10_000
VICTIMS, ATTACKER = ASKERS[:3], ASKERS[3]
REVOKED, OUTSIDER = 3002, 3003
"""Somebody who worked for the department that has the questions, and somebody of another one."""

ATTACKERS = (ATTACKER, REVOKED, OUTSIDER, ADMINISTRATOR)
KEPT_APART = {"inbox", "audit", "outbox", "counters", "sqlite_sequence", "contacts", "name_words"}
"""What a refusal may change: the update ends, it is audited, and who was a stranger is told so and known."""

WORDS = ("", "all", "x", "nl", "terras", "anders", HERE, THERE, "0", "-1", "1.0", "\u0663", "\x00", "\u202e", "'; --")
GARBAGE = (
    "",
    " ",
    "1",
    "1|",
    "|||||",
    "0|queue.show|1",
    "2|queue.show|1",
    "1|kroketten|1",
    "x" * 64,
    "\x00\ufffd\u202e",
)
NUMBERS = (0, 1, 2**31, LARGEST - 1, LARGEST, LARGEST + 1, 2**63, 10**15)


@pytest.fixture(scope="module")
def town() -> WholeTown:
    """A town with questions in every state, at one department, and the ends of them that people hold."""
    made = WholeTown()
    for _ in range(4):
        for victim in VICTIMS:
            made.writes(victim, "mag mijn terras blijven staan tot maart?")
            made.tap_the_newest(victim, 0, r"ask\.submit")
            made.passes(5)
    cards = [data for _, data in made.chats[MANAGERS[0]].buttons if data.startswith("1|hand.choose|")]
    for place, card in enumerate(dict.fromkeys(cards)):
        number = card.rpartition("|")[2]
        _brings_further(made, place, number)
        made.check()
    made.unit(lambda unit: unit.staff.revoke(REVOKED, unit.now))
    made.check()
    return made


def _brings_further(town: WholeTown, place: int, number: str) -> None:
    manager = MANAGERS[0]
    town.taps(manager, 0, f"1|note.ask|{number}")
    town.writes(manager, "die belt elke week")
    if place % 2:
        town.taps(manager, 0, f"1|hand.offer|{number}|{HERE}")
        town.check()
        town.tap_the_newest(3001, 0, r"hold\.take")
    if place % 3 == 0:
        town.taps(manager, 0, f"1|queue.answer|{number}")
        town.writes(manager, "Ja, dat mag.")
        town.tap_the_newest(manager, 0, r"answer\.send")


def test_there_is_something_to_steal(town: WholeTown) -> None:
    counts = {
        table: town.rows(f"SELECT COUNT(*) AS count FROM {table}")[0]["count"]
        for table in ("enquiries", "answers", "assignments", "notes")
    }
    assert min(counts.values()) >= 3, counts
    assert town.inside


def test_ten_thousand_callbacks_of_people_who_may_nothing_of_it(town: WholeTown) -> None:
    chance = Random(5)  # noqa: S311 - a repeatable walk
    last = town.rows("SELECT MAX(id) AS id FROM enquiries")[0]["id"]
    before, watch = everything_of(town, last), Watch(town)
    shown = sorted({data for chat in town.chats.values() for _, data in chat.buttons})
    ended: dict[Ended, int] = {}
    for at in range(CALLBACKS):
        attacker = chance.choice(ATTACKERS)
        watch.clear()
        town.taps(attacker, chance.randrange(200), _callback(chance, shown))
        outcome = town.rows("SELECT outcome FROM inbox ORDER BY update_id DESC LIMIT 1")[0]["outcome"]
        kind = ended_as(outcome)
        assert kind is not None
        ended[kind] = ended.get(kind, 0) + 1
        assert kind is not Ended.REFUSED or not watch.changes(), outcome
        if at % 50 == 0:
            assert everything_of(town, last) == before, "somebody else's question changed"
            town.check()
        town.passes(0 if at % 10 else 1)
    assert everything_of(town, last) == before
    town.check()
    assert ended[Ended.REFUSED] > CALLBACKS // 2, ended
    (audited,) = town.rows("SELECT COUNT(*) AS count FROM audit WHERE action LIKE 'refused%'")
    assert audited["count"] > CALLBACKS // 3


def _callback(chance: Random, shown: Sequence[str]) -> str:
    kind = chance.random()
    if kind < 0.3:
        return chance.choice(shown)
    if kind < 0.35:
        return chance.choice(GARBAGE)
    if kind < 0.4:
        return "".join(chr(chance.randrange(1, 0x2FF)) for _ in range(chance.randrange(64)))
    action = chance.choice(ACTIONS)
    values = [
        str(chance.choice(NUMBERS) if chance.random() < 0.1 else chance.randrange(40))
        if value is int
        else chance.choice(WORDS)
        for value in TAPS[action].kinds
    ]
    if chance.random() < 0.1:
        values = [*values, "1"] if chance.random() < 0.5 else values[:-1]
    return "|".join(["1", action, *values])


ACTIONS = sorted(TAPS)


class Watch:
    """Sees every row that is written, in any table that a refusal leaves alone; what is undone leaves no trace."""

    def __init__(self, town: WholeTown) -> None:
        self._connection = town._connection
        self._connection.execute("CREATE TABLE watched (name TEXT)")
        tables = [row["name"] for row in town.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in set(tables) - KEPT_APART - {"watched"}:
            for event in ("INSERT", "UPDATE", "DELETE"):
                self._connection.execute(
                    f"CREATE TRIGGER watch_{table}_{event} AFTER {event} ON {table} "
                    f"BEGIN INSERT INTO watched VALUES ('{table}'); END"
                )

    def clear(self) -> None:
        self._connection.execute("DELETE FROM watched")

    def changes(self) -> list[str]:
        return [row[0] for row in self._connection.execute("SELECT name FROM watched")]


def test_colleagues_who_may_do_much_stay_within_what_is_theirs(town: WholeTown) -> None:
    chance = Random(6)  # noqa: S311
    shown = sorted({data for chat in town.chats.values() for _, data in chat.buttons})
    for at in range(CALLBACKS // 10):
        town.taps(chance.choice([*COLLEAGUES, *MANAGERS, *ASKERS]), chance.randrange(200), _callback(chance, shown))
        if at % 10 == 0:
            town.staffed()
            town.check()
    town.check()
