"""The invented people who talk to the bots."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import count

from bot.simulator.wire import JsonObject, without_none

_FIRST_FREE_ID = 5001


@dataclass(slots=True)
class Person:
    """One Telegram user."""

    id: int
    first_name: str
    role: str = "guest"
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    deactivated: bool = False

    @property
    def name(self) -> str:
        """First and last name together."""
        return f"{self.first_name} {self.last_name}" if self.last_name else self.first_name

    def user(self) -> JsonObject:
        """Return the Bot API's User object."""
        return without_none(
            {
                "id": self.id,
                "is_bot": False,
                "first_name": self.first_name,
                "last_name": self.last_name,
                "username": self.username,
                "language_code": self.language_code,
            }
        )

    def chat(self) -> JsonObject:
        """Return the Bot API's Chat object of this person's private chat."""
        return without_none(
            {
                "id": self.id,
                "first_name": self.first_name,
                "last_name": self.last_name,
                "username": self.username,
                "type": "private",
            }
        )

    def persona(self) -> JsonObject:
        """Return what the control interface tells of this person."""
        return {
            "id": self.id,
            "role": self.role,
            "name": self.name,
            "language_code": self.language_code,
            "username": self.username,
        }


DEFAULT_PERSONAS: tuple[JsonObject, ...] = (
    {"id": 1001, "role": "entrepreneur", "name": "Sofie Claes", "language_code": "nl", "username": "sofieclaes"},
    {"id": 2001, "role": "manager", "name": "Amira Haddad", "language_code": "nl", "username": "amirahaddad"},
    {"id": 3001, "role": "staff", "name": "Jan Peeters", "language_code": "nl", "username": "janpeeters"},
    {"id": 1002, "role": "entrepreneur_fr", "name": "Luc Dubois", "language_code": "fr", "username": "lucdubois"},
    {"id": 1003, "role": "entrepreneur_en", "name": "Emily Shaw", "language_code": "en", "username": "emilyshaw"},
)


class People:
    """Everybody who exists, by id."""

    def __init__(self, personas: Iterable[Mapping[str, object]]) -> None:
        self._personas = [dict(persona) for persona in personas]
        self._by_id: dict[int, Person] = {}
        self._free_ids = count(_FIRST_FREE_ID)
        self.reset()

    def reset(self) -> None:
        """Return to the personas this began with; ids that were given out are not given out again."""
        self._by_id = {}
        for persona in self._personas:
            self.put(persona)

    def put(self, values: Mapping[str, object]) -> Person:
        """Make a person, or change the one with the given id; returns them.

        `name` may stand for `first_name` and `last_name` together; without an id a free one is given.
        """
        known = {key: value for key, value in values.items() if key in _EDITABLE}
        if "name" in values:
            first, _, last = str(values["name"]).strip().partition(" ")
            known.setdefault("first_name", first)
            known.setdefault("last_name", last.strip() or None)
        identifier = values.get("id")
        user_id = identifier if isinstance(identifier, int) else self._free_id()
        person = self._by_id.get(user_id) or Person(user_id, f"User {user_id}")
        for key, value in known.items():
            setattr(person, key, value)
        self._by_id[user_id] = person
        return person

    def get(self, user_id: object) -> Person | None:
        """Return the person with this id, or None."""
        return self._by_id.get(user_id) if isinstance(user_id, int) else None

    def all(self) -> list[Person]:
        """Return everybody, in the order they came."""
        return list(self._by_id.values())

    def user_of(self, user_id: int) -> JsonObject | None:
        """Return the User object of this id, or None."""
        person = self._by_id.get(user_id)
        return person.user() if person else None

    def _free_id(self) -> int:
        return next(number for number in self._free_ids if number not in self._by_id)


_EDITABLE = frozenset({"first_name", "last_name", "username", "language_code", "role"})
