import base64

import pytest

from tests.simulator.client import AMIRA, JAN, SOFIE, World


async def test_the_people_there_are(world: World) -> None:
    shown = [
        (one["id"], one["role"], one["name"], one["language_code"]) for one in await world.people.get("/sim/personas")
    ]
    assert shown == [
        (1001, "entrepreneur", "Sofie Claes", "nl"),
        (2001, "manager", "Amira Haddad", "nl"),
        (3001, "staff", "Jan Peeters", "nl"),
        (1002, "entrepreneur_fr", "Luc Dubois", "fr"),
        (1003, "entrepreneur_en", "Emily Shaw", "en"),
    ]


async def test_people_can_come_and_change(world: World) -> None:
    first = await world.people.post("/sim/users", name="Mo El Amrani", language_code="nl", role="guest")
    assert (first["id"], first["name"]) == (5001, "Mo El Amrani")
    changed = await world.people.post("/sim/users", id=5001, last_name=None, first_name="Mohamed")
    assert (changed["id"], changed["name"], changed["role"]) == (5001, "Mohamed El Amrani", "guest")
    big = 2**52 - 1
    assert (await world.people.post("/sim/users", id=big, first_name="<b>"))["id"] == big
    await world.people.starts(big)
    assert (await world.api.updates())[-1]["message"]["from"]["first_name"] == "<b>"


@pytest.mark.parametrize(
    "person", [{}, {"id": -5, "name": "x"}, {"id": "x", "name": "x"}, {"name": 5}, {"name": "x", "language_code": 5}]
)
async def test_people_that_are_none(world: World, person: dict[str, object]) -> None:
    assert (await world.people.fails("/sim/users", **person))[0] == 400


async def test_a_message_has_real_fields(started: World) -> None:
    number = await started.people.says(SOFIE, "/vraag mag dat? zie a.be")
    reply = await started.people.post("/sim/message", from_=SOFIE, text="ja?", reply_to=number)
    first, second = [update["message"] for update in await started.api.updates()]
    assert first["chat"] == {
        "id": SOFIE,
        "first_name": "Sofie",
        "last_name": "Claes",
        "username": "sofieclaes",
        "type": "private",
    }
    assert [entity["type"] for entity in first["entities"]] == ["bot_command", "url"]
    assert first["date"] == int(started.sim.clock.timestamp())
    assert second["reply_to_message"] == first
    assert reply["message_id"] == second["message_id"]


async def test_a_long_text_is_split_as_clients_do_unless_raw(started: World) -> None:
    told = await started.people.post("/sim/message", from_=SOFIE, text="woord " * 1000)
    assert len(told["message_ids"]) == 2
    told = await started.people.post("/sim/message", from_=SOFIE, text="x" * 10_000, raw=True)
    assert "message_ids" not in told
    assert [len(update["message"]["text"]) for update in await started.api.updates()] == [4091, 1907, 10_000]


async def test_an_edit(started: World) -> None:
    number = await started.people.says(SOFIE, "terras")
    started.sim.clock.advance(60)
    await started.people.says(SOFIE, "terras @sofieclaes", edit=number)
    photo = (await started.people.post("/sim/message", from_=SOFIE, photo=True, caption="a"))["message_id"]
    await started.people.post("/sim/message", from_=SOFIE, edit=photo, caption="b")
    edits = [update["edited_message"] for update in await started.api.updates() if "edited_message" in update]
    assert [edit.get("text") or edit["caption"] for edit in edits] == ["terras @sofieclaes", "b"]
    assert edits[0]["edit_date"] - edits[0]["date"] == 60
    assert edits[0]["entities"][0]["type"] == "mention"
    sent = await started.api("sendMessage", chat_id=SOFIE, text="x")
    assert (await started.people.fails("/sim/message", from_=SOFIE, text="y", edit=sent["message_id"]))[0] == 400
    assert (await started.people.fails("/sim/message", from_=SOFIE, text="y", edit=999))[0] == 404


async def test_an_album_is_many_updates(started: World) -> None:
    told = await started.people.post("/sim/message", from_=SOFIE, album=3, caption="de gevel")
    updates = [update["message"] for update in await started.api.updates()]
    assert [update["message_id"] for update in updates] == told["message_ids"]
    assert {update["media_group_id"] for update in updates} == {told["media_group_id"]}
    assert [update.get("caption") for update in updates] == ["de gevel", None, None]
    await started.people.post("/sim/message", from_=SOFIE, photo=True, media_group=told["media_group_id"])
    await started.people.post(
        "/sim/message", from_=SOFIE, album=[{"document": {"name": "a.pdf"}, "caption": "plan"}, "x"]
    )
    later = [update["message"] for update in await started.api.updates()]
    assert later[0]["media_group_id"] == told["media_group_id"]
    assert (later[1]["document"]["file_name"], later[1]["caption"]) == ("a.pdf", "plan")
    assert (await started.people.fails("/sim/message", from_=SOFIE, album=11))[0] == 400


@pytest.mark.parametrize(
    ("said", "field", "has"),
    [
        ({"voice": True}, "voice", {"duration": 3, "mime_type": "audio/ogg"}),
        ({"voice": {"duration": 9}}, "voice", {"duration": 9}),
        ({"document": "inhoud"}, "document", {"file_name": "document.txt", "file_size": 6}),
        (
            {"document": {"name": "a.pdf", "size": 26_214_400}},
            "document",
            {"file_name": "a.pdf", "file_size": 26_214_400},
        ),
        ({"document": {"name": "a.txt", "data": base64.b64encode(b"hallo").decode()}}, "document", {"file_size": 5}),
        ({"document": "data:text/csv;base64,YSxi"}, "document", {"mime_type": "text/csv", "file_size": 3}),
        ({"video": True}, "video", {"mime_type": "video/mp4"}),
        ({"sticker": "👍"}, "sticker", {"emoji": "👍"}),
        ({"location": {"latitude": 51, "longitude": 4.5}}, "location", {"latitude": 51.0, "longitude": 4.5}),
        ({"location": True}, "location", {}),
        ({"contact": True}, "contact", {"user_id": SOFIE, "first_name": "Sofie"}),
        (
            {"contact": {"phone_number": "+321", "first_name": "Mo"}},
            "contact",
            {"phone_number": "+321", "first_name": "Mo"},
        ),
    ],
)
async def test_everything_a_person_can_send(
    started: World, said: dict[str, object], field: str, has: dict[str, object]
) -> None:
    await started.people.post("/sim/message", from_=SOFIE, **said)
    (update,) = await started.api.updates()
    assert has.items() <= update["message"][field].items()


@pytest.mark.parametrize(
    ("body", "status", "says"),
    [
        ({}, 400, '"from" must be a whole number'),
        ({"from": 42, "text": "x"}, 404, "no person with id 42"),
        ({"from": SOFIE}, 400, "a message needs exactly one of"),
        ({"from": SOFIE, "text": "x", "photo": True}, 400, "a message needs exactly one of"),
        ({"from": SOFIE, "text": 5}, 400, '"text" must be a text'),
        ({"from": SOFIE, "text": "  "}, 400, '"text" must not be empty'),
        ({"from": SOFIE, "text": "x", "reply_to": 99}, 404, "no message 99 in chat 1001"),
        ({"from": SOFIE, "text": "x", "chat": -5}, 404, "no group -5"),
        ({"from": SOFIE, "text": "x", "chat": AMIRA}, 404, "no group 2001"),
        ({"from": SOFIE, "text": "x", "bot_id": 5}, 404, "no bot 5"),
        ({"from": SOFIE, "text": "x", "raw": "yes"}, 400, '"raw" must be true or false'),
        ({"from": SOFIE, "photo": 5}, 400, '"photo" must be true, a text, or an object'),
        ({"from": SOFIE, "document": {"data": "%%"}}, 400, "the data of a file must be base64"),
        ({"from": SOFIE, "document": {"size": -1}}, 400, '"size" of "document" must be a number of bytes'),
        ({"from": SOFIE, "location": {"latitude": 5}}, 400, '"location" must be true or have latitude and longitude'),
        ({"from": SOFIE, "contact": {"first_name": "x"}}, 400, '"contact" must be true or have a phone_number'),
        ({"from": SOFIE, "album": "x"}, 400, '"album" must be a whole number'),
    ],
)
async def test_messages_that_are_refused(started: World, body: dict[str, object], status: int, says: str) -> None:
    got, answer = await started.people.call("POST", "/sim/message", body)
    assert got == status
    assert says in answer["error"]


async def test_forwards(started: World) -> None:
    await started.people.says(SOFIE, "van Jan", forward_from=JAN)
    await started.people.says(SOFIE, "van iemand", forward_from="Een buur")
    origins = [update["message"]["forward_origin"] for update in await started.api.updates()]
    assert origins[0]["sender_user"]["id"] == JAN
    assert (origins[1]["type"], origins[1]["sender_user_name"]) == ("hidden_user", "Een buur")
    shown = [row["forwarded"] for row in await started.people.get(f"/sim/chats/{SOFIE}")]
    assert shown == [None, "Jan Peeters", "Een buur"]


async def test_start_with_a_payload(world: World) -> None:
    await world.people.post("/sim/start", from_=SOFIE, payload="terras_1-a")
    (update,) = await world.api.updates()
    assert update["message"]["text"] == "/start terras_1-a"
    for payload in ("met spatie", "x" * 65):
        assert (await world.people.fails("/sim/start", from_=SOFIE, payload=payload))[0] == 400


async def test_whoever_wrote_before_can_be_written_to_and_nothing_is_heard_of_it(world: World) -> None:
    await world.people.post("/sim/start", from_=SOFIE, quietly=True)
    assert await world.api.updates() == []
    (chat,) = [one for one in await world.people.get("/sim/chats") if one["id"] == SOFIE]
    assert chat["started"] is True


async def test_the_clock(started: World) -> None:
    assert await started.people.get("/sim/clock") == {"now": "2026-11-24T09:12:00+00:00", "frozen": True}
    assert (await started.people.post("/sim/clock", advance=3600))["now"] == "2026-11-24T10:12:00+00:00"
    assert (await started.people.post("/sim/clock", to="2026-12-07T09:00:00+01:00"))[
        "now"
    ] == "2026-12-07T08:00:00+00:00"
    assert (await started.people.post("/sim/clock", frozen=False))["frozen"] is False
    for wrong in ({}, {"to": "morgen"}, {"advance": "veel"}, {"frozen": 1}, {"advance": 1e300}, {"advance": True}):
        assert (await started.people.fails("/sim/clock", **wrong))[0] == 400


async def test_the_ledger(started: World) -> None:
    await started.api("sendMessage", chat_id=SOFIE, text="x")
    await started.api.refused("sendMessage", chat_id=42, text="y")
    await started.api("getUpdates")
    rows = await started.people.get("/sim/calls?method=sendMessage")
    assert [(row["status"], row["params"]["text"]) for row in rows] == [(200, "x"), (400, "y")]
    assert rows[0]["result"]["message_id"] == 2
    assert rows[1]["result"] == {"description": "Bad Request: chat not found"}
    assert await started.people.get(f"/sim/calls?since={rows[0]['seq']}") == [rows[1]]
    assert started.api.token not in str(await started.people.get("/sim/calls"))


async def test_beginning_again(started: World) -> None:
    guest = (await started.people.post("/sim/users", name="Weg"))["id"]
    await started.people.starts(guest)
    await started.people.post("/sim/deactivate", from_=SOFIE)
    await started.people.post("/sim/groups", title="Weg", members=[JAN], bot=True)
    await started.people.post("/sim/faults", method="sendMessage", status=500, times=9)
    await started.people.post("/sim/clock", advance=999)
    number = await started.people.says(SOFIE, "x")
    await started.api("setMyName", name="Kernpunt")
    last = (await started.api("getUpdates"))[-1]["update_id"]
    await started.people.post("/sim/reset")
    assert await started.people.get(f"/sim/chats/{SOFIE}") == []
    assert len(await started.people.get("/sim/personas")) == 5
    assert len(await started.people.get("/sim/chats")) == 5
    assert await started.people.get("/sim/calls") == []
    assert await started.people.get("/sim/faults") == []
    assert (await started.people.get("/sim/clock"))["now"] == "2026-11-24T09:12:00+00:00"
    assert (await started.api.refused("sendMessage", chat_id=SOFIE, text="x")).code == 403
    assert await started.people.says(SOFIE, "opnieuw") > number
    assert await started.api("sendMessage", chat_id=SOFIE, text="x")
    assert (await started.people.post("/sim/users", name="Nieuw"))["id"] != guest
    (update,) = await started.api("getUpdates")
    assert update["update_id"] > last
    assert (await started.api("getMe"))["first_name"] == "Kernpunt"
