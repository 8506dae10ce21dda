"""Standard texts (B4): kept from an answer in two taps, filled for another asker, renamed and ended."""

from collections.abc import Sequence

from bot.domain.note import Canned, UseFor
from bot.services.ports import Unit
from tests.dialogue import Dialogue, Person
from tests.handlers.answer_scenes import colleague, offered, taken
from tests.handlers.scenes import asks

WORDS = "Dag Sofie, vraag 001 is in orde sinds 24/11/2026. Kijk ook op de site."
KEPT = "Dag {naam}, vraag {nummer} is in orde sinds {datum}. Kijk ook op de site."


async def texts(talk: Dialogue, topic: str = "terras", department: str = "") -> Sequence[Canned]:
    return await talk.unit(lambda unit: unit.canned.for_topic(topic, department, UseFor.ANSWER, 50))


async def keeps(person: Person, everywhere: int = 0, words: str = WORDS) -> None:
    """Let somebody answer the newest card and keep the answer for others."""
    await person.says_by_reply("card", words)
    await person.taps("answer.send", 1)
    await person.taps("canned.make")
    await person.looks_away()
    await person.taps("canned.save", everywhere)


async def test_an_answer_is_kept_in_two_taps_and_used_for_another(
    talk: Dialogue, sofie: Person, luc: Person, amira: Person
) -> None:
    await asks(sofie)
    await amira.says_by_reply("card", WORDS)
    await amira.taps("answer.send", 1)
    await amira.looks_away()
    await amira.taps("canned.make")
    (proposal,) = await amira.sees("canned.proposal")
    assert proposal.value("words") == KEPT
    assert proposal.actions == ["canned.save", "canned.save", "queue.show"]
    await amira.taps("canned.save", 0)
    (kept,) = await amira.sees("canned.kept")
    assert kept.actions == ["canned.rename", "canned.look", "queue.show"]
    (one,) = await texts(talk)
    assert (one.text, one.topic, one.department, one.used) == (KEPT, "terras", "", 0)

    await asks(luc, "puis-je laisser ma terrasse ?")
    await amira.looks_away()
    talk.passes(days=1)
    await amira.taps("queue.more")
    await amira.taps("canned.list", 0, "answer")
    *_, listed = await amira.news()
    assert listed.actions == ["canned.use", "canned.tidy", "queue.show"]
    await amira.taps("canned.use")
    (preview,) = await amira.sees("answer.preview")
    name = str((await luc.contact()).name)  # type: ignore[union-attr]
    assert preview.value("words") == f"Dag {name}, vraag 002 is in orde sinds 25/11/2026. Kijk ook op de site."
    await luc.sees()
    await amira.taps("answer.send", 1)
    assert (await luc.news())[-1].key == "answer.message"
    assert (await texts(talk))[0].used == 1


async def test_the_same_text_is_kept_and_counted_once(
    talk: Dialogue, sofie: Person, luc: Person, amira: Person
) -> None:
    await asks(sofie)
    await keeps(amira)
    message_id, data = await amira.button("canned.make")
    await amira.taps_data(data, message_id)
    await amira.taps("canned.save", 0)
    assert len(await texts(talk)) == 1
    await asks(luc, "puis-je laisser ma terrasse ?")
    await amira.taps_data("1|canned.use|2|1")
    await amira.taps_data("1|canned.use|2|1")
    assert (await texts(talk))[0].used == 1


async def test_a_title_of_ones_own(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await keeps(amira)
    await amira.taps("canned.rename")
    await amira.looks_away()
    await amira.sends(photo=True)
    await amira.says("Terras  in de winter, en nog veel meer woorden dan passen")
    await amira.sees("canned.ask_title", "canned.kept")
    assert (await texts(talk))[0].title == "Terras in de winter, en nog…"


async def test_a_text_is_ended(talk: Dialogue, sofie: Person, luc: Person, amira: Person) -> None:
    await asks(sofie)
    await keeps(amira, everywhere=1)
    await asks(luc, "puis-je laisser ma terrasse ?")
    await amira.taps_data("1|canned.list|2|0|answer")
    await amira.taps("canned.tidy")
    await amira.taps("canned.look")
    await amira.taps("canned.end")
    assert (await amira.news())[-1].key == "canned.gone"
    assert await texts(talk) == []
    await amira.taps_data("1|canned.use|2|1")
    await amira.sees("canned.ended")
    await amira.taps_data("1|canned.list|2|0|answer")
    (none,) = await amira.sees("canned.none")
    assert none.actions == ["queue.show"]


async def test_the_list_turns(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)

    def fill(unit: Unit) -> None:
        for number in range(7):
            words = f"Tekst {number}"
            unit.canned.add(Canned(0, words, words, amira.id, unit.now, topic="terras", used=number))

    await talk.unit(fill)
    await amira.taps("queue.more")
    await amira.taps("canned.list", 0, "answer")
    *_, first = await amira.news()
    assert first.actions == [*["canned.use"] * 5, "canned.list", "canned.tidy", "queue.show"]
    assert first.message.rows[0][0].label.values["title"] == "Tekst 6"
    await amira.taps("canned.list", 5, "answer")
    (second,) = await amira.sees("canned.list")
    assert second.actions == ["canned.use", "canned.use", "canned.list", "canned.tidy", "queue.show"]


async def test_unknown_parameters_are_refused(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await keeps(amira, words="Dag {voornaam}, ja.")
    await amira.sees("canned.unknown")
    assert await texts(talk) == []


async def test_a_departments_text_is_its_own(talk: Dialogue, sofie: Person, amira: Person) -> None:
    karim, wout = await colleague(talk), await colleague(talk, "Wout Maes", "mobiliteit")
    await taken(talk, sofie, amira, karim)
    await keeps(karim)
    (one,) = await texts(talk, department="openbaar_domein")
    assert one.department == "openbaar_domein"
    await wout.starts()
    await wout.looks_away()
    await wout.taps_data("1|canned.look|1|0")
    await wout.sees("error.not_found")
    await amira.taps_data("1|canned.end|1|0")
    assert await texts(talk, department="openbaar_domein")


async def test_everybodys_text_is_changed_by_who_made_it_or_a_manager(
    talk: Dialogue, sofie: Person, luc: Person, amira: Person
) -> None:
    karim = await colleague(talk)
    await asks(sofie)
    await keeps(amira)
    await offered(talk, luc, amira, karim)
    await karim.taps_data("1|canned.end|1|0")
    await karim.sees("canned.not_yours")
    assert await texts(talk)


async def test_a_text_for_what_is_only_offered_waits(talk: Dialogue, sofie: Person, luc: Person, amira: Person) -> None:
    karim = await colleague(talk)
    await asks(sofie)
    await keeps(amira)
    await offered(talk, luc, amira, karim)
    await karim.taps_data("1|canned.use|2|1")
    await karim.sees("answer.take_first_kept")
    await luc.sees()


async def test_somebody_elses_answer_is_not_kept(talk: Dialogue, sofie: Person, amira: Person) -> None:
    karim = await colleague(talk)
    await taken(talk, sofie, amira, karim)
    await amira.says("/1")
    await amira.says_by_reply("card", WORDS)
    await karim.taps_data("1|canned.make|1")
    await karim.sees("error.not_found")
    await amira.taps_data("1|canned.make|1")
    await amira.taps_data("1|canned.save|1|0")
    assert {one.key for one in (await amira.news())[-2:]} == {"error.not_found"}
    assert await texts(talk) == []


async def test_going_back_asks_for_no_title_any_more(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await keeps(amira)
    (before,) = await texts(talk)
    await amira.taps("canned.rename")
    await amira.taps("canned.look", 0)
    await amira.looks_away()
    await amira.says("een los woord")
    assert await texts(talk) == [before]
