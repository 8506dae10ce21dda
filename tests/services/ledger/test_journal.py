"""/logboek in plain words."""

import ast
from collections.abc import Iterator

import pytest

from bot.content import packaged_content
from bot.domain.message import Message, Text
from bot.i18n import Catalogues
from bot.services.ledger.journal import PAGE, WORDS, Journal
from bot.storage.unit import StorageUnit
from tests.screen_rules import broken_rules
from tests.services.learning.learning_town import AMIRA, SOFIE, WHOLE, memory
from tests.storage.examples import NOW
from tests.storage.memory import Memory
from tests.test_imports import MODULES

CATALOGUES = Catalogues(packaged_content() / "locales", WHOLE.zone)
JOURNAL = Journal(WHOLE)


@pytest.fixture
def house() -> Iterator[Memory]:
    made = memory()
    yield made
    made.close()


def shown(house: Memory, offset: int = 0) -> Message:
    screen = house.within(lambda unit: JOURNAL.list(unit, AMIRA, offset)).screen
    assert screen is not None
    assert not list(broken_rules(screen, CATALOGUES, WHOLE.languages))
    return screen


def lines(screen: Message) -> list[tuple[str, str]]:
    """Return who did what, as keys where there are keys."""
    found = screen.text.values["lines"]
    assert isinstance(found, tuple)
    pairs = [(line.values["who"], line.values["what"]) for line in found]
    return [(who.key if isinstance(who, Text) else str(who), what.key) for who, what in pairs if isinstance(what, Text)]


def does(house: Memory, *acts: tuple[int, str, str]) -> None:
    def store(unit: StorageUnit) -> None:
        for actor, action, outcome in acts:
            unit.audit.append(NOW, actor, action, outcome=outcome)

    house.within(store)


def acts() -> set[str]:
    """Return the acts that the code keeps, as far as they stand there as they are."""
    calls = [node for tree in MODULES.values() for node in ast.walk(tree) if isinstance(node, ast.Call)]
    kept = [call.args[2] for call in calls if ast.unparse(call.func).endswith("audit.append") and len(call.args) > 2]
    return {str(act.value) for act in kept if isinstance(act, ast.Constant)}


def test_an_empty_one_says_so(house: Memory) -> None:
    assert shown(house).key == "journal.none"


def test_the_newest_comes_first_and_staff_only_by_name(house: Memory) -> None:
    does(
        house,
        (0, "team.invited", "done"),
        (AMIRA.id, "team.invited", "done"),
        (SOFIE.id, "refused: Queue.show", "error.not_allowed"),
        (SOFIE.id, "refused: Following.show", "error.not_found"),
        (999, "refused: button", "unknown"),
        (AMIRA.id, "something new", "done"),
    )
    assert lines(shown(house)) == [
        (AMIRA.name, "journal.other"),
        ("journal.entrepreneur", "journal.unknown_button"),
        ("journal.entrepreneur", "journal.not_found"),
        ("journal.entrepreneur", "journal.not_allowed"),
        (AMIRA.name, "journal.invited"),
        ("journal.console", "journal.invited"),
    ]
    assert SOFIE.name not in CATALOGUES.render(shown(house).text, "nl")


def test_who_has_no_role_any_more_is_named_where_it_was_about_their_role(house: Memory) -> None:
    def store(unit: StorageUnit) -> None:
        unit.audit.append(NOW, SOFIE.id, "team.left", f"person:{SOFIE.id}")
        unit.audit.append(NOW, AMIRA.id, "team.revoked", f"person:{SOFIE.id}")
        unit.audit.append(NOW, AMIRA.id, "team.revoked", "person:x")

    house.within(store)
    found = shown(house).text.values["lines"]
    assert isinstance(found, tuple)
    assert [str(line.values["who"]) for line in found] == [AMIRA.name, AMIRA.name, SOFIE.name]
    whom = [line.values["what"].values["whom"] for line in found if isinstance(line.values["what"], Text)]
    assert [one.key if isinstance(one, Text) else one for one in whom] == ["journal.somebody", SOFIE.name, SOFIE.name]


def test_pages_turn(house: Memory) -> None:
    does(house, *[(0, "team.invited", "done")] * (2 * PAGE + 1))
    counts = [(len(lines(shown(house, offset))), len(shown(house, offset).rows[0])) for offset in (0, PAGE, 2 * PAGE)]
    assert counts == [(PAGE, 1), (PAGE, 2), (1, 1)]
    assert shown(house, 2**52).key == "journal.none"


def test_every_act_that_the_code_keeps_has_words() -> None:
    plain = {act for act in acts() if not act.startswith("refused:")}
    assert plain - WORDS.keys() == set()
