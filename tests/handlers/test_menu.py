"""What people see before they type: the bot's name, its descriptions, the commands, by language and scope."""

import asyncio
from collections.abc import Mapping

import pytest

from bot.domain.access import Role
from handlers.menu import Menu
from tests.dialogue import Dialogue, Person

PATIENCE = 5.0
LANGUAGES = ("nl", "fr", "en")
MOST_COMMANDS = 8
EVERYWHERE: Mapping[str, object] = {}


async def published(talk: Dialogue) -> None:
    async with asyncio.timeout(PATIENCE):
        while len(await scopes(talk, "chat")) < len(LANGUAGES):  # noqa: ASYNC110 - it happens beside everything else; nothing tells when
            await asyncio.sleep(0.01)


async def scopes(talk: Dialogue, kind: str) -> dict[str, list[str]]:
    profile = await talk.world.get("/sim/bot")
    return {
        entry["language_code"]: [command["command"] for command in entry["commands"]]
        for entry in profile["commands"]
        if entry["scope"]["type"] == kind
    }


async def test_everything_is_published_in_every_language(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await talk.restart()
    await published(talk)
    everybody, manager = await scopes(talk, "all_private_chats"), await scopes(talk, "chat")
    assert set(everybody) == set(manager) == {"", "fr", "en"}
    assert everybody[""] == [
        *("vraag", "mijnvragen", "agenda", "meedoen"),
        *("beslissingen", "instellingen", "privacy", "help"),
    ]
    work = ["werklijst", "zoek", "overzicht", "agenda", "bevragingen", "beslissingen", "regels", "waarheen"]
    work += ["team", "logboek", "afwezig"]
    assert manager[""] == [*work, "instellingen", "privacy", "help"]
    assert {len(commands) for commands in everybody.values()} == {MOST_COMMANDS}
    assert {len(commands) for commands in manager.values()} == {len(manager[""])}
    profile = await talk.world.get("/sim/bot")
    for texts in ("names", "descriptions", "short_descriptions"):
        assert set(profile[texts]) == {"", "fr", "en"}
        assert len(set(profile[texts].values())) == len(LANGUAGES)


async def test_every_published_command_is_known(talk: Dialogue, amira: Person) -> None:
    await talk.restart()
    await published(talk)
    manager = await scopes(talk, "chat")
    for command in {command for commands in manager.values() for command in commands}:
        await amira.says(f"/{command}")
        assert len(await amira.news()) == 1, command
        # Help is what an unknown command gets.
        assert (await amira.chat())[-1].key != "help.staff" or command == "help"


@pytest.mark.parametrize("role", [Role.STAFF, Role.ADMINISTRATOR])
async def test_each_role_may_do_what_its_menu_offers(talk: Dialogue, role: Role) -> None:
    jan, api = talk.person("staff"), FakeApi()
    await talk.appoint(jan, role, "mobiliteit" if role is Role.STAFF else "")
    menu = Menu(api, talk.bot.town, talk.bot.application.bot_data["shell"].catalogues)
    await menu.publish_for(jan.id, role)
    offered = [said for said in api.said.values() if isinstance(said, list)]
    assert len(offered) == len(LANGUAGES)
    for command in {one["command"] for commands in offered for one in commands}:
        await jan.says(f"/{command}")
        (answer,) = await jan.news()
        assert answer.key != "error.not_allowed", command
        assert not answer.key.startswith("help.") or command == "help"


class FakeApi:
    """A Bot API that remembers, as Telegram does."""

    def __init__(self) -> None:
        self.said: dict[str, object] = {}
        self.sets: list[str] = []

    async def call(self, method: str, parameters: Mapping[str, object] = EVERYWHERE) -> object:
        where = str({key: value for key, value in parameters.items() if key in {"language_code", "scope"}})
        name = method[3:]
        if method.startswith("set"):
            self.sets.append(method)
            value = next(value for key, value in parameters.items() if key not in {"language_code", "scope"})
            self.said[name + where] = value if isinstance(value, list) else dict.fromkeys(_FIELDS, value)
        return self.said.get(name + where, [])


_FIELDS = ("name", "description", "short_description")


async def test_what_is_so_already_is_let_be(talk: Dialogue) -> None:
    api = FakeApi()
    menu = Menu(api, talk.bot.town, talk.bot.application.bot_data["shell"].catalogues)
    await menu.publish()
    assert len(api.sets) == 4 * len(LANGUAGES)
    await menu.publish()
    assert len(api.sets) == 4 * len(LANGUAGES)
