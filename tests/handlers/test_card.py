"""The card of one question (B4): long texts, files, versions."""

from tests.dialogue import Dialogue, Person
from tests.handlers.scenes import TERRACE, asks


async def test_all_files_come_when_asked_for(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await sofie.sends(photo=True, caption=TERRACE)
    for what in ("voice", "video", "audio", "document", "location", "animation", "video_note"):
        await sofie.sends(**{what: True})
    await sofie.taps("ask.submit", "terras")
    await amira.news()
    await amira.taps("queue.files")
    await amira.sees(*["card.file"] * 8, "card")
    sent = [row["kind"] for row in await amira.messages() if row["by"] == "bot" and row["kind"] != "text"]
    assert sent == ["photo", "voice", "video", "audio", "document", "location", "animation", "video_note"]


async def test_a_long_text_is_shortened_and_comes_whole_when_asked_for(
    talk: Dialogue, sofie: Person, amira: Person
) -> None:
    words = " ".join(f"woord{number}" for number in range(1200))
    await sofie.says(words, raw=True)
    await sofie.taps("ask.submit", "anders")
    (card,) = await amira.sees("card")
    assert "queue.whole" in card.actions
    await amira.taps("queue.whole")
    pieces = (await amira.news())[:-1]
    assert {piece.key for piece in pieces} == {"card.said"}
    assert " ".join(str(piece.value("words")) for piece in pieces) == words


async def test_a_card_of_many_long_messages_still_arrives(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    for number in range(15):
        await sofie.says(f"{number} " + "terras " * 60)
    await amira.news()
    await amira.says("/1")
    await amira.sees("card")


async def test_every_version_of_an_edited_text_can_be_read(talk: Dialogue, sofie: Person, amira: Person) -> None:
    sent = await sofie.says("mag mijn terras?")
    await sofie.taps("ask.submit", "terras")
    await sofie.edits(sent, TERRACE)
    await amira.news()
    await amira.taps("queue.whole")
    await amira.sees("card.said_before", "card.said_edited", "card")
