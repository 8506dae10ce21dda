from tests.simulator.client import AMIRA, SOFIE, World

YES = {"inline_keyboard": [[{"text": "Ja", "callback_data": "ja"}]]}


async def sent(world: World, **more: object) -> dict[str, object]:
    message = await world.api("sendMessage", chat_id=SOFIE, text="Mag dat?", **more)
    return {"chat_id": SOFIE, "message_id": message["message_id"]}


async def test_editing_text_takes_the_buttons_away_unless_they_are_given(started: World) -> None:
    message = await sent(started, reply_markup=YES)
    edited = await started.api("editMessageText", text="Ja <b>hoor</b>", parse_mode="HTML", reply_markup=YES, **message)
    assert edited["text"] == "Ja hoor"
    assert edited["reply_markup"] == YES
    assert edited["edit_date"] >= edited["date"]
    assert "reply_markup" not in await started.api("editMessageText", text="Ja", **message)


async def test_the_same_again_is_not_modified(started: World) -> None:
    message = await sent(started, reply_markup=YES)
    for method, params in (
        ("editMessageText", {"text": " Mag dat? ", "reply_markup": YES}),
        ("editMessageReplyMarkup", {"reply_markup": YES}),
    ):
        refusal = await started.api.refused(method, **message, **params)
        assert refusal.description == (
            "Bad Request: message is not modified: specified new message content and reply markup are exactly "
            "the same as a current content and reply markup of the message"
        )


async def test_only_buttons_can_change(started: World) -> None:
    message = await sent(started, reply_markup=YES)
    edited = await started.api("editMessageReplyMarkup", **message)
    assert edited["text"] == "Mag dat?"
    assert "reply_markup" not in edited
    row = (await started.people.get(f"/sim/chats/{SOFIE}"))[-1]
    assert (row["buttons"], row["edited"]) == ([], False)


async def test_what_cannot_be_edited(started: World) -> None:
    async def says(**params: object) -> str:
        return (await started.api.refused("editMessageText", text="x", **params)).description

    mine = await started.people.says(SOFIE, "x")
    forwarded = await started.api("forwardMessage", chat_id=SOFIE, from_chat_id=SOFIE, message_id=mine)
    assert await says(chat_id=SOFIE, message_id=99) == "Bad Request: message to edit not found"
    assert await says(chat_id=SOFIE, message_id=mine) == "Bad Request: message can't be edited"
    assert await says(chat_id=SOFIE, message_id=forwarded["message_id"]) == "Bad Request: message can't be edited"
    assert await says(chat_id=SOFIE) == "Bad Request: message identifier is not specified"
    assert await says(inline_message_id="1") == "Bad Request: MESSAGE_ID_INVALID"
    assert await says(chat_id=42, message_id=1) == "Bad Request: chat not found"
    message = await sent(started)
    await started.api("deleteMessage", **message)
    assert await says(**message) == "Bad Request: message to edit not found"
    assert (await started.api.refused("editMessageText", **message)).description == "Bad Request: message text is empty"
    await started.people.post("/sim/block", from_=SOFIE)
    assert await says(chat_id=SOFIE, message_id=99) == "Forbidden: bot was blocked by the user"


async def test_captions_and_text_are_not_mixed_up(started: World) -> None:
    told = await started.people.post("/sim/message", from_=AMIRA, photo=True)
    file_id = (await started.people.get(f"/sim/chats/{AMIRA}"))[-1]["media"]["file_id"]
    assert told["message_id"]
    photo = await started.api("sendPhoto", chat_id=SOFIE, photo=file_id, caption="a")
    mine = {"chat_id": SOFIE, "message_id": photo["message_id"]}
    edited = await started.api("editMessageCaption", caption="<i>b</i>", parse_mode="HTML", **mine)
    assert (edited["caption"], edited["caption_entities"][0]["type"]) == ("b", "italic")
    assert "caption" not in await started.api("editMessageCaption", **mine)
    assert "too long" in (await started.api.refused("editMessageCaption", caption="x" * 1025, **mine)).description
    assert "no text" in (await started.api.refused("editMessageText", text="x", **mine)).description
    text = await sent(started)
    assert "no caption" in (await started.api.refused("editMessageCaption", caption="x", **text)).description
    media = {"type": "photo", "media": file_id, "caption": "nieuw"}
    assert (await started.api("editMessageMedia", media=media, **mine))["caption"] == "nieuw"
    assert "no media" in (await started.api.refused("editMessageMedia", media=media, **text)).description


async def test_a_press_is_answered_once(started: World) -> None:
    await sent(started, reply_markup=YES)
    seen = await started.press(SOFIE, {"text": "Genoteerd", "show_alert": True}, label="Ja")
    assert seen == {"toast": "Genoteerd", "alert": True, "answered": True}
    query = started.sim.state.default_bot().presses.begin(SOFIE)
    assert await started.api("answerCallbackQuery", callback_query_id=query.id) is True
    again = await started.api.refused("answerCallbackQuery", callback_query_id=query.id)
    too_old = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    assert again.description == too_old


async def test_a_press_is_too_old_after_150_seconds(started: World) -> None:
    press = started.sim.state.default_bot().presses.begin(SOFIE)
    late = started.sim.state.default_bot().presses.begin(SOFIE)
    started.sim.clock.advance(149)
    assert await started.api("answerCallbackQuery", callback_query_id=press.id) is True
    started.sim.clock.advance(2)
    assert "too old" in (await started.api.refused("answerCallbackQuery", callback_query_id=late.id)).description


async def test_older_updates_keep_telling_what_was_true(started: World) -> None:
    message = await sent(started, reply_markup=YES)
    await started.people.post("/sim/message", from_=SOFIE, text="antwoord", reply_to=message["message_id"])
    await started.api("editMessageText", text="Anders", **message)
    (update,) = await started.api.updates()
    assert update["message"]["reply_to_message"]["text"] == "Mag dat?"
