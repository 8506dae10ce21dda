"""Who can stand in, and for how long somebody can be away."""

from collections.abc import Callable

from bot.app import build_catalogues
from bot.content import packaged_content
from bot.domain.access import Role
from bot.domain.contact import Contact
from bot.services.team.absence import PAGE, Absence
from bot.services.team.colleagues import colleagues, managers, stand_in
from bot.services.visit import Reply
from bot.storage.unit import StorageUnit
from tests.services.team.team_town import AMIRA, TOWN, actions, hired, memory
from tests.storage.examples import NOW

ABSENCE = Absence(TOWN, build_catalogues(packaged_content(), TOWN))
DAY = "2026-11-27"


def away(person: Contact, day: str = DAY) -> Callable[[StorageUnit], Reply]:
    """Return the act by which somebody is away until the end of that day, without a stand-in."""
    return lambda unit: ABSENCE.set(unit, person, day, 0)


def test_stand_ins_come_page_by_page() -> None:
    town = memory()
    jan, *others = town.within(lambda unit: hired(unit, *((f"N{n}", Role.STAFF, "jeugd") for n in range(PAGE + 2))))
    first = town.within(lambda unit: ABSENCE.until(unit, jan, DAY))
    second = town.within(lambda unit: ABSENCE.until(unit, jan, DAY, PAGE))
    offered = [args[1] for page in (first, second) for action, args in actions(page.screen) if action == "away.set"]
    assert [one for one in offered if one] == [one.id for one in others]
    assert ("away.until", (DAY, PAGE)) in actions(first.screen)
    assert ("away.until", (DAY, 0)) in actions(second.screen)
    town.close()


def test_the_end_is_midnight_here_in_winter_and_in_summer() -> None:
    town = memory()
    for day, hour in ((DAY, 23), ("2027-06-01", 22)):
        town.within(away(AMIRA, day))
        member = town.within(lambda unit: unit.staff.member(AMIRA.id))
        assert member is not None
        assert member.away_until is not None
        assert (member.away_until.hour, member.away_until.minute) == (hour, 0)
    town.close()


def test_whoever_is_away_cannot_stand_in() -> None:
    town = memory()
    jan, els = town.within(lambda unit: hired(unit, ("Jan", Role.STAFF, "jeugd"), ("Els", Role.STAFF, "jeugd")))
    town.within(lambda unit: ABSENCE.set(unit, els, DAY, 0))
    shown = town.within(lambda unit: ABSENCE.until(unit, jan, DAY))
    assert shown.screen is not None
    assert shown.screen.key == "away.alone"
    town.close()


def test_a_department_of_which_everybody_is_away_is_told_all_the_same() -> None:
    town = memory()
    (jan,) = town.within(lambda unit: hired(unit, ("Jan", Role.STAFF, "jeugd")))
    for one in (jan, AMIRA):
        town.within(away(one))
    assert [one.id for one in town.within(lambda unit: colleagues(unit, "jeugd"))] == [jan.id]
    assert [one.id for one in town.within(managers)] == [AMIRA.id]
    town.close()


def test_a_stand_in_who_left_the_department_is_not_told_for_it() -> None:
    town = memory()
    jan, els = town.within(lambda unit: hired(unit, ("Jan", Role.STAFF, "jeugd"), ("Els", Role.STAFF, "jeugd")))
    town.within(lambda unit: ABSENCE.set(unit, jan, DAY, els.id))
    town.within(lambda unit: unit.staff.appoint(els.id, Role.STAFF, "wonen", NOW))
    assert [one.id for one in town.within(lambda unit: colleagues(unit, "jeugd"))] == [jan.id]
    assert town.within(lambda unit: [stand_in(unit, one) for one in unit.staff.of_department("jeugd")]) == [None]
    town.close()
