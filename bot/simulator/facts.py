"""The table of facts about the Bot API (facts.json) and how one entry of it reads.

A field is written `Type|Type! 1..64 bytes`: its possible types, `!` when required, and its limit.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

import orjson

FACTS_FILE = Path(__file__).with_name("facts.json")
PRIMITIVES = frozenset({"Integer", "Float", "String", "Boolean"})
ARRAY = "Array of "
_SPEC = re.compile(r"(?P<types>.+?)(?P<required>!)?(?: (?P<low>\d+)\.\.(?P<high>\d+) (?P<unit>\w+))?")
_TAG_FIELDS = ("type", "status")
_IRREGULAR_TAGS = {"ChatMemberOwner": "creator", "ChatMemberBanned": "kicked"}


class Limit(NamedTuple):
    """The smallest and largest allowed size, and its unit: characters, bytes or value."""

    low: int
    high: int
    unit: str


class Field(NamedTuple):
    """One parameter of a method or field of a type."""

    types: tuple[str, ...]
    required: bool
    limit: Limit | None


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the project knows of the Bot API.

    Attributes:
        bot_api: version these facts were taken from.
        methods: parameters by method name.
        returns: type of the result by method name.
        types: fields by type name.
        chat_actions: what sendChatAction takes.
        reactions: the emoji that may stand as a reaction.
        unions: subtype names by the name of a type that is only one of others.
    """

    bot_api: str
    chat_actions: frozenset[str]
    reactions: frozenset[str]
    methods: dict[str, dict[str, Field]]
    returns: dict[str, tuple[str, ...]]
    types: dict[str, dict[str, Field]]
    unions: dict[str, tuple[str, ...]]

    def tags(self, names: tuple[str, ...]) -> tuple[str, dict[str, str]] | None:
        """Return the field that tells the types `names` apart and the type for each of its values, if there is one."""
        base = next((union for union in self.unions if all(name.startswith(union) for name in names)), None)
        if base is None:
            return None
        for field in _TAG_FIELDS:
            if all(field in self.types[name] for name in names):
                return field, {_tag(name, base): name for name in names}
        return None

    def expand(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Return `names` with every union replaced by its subtypes."""
        return tuple(part for name in names for part in self.unions.get(name, (name,)))


def parse_field(spec: str) -> Field:
    """Return the field that `spec` describes."""
    match = _SPEC.fullmatch(spec)
    if match is None:
        message = f"not a field: {spec!r}"
        raise ValueError(message)
    limit = Limit(int(match["low"]), int(match["high"]), match["unit"]) if match["unit"] else None
    return Field(tuple(match["types"].split("|")), match["required"] is not None, limit)


@cache
def load_facts() -> Facts:
    """Return the facts, read once a process."""
    raw = orjson.loads(FACTS_FILE.read_bytes())
    types, unions = raw["types"], {name: tuple(spec) for name, spec in raw["types"].items() if isinstance(spec, list)}
    return Facts(
        bot_api=raw["bot_api"],
        chat_actions=frozenset(raw["chat_actions"]),
        reactions=frozenset(raw["reactions"]),
        methods={name: _fields(spec["params"]) for name, spec in raw["methods"].items()},
        returns={name: tuple(spec["returns"].split("|")) for name, spec in raw["methods"].items()},
        types={name: _fields(spec) for name, spec in types.items() if name not in unions},
        unions=unions,
    )


def _fields(specs: dict[str, str]) -> dict[str, Field]:
    return {name: parse_field(spec) for name, spec in specs.items()}


def _tag(name: str, base: str) -> str:
    regular = re.sub(r"(?<!^)(?=[A-Z])", "_", name.removeprefix(base)).lower()
    return _IRREGULAR_TAGS.get(name, regular)
