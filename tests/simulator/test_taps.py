import asyncio

import pytest

from tests.simulator.client import SOFIE, World

YES = {"inline_keyboard": [[{"text": "Ja", "callback_data": "v1:ja"}, {"text": "Site", "url": "https://a.be"}]]}


async def test_a_tap_finds_the_newest_button(started: World) -> None:
    for _ in range(2):
        sent = await started.api("sendMessage", chat_id=SOFIE, text="?", reply_markup=YES)
    tap = asyncio.create_task(started.people.post("/sim/tap", from_=SOFIE, label="Ja"))
    (update,) = await started.api.updates(timeout=2)
    query = update["callback_query"]
    assert query["message"]["message_id"] == sent["message_id"]
    assert query["message"]["reply_markup"] == YES
    assert (query["data"], query["from"]["id"]) == ("v1:ja", SOFIE)
    await started.api("answerCallbackQuery", callback_query_id=query["id"])
    assert await tap == {"toast": None, "alert": False, "answered": True}
    again = await started.press(SOFIE, {"url": "https://t.me/x?start=1"}, data="v1:ja")
    assert again["url"] == "https://t.me/x?start=1"


async def test_a_tap_that_nobody_answers(started: World) -> None:
    await started.api("sendMessage", chat_id=SOFIE, text="?", reply_markup=YES)
    assert await started.people.post("/sim/tap", from_=SOFIE, label="Ja") == {
        "toast": None,
        "alert": False,
        "answered": False,
    }


@pytest.mark.parametrize("data", ["", "x" * 500, "v9:\x00\x07'; DROP TABLE", "\U0001f9e8\u202e", '{"a":1}'])
async def test_a_client_can_send_any_data(started: World, data: str) -> None:
    number = (await started.api("sendMessage", chat_id=SOFIE, text="?"))["message_id"]
    await started.press(SOFIE, {}, data=data, message_id=number)
    query = (await started.people.get("/sim/calls?method=answerCallbackQuery"))[-1]
    assert query["status"] == 200


async def test_other_buttons(started: World) -> None:
    buttons = [
        {"text": "App", "web_app": {"url": "https://b.be"}},
        {"text": "Kopie", "copy_text": {"text": "041"}},
        {"text": "Zoek", "switch_inline_query": "x"},
    ]
    sent = await started.api(
        "sendMessage", chat_id=SOFIE, text="?", reply_markup={"inline_keyboard": [*YES["inline_keyboard"], buttons]}
    )
    assert await started.people.post("/sim/tap", from_=SOFIE, label="Site") == {"url": "https://a.be"}
    assert await started.people.post("/sim/tap", from_=SOFIE, label="App") == {"url": "https://b.be"}
    assert await started.people.post("/sim/tap", from_=SOFIE, label="Kopie") == {"copied": "041"}
    assert (await started.people.fails("/sim/tap", from_=SOFIE, label="Zoek"))[0] == 400
    for tap in ({"label": "ja"}, {"label": "Ja", "message_id": sent["message_id"] - 1}, {"data": "v1:nee"}):
        status, says = await started.people.fails("/sim/tap", from_=SOFIE, **tap)
        assert status == 404
        assert says.startswith("no button")
    assert (await started.people.fails("/sim/tap", from_=SOFIE))[0] == 400
    assert (await started.people.fails("/sim/tap", from_=SOFIE, label="Ja", data="x"))[0] == 400


async def test_buttons_under_the_field(started: World) -> None:
    keys = [[{"text": "Ja"}, {"text": "Nummer", "request_contact": True}, {"text": "Plaats", "request_location": True}]]
    markup = {"keyboard": keys, "one_time_keyboard": True}
    for label, field in (("Ja", "text"), ("Nummer", "contact"), ("Plaats", "location")):
        await started.api("sendMessage", chat_id=SOFIE, text="?", reply_markup=markup)
        await started.people.post("/sim/tap", from_=SOFIE, label=label)
        assert field in (await started.api.updates())[-1]["message"]
    assert (await started.people.fails("/sim/tap", from_=SOFIE, label="Ja"))[0] == 404


async def test_reacting(started: World) -> None:
    await started.api("getUpdates", allowed_updates=["message_reaction"])
    number = (await started.api("sendMessage", chat_id=SOFIE, text="x"))["message_id"]
    for emoji in ("👍", "🎉", ""):
        await started.people.post("/sim/react", from_=SOFIE, message_id=number, emoji=emoji)
    changes = [update["message_reaction"] for update in await started.api.updates()]
    assert [[one["emoji"] for one in change["new_reaction"]] for change in changes] == [["👍"], ["🎉"], []]
    assert [[one["emoji"] for one in change["old_reaction"]] for change in changes] == [[], ["👍"], ["🎉"]]
