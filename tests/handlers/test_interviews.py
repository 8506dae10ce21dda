"""Interviews from the person's side: invited, begun, put off, reminded, refused, changed, and too late."""

import pytest

from bot.domain.conversation import Stage
from bot.domain.message import AttachmentKind
from tests.dialogue import Dialogue, Person
from tests.handlers.interview_scenes import QUESTIONS, invites, knows


async def skips(person: Person, times: int) -> None:
    """Skip questions that were not answered."""
    for _ in range(times):
        await person.taps("form.skip")


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
async def test_a_whole_interview_can_be_typed_in_each_language(
    talk: Dialogue, sofie: Person, amira: Person, language: str
) -> None:
    await knows(talk, sofie, language)
    campaign = await invites(talk, amira)
    (invitation,) = await sofie.sees("interview.invitation")
    assert (invitation.language, invitation.value("questions"), invitation.value("minutes")) == (
        language,
        QUESTIONS,
        10,
    )
    skip, unsure, pause, on = (
        talk.words(key, language) for key in ("form.skip", "form.unsure", "form.pause", "interview.on")
    )
    await sofie.says(talk.words("interview.begin", language))
    await sofie.says("Mijn buurt leeft.")
    await sofie.says(unsure)
    await sofie.says(skip)
    await sofie.says("5")
    await sofie.says(pause)
    await sofie.says(on)
    await sofie.says("Omdat")
    await sofie.says("1")
    await sofie.sees(*["form.step"] * 5, "interview.remind_you", *["form.step"] * 3)
    await skips(sofie, QUESTIONS - 6)
    await sofie.looks_away()
    await sofie.says(talk.words("form.finish", language))
    (thanks,) = await sofie.sees("interview.thanks")
    assert (thanks.value("questions"), thanks.value("skipped")) == (QUESTIONS, QUESTIONS - 5)
    stored = await talk.unit(lambda unit: unit.conversations.latest(sofie.id, "interview", campaign))
    assert stored is not None
    assert (stored.stage, stored.value("trots"), stored.value("contact"), stored.words("levendig")) == (
        Stage.DONE,
        "5",
        "vaak",
        "Mijn buurt leeft.",
    )


async def test_voice_picture_and_a_very_long_answer_are_kept(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await knows(talk, sofie)
    campaign = await invites(talk, amira)
    await sofie.taps("interview.begin")
    await sofie.sends(voice=True)
    await sofie.sends(photo=True)
    await sofie.says("x" * 4000)
    await sofie.sends(voice=True)
    await sofie.looks_away()
    await sofie.says("y" * 4050)
    stored = await talk.unit(lambda unit: unit.conversations.latest(sofie.id, "interview", campaign))
    assert stored is not None
    kinds = [given.attachment.kind for given in stored.answers.values() if given.attachment]
    assert kinds == [AttachmentKind.VOICE, AttachmentKind.PHOTO, AttachmentKind.VOICE]
    assert len(stored.words("waarom_hier")) == 4000
    assert stored.step == "trots_om"
    (again,) = await sofie.sees("form.again")
    assert again.value("why").key == "form.too_long"  # type: ignore[union-attr] # it is a text


async def test_nobody_else_can_take_part_in_a_round(talk: Dialogue, sofie: Person, luc: Person, amira: Person) -> None:
    await knows(talk, sofie)
    campaign = await invites(talk, amira)
    await knows(talk, luc, "fr")
    await luc.says("/help")
    for action in ("begin", "later", "decline", "alone"):
        await luc.taps_data(f"1|interview.{action}|{campaign}")
    await luc.taps_data(f"1|interview.remind|{campaign}|9")
    await luc.taps_data(f"1|interview.mine|{campaign}")
    await luc.taps_data("1|interview.begin|99")
    assert [shown.key for shown in await luc.news()][1:] == ["error.not_found"] * 7


async def test_an_asker_cannot_plan(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await knows(talk, sofie)
    campaign = await invites(talk, amira)
    await sofie.looks_away()
    await sofie.says("/bevragingen")
    await sofie.taps_data(f"1|round.show|{campaign}")
    await sofie.taps_data(f"1|round.table|{campaign}")
    await sofie.sees(*["error.not_allowed"] * 3)


async def test_an_old_invitation_says_so(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await knows(talk, sofie)
    await invites(talk, amira)
    await sofie.taps("interview.begin")
    await sofie.says("een half antwoord")
    await sofie.looks_away()
    talk.passes(days=11)
    await sofie.taps("form.skip")
    await sofie.sees("interview.closed")
    await sofie.taps("interview.begin")
    await sofie.taps("interview.decline")
    await sofie.sees("interview.closed", "interview.closed")


async def test_an_answer_that_comes_after_midnight_of_the_last_day_is_refused(
    talk: Dialogue, sofie: Person, amira: Person
) -> None:
    await knows(talk, sofie)
    campaign = await invites(talk, amira)
    talk.passes(days=10, hours=13, minutes=30)
    await sofie.taps("interview.begin")
    await sofie.says("op tijd")
    await sofie.looks_away()
    talk.passes(minutes=30)
    await sofie.says("te laat")
    (late,) = await sofie.sees("form.again")
    said = [late.value(name).key for name in ("why", "screen")]  # type: ignore[union-attr] # both are texts
    assert said == ["interview.answer_late", "interview.closed"]
    stored = await talk.unit(lambda unit: unit.conversations.latest(sofie.id, "interview", campaign))
    assert stored is not None
    assert list(stored.answers) == ["levendig"]


async def test_answers_change_until_the_last_day_and_can_be_read_after_it(
    talk: Dialogue, sofie: Person, amira: Person
) -> None:
    await knows(talk, sofie)
    campaign = await invites(talk, amira)
    await sofie.taps("interview.begin")
    await sofie.says("eerst dit")
    await skips(sofie, QUESTIONS - 1)
    await sofie.taps("form.finish")
    talk.passes(days=9)
    await sofie.looks_away()
    await sofie.taps("interview.mine")
    await sofie.sees("form.summary_long")
    await sofie.taps("form.choose")
    await sofie.taps("form.change")
    await sofie.says("toch dat")
    await sofie.taps("form.finish")
    assert [shown.key for shown in await sofie.news()][-1] == "interview.thanks"
    stored = await talk.unit(lambda unit: unit.conversations.latest(sofie.id, "interview", campaign))
    assert stored is not None
    assert stored.words("levendig") == "toch dat"
    # Beginning again shows what is there, it does not start anew.
    await sofie.taps("interview.begin")
    await sofie.sees("form.summary_long")
    talk.passes(days=2)
    await sofie.taps("interview.mine")
    (shown,) = await sofie.sees("interview.mine_closed")
    assert not shown.actions


async def test_one_reminder_at_the_chosen_time(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await knows(talk, sofie)
    campaign = await invites(talk, amira)
    await sofie.taps("interview.later")
    await sofie.taps("interview.remind", 9)
    await sofie.taps("interview.begin")
    await sofie.taps("form.pause")
    # Until it came, another hour may be chosen.
    await sofie.taps("interview.remind", 15)
    await sofie.looks_away()
    talk.passes(hours=23)
    await talk.comes_due()
    await sofie.sees()
    talk.passes(hours=6)
    await talk.comes_due()
    await sofie.sees("interview.remind_begun")
    await sofie.taps("interview.begin")
    await sofie.taps("form.pause")
    (shown,) = (await sofie.news())[-1:]
    assert (shown.key, shown.actions) == ("interview.come_back", ["interview.begin"])
    # An old button cannot ask for a second one.
    await sofie.taps_data(f"1|interview.remind|{campaign}|9")
    await sofie.sees("interview.come_back")
    for _ in range(8):
        talk.passes(days=1)
        await talk.comes_due()
    await sofie.sees()


async def test_who_is_through_is_not_reminded(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await knows(talk, sofie)
    await invites(talk, amira)
    await sofie.taps("interview.later")
    await sofie.taps("interview.remind", 9)
    await sofie.taps("interview.begin")
    await skips(sofie, QUESTIONS)
    await sofie.taps("form.finish")
    await sofie.looks_away()
    talk.passes(days=1)
    await talk.comes_due()
    await sofie.sees()


async def test_a_reminder_can_be_taken_back(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await knows(talk, sofie)
    campaign = await invites(talk, amira)
    await sofie.taps("interview.later")
    await sofie.taps("interview.remind", 9)
    await sofie.taps_data(f"1|interview.alone|{campaign}")
    await sofie.taps_data(f"1|interview.alone|{campaign}")
    await sofie.looks_away()
    for _ in range(5):
        talk.passes(days=1)
        await talk.comes_due()
    await sofie.sees()


async def test_a_second_no_changes_nothing(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await knows(talk, sofie)
    campaign = await invites(talk, amira)
    message_id, data = await sofie.button("interview.decline")
    await sofie.taps_data(data, message_id)
    await sofie.taps_data(data, message_id)
    stored = await talk.unit(lambda unit: unit.conversations.of_subject("interview", campaign))
    assert len(stored) == 1


async def test_a_strange_hour_is_refused(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await knows(talk, sofie)
    campaign = await invites(talk, amira)
    await sofie.looks_away()
    await sofie.taps_data(f"1|interview.remind|{campaign}|3")
    await sofie.sees("error.not_found")


async def test_no_reminder_is_offered_on_the_last_day(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await knows(talk, sofie)
    await invites(talk, amira)
    talk.passes(days=10)
    await sofie.looks_away()
    await sofie.taps("interview.later")
    await sofie.sees("interview.come_back")


async def test_only_who_did_nothing_is_reminded_to_begin(
    talk: Dialogue, sofie: Person, luc: Person, amira: Person
) -> None:
    others = [await talk.somebody(name=name) for name in ("Els", "Jan", "Pia")]
    silent, begun, later = others
    for person in (sofie, luc, *others):
        await knows(talk, person)
    await invites(talk, amira)
    await sofie.taps("interview.decline")
    await begun.taps("interview.begin")
    await later.taps("interview.later")
    await later.taps("interview.alone")
    await luc.taps("interview.later")
    await luc.taps("interview.remind", 15)
    talk.passes(days=2)
    await talk.comes_due()
    for person in (sofie, luc, *others):
        await person.looks_away()
    talk.passes(days=2, hours=1)
    await talk.comes_due()
    await silent.sees("interview.unbegun")
    for person in (sofie, luc, begun, later):
        await person.sees()


async def test_a_no_is_respected_and_can_be_taken_back(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await knows(talk, sofie)
    await invites(talk, amira)
    await sofie.taps("interview.begin")
    await sofie.says("wel iets")
    await sofie.taps("interview.decline")
    await sofie.looks_away()
    for _ in range(5):
        talk.passes(days=1)
        await talk.comes_due()
    await sofie.sees()
    await sofie.taps("interview.begin")
    (first,) = await sofie.sees("form.step")
    # What was answered before the no is still there.
    assert "form.back" in first.actions


async def test_a_no_after_the_end_changes_nothing(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await knows(talk, sofie)
    await invites(talk, amira)
    await sofie.taps("interview.begin")
    await skips(sofie, QUESTIONS)
    await sofie.taps("form.finish")
    await sofie.looks_away()
    await sofie.taps("interview.decline")
    await sofie.sees("form.summary_long")


async def test_stopping_for_good_keeps_the_way_back(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await knows(talk, sofie)
    await invites(talk, amira)
    await sofie.taps("interview.begin")
    await skips(sofie, QUESTIONS)
    await sofie.taps("form.stop")
    await sofie.taps("form.leave")
    assert (await sofie.news())[-1].key == "interview.declined"


async def test_a_pause_at_the_summary_is_the_usual_one(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await knows(talk, sofie)
    await invites(talk, amira)
    await sofie.taps("interview.begin")
    await skips(sofie, QUESTIONS)
    await sofie.looks_away()
    await sofie.taps("form.pause")
    await sofie.sees("form.paused")


async def test_a_restart_goes_on_at_the_exact_question(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await knows(talk, sofie)
    await invites(talk, amira)
    await sofie.taps("interview.begin")
    await sofie.says("een")
    await talk.restart()
    await sofie.says("twee")
    await talk.restart()
    await sofie.looks_away()
    await sofie.taps("interview.begin")
    (step,) = await sofie.sees("form.step")
    lines = step.value("lines")
    assert isinstance(lines, tuple)
    assert lines[0].values["number"] == 3


async def test_a_manager_may_try_it_without_being_counted(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await knows(talk, sofie)
    campaign = await invites(talk, amira)
    await amira.says("/bevragingen")
    await amira.taps_data(f"1|interview.begin|{campaign}")
    await amira.says("een proef")
    await amira.taps("round.show")
    (card,) = [shown for shown in await amira.news() if shown.key == "interview.card"]
    lines = card.value("lines")
    assert isinstance(lines, tuple)
    assert [line.values["begun"] for line in lines if line.key == "interview.card.progress"] == [0]
