"""What people see before they type: the bot's name, its description, the list of commands, by language and scope."""

from collections.abc import Mapping
from typing import Protocol

from bot.domain.access import Role
from bot.domain.message import Value, text
from bot.domain.town import Town
from bot.i18n import Catalogues

_COMMANDS: Mapping[str, Mapping[str, str]] = {
    "nl": {
        "vraag": "ask",
        "mijnvragen": "mine",
        "agenda": "agenda",
        "meedoen": "take_part",
        "beslissingen": "decisions",
        "instellingen": "settings",
        "privacy": "privacy",
        "help": "help",
    },
    "fr": {
        "question": "ask",
        "mesquestions": "mine",
        "agenda": "agenda",
        "participer": "take_part",
        "decisions": "decisions",
        "reglages": "settings",
        "privacy": "privacy",
        "help": "help",
    },
    "en": {
        "ask": "ask",
        "myquestions": "mine",
        "calendar": "agenda",
        "takepart": "take_part",
        "decisions": "decisions",
        "settings": "settings",
        "privacy": "privacy",
        "help": "help",
    },
}
"""What entrepreneurs find behind the menu button: at most eight, or nobody reads them."""

_WORK: Mapping[str, Mapping[str, str]] = {
    "nl": {
        "werklijst": "queue",
        "zoek": "search",
        "overzicht": "overview",
        "agenda": "agenda",
        "bevragingen": "interviews",
        "beslissingen": "decisions",
        "regels": "rules",
        "waarheen": "whereto",
        "team": "team",
        "logboek": "journal",
        "afwezig": "away",
        "afmelden": "leave",
    },
    "fr": {
        "queue": "queue",
        "chercher": "search",
        "apercu": "overview",
        "agenda": "agenda",
        "enquetes": "interviews",
        "decisions": "decisions",
        "regles": "rules",
        "destination": "whereto",
        "equipe": "team",
        "journal": "journal",
        "absent": "away",
        "quitter": "leave",
    },
    "en": {
        "queue": "queue",
        "search": "search",
        "overview": "overview",
        "calendar": "agenda",
        "interviews": "interviews",
        "decisions": "decisions",
        "rules": "rules",
        "whereto": "whereto",
        "team": "team",
        "log": "journal",
        "away": "away",
        "leave": "leave",
    },
}
"""The commands of those who work for the town."""

_OF_ROLE: Mapping[Role, tuple[str, ...]] = {
    Role.MANAGER: (
        *("queue", "search", "overview", "agenda", "interviews", "decisions"),
        *("rules", "whereto", "team", "journal", "away"),
    ),
    Role.STAFF: ("queue", "search", "overview", "away", "leave"),
    Role.ADMINISTRATOR: ("team", "overview", "journal", "away", "leave"),
}
"""Which of them each role finds behind the menu button, the most usual first."""

_SETTLES = ("settings", "privacy", "help")
"""Which of everybody's commands they find below their own work."""

_PROFILE = (
    ("getMyName", "setMyName", "name", "profile.name"),
    ("getMyShortDescription", "setMyShortDescription", "short_description", "profile.short"),
    ("getMyDescription", "setMyDescription", "description", "profile.description"),
)


class Calls(Protocol):
    """Anything that makes a Bot API call."""

    async def call(self, method: str, parameters: Mapping[str, object] = ...) -> object:
        """Return the method's result."""
        ...


class Menu:
    """Publishes profile and commands; what is already so is left alone, for Telegram limits how often these change."""

    def __init__(self, api: Calls, town: Town, catalogues: Catalogues) -> None:
        self._api = api
        self._town = town
        self._catalogues = catalogues

    async def publish(self) -> None:
        """Set everything in every language, the town's first language as the default."""
        first, *others = self._town.languages
        for language, code in ((first, ""), *((other, other) for other in others)):
            await self._profile(language, code)
            await self._commands(language, {"language_code": code} if code else {})

    async def publish_for(self, person: int, role: Role | None) -> None:
        """Set the commands in the chat of somebody with that role, their work first; everybody's own without one."""
        scope = {"type": "chat", "chat_id": person}
        first, *others = self._town.languages
        for language, code in ((first, ""), *((other, other) for other in others)):
            where = {"scope": scope, **({"language_code": code} if code else {})}
            if role is None:
                await self._api.call("deleteMyCommands", where)
            else:
                await self._api.call("setMyCommands", {"commands": self._work_list(language, role), **where})

    async def _profile(self, language: str, code: str) -> None:
        town = self._town
        values: dict[str, Value] = {
            "name": town.bot_name,
            "town": town.name,
            "manager": town.manager,
            "role": town.role,
        }
        where = {"language_code": code} if code else {}
        for getter, setter, field, key in _PROFILE:
            wanted = self._catalogues.label(text(key, **values), language)
            present = await self._api.call(getter, where)
            if not isinstance(present, dict) or present.get(field) != wanted:
                await self._api.call(setter, {field: wanted, **where})

    async def _commands(self, language: str, where: dict[str, str]) -> None:
        scope = {"scope": {"type": "all_private_chats"}}
        wanted = self._list(language)
        if await self._api.call("getMyCommands", {**scope, **where}) != wanted:
            await self._api.call("setMyCommands", {"commands": wanted, **scope, **where})

    def _list(self, language: str) -> list[dict[str, str]]:
        return [self._command(command, key, language) for command, key in _COMMANDS[language].items()]

    def _work_list(self, language: str, role: Role) -> list[dict[str, str]]:
        named = {key: command for command, key in _WORK[language].items()}
        work = ((named[key], key) for key in _OF_ROLE.get(role, ()))
        rest = ((command, key) for command, key in _COMMANDS[language].items() if key in _SETTLES)
        return [self._command(command, key, language) for command, key in (*work, *rest)]

    def _command(self, command: str, key: str, language: str) -> dict[str, str]:
        return {"command": command, "description": self._catalogues.label(text(f"command.{key}"), language)}
