"""Who may do what."""

import pytest

from bot.domain.access import PERMITTED, Permission, Role, authorize
from bot.domain.errors import NotAllowed


def test_every_permission_is_in_the_table() -> None:
    assert PERMITTED.keys() == set(Permission)


@pytest.mark.parametrize("permission", Permission)
@pytest.mark.parametrize("role", Role)
def test_the_table_decides(role: Role, permission: Permission) -> None:
    if role in PERMITTED[permission]:
        authorize(role, permission)
        return
    with pytest.raises(NotAllowed):
        authorize(role, permission)


@pytest.mark.parametrize("role", [Role.ASKER, Role.STAFF, Role.ADMINISTRATOR])
def test_only_managers_work_the_queue(role: Role) -> None:
    with pytest.raises(NotAllowed):
        authorize(role, Permission.WORK_QUEUE)
    authorize(Role.MANAGER, Permission.WORK_QUEUE)


def test_what_the_table_does_not_know_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(PERMITTED, Permission.ASK)
    with pytest.raises(NotAllowed):
        authorize(Role.MANAGER, Permission.ASK)
