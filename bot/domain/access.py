"""Who may do what to what: roles, actions, and how far each role's hands reach. What is not in the table is refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Protocol

from bot.domain.errors import NotAllowed, NotFound


class Role(StrEnum):
    """What a person is for us, read from the database at each act; nothing a client sends can change it."""

    ASKER = "asker"
    STAFF = "staff"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"


class Permission(StrEnum):
    """What a handler may ask to be done; each handler declares exactly one."""

    BE_GREETED = "be greeted"
    ASK = "ask"
    FOLLOW_OWN = "follow own enquiries"
    READ = "read an enquiry, and what was said in it"
    HOLD = "take, refuse or give back what a department is offered"
    ANSWER = "answer an enquiry, ask its asker, note, plan it"
    WORK_QUEUE = "decide where enquiries go"
    WORK_AT_ALL = "see the work that is theirs"
    BE_AWAY = "leave, and name a stand-in"
    RUN_TEAM = "invite people, and end their access"
    OVERSEE = "see numbers, and take them along"
    TAKE_PART = "take part in interviews, meetings and decisions"
    PLAN = "plan interviews, meetings and decisions, and write to many"


class Reach(StrEnum):
    """How far a role may go with an action: which of the things of that kind it may be done to."""

    NONE = "none"
    OWN = "own"
    DEPARTMENT = "department"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Belongs:
    """To whom something belongs: the person whose it is, and the departments that were given it."""

    person_id: int = 0
    departments: frozenset[str] = frozenset()


class Principal(Protocol):
    """Whoever acts, as the database knows them at this moment."""

    @property
    def id(self) -> int:
        """Return who it is."""
        ...

    @property
    def role(self) -> Role:
        """Return what they are for us now."""
        ...

    @property
    def department(self) -> str:
        """Return the key of their department, "" for none."""
        ...


def _everybody(reach: Reach) -> Mapping[Role, Reach]:
    return dict.fromkeys(Role, reach)


PERMITTED: Mapping[Permission, Mapping[Role, Reach]] = MappingProxyType(
    {
        Permission.BE_GREETED: _everybody(Reach.OWN),
        Permission.ASK: _everybody(Reach.OWN),
        Permission.FOLLOW_OWN: _everybody(Reach.OWN),
        Permission.READ: {Role.STAFF: Reach.DEPARTMENT, Role.MANAGER: Reach.ALL},
        Permission.HOLD: {Role.STAFF: Reach.DEPARTMENT},
        Permission.ANSWER: {Role.STAFF: Reach.DEPARTMENT, Role.MANAGER: Reach.ALL},
        Permission.WORK_QUEUE: {Role.MANAGER: Reach.ALL},
        Permission.WORK_AT_ALL: {Role.STAFF: Reach.DEPARTMENT, Role.MANAGER: Reach.ALL},
        Permission.BE_AWAY: dict.fromkeys((Role.STAFF, Role.MANAGER, Role.ADMINISTRATOR), Reach.OWN),
        Permission.RUN_TEAM: {Role.MANAGER: Reach.ALL, Role.ADMINISTRATOR: Reach.ALL},
        Permission.OVERSEE: {Role.STAFF: Reach.DEPARTMENT, Role.MANAGER: Reach.ALL, Role.ADMINISTRATOR: Reach.ALL},
        Permission.TAKE_PART: _everybody(Reach.OWN),
        Permission.PLAN: {Role.MANAGER: Reach.ALL},
    }
)


def reach(role: Role, permission: Permission) -> Reach:
    """Return how far that role may go with that action; NONE for what the table does not know."""
    return PERMITTED.get(permission, {}).get(role, Reach.NONE)


def authorize(principal: Principal, permission: Permission, thing: Belongs | None = None) -> None:
    """Let the act pass; without a ``thing`` only the role decides.

    Raises ``NotAllowed`` when the role may do this to nothing at all, and ``NotFound`` when it may, but not to this
    one: what is somebody else's and what is not there answer alike.
    """
    far = reach(principal.role, permission)
    if far is Reach.NONE:
        raise NotAllowed
    if thing is not None and not _within(principal, far, thing):
        raise NotFound


def _within(principal: Principal, far: Reach, thing: Belongs) -> bool:
    if far is Reach.OWN:
        return thing.person_id == principal.id
    if far is Reach.DEPARTMENT:
        return bool(principal.department) and principal.department in thing.departments
    return far is Reach.ALL
