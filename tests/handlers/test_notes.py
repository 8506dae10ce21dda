"""Internal notes: another act than answering, read by colleagues, and never by an asker."""

import pytest

from bot.domain.enquiry import Status
from tests.dialogue import Dialogue, Person
from tests.handlers.answer_scenes import colleague, lines_of, taken
from tests.handlers.scenes import ANSWER, asks

SECRET = "Let op, tweede klacht over deze zaak: zwaluwstaart."


async def notes(person: Person, words: str = SECRET) -> int:
    """Let somebody note something on the newest card's question."""
    await person.taps("queue.more")
    await person.taps("note.ask")
    await person.looks_away()
    return await person.says(words)


async def test_colleagues_read_a_note(talk: Dialogue, sofie: Person, amira: Person) -> None:
    karim, lena = await colleague(talk), await colleague(talk, "Lena Peeters")
    wout = await colleague(talk, "Wout Maes", "mobiliteit")
    await taken(talk, sofie, amira, karim, lena, wout)
    await notes(karim)
    await karim.sees("note.kept")
    for person in (amira, lena):
        (told,) = await person.sees("note.told")
        assert told.value("words") == SECRET
    await wout.sees()
    await sofie.sees()
    await amira.says("/1")
    assert "card.note" in lines_of((await amira.news())[-1])


async def test_replying_to_a_note_is_an_answer_with_a_preview(talk: Dialogue, sofie: Person, amira: Person) -> None:
    karim = await colleague(talk)
    await taken(talk, sofie, amira, karim)
    await notes(karim)
    await amira.says_by_reply("note.told", ANSWER)
    assert (await amira.news())[-1].key == "answer.preview"
    await sofie.sees()


async def test_a_note_can_be_changed(talk: Dialogue, sofie: Person, amira: Person) -> None:
    karim = await colleague(talk)
    await taken(talk, sofie, amira, karim)
    typed = await notes(karim)
    await karim.edits(typed, "zwaluwstaart, maar anders")
    await karim.edits(typed, "zwaluwstaart, maar anders")
    await karim.sees("note.kept", "note.edited")
    await amira.sees("note.told", "note.told_edited")
    (note,) = await talk.unit(lambda unit: unit.notes.of_enquiry(1))
    assert note.text == "zwaluwstaart, maar anders"
    await sofie.sees()


async def test_a_note_is_words_only(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await amira.taps("queue.more")
    await amira.taps("note.ask")
    await amira.sends(photo=True)
    await amira.says(SECRET)
    assert [one.key for one in await amira.news()][-2:] == ["note.words_only", "note.kept"]


async def test_going_back_asks_for_no_note_any_more(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await amira.taps("queue.more")
    await amira.taps("note.ask")
    await amira.taps("queue.show")
    await amira.looks_away()
    await amira.says(SECRET)
    await amira.sees("answer.which")


async def test_somebody_elses_question_takes_no_note(talk: Dialogue, sofie: Person, amira: Person) -> None:
    karim, wout = await colleague(talk), await colleague(talk, "Wout Maes", "mobiliteit")
    await taken(talk, sofie, amira, karim)
    await wout.starts()
    await wout.news()
    await wout.taps_data("1|note.ask|1")
    await wout.sees("error.not_found")


async def test_a_revoked_colleague_notes_nothing_and_is_asked_for_nothing(
    talk: Dialogue, sofie: Person, amira: Person
) -> None:
    karim = await colleague(talk)
    await taken(talk, sofie, amira, karim)
    await karim.taps("queue.more")
    await karim.taps("note.ask")
    await karim.looks_away()
    await talk.unit(lambda unit: unit.staff.revoke(karim.id, unit.now))
    typed = await karim.says(SECRET)
    await karim.sees("error.not_allowed")
    await karim.edits(typed, "iets anders")
    await karim.sees()
    assert await talk.unit(lambda unit: unit.notes.of_enquiry(1)) == []
    await karim.says("mag ik ook een terras?")
    assert (await karim.news())[-1].key != "error.not_allowed"
    (row,) = await talk.rows("SELECT outcome FROM audit WHERE actor_id = :who", who=karim.id)
    assert row["outcome"] == "error.not_allowed"


@pytest.mark.parametrize("by_department", [False, True])
async def test_no_path_brings_a_note_to_an_asker(
    talk: Dialogue, sofie: Person, luc: Person, amira: Person, by_department: bool
) -> None:
    karim = await colleague(talk)
    await taken(talk, sofie, amira, karim)
    author = karim if by_department else amira
    if not by_department:
        await amira.says("/1")
    typed = await notes(author)
    await author.edits(typed, f"{SECRET} En nog iets.")
    await author.says("/1")
    await author.says_by_reply("card", ANSWER)
    await author.taps("answer.send", 0)
    await sofie.says("/1")
    await sofie.taps("mine.answer")
    await sofie.taps("mine.add")
    await sofie.says("En de stoelen dan?")
    await luc.says("/1")
    await talk.settle()
    await author.says_by_reply("card", "Ook de stoelen.")
    await author.taps("answer.send", 1)
    await author.taps("canned.make")
    await author.taps("canned.save", 1)
    await sofie.says("/mijnvragen")
    await sofie.says("/1")
    rows = await talk.rows(
        "SELECT message FROM outbox WHERE chat_id IN (:sofie, :luc) AND message LIKE '%waluwstaart%'",
        sofie=sofie.id,
        luc=luc.id,
    )
    assert rows == []
    assert not [row for row in await sofie.messages() if "waluwstaart" in row["text"]]
    assert (await talk.enquiry(1)).status is Status.CLOSED
    parts = await talk.parts(1)
    assert not [part for part in parts if "waluwstaart" in part.text]
