"""The card of one question (B4): long texts, files, versions."""

import pytest

from bot.domain.message import Text
from tests.dialogue import Dialogue, Person, Shown
from tests.handlers.scenes import TERRACE, answers, asks


def lines_of(card: Shown) -> tuple[Text, ...]:
    lines = card.value("lines")
    assert isinstance(lines, tuple)
    return lines


def keys_of(card: Shown) -> list[str]:
    return [line.key for line in lines_of(card)]


def line_of(card: Shown, key: str) -> Text:
    return next(line for line in lines_of(card) if line.key == key)


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


# Why it is with this department


async def test_the_card_says_which_words_brought_it_to_its_department(
    talk: Dialogue, sofie: Person, amira: Person
) -> None:
    await sofie.says("jammer dat ik nergens kan laden en lossen voor mijn winkel, de loszone is weg")
    await sofie.taps("ask.submit", "parkeren")
    (card,) = await amira.sees("card")
    because = line_of(card, "card.because")
    assert because.values["department"] == talk.bot.town.departments["mobiliteit"].name
    words = because.values["words"]
    assert isinstance(words, tuple)
    named = [word.values["word"] for word in words]
    assert named[0] == "loszone"
    assert len(named) <= 3
    # The tap taught every word of it; that is no reason for itself.
    assert "jammer" not in named
    await amira.says("/1")
    (again,) = await amira.sees("card")
    assert line_of(again, "card.because") == because


async def test_the_card_names_the_rule_that_brought_it_there(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie, "waar staat dat van de blauwe zone", "parkeren")
    (card,) = await amira.sees("card")
    assert line_of(card, "card.by_rule").values["rule"]


@pytest.mark.parametrize("topic", ["anders", "hinder"])
async def test_where_nothing_speaks_for_it_nothing_is_said(
    talk: Dialogue, sofie: Person, amira: Person, topic: str
) -> None:
    await sofie.sends(photo=True)
    await sofie.taps_data(f"1|ask.submit|1|{topic}")
    (card,) = await amira.sees("card")
    assert not {"card.because", "card.by_rule"} & {*keys_of(card)}


async def test_what_a_person_decided_needs_no_words(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await amira.looks_away()
    await amira.taps("queue.more")
    await amira.taps("queue.topics")
    await amira.taps("queue.reroute", "evenement")
    assert "card.because" not in keys_of((await amira.news())[-1])
    await amira.taps("queue.undo")
    assert "card.because" in keys_of((await amira.news())[-1])


async def test_a_closed_question_needs_no_reason(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await answers(amira)
    await amira.says("/1")
    (card,) = await amira.sees("card")
    assert "card.because" not in keys_of(card)
