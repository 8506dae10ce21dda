"""What people see before they type: the bot's name, its description, the list of commands, by language and scope."""

from collections.abc import Mapping, Sequence
from typing import Protocol

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

_MANAGER_COMMANDS: Mapping[str, Mapping[str, str]] = {
    "nl": {
        "werklijst": "queue",
        "agenda": "agenda",
        "bevragingen": "interviews",
        "beslissingen": "decisions",
        "regels": "rules",
        "waarheen": "whereto",
    },
    "fr": {
        "queue": "queue",
        "agenda": "agenda",
        "enquetes": "interviews",
        "decisions": "decisions",
        "regles": "rules",
        "destination": "whereto",
    },
    "en": {
        "queue": "queue",
        "calendar": "agenda",
        "interviews": "interviews",
        "decisions": "decisions",
        "rules": "rules",
        "whereto": "whereto",
    },
}
_MANAGER_SETTLES = ("settings", "privacy", "help")
"""Which of everybody's commands a manager finds below their own work."""

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

    async def publish_for_managers(self, managers: Sequence[int]) -> None:
        """Set the commands in the chats of these managers: their work first."""
        first, *others = self._town.languages
        for manager in managers:
            for language, code in ((first, ""), *((other, other) for other in others)):
                commands = self._manager_list(language)
                scope = {"type": "chat", "chat_id": manager}
                given = {"commands": commands, "scope": scope, **({"language_code": code} if code else {})}
                await self._api.call("setMyCommands", given)

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

    def _manager_list(self, language: str) -> list[dict[str, str]]:
        work = _MANAGER_COMMANDS[language].items()
        rest = ((command, key) for command, key in _COMMANDS[language].items() if key in _MANAGER_SETTLES)
        return [self._command(command, key, language) for command, key in (*work, *rest)]

    def _command(self, command: str, key: str, language: str) -> dict[str, str]:
        return {"command": command, "description": self._catalogues.label(text(f"command.{key}"), language)}
