import pytest

from tests.simulator.client import AMIRA, JAN, SOFIE, World


def commands(*names: str) -> list[dict[str, str]]:
    return [{"command": name, "description": f"{name}."} for name in names]


async def visible(world: World, user: int, chat: int | None = None) -> list[str]:
    where = f"&chat={chat}" if chat else ""
    shown = (await world.people.get(f"/sim/bot?user={user}{where}"))["visible"]
    return [command["command"] for command in shown["commands"]]


async def test_who_the_bot_is(started: World) -> None:
    me = await started.api("getMe")
    assert (me["id"], me["is_bot"], me["username"]) == (123456, True, "sim123456_bot")


@pytest.mark.parametrize(
    ("setter", "getter", "key", "limit"),
    [
        ("setMyName", "getMyName", "name", 64),
        ("setMyDescription", "getMyDescription", "description", 512),
        ("setMyShortDescription", "getMyShortDescription", "short_description", 120),
    ],
)
async def test_texts_by_language(started: World, setter: str, getter: str, key: str, limit: int) -> None:
    await started.api(setter, **{key: "voor iedereen"})
    await started.api(setter, **{key: "pour tous", "language_code": "fr"})
    assert (await started.api(getter))[key] == "voor iedereen"
    assert (await started.api(getter, language_code="fr"))[key] == "pour tous"
    assert (await started.api(getter, language_code="en"))[key] == "voor iedereen"
    await started.api(setter, **{key: "", "language_code": "fr"})
    assert (await started.api(getter, language_code="fr"))[key] == "voor iedereen"
    assert (await started.api.refused(setter, **{key: "x" * (limit + 1)})).code == 400
    assert (
        "invalid language code" in (await started.api.refused(setter, **{key: "x", "language_code": "nld"})).description
    )


async def test_the_name_stands_in_its_messages(started: World) -> None:
    await started.api("setMyName", name="Kernpunt")
    assert (await started.api("sendMessage", chat_id=SOFIE, text="x"))["from"]["first_name"] == "Kernpunt"


async def test_commands_are_kept_by_scope_and_language(started: World) -> None:
    scope = {"type": "chat", "chat_id": AMIRA}
    await started.api("setMyCommands", commands=commands("vraag", "/help"))
    await started.api("setMyCommands", commands=commands("rij"), scope=scope, language_code="nl")
    assert await started.api("getMyCommands") == [*commands("vraag"), {"command": "help", "description": "/help."}]
    assert await started.api("getMyCommands", scope=scope) == []
    assert await started.api("getMyCommands", scope=scope, language_code="nl") == commands("rij")
    await started.api("deleteMyCommands", scope=scope, language_code="nl")
    await started.api("setMyCommands", commands=[])
    assert (await started.people.get("/sim/bot"))["commands"] == []


async def test_what_a_person_sees_goes_by_scope_before_language(started: World) -> None:
    await started.api("setMyCommands", commands=commands("all"))
    await started.api("setMyCommands", commands=commands("all_nl"), language_code="nl")
    assert (await visible(started, SOFIE), await visible(started, 1002)) == (["all_nl"], ["all"])
    await started.api("setMyCommands", commands=commands("private"), scope={"type": "all_private_chats"})
    assert await visible(started, SOFIE) == ["private"]
    await started.api("setMyCommands", commands=commands("own"), scope={"type": "chat", "chat_id": SOFIE})
    assert (await visible(started, SOFIE), await visible(started, JAN)) == (["own"], ["private"])


async def test_what_members_of_a_group_see(started: World) -> None:
    chat = (await started.people.post("/sim/groups", title="Loket", members=[AMIRA, JAN], bot=True))["id"]
    for scope, name in (
        ({"type": "default"}, "default"),
        ({"type": "all_group_chats"}, "groups"),
        ({"type": "all_chat_administrators"}, "leaders"),
        ({"type": "chat", "chat_id": chat}, "here"),
        ({"type": "chat_administrators", "chat_id": chat}, "leaders_here"),
        ({"type": "chat_member", "chat_id": chat, "user_id": JAN}, "jan"),
    ):
        await started.api("setMyCommands", commands=commands(name), scope=scope)
    assert await visible(started, AMIRA, chat) == ["leaders_here"]
    assert await visible(started, JAN, chat) == ["jan"]
    assert await visible(started, JAN) == ["default"]
    shown = (await started.people.get("/sim/bot"))["commands"]
    assert {"type": "chat_member", "chat_id": chat, "user_id": JAN} in [one["scope"] for one in shown]


async def test_commands_that_are_refused(started: World) -> None:
    async def says(**params: object) -> str:
        return (await started.api.refused("setMyCommands", **params)).description

    assert await says(commands=commands("Hoofdletter")) == "Bad Request: BOT_COMMAND_INVALID"
    assert await says(commands=commands("x" * 33)) == "Bad Request: BOT_COMMAND_INVALID"
    assert await says(commands=commands(*["a"] * 101)) == "Bad Request: BOT_COMMANDS_TOO_MUCH"
    unknown = {"type": "chat", "chat_id": 1002}
    assert await says(commands=commands("a"), scope=unknown) == "Bad Request: chat not found"
    nobody = {"type": "chat", "chat_id": 42}
    assert await says(commands=commands("a"), scope=nobody) == "Bad Request: chat not found"


async def test_the_menu_button(started: World) -> None:
    web_app = {"type": "web_app", "text": "Open", "web_app": {"url": "https://molenbeke.be"}}
    assert await started.api("getChatMenuButton") == {"type": "commands"}
    await started.api("setChatMenuButton", chat_id=SOFIE, menu_button=web_app)
    assert await started.api("getChatMenuButton", chat_id=SOFIE) == web_app
    assert await started.api("getChatMenuButton", chat_id=JAN) == {"type": "commands"}
    await started.api("setChatMenuButton", chat_id=SOFIE)
    assert await started.api("getChatMenuButton", chat_id=SOFIE) == {"type": "commands"}
    unsafe = {**web_app, "web_app": {"url": "http://molenbeke.be"}}
    assert "only HTTPS" in (await started.api.refused("setChatMenuButton", menu_button=unsafe)).description
