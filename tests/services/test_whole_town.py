"""Several askers, departments and managers who do anything at all, for thousands of steps, while the clock passes."""

from collections.abc import Callable
from random import Random

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from bot.domain.access import Permission
from bot.services.guard import Gate
from tests.services.busy_town import DEEDS, BusyTown
from tests.services.town_hall import DESK
from tests.services.whole_town import ASKERS, COLLEAGUES, EVERYBODY, MANAGERS

ANY = st.integers(0, 10_000)
ASKED = (
    "mag mijn terras blijven staan tot maart?",
    "waar kan ik parkeren met mijn bestelwagen? en wanneer komt het vuilnis?",
    "qwertz asdf",
    "bedankt",
    "",
)
WORDS = ("Ja, dat mag.", "Nee, dat kan niet.", "over twee weken", "donderdag", "041", "terras", "0")
MINUTES = (1, 10, 61, 9 * 60, 24 * 60, 4 * 24 * 60)
TYPED = r"note\.ask|help\.(ask|hand_over|pick)|hold\.(refuse|release|advise)|hand\.ask|split\.|dates\.|merge\."
"""What asks for words, mostly."""

QUESTIONS, SAYS = st.sampled_from(ASKED), st.sampled_from(WORDS)


class TheWholeTown(RuleBasedStateMachine):
    """Four entrepreneurs, four colleagues, two managers and an administrator."""

    def __init__(self) -> None:
        super().__init__()
        self.town = BusyTown()

    def teardown(self) -> None:
        self.town.close()

    @rule(person=st.sampled_from(ASKERS), words=QUESTIONS)
    def asks(self, person: int, words: str) -> None:
        self.town.writes(person, words)
        self.town.tap_the_newest(person, 0, r"ask\.submit")

    @rule(person=st.sampled_from(EVERYBODY), words=SAYS)
    def writes(self, person: int, words: str) -> None:
        self.town.writes(person, words)

    @rule(person=st.sampled_from(EVERYBODY), words=SAYS, which=ANY)
    def replies(self, person: int, words: str, which: int) -> None:
        got = self.town.chats[person].got
        if got:
            self.town.writes(person, words, reply_to=got[-1 - which % len(got)][0])

    @rule(person=st.sampled_from(EVERYBODY), which=ANY)
    def edits(self, person: int, which: int) -> None:
        wrote = self.town.chats[person].wrote
        if wrote:
            self.town.edits(person, wrote[which % len(wrote)], f"{self.town.mark(person)} anders gezegd")

    @rule(person=st.sampled_from(MANAGERS), which=ANY)
    def gives_to_a_department(self, person: int, which: int) -> None:
        self.town.offers(person, which)

    @rule(person=st.sampled_from([*COLLEAGUES]), which=ANY)
    def holds(self, person: int, which: int) -> None:
        self.town.tap_the_newest(person, which, r"hold\.|help\.|note\.|dates\.")

    @rule(person=st.sampled_from([*COLLEAGUES, *MANAGERS]), words=SAYS, which=ANY)
    def tells(self, person: int, words: str, which: int) -> None:
        if self.town.tap_the_newest(person, which, TYPED):
            self.town.writes(person, words)
            self.town.tap_the_newest(person, which, r"help\.|hold\.|dates\.|split\.|form\.finish")

    @rule(person=st.sampled_from(MANAGERS), which=ANY)
    def runs_the_team(self, person: int, which: int) -> None:
        self.town.acts(person, Gate(Permission.RUN_TEAM), DESK.team.roster.show)
        for pattern in (r"team\.show", r"team\.member", r"team\.ask_revoke", r"team\.revoke"):
            self.town.tap_the_newest(person, which, pattern)

    @rule(person=st.sampled_from([*COLLEAGUES, *MANAGERS]), words=SAYS)
    def answers(self, person: int, words: str) -> None:
        if self.town.tap_the_newest(person, 0, r"queue\.answer"):
            self.town.writes(person, words)
            self.town.tap_the_newest(person, 0, r"answer\.send")

    @rule(person=st.sampled_from(EVERYBODY), which=ANY)
    def taps_the_newest_of_a_kind(self, person: int, which: int) -> None:
        self.town.tap_the_newest(person, which)

    @rule(person=st.sampled_from(EVERYBODY), which=ANY)
    def taps_any_button_of_theirs(self, person: int, which: int) -> None:
        buttons = self.town.chats[person].buttons
        if buttons:
            self.town.taps(person, *buttons[which % len(buttons)])

    @rule(person=st.sampled_from(EVERYBODY), which=ANY)
    def taps_somebody_elses_button(self, person: int, which: int) -> None:
        others = [one for other, chat in self.town.chats.items() if other != person for one in chat.buttons]
        if others:
            self.town.taps(person, *others[which % len(others)])

    @rule(person=st.sampled_from(EVERYBODY), which=ANY)
    def types_a_command(self, person: int, which: int) -> None:
        self.town.commands(person, which)

    @rule(person=st.sampled_from(EVERYBODY), words=st.sampled_from([*WORDS, "Naam1001z", "q1001x1q"]))
    def looks_for(self, person: int, words: str) -> None:
        self.town.finds(person, words)

    @rule(deed=st.sampled_from(sorted(DEEDS)), which=ANY)
    def does(self, deed: str, which: int) -> None:
        DEEDS[deed](self.town, which)

    @rule(minutes=st.sampled_from(MINUTES))
    def time_passes(self, minutes: int) -> None:
        self.town.passes(minutes)
        self.town.ticks()

    @rule()
    def somebody_comes_back_to_work(self) -> None:
        self.town.staffed()

    @invariant()
    def all_is_as_it_must_be(self) -> None:
        self.town.check()


TestTheWholeTown = TheWholeTown.TestCase
TestTheWholeTown.settings = settings(
    max_examples=50,
    stateful_step_count=60,
    deadline=None,  # how long a step takes says nothing here, on a machine that others use
    suppress_health_check=[HealthCheck.too_slow],
)


@pytest.mark.parametrize("seed", range(3))
def test_a_long_life_of_one_town(seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - a repeatable walk
    machine = TheWholeTown()
    for _ in range(1_000):
        one_step(machine, chance)
        machine.all_is_as_it_must_be()
    machine.teardown()


def one_step(machine: TheWholeTown, chance: Random) -> None:
    """Let somebody do something, mostly what brings questions further."""
    staff, which = chance.choice([*COLLEAGUES, *MANAGERS]), chance.randrange(10_000)
    anybody, words = chance.choice(EVERYBODY), chance.choice(WORDS)
    acts: tuple[tuple[int, Callable[[], None]], ...] = (
        (3, lambda: machine.asks(chance.choice(ASKERS), chance.choice(ASKED))),
        (3, lambda: machine.gives_to_a_department(chance.choice(MANAGERS), which)),
        (3, lambda: machine.answers(staff, words)),
        (4, lambda: machine.tells(staff, words, which)),
        (1, lambda: machine.runs_the_team(chance.choice(MANAGERS), which)),
        (3, lambda: machine.holds(chance.choice([*COLLEAGUES]), which)),
        (6, lambda: machine.taps_the_newest_of_a_kind(anybody, which)),
        (6, lambda: machine.does(chance.choice(sorted(DEEDS)), which)),
        (2, lambda: machine.taps_any_button_of_theirs(anybody, which)),
        (2, lambda: machine.taps_somebody_elses_button(anybody, which)),
        (3, lambda: machine.writes(anybody, words)),
        (2, lambda: machine.replies(anybody, words, which)),
        (1, lambda: machine.edits(anybody, which)),
        (1, machine.somebody_comes_back_to_work),
        (3, lambda: machine.types_a_command(anybody, which)),
        (1, lambda: machine.looks_for(anybody, chance.choice((*WORDS, "Naam1001z", "q1001x1q")))),
        (6, lambda: machine.taps_the_newest_of_a_kind(staff, which)),
        (1, lambda: machine.time_passes(chance.choice((*MINUTES[:-2], *MINUTES)))),
    )
    chance.choices([act for _, act in acts], [often for often, _ in acts])[0]()
