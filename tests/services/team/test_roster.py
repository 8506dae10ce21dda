"""Who works here, where there are more of them than fit on a screen."""

from collections.abc import Iterator

import pytest

from bot.domain.access import Role
from bot.domain.errors import NotFound
from bot.domain.message import Text
from bot.services.team.roster import GROUPS, NAMES, PEOPLE, Roster
from bot.services.visit import Reply
from tests.services.team.team_town import AMIRA, TOWN, actions, hired, memory
from tests.storage.memory import Memory

ROSTER = Roster(TOWN)


@pytest.fixture
def town() -> Iterator[Memory]:
    made = memory()
    yield made
    made.close()


def lines(reply: Reply) -> tuple[Text, ...]:
    assert reply.screen is not None
    found = reply.screen.text.values["lines"]
    assert isinstance(found, tuple)
    return found


def test_groups_come_page_by_page(town: Memory) -> None:
    places = list(TOWN.departments)[: GROUPS + 1]
    town.within(lambda unit: hired(unit, *((key, Role.STAFF, key) for key in places)))
    first = town.within(lambda unit: ROSTER.show(unit, AMIRA))
    second = town.within(lambda unit: ROSTER.show(unit, AMIRA, GROUPS))
    assert [line.key for line in lines(first)] == ["team.group_line"] * GROUPS + ["team.empty_departments"]
    assert ("team.show", (GROUPS,)) in actions(first.screen)
    assert ("team.show", (0,)) in actions(second.screen)
    shown = [args[0] for one in (first, second) for action, args in actions(one.screen) if action == "team.group"]
    assert shown == ["@manager", *places]


def test_people_of_a_group_come_page_by_page(town: Memory) -> None:
    place = next(iter(TOWN.departments))
    people = town.within(lambda unit: hired(unit, *((f"N{n}", Role.STAFF, place) for n in range(PEOPLE + 1))))
    first = town.within(lambda unit: ROSTER.group(unit, AMIRA, place))
    pages = (first, town.within(lambda unit: ROSTER.group(unit, AMIRA, place, PEOPLE)))
    assert [len(lines(page)) for page in pages] == [PEOPLE, 1]
    found = [args[0] for page in pages for action, args in actions(page.screen) if action == "team.member"]
    assert found == [one.id for one in people]
    overview = lines(town.within(lambda unit: ROSTER.show(unit, AMIRA)))[1].values["people"]
    assert isinstance(overview, tuple)
    assert [one.key for one in overview] == ["team.name"] * NAMES + ["team.others"]


def test_a_department_that_the_town_no_longer_has_keeps_its_people(town: Memory) -> None:
    (jan,) = town.within(lambda unit: hired(unit, ("Jan", Role.STAFF, "vroeger")))
    shown = town.within(lambda unit: ROSTER.show(unit, AMIRA))
    assert ("team.group", ("vroeger", 0)) in actions(shown.screen)
    group = town.within(lambda unit: ROSTER.group(unit, AMIRA, "vroeger"))
    assert ("team.member", (jan.id,)) in actions(group.screen)


def test_a_group_that_is_gone_shows_all(town: Memory) -> None:
    shown = town.within(lambda unit: ROSTER.group(unit, AMIRA, "nowhere"))
    assert shown.screen is not None
    assert shown.screen.key == "team.all"


def test_somebody_who_is_no_colleague_is_not_there(town: Memory) -> None:
    with pytest.raises(NotFound):
        town.within(lambda unit: ROSTER.member(unit, AMIRA, 999))
