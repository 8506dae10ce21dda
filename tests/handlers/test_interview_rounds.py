"""Interviews from the manager's side: the form of a round, whom it reaches, the results, and the feedback."""

import csv
from io import StringIO

import pytest

from bot.domain.contact import Contact
from bot.domain.due import Due, DueState
from bot.domain.interview import feedback_of
from tests.dialogue import Dialogue, Person
from tests.handlers.interview_scenes import QUESTIONS, invites, knows, prepares


async def last_key(person: Person) -> str:
    return (await person.news())[-1].key


async def why_again(person: Person) -> str:
    """Return the sentence above a step that is asked again."""
    (shown,) = await person.sees("form.again")
    why: str = shown.value("why").key  # type: ignore[union-attr] # it is a text
    return why


async def tells(talk: Dialogue, amira: Person) -> None:
    """Let the manager write the feedback from the round's card, and send it."""
    await amira.taps("round.tell")
    await amira.says("Veel.")
    await amira.says("Alles.")
    await amira.taps("form.skip")
    await amira.taps("form.finish")
    await amira.taps("cast.send")
    talk.passes(seconds=60)
    await talk.comes_due()


async def test_days_that_cannot_be_are_refused_and_nothing_is_lost(
    talk: Dialogue, sofie: Person, amira: Person
) -> None:
    await knows(talk, sofie)
    await amira.says("/bevragingen")
    await amira.taps("round.new")
    await amira.says("iedereen")
    await amira.looks_away()
    for wrong in ("vandaag", "23/11/2026", "2026-11-01"):
        await amira.says(wrong)
        assert await why_again(amira) == "interview.closes_past"
    await amira.says("morgen")
    await amira.looks_away()
    await amira.says("morgen")
    assert await why_again(amira) == "interview.results_before"
    await amira.says("overmorgen")
    await amira.sees("form.summary")


async def test_a_draft_that_waited_too_long_is_not_sent_with_an_old_day(
    talk: Dialogue, sofie: Person, amira: Person
) -> None:
    await knows(talk, sofie)
    await amira.says("/bevragingen")
    await amira.taps("round.new")
    for answer in ("iedereen", "morgen", "12/12"):
        await amira.says(answer)
    await amira.looks_away()
    talk.passes(days=3)
    await amira.taps("form.finish")
    assert await last_key(amira) == "interview.closes_past"
    assert not await talk.unit(lambda unit: unit.campaigns.newest(5))


async def test_a_group_of_nobody_is_refused_with_one_sentence(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await knows(talk, sofie, trade="winkel")
    await amira.says("/bevragingen")
    await amira.taps("round.new")
    await amira.looks_away()
    await amira.says("Molenwijk")
    assert await why_again(amira) == "interview.nobody_in"


async def test_a_round_for_a_trade_or_a_zone_reaches_nobody_else(
    talk: Dialogue, sofie: Person, luc: Person, amira: Person
) -> None:
    await knows(talk, sofie, trade="winkel", zone="markt")
    await knows(talk, luc, "fr", trade="horeca", zone="statie")
    await invites(talk, amira, "winkel")
    await sofie.sees("interview.invitation")
    await luc.sees()
    talk.passes(days=1)
    await invites(talk, amira, "stationsbuurt")
    await luc.sees("interview.invitation")
    await sofie.sees()


async def test_one_person_is_found_by_a_part_of_their_name(
    talk: Dialogue, sofie: Person, luc: Person, amira: Person
) -> None:
    await knows(talk, sofie)
    await knows(talk, luc, "fr")
    for number in range(9):
        await knows(talk, await talk.somebody(name=f"Jan {number}"))
    await amira.says("/bevragingen")
    await amira.taps("round.new")
    await amira.says("Eén persoon")
    await amira.looks_away()
    await amira.says("xyz")
    assert await why_again(amira) == "interview.nobody_named"
    await amira.says("jan")
    assert await why_again(amira) == "interview.too_many_named"
    await amira.says("sof")
    await amira.taps("form.pick")
    await amira.says("4 december")
    await amira.says("12/12")
    await amira.taps("form.finish")
    await amira.taps("cast.send")
    talk.passes(seconds=60)
    await talk.comes_due()
    (invitation,) = await sofie.sees("interview.invitation")
    assert invitation.value("why").key == "interview.why.person"  # type: ignore[union-attr] # it is a text
    await luc.sees()


async def test_another_name_asks_anew_who_is_meant(talk: Dialogue, sofie: Person, luc: Person, amira: Person) -> None:
    await knows(talk, sofie)
    await knows(talk, luc, "fr")
    await amira.says("/bevragingen")
    await amira.taps("round.new")
    for answer in ("Eén persoon", "sofie", "1", "4 december", "12/12"):
        await amira.says(answer)
    await amira.taps("form.choose")
    await amira.says("2 Gezochte naam")
    await amira.says("luc")
    await amira.says("1")
    await amira.taps("form.finish")
    (campaign,) = await talk.unit(lambda unit: unit.campaigns.newest(1))
    assert campaign.audience == f"person:{luc.id}"


async def test_a_finished_form_that_was_not_sent_is_kept_as_a_round(
    talk: Dialogue, sofie: Person, amira: Person
) -> None:
    await knows(talk, sofie)
    await prepares(amira)
    await amira.taps("cast.drop")
    await amira.says("/bevragingen")
    await amira.taps("round.show")
    (card,) = (await amira.news())[-1:]
    assert card.actions == ["round.preview", "round.list"]
    await amira.taps("round.preview")
    await amira.sees("cast.preview")
    await sofie.sees()
    await amira.taps_data("1|round.tell|1")
    await amira.sees("interview.not_sent_yet")
    talk.passes(days=12)
    await amira.taps_data("1|round.preview|1")
    await amira.sees("interview.too_late")
    await amira.says("/bevragingen")
    await amira.taps("round.show")
    (card,) = (await amira.news())[-1:]
    assert card.actions == ["round.list"]


async def test_two_taps_on_ready_make_one_round(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await knows(talk, sofie)
    await amira.says("/bevragingen")
    await amira.taps("round.new")
    for answer in ("iedereen", "4 december", "12/12"):
        await amira.says(answer)
    message_id, data = await amira.button("form.finish")
    await amira.taps_data(data, message_id)
    await amira.taps_data(data, message_id)
    assert len(await talk.unit(lambda unit: unit.campaigns.newest(5))) == 1


async def test_who_blocked_or_switched_off_is_not_counted_as_asked(
    talk: Dialogue, sofie: Person, luc: Person, amira: Person
) -> None:
    await knows(talk, sofie)
    await knows(talk, luc)
    await prepares(amira)
    await amira.taps("cast.send")
    await luc.blocks()
    talk.passes(seconds=60)
    await talk.comes_due()
    await amira.looks_away()
    await amira.taps_data("1|round.show|1")
    assert await progress_of(amira) == {"asked": 1, "begun": 0, "finished": 0, "declined": 0}


async def progress_of(amira: Person) -> dict[str, object]:
    """Return the counts on the round's card."""
    card = [shown for shown in await amira.news() if shown.key == "interview.card"][-1]
    lines = card.value("lines")
    assert isinstance(lines, tuple)
    return dict(next(line for line in lines if line.key == "interview.card.progress").values)


async def test_results_count_who_was_heard_and_how_each_question_was_answered(
    talk: Dialogue, sofie: Person, luc: Person, amira: Person
) -> None:
    els = await talk.somebody(name="Els")
    await knows(talk, sofie, trade="winkel", zone="markt")
    await knows(talk, luc, "fr", trade="winkel")
    await knows(talk, els, trade="weg")
    campaign = await invites(talk, amira)
    for person, answers in ((sofie, ("a", "b", "c", "5")), (luc, ("=1+1", "-", "@x", "2"))):
        await person.taps("interview.begin")
        for answer in answers:
            await person.says(answer)
    for _ in range(QUESTIONS - 4):
        await sofie.taps("form.skip")
    await els.taps("interview.decline")
    await amira.looks_away()
    await amira.says("/bevragingen")
    await amira.taps("round.show")
    assert await progress_of(amira) == {"asked": 3, "begun": 2, "finished": 1, "declined": 1}
    await amira.taps("round.page", 1, 0)
    (first,) = await amira.sees("interview.question")
    assert first.actions == ["round.page", "round.show"]
    await amira.taps_data(f"1|round.page|{campaign}|4|0")
    (scale,) = await amira.sees("interview.question")
    lines = scale.value("lines")
    assert isinstance(lines, tuple)
    assert lines[-1].values["average"] == 3.5
    for nonsense in ("0|0", "17|0"):
        await amira.taps_data(f"1|round.page|{campaign}|{nonsense}")
    await amira.taps_data(f"1|round.open|{campaign}|1|99")
    await amira.taps_data(f"1|round.open|{campaign}|0|1")
    await amira.taps_data("1|round.show|9")
    await amira.sees(*["error.not_found"] * 5)


async def test_the_table_has_no_names_and_no_formulas(
    talk: Dialogue, sofie: Person, luc: Person, amira: Person
) -> None:
    await knows(talk, sofie, trade="winkel", zone="markt")
    await knows(talk, luc, "fr")
    await invites(talk, amira)
    await sofie.taps("interview.begin")
    await sofie.says('=cmd|"/c calc"!A1; en "meer"')
    await sofie.sends(voice=True)
    await sofie.taps("form.unsure")
    await sofie.says("4")
    await luc.taps("interview.decline")
    await amira.taps_data("1|round.table|1")
    shown, card = (await amira.news())[-2:]
    assert (shown.key, card.key) == ("interview.table_is", "interview.card")
    file = shown.message.attachment
    assert file is not None
    assert file.name == "kern-1.csv"
    assert file.content.startswith("\ufeff")
    assert "Sofie" not in file.content
    head, *rows = csv.reader(StringIO(file.content.removeprefix("\ufeff")), delimiter=";")
    assert len(head) == 5 + QUESTIONS
    assert [row[:4] for row in rows] == [["1", "Winkel", "Grote Markt", "nl"]]
    assert rows[0][5] == '\'=cmd|"/c calc"!A1; en "meer"'
    assert rows[0][6] == "[1 spraakbericht]"
    assert rows[0][7:9] == [talk.words("interview.unsure"), "4"]


async def test_many_answers_and_many_rounds_come_a_page_at_a_time(talk: Dialogue, amira: Person) -> None:
    people = [await talk.somebody(name=f"Zaak {number}") for number in range(5)]
    for person in people:
        await knows(talk, person)
    campaign = await invites(talk, amira)
    for person in people:
        await person.taps("interview.begin")
        await person.says("Iets langs. " * 20)
    await amira.looks_away()
    await amira.taps_data(f"1|round.page|{campaign}|1|0")
    (page,) = await amira.sees("interview.question")
    assert page.actions == [*["round.open"] * 3, *["round.page"] * 2, "round.show"]
    await amira.taps("round.page", 1, 3)
    (page,) = await amira.sees("interview.question")
    assert page.actions[:3] == ["round.open", "round.open", "round.page"]
    await amira.taps("round.open")
    await amira.sees("interview.words_of", "interview.question")
    for _ in range(5):
        talk.passes(days=1)
        await invites(talk, amira)
    await amira.says("/bevragingen")
    (first,) = await amira.sees("interview.list")
    assert first.actions.count("round.show") == 5
    await amira.taps("round.list", 5)
    (second,) = await amira.sees("interview.list")
    assert second.actions == ["round.show", "round.list", "round.new"]


async def test_feedback_goes_to_all_who_were_asked_and_ends_every_reminder(
    talk: Dialogue, sofie: Person, luc: Person, amira: Person
) -> None:
    await knows(talk, sofie)
    await knows(talk, luc, "fr")
    campaign = await invites(talk, amira)
    await luc.taps("interview.decline")
    els = await talk.somebody(name="Els")
    await knows(talk, els)
    await amira.taps_data(f"1|round.show|{campaign}")
    talk.passes(days=1)
    for person in (sofie, luc, amira):
        await person.looks_away()
    await tells(talk, amira)
    await sofie.sees("interview.feedback")
    await luc.sees("interview.feedback")
    await els.sees()
    stored = await talk.unit(lambda unit: unit.campaigns.get(campaign))
    assert stored is not None
    assert feedback_of(stored.feedback).heard == "Veel."
    assert stored.feedback_at == talk.clock.now()
    await amira.looks_away()
    for _ in range(25):
        talk.passes(days=1)
        await talk.comes_due()
    assert "interview.owed" not in [shown.key for shown in await amira.news()]
    await sofie.sees()
    owed = await talk.unit(lambda unit: [row.state for row in unit.dues.about(Due.INTERVIEW_OWED, campaign)])
    assert owed == [DueState.VOID, DueState.VOID]
    await amira.taps_data(f"1|round.tell|{campaign}")
    await amira.taps_data(f"1|round.show|{campaign}")
    await amira.sees("interview.feedback_told", "interview.card")


async def test_who_comes_after_the_results_hears_that_they_are_told(
    talk: Dialogue, sofie: Person, amira: Person
) -> None:
    await knows(talk, sofie)
    campaign = await invites(talk, amira)
    await amira.taps_data(f"1|round.show|{campaign}")
    await tells(talk, amira)
    talk.passes(days=11)
    await sofie.looks_away()
    await sofie.taps("interview.begin")
    await sofie.sees("interview.closed_told")


async def test_the_feedback_form_can_rest_and_be_left(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await knows(talk, sofie)
    campaign = await invites(talk, amira)
    await amira.taps_data(f"1|round.tell|{campaign}")
    await amira.says("Veel.")
    await amira.looks_away()
    await amira.taps("form.pause")
    await amira.taps("form.stop")
    await amira.taps("form.leave")
    await amira.sees("form.paused", "form.sure", "form.was_left")
    stored = await talk.unit(lambda unit: unit.campaigns.get(campaign))
    assert stored is not None
    assert not stored.feedback


async def test_feedback_that_was_told_meanwhile_is_not_told_again(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await knows(talk, sofie)
    campaign = await invites(talk, amira)
    await amira.taps_data(f"1|round.tell|{campaign}")
    for words in ("Veel.", "Alles.", "In maart."):
        await amira.says(words)
    await talk.change("UPDATE campaigns SET feedback_at = '2026-11-24T10:00:00.000000Z'")
    await amira.looks_away()
    await amira.taps("form.finish")
    await amira.sees("interview.feedback_told")


async def test_the_form_of_a_round_can_rest_and_be_left(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await knows(talk, sofie)
    await amira.says("/bevragingen")
    await amira.taps("round.new")
    await amira.looks_away()
    await amira.taps("form.pause")
    await amira.taps("form.stop")
    await amira.taps("form.leave")
    await amira.sees("form.paused", "form.sure", "form.was_left")


async def test_the_manager_is_reminded_of_the_results_twice(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await knows(talk, sofie)
    await invites(talk, amira)
    came = []
    for _ in range(30):
        talk.passes(days=1)
        await talk.comes_due()
        came += [talk.clock.now().date().isoformat() for shown in await amira.news() if shown.key == "interview.owed"]
    assert came == ["2026-12-12", "2026-12-15"]


async def test_feedback_is_written_in_words_and_can_be_written_again(
    talk: Dialogue, sofie: Person, amira: Person
) -> None:
    await knows(talk, sofie)
    campaign = await invites(talk, amira)
    await amira.taps_data(f"1|round.tell|{campaign}")
    await amira.looks_away()
    await amira.sends(voice=True)
    assert await why_again(amira) == "interview.in_words"
    await amira.says("z" * 1201)
    assert await why_again(amira) == "form.too_long"
    for words in ("Veel.", "Alles.", "In maart."):
        await amira.says(words)
    await amira.taps("form.finish")
    await amira.taps("cast.drop")
    await amira.taps_data(f"1|round.tell|{campaign}")
    (written,) = (await amira.news())[-1:]
    assert (written.key, written.actions) == ("interview.written", ["round.told", "round.write"])
    await amira.taps("round.told")
    await amira.sees("cast.preview")
    await amira.taps_data(f"1|round.write|{campaign}")
    await amira.sees("form.step")


async def test_questions_whose_file_is_gone_are_told_as_gone(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await knows(talk, sofie)
    campaign = await invites(talk, amira)
    await sofie.looks_away()
    await talk.change("UPDATE campaigns SET interview = 'weg'")
    await sofie.taps("interview.begin")
    await sofie.sees("interview.gone")
    await amira.says("/bevragingen")
    await amira.taps_data(f"1|round.show|{campaign}")
    await amira.sees("interview.list", "interview.gone")
    for _ in range(20):
        talk.passes(days=1)
        await talk.comes_due()
    await sofie.sees()


@pytest.mark.parametrize("who", ["Els", "Els <b>"])
async def test_an_erased_person_stays_an_answer_without_a_name(talk: Dialogue, amira: Person, who: str) -> None:
    els = await talk.somebody(name=who)
    await knows(talk, els)
    campaign = await invites(talk, amira)
    await els.taps("interview.begin")
    await els.says("Ik ga weg.")

    await talk.unit(lambda unit: unit.contacts.save(Contact(els.id, "", "nl", unit.now)))
    await amira.taps_data(f"1|round.page|{campaign}|1|0")
    (shown,) = await amira.sees("interview.question")
    lines = shown.value("lines")
    assert isinstance(lines, tuple)
    assert lines[-1].values["name"].key == "person.nameless"  # type: ignore[union-attr] # it is a text
