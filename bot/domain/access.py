"""Who may do what: roles, actions and the table between them. What is not in the table is refused."""

from enum import StrEnum

from bot.domain.errors import NotAllowed


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
    WORK_QUEUE = "work the queue"
    TAKE_PART = "take part in interviews, meetings and decisions"
    PLAN = "plan interviews, meetings and decisions, and write to many"


_EVERYBODY = frozenset(Role)

PERMITTED: dict[Permission, frozenset[Role]] = {
    Permission.BE_GREETED: _EVERYBODY,
    Permission.ASK: _EVERYBODY,
    Permission.FOLLOW_OWN: _EVERYBODY,
    Permission.WORK_QUEUE: frozenset({Role.MANAGER}),
    Permission.TAKE_PART: _EVERYBODY,
    Permission.PLAN: frozenset({Role.MANAGER}),
}


def authorize(role: Role, permission: Permission) -> None:
    """Let the act pass, or raise ``NotAllowed``; a permission that the table does not know is refused."""
    if role not in PERMITTED.get(permission, frozenset()):
        raise NotAllowed
