"""The draft (B2) as sure as it is of its topic: one tap confirms it, three to choose from, or straight to a person."""

from pathlib import Path

import pytest

from bot.domain.message import Text
from tests.dialogue import Dialogue, Person, Shown
from tests.handlers.scenes import TERRACE, asks
from tests.town_folder import copied

FORCED = "waar staat dat van de blauwe zone"
ALLERGENS = "hoe moet ik allergenen aanduiden, en komt het favv dat controleren?"
FLATTERY = "wie wint volgens u de beker, club brugge of anderlecht"
BETWEEN = "klopt het dat er iets verandert op het plein?"


def lines_of(screen: Shown) -> list[str]:
    lines = screen.value("lines")
    assert isinstance(lines, tuple)
    return [line.key for line in lines]


async def drafted(person: Person, words: str) -> Shown:
    await person.says(words)
    return (await person.news())[-1]


async def test_when_it_is_sure_one_tap_sends_it_to_the_proposed_topic(talk: Dialogue, sofie: Person) -> None:
    await talk.has_learnt()
    draft = await drafted(sofie, TERRACE)
    assert draft.key == "ask.one"
    assert draft.value("topic") == talk.bot.town.title("terras")
    assert draft.actions == ["ask.submit", "ask.choose", "ask.reword", "ask.discard"]
    assert await sofie.taps("ask.submit", "terras") == talk.words("ask.toast", number=1)
    assert (await talk.enquiry(1)).topic == "terras"


async def test_something_else_shows_the_others_and_an_old_tap_there_says_that_it_left(
    talk: Dialogue, sofie: Person
) -> None:
    await talk.has_learnt()
    first = await drafted(sofie, TERRACE)
    choose = await sofie.button("ask.choose")
    await sofie.taps("ask.choose")
    (choices,) = await sofie.sees("ask.topic")
    assert choices.edits == first.message_id
    assert choices.actions == ["ask.submit"] * 4 + ["ask.reword", "ask.discard"]
    topics = [str(button.args[1]) for row in choices.message.rows for button in row if button.action == "ask.submit"]
    assert (topics[0], topics[-1], len({*topics})) == ("terras", "anders", 4)
    await sofie.taps("ask.submit", topics[1])
    assert (await talk.enquiry(1)).topic == topics[1]
    await sofie.looks_away()
    assert await sofie.taps_data(choose[1], choose[0]) == talk.words("ask.was_sent", number=1)


async def test_when_it_is_in_doubt_the_asker_chooses(talk: Dialogue, sofie: Person) -> None:
    await talk.has_learnt()
    draft = await drafted(sofie, BETWEEN)
    assert (draft.key, draft.actions[:4]) == ("ask.topic", ["ask.submit"] * 4)


async def test_before_it_knows_how_sure_it_may_be_it_proposes_nothing_alone(talk: Dialogue, sofie: Person) -> None:
    assert (await drafted(sofie, TERRACE)).key == "ask.topic"


async def test_what_a_rule_forces_is_proposed_alone(talk: Dialogue, sofie: Person) -> None:
    draft = await drafted(sofie, FORCED)
    assert (draft.key, draft.value("topic")) == ("ask.one", talk.bot.town.title("parkeren"))
    await sofie.taps("ask.choose")
    assert (await sofie.sees("ask.topic"))[0].actions[:2] == ["ask.submit"] * 2


async def test_who_else_helps_is_named_and_it_can_be_sent_all_the_same(
    talk: Dialogue, sofie: Person, amira: Person
) -> None:
    await talk.has_learnt()
    draft = await drafted(sofie, ALLERGENS)
    assert (draft.key, lines_of(draft)) == ("ask.elsewhere", ["ask.quote", "ask.helper", "ask.helper_ways"])
    assert draft.actions[0] == "ask.submit"
    await sofie.taps("ask.submit", "anders")
    assert (await talk.enquiry(1)).topic == "anders"
    await amira.sees("card")


async def test_what_is_for_nobody_goes_to_the_manager_with_one_tap(talk: Dialogue, sofie: Person) -> None:
    await talk.has_learnt()
    draft = await drafted(sofie, FLATTERY)
    assert (draft.key, lines_of(draft)) == ("ask.unsure", ["ask.quote"])
    await sofie.taps("ask.submit", "anders")
    assert (await talk.enquiry(1)).topic == "anders"


async def test_thanks_are_about_nothing_also_where_a_question_was_asked_for(talk: Dialogue, sofie: Person) -> None:
    await talk.has_learnt()
    await sofie.says("/vraag")
    await sofie.sees("ask.invite")
    assert (await drafted(sofie, "bedankt hoor")).key == "ask.loose"


async def test_two_questions_in_one_message_are_never_proposed_as_one(talk: Dialogue, sofie: Person) -> None:
    await talk.has_learnt()
    words = "mag mijn terras blijven staan met de kermis? en wanneer halen ze mijn karton op?"
    draft = await drafted(sofie, words)
    assert draft.key == "ask.topic"
    offered = [button.args[1] for row in draft.message.rows for button in row if button.action == "ask.submit"]
    assert {*offered[:2]} == {"terras", "afval"}


async def test_a_scanned_topic_is_proposed_whatever_the_words_say(talk: Dialogue, sofie: Person) -> None:
    await talk.has_learnt()
    await sofie.starts("afval")
    await sofie.looks_away()
    draft = await drafted(sofie, TERRACE)
    assert (draft.key, draft.message.rows[0][0].args[1]) == ("ask.topic", "afval")


async def test_somebody_elses_draft_is_not_shown(talk: Dialogue, sofie: Person, luc: Person) -> None:
    await drafted(sofie, TERRACE)
    await luc.says("/help")
    await luc.looks_away()
    await luc.taps_data("1|ask.choose|1")
    await luc.sees("error.not_found")


@pytest.mark.parametrize("person", ["entrepreneur_fr", "entrepreneur"])
async def test_french_is_routed_as_well(talk: Dialogue, person: str) -> None:
    await talk.has_learnt()
    draft = await drafted(talk.person(person), "où puis-je garer ma camionnette pour livrer ?")
    assert draft.key in {"ask.one", "ask.topic"}
    assert draft.message.rows[0][0].args[1] == "parkeren"


# A topic that is gone


async def without_terrace(talk: Dialogue, folder: Path) -> None:
    """Let the town do without one of its topics, and start again."""
    content = copied(folder)
    (content / "topics" / "terras.toml").unlink()
    talk.settings = talk.settings.model_copy(update={"content_dir": content})
    await talk.restart()


async def test_a_topic_that_is_gone_when_it_is_tapped_is_left_to_the_manager(
    talk: Dialogue, tmp_path: Path, sofie: Person
) -> None:
    await sofie.says(TERRACE)
    await sofie.sees("welcome.short", "ask.topic")
    await without_terrace(talk, tmp_path)
    assert await sofie.taps("ask.submit", "terras") == talk.words("ask.toast", number=1)
    assert [one.key for one in await sofie.news()] == ["ask.receipt", "welcome.opt_in", "ask.sent_off_gone"]
    assert (await talk.enquiry(1)).topic == "anders"


async def test_open_questions_of_a_topic_that_is_gone_go_their_way(
    talk: Dialogue, tmp_path: Path, sofie: Person, amira: Person
) -> None:
    await asks(sofie)
    await amira.looks_away()
    await without_terrace(talk, tmp_path)
    await sofie.says("/mijnvragen")
    await sofie.sees("mine.list")
    await amira.says("/werklijst")
    await amira.sees("queue.list")
    await amira.taps("queue.show")
    (card,) = await amira.sees("card")
    assert "card.because" not in lines_of(card)
    await amira.taps("queue.more")
    await amira.looks_away()
    await amira.taps("queue.topics")
    await amira.sees("queue.reroute")
    await amira.taps("queue.reroute", "evenement")
    (card,) = await amira.sees("card")
    assert (await talk.enquiry(1)).topic == "evenement"
    await amira.says_by_reply("card", "Ja.")
    await amira.taps("answer.send", 1)
    assert (await sofie.news())[-1].key == "answer.message"


async def test_a_scanned_topic_that_is_gone_is_thought_about_anew(
    talk: Dialogue, tmp_path: Path, sofie: Person
) -> None:
    await sofie.starts("terras")
    await sofie.says("waar kan ik parkeren met mijn bestelwagen?")
    await without_terrace(talk, tmp_path)
    await sofie.says("op de markt")
    draft = (await sofie.news())[-1]
    assert "terras" not in {value for row in draft.message.rows for button in row for value in button.args}
    await sofie.taps("ask.submit", "parkeren")
    assert (await talk.enquiry(1)).topic == "parkeren"


# Whatever is typed

PRESS = (
    "MOLENBEKE - De gemeenteraad keurde maandagavond het nieuwe terrasreglement goed. Horecazaken mogen voortaan het "
    "hele jaar door een terras uitbaten, op voorwaarde dat er anderhalve meter doorgang blijft. \u201cWe willen de "
    "handelaars ruimte geven\u201d, zegt de burgemeester. De oppositie vindt dat de buurt te weinig gehoord is. "
)
STRANGE = (
    "Привет, можно ли поставить столики перед магазином?",
    "هل يمكنني وضع طاولات أمام المتجر؟",
    "店の前にテーブルを置いてもいいですか",
    "x",
    "?",
    "12345678901234567890",
    "\u200bmag\u200d \ufeffdit",
    "terras " * 570,
    "z" * 4000,
    PRESS,
    PRESS * 9,
    "<b>terras</b> & \u201c'\"",
)


@pytest.mark.parametrize("words", STRANGE, ids=range(len(STRANGE)))
async def test_whatever_is_typed_can_be_sent_with_the_first_button(talk: Dialogue, sofie: Person, words: str) -> None:
    await talk.has_learnt()
    await sofie.says("/vraag")
    await sofie.looks_away()
    await sofie.says(words, raw=True)
    draft = (await sofie.news())[-1]
    assert draft.key in {"ask.one", "ask.topic", "ask.elsewhere", "ask.unsure", "ask.loose"}
    first = draft.message.rows[0][0]
    await sofie.taps("ask.submit", first.args[1])
    assert (await talk.enquiry(1)).topic == first.args[1]


async def test_emoji_and_pictures_alone_are_for_a_person(talk: Dialogue, sofie: Person) -> None:
    await talk.has_learnt()
    await sofie.says("/vraag")
    await sofie.looks_away()
    draft = await drafted(sofie, "😀🎉")
    assert draft.key == "ask.loose"
    await sofie.sends(photo=True)
    (draft,) = await sofie.sees("ask.unsure")
    files = draft.value("lines")
    assert isinstance(files, tuple)
    assert all(isinstance(line, Text) for line in files)
    await sofie.taps("ask.submit", "anders")
    assert (await talk.enquiry(1)).topic == "anders"
