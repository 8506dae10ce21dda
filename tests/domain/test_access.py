"""Who may do what to what."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.access import PERMITTED, Belongs, Permission, Reach, Role, authorize, reach
from bot.domain.errors import NotAllowed, NotFound


@dataclass(frozen=True)
class Somebody:
    role: Role
    id: int = 7
    department: str = ""


OWN, OTHERS = Belongs(7), Belongs(8)
HERE, THERE = Belongs(8, frozenset({"afval", "wonen"})), Belongs(8, frozenset({"wonen"}))


def test_every_permission_is_in_the_table() -> None:
    assert PERMITTED.keys() == set(Permission)


@pytest.mark.parametrize("permission", Permission)
@pytest.mark.parametrize("role", Role)
def test_the_table_decides_by_role(role: Role, permission: Permission) -> None:
    if reach(role, permission) is Reach.NONE:
        for thing in (None, OWN, OTHERS, HERE, THERE):
            with pytest.raises(NotAllowed):
                authorize(Somebody(role, department="afval"), permission, thing)
        return
    authorize(Somebody(role, department="afval"), permission)


@pytest.mark.parametrize("permission", Permission)
@pytest.mark.parametrize("role", Role)
def test_the_table_decides_by_whose_it_is(role: Role, permission: Permission) -> None:
    somebody = Somebody(role, department="afval")
    reached = {Reach.NONE: [], Reach.OWN: [OWN], Reach.DEPARTMENT: [HERE], Reach.ALL: [OWN, OTHERS, HERE, THERE]}
    for thing in (OWN, OTHERS, HERE, THERE):
        if thing in reached[reach(role, permission)]:
            authorize(somebody, permission, thing)
        else:
            with pytest.raises((NotAllowed, NotFound)):
                authorize(somebody, permission, thing)


def test_whoever_has_no_department_has_no_department_s_questions() -> None:
    with pytest.raises(NotFound):
        authorize(Somebody(Role.STAFF), Permission.READ, Belongs(8, frozenset({""})))


def test_administrators_do_not_read_questions() -> None:
    for permission in (Permission.READ, Permission.ANSWER, Permission.HOLD, Permission.WORK_QUEUE, Permission.PLAN):
        assert reach(Role.ADMINISTRATOR, permission) is Reach.NONE


@given(st.sampled_from(Role), st.text(), st.builds(Belongs, st.integers(), st.frozensets(st.text())))
def test_what_the_table_does_not_know_is_refused(role: Role, department: str, thing: Belongs) -> None:
    with pytest.raises(NotAllowed):
        authorize(Somebody(role, department=department), "anything else", thing)  # type: ignore[arg-type]
