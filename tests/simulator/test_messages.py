import pytest

from tests.simulator.client import AMIRA, SOFIE, World

KEYBOARD = {"inline_keyboard": [[{"text": "Ja", "callback_data": "v1:ja"}, {"text": "Nee", "callback_data": "v1:nee"}]]}


async def test_a_message_comes_back_whole(started: World) -> None:
    sent = await started.api(
        "sendMessage", chat_id=SOFIE, text="<b>Dag</b> Sofie", parse_mode="HTML", reply_markup=KEYBOARD
    )
    assert sent["chat"]["id"] == SOFIE
    assert sent["from"]["is_bot"]
    assert sent["text"] == "Dag Sofie"
    assert sent["entities"] == [{"type": "bold", "offset": 0, "length": 3}]
    assert sent["reply_markup"] == KEYBOARD


async def test_message_numbers_count_up_in_each_chat(started: World) -> None:
    numbers = [
        (await started.api("sendMessage", chat_id=chat, text="x"))["message_id"] for chat in (SOFIE, SOFIE, AMIRA)
    ]
    assert numbers == [2, 3, 2]


async def test_flags_are_kept(started: World) -> None:
    sent = await started.api(
        "sendMessage",
        chat_id=SOFIE,
        text="zie a.be",
        protect_content=True,
        disable_notification=True,
        message_effect_id="5",
        link_preview_options={"is_disabled": True},
    )
    assert sent["has_protected_content"]
    assert sent["effect_id"] == "5"
    assert sent["link_preview_options"] == {"is_disabled": True}
    assert (await started.people.get(f"/sim/chats/{SOFIE}"))[-1]["silent"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "message text is empty"),
        (" \n ", "message text is empty"),
        ("\u200b", "message text is empty"),
        ("x" * 4097, "message is too long"),
        ("🎉" * 2049, "message is too long"),
    ],
)
async def test_texts_that_are_refused(started: World, text: str, says: str) -> None:
    assert (await started.api.refused("sendMessage", chat_id=SOFIE, text=text)).description == f"Bad Request: {says}"


async def test_the_limit_counts_after_parsing(started: World) -> None:
    text = f"<b>{'x' * 4094}</b>&lt;&gt;"
    assert len((await started.api("sendMessage", chat_id=SOFIE, text=text, parse_mode="HTML"))["text"]) == 4096


async def test_who_cannot_be_reached(world: World) -> None:
    hello = {"text": "x"}
    assert (await world.api.refused("sendMessage", chat_id=42, **hello)).description == "Bad Request: chat not found"
    assert (
        await world.api.refused("sendMessage", chat_id="@town", **hello)
    ).description == "Bad Request: chat not found"
    never = await world.api.refused("sendMessage", chat_id=SOFIE, **hello)
    assert (never.code, never.description) == (403, "Forbidden: bot can't initiate conversation with a user")
    await world.people.starts(SOFIE)
    await world.people.post("/sim/block", from_=SOFIE)
    blocked = await world.api.refused("sendMessage", chat_id=SOFIE, **hello)
    assert (blocked.code, blocked.description) == (403, "Forbidden: bot was blocked by the user")
    await world.people.post("/sim/deactivate", from_=SOFIE)
    gone = await world.api.refused("sendMessage", chat_id=SOFIE, **hello)
    assert (gone.code, gone.description) == (403, "Forbidden: user is deactivated")


async def test_replying(started: World) -> None:
    question = await started.people.says(SOFIE, "Mag dat?")
    sent = await started.api(
        "sendMessage", chat_id=SOFIE, text="Ja.", reply_parameters={"message_id": question, "quote": "dat"}
    )
    assert sent["reply_to_message"]["text"] == "Mag dat?"
    assert sent["quote"] == {"text": "dat", "position": 4, "is_manual": True}
    again = await started.api(
        "sendMessage", chat_id=SOFIE, text="Echt.", reply_parameters={"message_id": sent["message_id"]}
    )
    assert "reply_to_message" not in again["reply_to_message"]


async def test_replying_to_nothing(started: World) -> None:
    gone = {"message_id": 99}
    refusal = await started.api.refused("sendMessage", chat_id=SOFIE, text="x", reply_parameters=gone)
    assert refusal.description == "Bad Request: message to be replied not found"
    sent = await started.api(
        "sendMessage", chat_id=SOFIE, text="x", reply_parameters={**gone, "allow_sending_without_reply": True}
    )
    assert "reply_to_message" not in sent
    bad_quote = {"message_id": sent["message_id"], "quote": "y"}
    assert (
        "QUOTE"
        in (await started.api.refused("sendMessage", chat_id=SOFIE, text="x", reply_parameters=bad_quote)).description
    )


@pytest.mark.parametrize(
    ("button", "says"),
    [
        ({"text": " ", "callback_data": "a"}, "must be non-empty"),
        ({"text": "a"}, "text buttons are unallowed in the inline keyboard"),
        ({"text": "a", "url": "https://a.be", "callback_data": "a"}, "only one of"),
        ({"text": "a", "url": "niets"}, "inline keyboard button URL 'niets' is invalid"),
        ({"text": "a", "url": "javascript:alert(1)"}, "is invalid"),
        ({"text": "a", "url": "http://[x"}, "is invalid"),
        ({"text": "a", "web_app": {"url": "http://a.be"}}, "only HTTPS links are allowed"),
        ({"text": "a", "callback_data": ""}, "BUTTON_DATA_INVALID"),
    ],
)
async def test_buttons_that_are_refused(started: World, button: dict[str, object], says: str) -> None:
    markup = {"inline_keyboard": [[button]]}
    assert says in (await started.api.refused("sendMessage", chat_id=SOFIE, text="x", reply_markup=markup)).description


async def test_too_many_buttons_and_empty_rows(started: World) -> None:
    button = {"text": "a", "callback_data": "a"}
    many = {"inline_keyboard": [[button]] * 101}
    assert (
        "too long" in (await started.api.refused("sendMessage", chat_id=SOFIE, text="x", reply_markup=many)).description
    )
    empty = await started.api("sendMessage", chat_id=SOFIE, text="x", reply_markup={"inline_keyboard": [[]]})
    assert "reply_markup" not in empty
    sent = await started.api("sendMessage", chat_id=SOFIE, text="x", reply_markup={"inline_keyboard": [[], [button]]})
    assert sent["reply_markup"] == {"inline_keyboard": [[button]]}


async def test_places_contacts_and_actions(started: World) -> None:
    place = {"latitude": 51.1, "longitude": 4.4}
    assert (await started.api("sendLocation", chat_id=SOFIE, **place))["location"] == place
    venue = await started.api("sendVenue", chat_id=SOFIE, title="Raadhuis", address="Markt 1", **place)
    assert venue["venue"] == {"location": place, "title": "Raadhuis", "address": "Markt 1"}
    contact = await started.api("sendContact", chat_id=SOFIE, phone_number="+3212345678", first_name="Loket")
    assert contact["contact"] == {"phone_number": "+3212345678", "first_name": "Loket"}
    assert await started.api("sendChatAction", chat_id=SOFIE, action="typing") is True
    refusal = await started.api.refused("sendChatAction", chat_id=SOFIE, action="dancing")
    assert refusal.description == "Bad Request: wrong parameter action in request"


async def test_forwarding_keeps_the_first_sender(started: World) -> None:
    question = await started.people.says(SOFIE, "Mag dat?")
    forwarded = await started.api("forwardMessage", chat_id=AMIRA, from_chat_id=SOFIE, message_id=question)
    assert forwarded["text"] == "Mag dat?"
    assert forwarded["forward_origin"]["sender_user"]["id"] == SOFIE
    again = await started.api("forwardMessage", chat_id=SOFIE, from_chat_id=AMIRA, message_id=forwarded["message_id"])
    assert again["forward_origin"] == forwarded["forward_origin"]
    several = await started.api("forwardMessages", chat_id=AMIRA, from_chat_id=SOFIE, message_ids=[question, 99])
    assert len(several) == 1


async def test_copying_has_no_trace_of_the_sender(started: World) -> None:
    told = await started.people.post("/sim/message", from_=SOFIE, photo=True, caption="mijn gevel")
    photo = {"chat_id": AMIRA, "from_chat_id": SOFIE, "message_id": told["message_id"]}
    copied = await started.api("copyMessage", **photo)
    assert set(copied) == {"message_id"}
    await started.api("copyMessage", **photo, caption="<b>Gevel</b>", parse_mode="HTML")
    await started.api(
        "copyMessages", chat_id=AMIRA, from_chat_id=SOFIE, message_ids=[told["message_id"]], remove_caption=True
    )
    rows = (await started.people.get(f"/sim/chats/{AMIRA}"))[-3:]
    assert [(row["kind"], row["text"], row["forwarded"]) for row in rows] == [
        ("photo", "mijn gevel", None),
        ("photo", "Gevel", None),
        ("photo", "", None),
    ]


async def test_what_cannot_be_forwarded_or_copied(started: World) -> None:
    source = {"chat_id": AMIRA, "from_chat_id": SOFIE}
    assert (
        "message to forward not found"
        in (await started.api.refused("forwardMessage", message_id=99, **source)).description
    )
    assert (
        "message to copy not found" in (await started.api.refused("copyMessage", message_id=99, **source)).description
    )
    assert "no messages" in (await started.api.refused("copyMessages", message_ids=[99], **source)).description
    assert "not specified" in (await started.api.refused("copyMessages", message_ids=[], **source)).description
    closed = await started.api("sendMessage", chat_id=SOFIE, text="x", protect_content=True)
    refusal = await started.api.refused("forwardMessage", message_id=closed["message_id"], **source)
    assert refusal.description == "Bad Request: message can't be forwarded"
    refusal = await started.api.refused("copyMessage", message_id=closed["message_id"], **source)
    assert refusal.description == "Bad Request: message can't be copied"


async def test_deleting_within_two_days(started: World) -> None:
    sent = await started.api("sendMessage", chat_id=SOFIE, text="x")
    mine = {"chat_id": SOFIE, "message_id": sent["message_id"]}
    assert await started.api("deleteMessage", **mine) is True
    assert (
        await started.api.refused("deleteMessage", **mine)
    ).description == "Bad Request: message to delete not found"
    assert (await started.people.get(f"/sim/chats/{SOFIE}"))[-1]["deleted"]
    old = await started.api("sendMessage", chat_id=SOFIE, text="y")
    started.sim.clock.advance(48 * 3600 + 1)
    late = await started.api.refused("deleteMessage", chat_id=SOFIE, message_id=old["message_id"])
    assert late.description == "Bad Request: message can't be deleted for everyone"
    many = await started.api.refused("deleteMessages", chat_id=SOFIE, message_ids=[old["message_id"]])
    assert many.description == "Bad Request: message can't be deleted for everyone"


async def test_deleting_several_skips_what_is_gone(started: World) -> None:
    sent = [(await started.api("sendMessage", chat_id=SOFIE, text="x"))["message_id"] for _ in range(2)]
    assert await started.api("deleteMessages", chat_id=SOFIE, message_ids=[*sent, 99]) is True
    assert "not specified" in (await started.api.refused("deleteMessages", chat_id=SOFIE, message_ids=[])).description
    assert (
        "too many"
        in (await started.api.refused("deleteMessages", chat_id=SOFIE, message_ids=list(range(101)))).description
    )


async def test_a_keyboard_under_the_field_stays_until_it_is_removed(started: World) -> None:
    keyboard = {"keyboard": [[{"text": "Ja"}]], "resize_keyboard": True}
    sent = await started.api("sendMessage", chat_id=SOFIE, text="?", reply_markup=keyboard)
    assert "reply_markup" not in sent

    async def shown() -> object:
        return next(chat["keyboard"] for chat in await started.people.get("/sim/chats") if chat["id"] == SOFIE)

    assert await shown() == keyboard
    await started.api("sendMessage", chat_id=SOFIE, text="!")
    assert await shown() == keyboard
    await started.api("sendMessage", chat_id=SOFIE, text="!", reply_markup={"remove_keyboard": True})
    assert await shown() is None
