"""/waarheen: where a text would go and why, for staff."""

import pytest

from bot.domain.message import Text
from tests.dialogue import Dialogue, Person, Shown
from tests.handlers.scenes import TERRACE, asks
from tests.handlers.test_draft import ALLERGENS, FORCED, lines_of


async def explained(person: Person, words: str, **more: object) -> Shown:
    await person.looks_away()
    await person.says(words, **more)
    (shown,) = await person.sees("whereto.explained")
    return shown


def line(shown: Shown, key: str) -> Text:
    lines = shown.value("lines")
    assert isinstance(lines, tuple)
    return next(one for one in lines if one.key == key)


@pytest.mark.parametrize("command", ["waarheen", "destination", "whereto"])
async def test_a_text_is_explained(talk: Dialogue, amira: Person, command: str) -> None:
    await talk.has_learnt()
    shown = await explained(amira, f"/{command} {TERRACE}")
    assert shown.value("words") == TERRACE
    assert {"whereto.one", "whereto.topic", "whereto.words"} <= {*lines_of(shown)}
    best = line(shown, "whereto.topic").values
    assert best["topic"] == talk.bot.town.title("terras")
    share, words = best["share"], line(shown, "whereto.words").values["words"]
    assert isinstance(share, int)
    assert isinstance(words, tuple)
    assert 50 < share <= 100
    assert "terras" in [one.values["word"] for one in words]


async def test_before_it_knows_how_sure_it_may_be_it_says_that_it_doubts(talk: Dialogue, amira: Person) -> None:
    assert lines_of(await explained(amira, f"/waarheen {TERRACE}"))[0] == "whereto.three"


async def test_rules_that_held_are_named(talk: Dialogue, amira: Person) -> None:
    shown = await explained(amira, f"/waarheen {FORCED}")
    assert lines_of(shown)[:2] == ["whereto.one", "whereto.topic"]
    assert line(shown, "whereto.topic").values["share"] == 100
    assert line(shown, "whereto.rules").values["rules"]


async def test_who_else_helps_is_named(talk: Dialogue, amira: Person) -> None:
    await talk.has_learnt()
    shown = await explained(amira, f"/waarheen {ALLERGENS}")
    assert lines_of(shown) == ["whereto.none", "whereto.helper"]


@pytest.mark.parametrize("words", ["👍", "bedankt", "?!…", "привет", "z" * 3900])
async def test_any_text_is_explained(talk: Dialogue, amira: Person, words: str) -> None:
    await talk.has_learnt()
    assert lines_of(await explained(amira, f"/waarheen {words}"))


async def test_without_words_it_tells_how(talk: Dialogue, amira: Person) -> None:
    await amira.says("/waarheen")
    await amira.sees("whereto.how")


async def test_a_reply_to_a_card_explains_its_question_as_its_asker_asked_it(
    talk: Dialogue, sofie: Person, amira: Person
) -> None:
    await asks(sofie)
    await amira.says_by_reply("card", "/waarheen")
    _, shown = await amira.sees("card", "whereto.explained")
    assert shown.value("words") == TERRACE
    assert shown.actions == ["queue.show"]
    await amira.says_by_reply("card", "/waarheen waar mag ik parkeren")
    (shown,) = await amira.sees("whereto.explained")
    assert shown.value("words") == "waar mag ik parkeren"


async def test_a_reply_to_any_other_message_explains_what_it_says(talk: Dialogue, amira: Person) -> None:
    sent = await amira.says("waar mag ik parkeren met een bestelwagen")
    shown = await explained(amira, "/waarheen", reply_to=sent)
    assert shown.value("words") == "waar mag ik parkeren met een bestelwagen"
    place = await amira.sends(location=True)
    await amira.looks_away()
    await amira.says("/waarheen", reply_to=place)
    await amira.sees("whereto.how")


async def test_it_is_for_staff(talk: Dialogue, sofie: Person) -> None:
    await sofie.says(f"/waarheen {TERRACE}")
    await sofie.sees("error.not_allowed")


async def test_nothing_is_kept(talk: Dialogue, amira: Person) -> None:
    await explained(amira, f"/waarheen {TERRACE}")
    for table in ("enquiries", "lessons", "forecasts"):
        assert await talk.rows(f"SELECT * FROM {table}") == []
