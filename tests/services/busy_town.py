"""What is done less often in a town hall, each deed from its first button to its last, as chance alone seldom gets."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar

from bot.domain.access import Permission
from bot.domain.enquiry import CAN_BE_PUT_OFF, OPEN, PAUSES, WAITING_FOR_TOWN, Status
from bot.services.guard import Gate
from tests.services.town_hall import DESK
from tests.services.whole_town import COLLEAGUES, MANAGERS, WholeTown

T = TypeVar("T")


class BusyTown(WholeTown):
    """The town hall with people who know their way."""

    def hands_on(self, which: int) -> None:
        """Let the colleague who has a question give it to another one, or that one take it over."""
        held = self.rows("SELECT id, person_id, department FROM assignments WHERE state = 'accepted' ORDER BY id")
        if not held:
            return
        one = held[which % len(held)]
        others = [who for who, department in COLLEAGUES.items() if department == one["department"]]
        to = others[which % len(others)]
        by = others[which // 7 % len(others)]
        self.taps(by, 0, f"1|hold.pass|{one['id']}|{to}")

    def links(self, which: int) -> None:
        """Let a manager give two questions one answer, or take them apart again."""
        manager, found = _one(MANAGERS, which), self._questions(OPEN)
        if len(found) > 1:
            leader, other = _one(found, which), _one(found, which // 3)
            self.taps(manager, 0, f"1|merge.{'link' if which % 4 else 'unlink'}|{leader}|{other}")

    def splits(self, which: int) -> None:
        """Let a manager make two questions of one, with words of their own or the ones that are proposed."""
        manager, found = _one(MANAGERS, which), self._questions(WAITING_FOR_TOWN)
        if not found:
            return
        self.taps(manager, 0, f"1|split.{'type' if which % 2 else 'offer'}|{_one(found, which)}")
        if not self.tap_the_newest(manager, 0, r"split\.so") or which % 2:
            self.writes(manager, "en wanneer komt het karton?")
            self.tap_the_newest(manager, 0, r"split\.make")

    def takes_back(self, which: int) -> None:
        """Let whoever gave an answer, or a manager, take it back."""
        given = self._given()
        if given:
            one = _one(given, which)
            by = one[0] if which % 2 else _one(MANAGERS, which)
            self.taps(by, 0, f"1|answer.take_back|{one[1]}")

    def corrects(self, which: int) -> None:
        """Let whoever typed an answer change those words."""
        typed = [one for one in self._given() if one[2]]
        if typed:
            author, _, message_id = _one(typed, which)
            self.edits(author, message_id, f"{self.mark(author)} beter gezegd")

    def postpones(self, which: int) -> None:
        """Let a manager promise another day, with the reason."""
        manager, found = _one(MANAGERS, which), self._questions(WAITING_FOR_TOWN)
        if found:
            self.taps(manager, 0, f"1|dates.postpone|{_one(found, which)}")
            for _ in range(2):
                self._taps_one_of(manager, "form.pick", which)
            self.tap_the_newest(manager, 0, r"form\.finish")

    def puts_off(self, which: int) -> None:
        """Let a manager let a question rest."""
        manager, found = _one(MANAGERS, which), self._questions(CAN_BE_PUT_OFF)
        if found:
            self.taps(manager, 0, f"1|dates.later|{_one(found, which)}")
            self._taps_one_of(manager, "dates.put_off", which)

    def goes_away(self, which: int) -> None:
        """Let somebody of the town be away with somebody who stands in, or come back."""
        person = _one([*COLLEAGUES, *MANAGERS], which)
        self.acts(person, Gate(Permission.BE_AWAY), DESK.team.absence.show)
        if not self.tap_the_newest(person, which, r"away\.back") or which % 3:
            self._taps_one_of(person, "away.until", which)
            self._taps_one_of(person, "away.set", which)

    def revokes(self, which: int) -> None:
        """Let a manager take somebody's role away at once."""
        person = _one([*COLLEAGUES, *MANAGERS], which)
        self.taps(_one(MANAGERS, which // 2), 0, f"1|team.revoke|{person}")

    def check(self) -> None:
        """Raise ``AssertionError`` where something is not as it must be."""
        super().check()
        for wrong in (self._badly_linked(), self._badly_paused()):
            found = [*wrong]
            assert not found, found

    def _badly_linked(self) -> Iterator[str]:
        sql = """SELECT o.id, o.follows, l.follows AS further FROM enquiries o JOIN enquiries l ON l.id = o.follows
        WHERE o.follows <> 0 AND (l.follows <> 0 OR l.id = o.id)"""
        yield from (f"{row['id']} follows {row['follows']}, which follows {row['further']}" for row in self.rows(sql))

    def _badly_paused(self) -> Iterator[str]:
        for row in self.rows("SELECT id, status, resumes, paused_until FROM enquiries"):
            if (row["status"] in PAUSES) != (row["resumes"] is not None and row["paused_until"] is not None):
                yield f"{row['id']} is {row['status']} until {row['paused_until']}, and then {row['resumes']}"

    def _taps_one_of(self, person: int, action: str, which: int) -> None:
        """Let somebody tap any of the buttons of that kind below the newest message that has them."""
        shown = [one for one in self.chats[person].buttons if one[1].split("|")[1] == action]
        if shown:
            newest = [one for one in shown if one[0] == shown[-1][0]][-4:]
            self.taps(person, *_one(newest, which))

    def _questions(self, statuses: frozenset[Status]) -> Sequence[int]:
        rows = self.rows("SELECT id, status FROM enquiries WHERE number > 0 ORDER BY id")
        return [row["id"] for row in rows if row["status"] in statuses]

    def _given(self) -> Sequence[tuple[int, int, int]]:
        """Return of each answer that holds who gave it, its id, and the message in which it was typed."""
        sql = "SELECT author_id, id, message_id FROM answers WHERE sent_at IS NOT NULL AND taken_back_at IS NULL"
        return [(row["author_id"], row["id"], row["message_id"]) for row in self.rows(sql)]


def _one(found: Sequence[T], which: int) -> T:
    return found[which % len(found)]


DEEDS: Mapping[str, Callable[[BusyTown, int], None]] = {
    "hand on": BusyTown.hands_on,
    "link": BusyTown.links,
    "split": BusyTown.splits,
    "take back": BusyTown.takes_back,
    "correct": BusyTown.corrects,
    "postpone": BusyTown.postpones,
    "put off": BusyTown.puts_off,
    "be away": BusyTown.goes_away,
    "revoke": BusyTown.revokes,
}
