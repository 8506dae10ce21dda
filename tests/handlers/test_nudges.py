"""Questions that were typed but never sent, promises to people who come back, and answers changed after the preview."""

from tests.dialogue import Dialogue, Person
from tests.handlers.scenes import ANSWER, TERRACE, answers, asks


async def _reminds(talk: Dialogue) -> int:
    return await talk.unit(talk.bot.desk.nudges.ask_about_forgotten)


async def test_a_forgotten_draft_is_asked_about_once(talk: Dialogue, sofie: Person) -> None:
    await sofie.says(TERRACE)
    await sofie.sees("welcome.short", "ask.topic")
    talk.passes(minutes=14)
    assert await _reminds(talk) == 0
    talk.passes(minutes=2)
    assert await _reminds(talk) == 1
    assert await _reminds(talk) == 0
    (shown,) = await sofie.sees("ask.forgotten")
    assert shown.message.silent
    await sofie.taps("ask.submit", "terras")
    await sofie.sees("ask.receipt", "welcome.opt_in", "ask.sent_off")


async def test_a_sent_or_discarded_draft_is_not_asked_about(talk: Dialogue, sofie: Person, luc: Person) -> None:
    await asks(sofie)
    await luc.says("laadzone bezet?")
    await luc.taps("ask.discard")
    talk.passes(hours=1)
    assert await _reminds(talk) == 0


async def test_an_answer_waits_for_an_asker_who_left_and_comes_back(
    talk: Dialogue, sofie: Person, amira: Person
) -> None:
    await asks(sofie)
    await sofie.blocks()
    await answers(amira)
    await sofie.unblocks()
    await sofie.says("bedankt")
    seen = [shown.key for shown in await sofie.news()]
    assert seen == ["answer.message", "other.small_talk"]
    assert [one.key for one in await amira.chat()][-2:] == ["answer.arrived_closed", "card"]


async def test_a_changed_answer_is_previewed_again_and_sent_as_changed(
    talk: Dialogue, sofie: Person, amira: Person
) -> None:
    await asks(sofie)
    typed = await amira.says_by_reply("card", ANSWER)
    await amira.edits(typed, "Ja, tot 31 maart.")
    *_, shown = await amira.news()
    assert (shown.key, shown.value("words")) == ("answer.preview", "Ja, tot 31 maart.")
    await amira.taps("answer.send", 1)
    *_, answer = await sofie.news()
    assert answer.value("words") == "Ja, tot 31 maart."


async def test_a_sent_answer_is_corrected_by_editing_and_that_is_said(
    talk: Dialogue, sofie: Person, amira: Person
) -> None:
    await asks(sofie)
    typed = await amira.says_by_reply("card", ANSWER)
    await amira.taps("answer.send", 1)
    await amira.looks_away()
    await amira.edits(typed, "Nee.")
    await amira.sees("answer.corrected_author")
    assert (await talk.parts(1))[-1].text == "Nee."


async def test_whoever_becomes_manager_owns_what_nobody_owned(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await talk.change("UPDATE staff SET revoked_at = since")
    await asks(sofie)
    assert (await talk.enquiry(1)).owner_id == 0
    await talk.unit(lambda unit: unit.enquiries.adopt(amira.id))
    assert (await talk.enquiry(1)).owner_id == amira.id


async def test_a_draft_takes_no_more_than_its_limit(talk: Dialogue, sofie: Person) -> None:
    for number in range(41):
        await sofie.says(f"en nog iets over mijn terras, deel {number}")
    assert (await sofie.news())[-1].key == "ask.too_much"
    draft = await talk.unit(lambda unit: unit.enquiries.draft_of(sofie.id))
    assert draft is not None
    assert len(await talk.unit(lambda unit: unit.enquiries.parts(draft.id))) == 40


async def test_whoever_goes_back_adds_nothing_by_accident(talk: Dialogue, sofie: Person) -> None:
    await asks(sofie)
    talk.passes(minutes=3)
    await sofie.taps("mine.show")
    await sofie.taps("mine.add")
    await sofie.taps("mine.show")
    await sofie.looks_away()
    await sofie.says("hoeveel kost een standplaats op de markt?")
    await sofie.sees("ask.topic")
    assert len(await talk.parts(1)) == 1
