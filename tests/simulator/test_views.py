from tests.simulator.client import AMIRA, SOFIE, World

YES = {"inline_keyboard": [[{"text": "Ja", "callback_data": "v1:ja"}, {"text": "Site", "url": "https://a.be"}]]}


async def test_a_row_tells_what_the_page_draws(started: World) -> None:
    number = await started.people.says(SOFIE, "Mag dat? a.be")
    await started.api(
        "sendMessage", chat_id=SOFIE, text="Ja", reply_markup=YES, reply_parameters={"message_id": number}
    )
    _, question, answer = await started.people.get(f"/sim/chats/{SOFIE}")
    assert (question["by"], question["from"], question["text"]) == (
        "person",
        {"id": SOFIE, "name": "Sofie Claes"},
        "Mag dat? a.be",
    )
    assert question["entities"] == [{"type": "url", "offset": 9, "length": 4}]
    assert question["at"] == "2026-11-24T09:12:00+00:00"
    assert (answer["by"], answer["reply_to"], answer["edited"], answer["media"]) == ("bot", number, False, None)
    assert answer["buttons"] == [[{"label": "Ja", "data": "v1:ja"}, {"label": "Site", "url": "https://a.be"}]]
    assert "deleted" not in answer


async def test_a_row_with_a_file(started: World) -> None:
    await started.people.post("/sim/message", from_=SOFIE, document={"name": "plan.pdf", "size": 1200}, caption="plan")
    row = (await started.people.get(f"/sim/chats/{SOFIE}"))[-1]
    assert (row["kind"], row["text"]) == ("document", "plan")
    assert (row["media"]["type"], row["media"]["file_name"], row["media"]["file_size"]) == (
        "document",
        "plan.pdf",
        1200,
    )
    assert row["media"]["url"].startswith("/sim/files/")


async def test_the_overview(started: World) -> None:
    started.sim.clock.advance(60)
    await started.people.says(AMIRA, "laatste")
    await started.people.post("/sim/block", from_=SOFIE)
    chats = await started.people.get("/sim/chats")
    assert (chats[0]["id"], chats[0]["last"]["text"]) == (AMIRA, "laatste")
    assert {chat["id"]: (chat["started"], chat["blocked"]) for chat in chats} == {
        1001: (True, True),
        2001: (True, False),
        3001: (True, False),
        1002: (False, False),
        1003: (False, False),
    }


async def test_chats_that_are_not_there(started: World) -> None:
    assert await started.people.call("GET", "/sim/chats/42") == (404, {"error": "no chat 42"})
    assert (await started.people.call("GET", "/sim/chats/42.txt"))[0] == 404
    assert await started.people.get("/sim/chats/1002") == []


async def test_the_transcript_reads_well(started: World) -> None:
    await started.api("setMyName", name="Kernpunt")
    question = await started.people.says(SOFIE, "Mag mijn terras groter?\nHet is smal.")
    await started.people.post("/sim/message", from_=SOFIE, photo=True, caption="mijn gevel")
    sent = await started.api(
        "sendMessage",
        chat_id=SOFIE,
        text="Uw vraag 041 is ontvangen.",
        reply_markup=YES,
        reply_parameters={"message_id": question},
    )
    await started.people.post("/sim/react", from_=SOFIE, message_id=sent["message_id"], emoji="👍")
    started.sim.clock.advance(24 * 3600)
    gone = await started.api("sendMessage", chat_id=SOFIE, text="weg")
    await started.api("deleteMessage", chat_id=SOFIE, message_id=gone["message_id"])
    edited = await started.api("sendMessage", chat_id=SOFIE, text="a", reply_markup={"keyboard": [[{"text": "Kies"}]]})
    await started.api("editMessageText", chat_id=SOFIE, message_id=edited["message_id"], text="b")
    await started.api("pinChatMessage", chat_id=SOFIE, message_id=edited["message_id"])
    await started.api("sendVenue", chat_id=SOFIE, title="Raadhuis", address="Markt 1", latitude=51, longitude=4)
    await started.people.post("/sim/message", from_=SOFIE, location={"latitude": 51, "longitude": 4})
    await started.people.post("/sim/message", from_=SOFIE, contact=True, reply_to=question)
    await started.people.post("/sim/message", from_=SOFIE, sticker="👍")
    await started.api("sendPoll", chat_id=SOFIE, question="Wanneer?", options=[{"text": "ma"}, {"text": "di"}])
    assert (await started.people.get(f"/sim/chats/{SOFIE}.txt?tz=Europe/Brussels")).splitlines() == [
        "— 2026-11-24 —",
        "",
        "10:12  Sofie Claes: /start",
        "",
        "10:12  Sofie Claes:",
        "       Mag mijn terras groter?",
        "       Het is smal.",
        "",
        "10:12  Sofie Claes:",
        "       {photo}",
        "       mijn gevel",
        "",
        "10:12  Kernpunt:",
        "       > Mag mijn terras groter? Het is smal.",
        "       Uw vraag 041 is ontvangen.",
        "       [Ja] [Site]",
        "       👍",
        "",
        "— 2026-11-25 —",
        "",
        "10:12  Kernpunt ✎📌: b",
        "       [Kies]",
        "",
        "10:12  Kernpunt: {venue Raadhuis, Markt 1}",
        "",
        "10:12  Sofie Claes: {location 51.0000, 4.0000}",
        "",
        "10:12  Sofie Claes:",
        "       > Mag mijn terras groter? Het is smal.",
        "       {contact Sofie +32470001001}",
        "",
        "10:12  Sofie Claes: {sticker 👍}",
        "",
        "10:12  Kernpunt:",
        "       Wanneer?",
        "       ( ) ma 0",
        "       ( ) di 0",
    ]
    assert (await started.people.call("GET", f"/sim/chats/{SOFIE}.txt?tz=Nergens"))[0] == 400
