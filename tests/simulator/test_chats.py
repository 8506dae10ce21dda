import pytest

from tests.simulator.client import AMIRA, JAN, SOFIE, World


async def group(world: World, **more: object) -> int:
    told = await world.people.post("/sim/groups", title="Loket", members=[AMIRA, JAN], **{"bot": True, **more})
    return int(told["id"])


async def test_a_bot_learns_of_its_group_and_talks_in_it(started: World) -> None:
    chat = await group(started)
    (added,) = await started.api.updates()
    assert chat < -1_000_000_000_000
    assert added["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert added["my_chat_member"]["from"]["id"] == AMIRA
    number = await started.people.says(JAN, "wie neemt 041?", chat=chat)
    (update,) = await started.api.updates()
    assert update["message"]["chat"] == {"id": chat, "title": "Loket", "type": "supergroup"}
    sent = await started.api("sendMessage", chat_id=chat, text="Jan", reply_parameters={"message_id": number})
    assert sent["reply_to_message"]["from"]["id"] == JAN
    assert (await started.people.fails("/sim/message", from_=SOFIE, text="x", chat=chat))[1].endswith(
        "not a member of Loket"
    )


async def test_members_of_a_group(started: World) -> None:
    chat = await group(started, bot="administrator")

    async def status(user: int) -> str:
        return str((await started.api("getChatMember", chat_id=chat, user_id=user))["status"])

    me = (await started.api("getMe"))["id"]
    assert [await status(user) for user in (AMIRA, JAN, SOFIE, me)] == ["creator", "member", "left", "administrator"]
    assert await started.api("getChatMemberCount", chat_id=chat) == 3
    assert [one["user"]["id"] for one in await started.api("getChatAdministrators", chat_id=chat)] == [AMIRA]
    assert (await started.api("getChat", chat_id=chat))["title"] == "Loket"
    assert (await started.api.refused("getChatMember", chat_id=chat, user_id=42)).description.endswith(
        "member not found"
    )


async def test_private_chats_have_members_too(started: World) -> None:
    assert (await started.api("getChatMember", chat_id=SOFIE, user_id=SOFIE))["status"] == "member"
    assert (await started.api("getChatMember", chat_id=SOFIE, user_id=JAN))["status"] == "left"
    assert await started.api("getChatMemberCount", chat_id=SOFIE) == 2
    assert "user not found" in (await started.api.refused("getChatMember", chat_id=SOFIE, user_id=42)).description
    assert "no administrators" in (await started.api.refused("getChatAdministrators", chat_id=SOFIE)).description
    assert "private chats" in (await started.api.refused("leaveChat", chat_id=SOFIE)).description
    assert (await started.api.refused("getChat", chat_id=1002)).description == "Bad Request: chat not found"


async def test_leaving_a_group_and_being_put_out(started: World) -> None:
    left, kicked = await group(started), await group(started)
    assert await started.api("leaveChat", chat_id=left) is True
    refusal = await started.api.refused("sendMessage", chat_id=left, text="x")
    assert (refusal.code, refusal.description) == (403, "Forbidden: bot is not a member of the supergroup chat")
    assert (await started.api.refused("leaveChat", chat_id=left)).code == 403
    await started.api.updates()
    await started.people.says(JAN, "onder ons", chat=left)
    assert await started.api.updates() == []
    await started.people.post("/sim/kick", chat=kicked)
    (update,) = await started.api.updates()
    assert update["my_chat_member"]["new_chat_member"] == {
        "status": "kicked",
        "user": update["my_chat_member"]["new_chat_member"]["user"],
        "until_date": 0,
    }
    refusal = await started.api.refused("sendMessage", chat_id=kicked, text="x")
    assert refusal.description == "Forbidden: bot was kicked from the supergroup chat"


async def test_a_group_without_the_bot(started: World) -> None:
    chat = await group(started, bot=False)
    assert await started.api.updates() == []
    assert (await started.api.refused("sendMessage", chat_id=chat, text="x")).code == 403
    for path in ("/sim/kick", "/sim/migrate"):
        assert await started.people.fails(path, chat=SOFIE) == (404, "no group 1001")


async def test_a_group_that_becomes_a_supergroup(started: World) -> None:
    old = await group(started, type="group")
    assert -1_000_000_000_000 < old < 0
    await started.api.updates()
    new = (await started.people.post("/sim/migrate", chat=old))["id"]
    refusal = await started.api.refused("sendMessage", chat_id=old, text="x")
    assert (refusal.code, refusal.description, refusal.parameters) == (
        400,
        "Bad Request: group chat was upgraded to a supergroup chat",
        {"migrate_to_chat_id": new},
    )
    services = [update["message"] for update in await started.api.updates()]
    assert [one.get("migrate_to_chat_id") or one.get("migrate_from_chat_id") for one in services] == [new, old]
    assert await started.api("sendMessage", chat_id=new, text="x")
    assert (await started.people.fails("/sim/message", from_=JAN, text="x", chat=old))[1] == f"this group became {new}"
    assert await started.people.says(JAN, "x", chat=new)


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"title": "x"}, '"members" must be a list'),
        ({"title": "x", "members": [42]}, "no person with id 42"),
        ({"members": [SOFIE]}, '"title" must be a text'),
        ({"title": "x", "members": [SOFIE], "type": "channel"}, '"type" must be group or supergroup'),
    ],
)
async def test_groups_that_are_none(started: World, asked: dict[str, object], says: str) -> None:
    assert says in (await started.people.fails("/sim/groups", **asked))[1]


async def test_pins(started: World) -> None:
    first, second = [(await started.api("sendMessage", chat_id=SOFIE, text=text))["message_id"] for text in "ab"]

    async def pinned() -> list[int]:
        return [row["message_id"] for row in await started.people.get(f"/sim/chats/{SOFIE}") if row["pinned"]]

    for number in (first, second):
        await started.api("pinChatMessage", chat_id=SOFIE, message_id=number, disable_notification=True)
    assert await pinned() == [first, second]
    assert (await started.api("getChat", chat_id=SOFIE))["pinned_message"]["message_id"] == second
    await started.api("unpinChatMessage", chat_id=SOFIE)
    assert await pinned() == [first]
    await started.api("unpinChatMessage", chat_id=SOFIE, message_id=first)
    assert "not found" in (await started.api.refused("unpinChatMessage", chat_id=SOFIE)).description
    await started.api("pinChatMessage", chat_id=SOFIE, message_id=first)
    await started.api("unpinAllChatMessages", chat_id=SOFIE)
    assert await pinned() == []
    assert (
        "message to pin not found"
        in (await started.api.refused("pinChatMessage", chat_id=SOFIE, message_id=99)).description
    )


async def test_reactions_of_the_bot(started: World) -> None:
    number = await started.people.says(SOFIE, "x")
    thumb = {"type": "emoji", "emoji": "👍"}
    mine = {"chat_id": SOFIE, "message_id": number}
    assert await started.api("setMessageReaction", reaction=[thumb], **mine) is True
    (shown,) = (await started.people.get(f"/sim/chats/{SOFIE}"))[-1]["reactions"]
    assert shown["emoji"] == "👍"
    await started.api("setMessageReaction", **mine)
    assert (await started.people.get(f"/sim/chats/{SOFIE}"))[-1]["reactions"] == []
    rocket = {"type": "emoji", "emoji": "🚜"}
    assert (
        "REACTION_INVALID" in (await started.api.refused("setMessageReaction", reaction=[rocket], **mine)).description
    )
    assert "TOO_MANY" in (await started.api.refused("setMessageReaction", reaction=[thumb, thumb], **mine)).description
    none = await started.api.refused("setMessageReaction", chat_id=SOFIE, message_id=99)
    assert none.description == "Bad Request: message to react not found"


async def test_a_bot_deletes_words_of_others_only_as_administrator(started: World) -> None:
    for role, allowed in ((True, False), ("administrator", True)):
        chat = await group(started, bot=role)
        number = await started.people.says(JAN, "x", chat=chat)
        status, _ = await started.api.raw("deleteMessage", chat_id=chat, message_id=number)
        assert (status == 200) is allowed


async def test_blocking_and_coming_back(started: World) -> None:
    for path in ("/sim/block", "/sim/block", "/sim/unblock", "/sim/unblock"):
        await started.people.post(path, from_=SOFIE)
    changes = [
        (update["my_chat_member"]["old_chat_member"]["status"], update["my_chat_member"]["new_chat_member"]["status"])
        for update in await started.api.updates()
    ]
    assert changes == [("member", "kicked"), ("kicked", "member")]
    assert await started.api("sendMessage", chat_id=SOFIE, text="x")
    await started.people.post("/sim/block", from_=SOFIE)
    assert "unblock first" in (await started.people.fails("/sim/message", from_=SOFIE, text="x"))[1]
    await started.people.post("/sim/start", from_=SOFIE, payload="terras")
    assert [sorted(update)[0] for update in await started.api.updates()] == [
        "my_chat_member",
        "my_chat_member",
        "message",
    ]
