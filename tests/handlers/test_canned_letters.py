"""Standard texts for a question back and for a hand-over (B4): kept from what was sent, and used for another asker."""

from collections.abc import Sequence

import pytest

from bot.domain.access import Role
from bot.domain.message import Text
from bot.domain.note import Canned, UseFor
from bot.services.ports import Unit
from tests.dialogue import Dialogue, Person
from tests.handlers.answer_scenes import answer_of, colleague, taken
from tests.handlers.scenes import asks

BACK = "Dag Sofie, hoe breed is het terras van vraag 001?"
KEPT = "Dag {naam}, hoe breed is het terras van vraag {nummer}?"
TOLD = "Dag Sofie, zij keuren dat."


async def texts(talk: Dialogue, use: UseFor = UseFor.ASK_BACK, department: str = "") -> Sequence[Canned]:
    return await talk.unit(lambda unit: unit.canned.for_topic("terras", department, use, 50))


async def asks_back(person: Person, words: str = BACK) -> None:
    """Let somebody ask the asker of the newest card something."""
    await person.taps("help.ask")
    await person.says(words)
    await person.taps("help.ask_send")
    await person.looks_away()


async def hands_over(amira: Person, number: int = 1) -> None:
    """Let the manager choose who helps instead, and see what would go."""
    await amira.says(f"/{number}")
    await amira.taps("queue.more")
    await amira.taps("help.parties", 0)
    await amira.taps("help.pick", "favv")
    await amira.looks_away()


async def test_a_question_back_is_kept_in_two_taps_and_used_for_another(
    talk: Dialogue, sofie: Person, luc: Person, amira: Person
) -> None:
    await asks(sofie)
    await asks_back(amira)
    await amira.taps("canned.make_sent")
    (proposal,) = await amira.sees("canned.proposal")
    assert proposal.value("words") == KEPT
    assert proposal.actions == ["canned.keep", "canned.keep", "queue.show"]
    await amira.taps("canned.keep", 0)
    (kept,) = await amira.sees("canned.kept")
    about = kept.value("about")
    assert isinstance(about, Text)
    assert about.key == "canned.at_ask_back"
    (one,) = await texts(talk)
    assert (one.text, one.topic, one.use_for) == (KEPT, "terras", UseFor.ASK_BACK)
    assert await texts(talk, UseFor.ANSWER) == []

    await asks(luc, "puis-je laisser ma terrasse ?")
    await amira.looks_away()
    await amira.taps("help.ask", 2)
    await amira.taps("canned.list", 0, "ask_back")
    _, listed = await amira.sees("help.ask_how", "canned.list")
    assert listed.actions == ["canned.use", "canned.tidy", "help.ask"]
    assert not listed.subject
    await luc.looks_away()
    await amira.taps("canned.use")
    (preview,) = await amira.sees("help.ask_preview")
    name = str((await luc.contact()).name)  # type: ignore[union-attr]
    assert preview.value("words") == f"Dag {name}, hoe breed is het terras van vraag 002?"
    await luc.sees()
    await amira.taps_data("1|canned.use|2|1")
    assert (await texts(talk))[0].used == 1
    await amira.taps("help.ask_send")
    await luc.sees("help.asked")


async def test_what_goes_with_a_hand_over_is_kept_and_used(
    talk: Dialogue, sofie: Person, luc: Person, amira: Person
) -> None:
    await asks(sofie)
    await hands_over(amira)
    await amira.says(TOLD)
    await amira.taps("help.hand_over")
    await amira.looks_away()
    await amira.taps("canned.make_sent")
    await amira.taps("canned.keep", 1)
    (one,) = await texts(talk, UseFor.HAND_OVER)
    assert (one.text, one.topic) == ("Dag {naam}, zij keuren dat.", "")

    await asks(luc, "puis-je laisser ma terrasse ?")
    await hands_over(amira, 2)
    await amira.taps("canned.list", 0, "hand_over")
    (listed,) = await amira.sees("canned.list")
    assert listed.actions == ["canned.use", "canned.tidy", "help.again"]
    await amira.taps("canned.use")
    (preview,) = await amira.sees("help.over_preview")
    name = str((await luc.contact()).name)  # type: ignore[union-attr]
    assert f"Dag {name}, zij keuren dat." in str(preview.value("lines"))
    await luc.looks_away()
    await amira.taps("help.hand_over")
    (told,) = await luc.sees("help.handed_over")
    assert told.value("lines") == preview.value("lines")


async def test_a_hand_over_without_words_of_ones_own_keeps_nothing(
    talk: Dialogue, sofie: Person, amira: Person
) -> None:
    await asks(sofie)
    await hands_over(amira)
    await amira.taps("help.hand_over")
    (card,) = await amira.sees("card")
    assert "canned.make_sent" not in card.actions
    await amira.taps_data("1|canned.make_sent|1|1")
    await amira.sees("error.not_found")
    assert await texts(talk, UseFor.HAND_OVER) == []


async def test_where_there_is_none_yet_it_says_how_to_make_one(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await amira.taps("help.ask")
    await amira.looks_away()
    await amira.taps("canned.list", 0, "ask_back")
    (none,) = await amira.sees("canned.none_ask_back")
    assert none.actions == ["help.ask"]
    await amira.says("Hoe breed?")
    await amira.sees("help.ask_preview")
    await hands_over(amira)
    await amira.says("Zij keuren dat.")
    await amira.taps("canned.list", 0, "hand_over")
    await amira.looks_away()
    await amira.taps("help.again")
    (again,) = await amira.sees("help.over_preview")
    assert "Zij keuren dat." in str(again.value("lines"))
    assert [one.key for one in await amira.chat()][-2] != "canned.none"


async def test_a_text_for_a_file_that_waits_goes_with_it(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await talk.unit(lambda unit: _fill(unit, amira.id, "Wat is dit, {naam}?", UseFor.ASK_BACK))
    await amira.taps("help.ask")
    await amira.sends(photo=True)
    await amira.taps("canned.list", 0, "ask_back")
    await amira.looks_away()
    await amira.taps("canned.use")
    await amira.sees("help.with_file")
    await sofie.looks_away()
    await amira.taps("help.ask_send")
    await sofie.sees("help.file", "help.asked")


async def test_the_list_of_a_question_back_turns_and_ends_texts(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)

    def fill(unit: Unit) -> None:
        for number in range(7):
            _fill(unit, amira.id, f"Tekst {number}", UseFor.ASK_BACK, used=number)

    await talk.unit(fill)
    await amira.taps("help.ask")
    await amira.looks_away()
    await amira.taps("canned.list", 0, "ask_back")
    await amira.taps("canned.list", 5, "ask_back")
    first, second = await amira.sees("canned.list", "canned.list")
    assert first.message.rows[0][0].label.values["title"] == "Tekst 6"
    assert second.actions == ["canned.use", "canned.use", "canned.list", "canned.tidy", "help.ask"]
    await amira.taps("canned.tidy")
    await amira.taps("canned.look")
    await amira.taps("canned.end")
    gone = (await amira.news())[-1]
    assert (gone.key, gone.actions) == ("canned.gone", ["canned.list"])
    assert len(await texts(talk)) == 6
    await amira.taps("canned.list", 0, "ask_back")
    await amira.sees("canned.list")


async def test_a_department_keeps_its_own_question_back(talk: Dialogue, sofie: Person, amira: Person) -> None:
    karim, wout = await colleague(talk), await colleague(talk, "Wout Maes", "mobiliteit")
    await taken(talk, sofie, amira, karim)
    await asks_back(karim)
    await karim.taps("canned.make_sent")
    await karim.taps("canned.keep", 0)
    (one,) = await texts(talk, department="openbaar_domein")
    assert one.department == "openbaar_domein"
    await amira.looks_away()
    await amira.taps_data("1|canned.make_sent|1|1")
    await amira.taps_data("1|canned.keep|1|1|0")
    await amira.taps_data("1|canned.use|1|1")
    await amira.sees("error.not_found", "error.not_found", "error.not_found")
    await wout.starts()
    await wout.looks_away()
    await wout.taps_data("1|canned.list|1|0|ask_back")
    await wout.sees("error.not_found")


async def test_words_that_did_not_leave_are_not_kept(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await amira.taps("help.ask")
    await amira.says(BACK)
    await amira.looks_away()
    await amira.taps_data("1|canned.make_sent|1|1")
    await amira.taps_data("1|canned.make_sent|1|99")
    await amira.sees("error.not_found", "error.not_found")


@pytest.mark.parametrize("use", ["postpone", "x", ""])
async def test_a_use_without_texts_is_not_there(talk: Dialogue, sofie: Person, amira: Person, use: str) -> None:
    await asks(sofie)
    await talk.unit(lambda unit: _fill(unit, amira.id, "Het duurt langer.", UseFor.POSTPONE))
    await amira.looks_away()
    await amira.taps_data(f"1|canned.list|1|0|{use}")
    await amira.taps_data(f"1|canned.tidy|1|0|{use}")
    await amira.taps_data("1|canned.use|1|1")
    await amira.sees("error.not_found", "error.not_found", "error.not_found")


async def test_only_a_manager_hands_over_with_a_text(talk: Dialogue, sofie: Person, amira: Person) -> None:
    karim = await colleague(talk)
    await taken(talk, sofie, amira, karim)
    await talk.unit(lambda unit: _fill(unit, amira.id, "Zij keuren dat.", UseFor.HAND_OVER))
    await karim.taps_data("1|canned.list|1|0|hand_over")
    await karim.taps_data("1|canned.use|1|1")
    await karim.sees("error.not_allowed", "error.not_allowed")
    await talk.appoint(karim, Role.MANAGER, "", "Karim Aziz")
    await karim.taps_data("1|canned.use|1|1")
    await karim.sees("help.parties")


async def test_a_text_that_grew_too_long_is_not_sent(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await talk.unit(lambda unit: _fill(unit, amira.id, "{naam} " * 200, UseFor.ASK_BACK))
    await amira.looks_away()
    await amira.taps_data("1|canned.use|1|1")
    await amira.sees("help.too_long")
    assert (await texts(talk))[0].used == 0


async def test_old_buttons_of_answers_work_and_those_of_lists_explain_themselves(
    talk: Dialogue, sofie: Person, amira: Person
) -> None:
    await asks(sofie)
    await talk.unit(lambda unit: _fill(unit, amira.id, "Ja, {naam}.", UseFor.ANSWER))
    await amira.looks_away()
    await amira.taps_data("1|canned.list|1|0")
    await amira.taps_data("1|canned.use|1|1")
    await amira.sees("other.old_button", "answer.preview")
    assert (await answer_of(talk)).text == "Ja, Sofie Claes."


def _fill(unit: Unit, author: int, words: str, use: UseFor, used: int = 0) -> None:
    unit.canned.add(Canned(0, words[:20], words, author, unit.now, topic="terras", use_for=use, used=used))
