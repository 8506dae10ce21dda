"""A form on a telephone: tapped and typed, left and resumed, with something else in between."""

import asyncio

import pytest

from bot.domain.access import Permission
from bot.domain.contact import Contact, Welcome
from bot.domain.conversation import SUMMARY, Conversation, Stage
from bot.domain.enquiry import Status
from bot.services.ports import Unit
from tests.dialogue import Dialogue, Person
from tests.handlers.scenes import TERRACE, asks
from tests.services.forms.sample_form import ANSWERS, SampleForm


def offers(talk: Dialogue, kind: SampleForm | None = None) -> SampleForm:
    """Let the house know the form; after a restart it must be told again."""
    sample = kind or SampleForm()
    talk.bot.desk.conversing._steps._kinds[sample.key] = sample
    return sample


async def restarts(talk: Dialogue) -> SampleForm:
    await talk.restart()
    return offers(talk)


async def begins(talk: Dialogue, person: Person) -> None:
    """Let somebody begin the form, as a command or a button of its room does."""
    telegram = talk.simulator.state.people.get(person.id)
    assert telegram is not None
    talk.simulator.state.default_bot().private_chat(telegram).started = True
    known = Contact(person.id, telegram.name, telegram.language_code or "nl", talk.clock.now(), welcome=Welcome.DONE)

    def start(unit: Unit) -> None:
        if unit.contacts.get(person.id) is None:
            unit.contacts.save(known)
        actor = unit.contacts.get(person.id)
        assert actor is not None
        reply = talk.bot.desk.conversing.begin(unit, actor, "sample")
        assert reply.screen is not None
        unit.outbox.put(actor, reply.screen, subject=reply.subject)

    await talk.unit(start)
    await person.looks_away()


async def kept(talk: Dialogue, person: Person) -> Conversation:
    found = await talk.unit(lambda unit: unit.conversations.latest(person.id, "sample", 0))
    assert found is not None
    return found


@pytest.fixture
async def sample(talk: Dialogue) -> SampleForm:
    """A form with a step of every kind, in the real house."""
    return offers(talk)


@pytest.mark.parametrize("who", ["sofie", "luc"])
async def test_a_whole_form_in_two_languages(
    talk: Dialogue, sample: SampleForm, who: str, sofie: Person, luc: Person
) -> None:
    person = {"sofie": sofie, "luc": luc}[who]
    await begins(talk, person)
    typed = (
        ANSWERS
        if who == "sofie"
        else (*ANSWERS[:5], "mardi 8 décembre", "19h30", *ANSWERS[7:9], "oui", "V-12", "Salut", "5", "non")
    )
    for answer in typed:
        await person.says(answer)
        await talk.settle()
    shown = await person.news()
    assert [one.key for one in shown] == ["form.step"] * (len(typed) - 1) + ["form.summary_long"]
    assert {one.subject for one in shown} == {"form:1"}
    await person.taps("form.finish")
    await person.sees("form.words")
    assert (sample.finished[0].value("day"), sample.finished[0].value("at")) == ("2026-12-08", "19:30")


async def test_a_restart_between_any_two_steps(talk: Dialogue, sofie: Person) -> None:
    offers(talk)
    await begins(talk, sofie)
    for number, answer in enumerate(ANSWERS):
        before = await kept(talk, sofie)
        if number % 3 == 0:
            await restarts(talk)
        assert await kept(talk, sofie) == before
        await sofie.says(answer)
        await talk.settle()
    sample = await restarts(talk)
    assert (await kept(talk, sofie)).step == SUMMARY
    await sofie.taps("form.finish")
    await talk.settle()
    assert sample.finished[0].words("what") == "Feest"


async def test_days_later_any_button_shows_the_exact_step(talk: Dialogue, sample: SampleForm, sofie: Person) -> None:
    await begins(talk, sofie)
    await sofie.says("Feest")
    await sofie.taps("form.pause")
    await sofie.sees("form.step", "form.paused_at")
    await restarts(talk)
    talk.passes(days=9)
    await sofie.taps("form.show")
    (shown,) = await sofie.sees("form.step")
    assert (shown.edits, shown.actions.count("form.pick")) == (0, 2)
    await sofie.says("plein")
    assert (await kept(talk, sofie)).value("kind") == "plein"


async def test_every_button_can_be_typed(talk: Dialogue, sample: SampleForm, sofie: Person) -> None:
    await begins(talk, sofie)
    await sofie.says("Feest")
    for typed, step in (
        ("1", "themes"),
        ("groen", "themes"),
        ("Licht", "themes"),
        ("zo is het goed", "places"),
        ("terug", "themes"),
        ("zo is het goed", "places"),
        ("overslaan", "likes"),
        ("weet ik niet", "day"),
    ):
        await sofie.says(typed)
        assert (await kept(talk, sofie)).step == step, typed
    assert (await kept(talk, sofie)).value("themes") == "groen,licht"
    await sofie.says("pauze")
    assert (await kept(talk, sofie)).stage is Stage.PAUSED
    await sofie.says("verder")
    assert (await kept(talk, sofie)).stage is Stage.OPEN
    await sofie.says("pauze")
    await sofie.says("stop")
    await sofie.says("ja")
    assert (await kept(talk, sofie)).stage is Stage.LEFT


async def test_double_taps_answer_once(talk: Dialogue, sample: SampleForm, sofie: Person) -> None:
    await begins(talk, sofie)
    await sofie.says("Feest")
    message_id, data = await sofie.button("form.pick", "plein")
    await sofie.looks_away()
    toasts = await asyncio.gather(*(sofie.taps_data(data, message_id) for _ in range(3)))
    assert sorted(filter(None, toasts)) == [talk.words("form.noted")] * 2
    await sofie.sees("form.step")
    assert (await kept(talk, sofie)).step == "themes"


async def test_an_old_button_explains_itself(talk: Dialogue, sample: SampleForm, sofie: Person) -> None:
    await begins(talk, sofie)
    await sofie.says("Feest")
    message_id, data = await sofie.button("form.skip", "kind")
    await sofie.says("plein")
    await talk.settle()
    talk.passes(minutes=5)
    assert await sofie.taps_data(data, message_id) == talk.words("form.old_button")
    assert (await kept(talk, sofie)).value("kind") == "plein"


@pytest.mark.parametrize("data", ["form.pick|1|kind|weg", "form.change|1|weg", "form.choose|1|999", "form.use|1|77"])
async def test_forged_data_changes_nothing(talk: Dialogue, sample: SampleForm, sofie: Person, data: str) -> None:
    await begins(talk, sofie)
    await sofie.says("Feest")
    before = await kept(talk, sofie)
    await sofie.taps_data(f"1|{data}")
    assert await kept(talk, sofie) == before


async def test_a_form_that_no_longer_exists(talk: Dialogue, sample: SampleForm, sofie: Person) -> None:
    await begins(talk, sofie)
    await talk.restart()
    await sofie.taps("form.pause")
    await sofie.sees("form.gone")
    await sofie.says(TERRACE)
    await sofie.sees("ask.topic")


async def test_a_question_in_between_leaves_the_form_one_tap_away(
    talk: Dialogue, sample: SampleForm, sofie: Person
) -> None:
    await begins(talk, sofie)
    await sofie.says(TERRACE)
    await sofie.sees("form.what_for")
    await sofie.taps("form.question")
    waits, draft = sorted(await sofie.news(), key=lambda one: one.key != "form.waits")
    assert (waits.key, waits.actions, draft.key) == ("form.waits", ["form.show"], "ask.topic")
    await sofie.taps("ask.submit", "terras")
    assert (await talk.enquiry(1)).status is Status.NEW
    assert [part.text for part in await talk.parts(1)] == [TERRACE]
    await sofie.looks_away()
    await sofie.taps("form.show")
    await sofie.sees("form.step")
    await sofie.says("Feest")
    assert (await kept(talk, sofie)).words("what") == "Feest"


async def test_the_words_may_have_been_the_answer(talk: Dialogue, sample: SampleForm, sofie: Person) -> None:
    await begins(talk, sofie)
    await sofie.says(TERRACE)
    await sofie.says("mijn antwoord")
    await sofie.sees("form.what_for", "form.step")
    assert (await kept(talk, sofie)).words("what") == TERRACE


async def test_a_day_later_loose_words_are_a_question_or_the_answer(
    talk: Dialogue, sample: SampleForm, sofie: Person
) -> None:
    await begins(talk, sofie)
    talk.passes(days=1)
    await sofie.says("Feest op het plein bij de kerk")
    (draft,) = await sofie.news()
    assert draft.actions[-1] == "form.use"
    message_id, data = await sofie.button("form.use")
    await sofie.taps_data(data, message_id)
    await sofie.sees("form.step")
    assert (await kept(talk, sofie)).words("what") == "Feest op het plein bij de kerk"
    assert await sofie.taps_data(data, message_id) == talk.words("form.noted")
    await sofie.sees()


async def test_words_that_do_not_fit_the_step_stay_a_draft(talk: Dialogue, sample: SampleForm, sofie: Person) -> None:
    await begins(talk, sofie)
    for answer in ANSWERS[:5]:
        await sofie.says(answer)
    await talk.settle()
    talk.passes(days=1)
    await sofie.says("Feest op het plein bij de kerk")
    await sofie.news()
    await sofie.taps("form.use")
    await sofie.sees("form.again")
    draft = await talk.unit(lambda unit: unit.enquiries.draft_of(sofie.id))
    assert draft is not None


async def test_long_after_nothing_is_offered(talk: Dialogue, sample: SampleForm, sofie: Person) -> None:
    await begins(talk, sofie)
    talk.passes(days=15)
    await sofie.says("Feest op het plein bij de kerk")
    (draft,) = await sofie.news()
    assert "form.use" not in draft.actions


async def test_at_the_summary_words_are_a_question_again(talk: Dialogue, sample: SampleForm, sofie: Person) -> None:
    await begins(talk, sofie)
    for answer in ANSWERS:
        await sofie.says(answer)
    await sofie.news()
    await sofie.says(TERRACE)
    (draft,) = await sofie.sees("ask.topic")
    assert "form.use" not in draft.actions


@pytest.mark.parametrize("what", [{"sticker": "👍"}, {"text": "\u200b", "raw": True}])
async def test_what_cannot_be_read_shows_the_step_again(
    talk: Dialogue, sample: SampleForm, sofie: Person, what: dict[str, object]
) -> None:
    await begins(talk, sofie)
    await sofie.sends(**what)
    await sofie.sees("form.again")
    assert (await kept(talk, sofie)).answers == {}


async def test_four_thousand_characters_are_refused_and_nothing_is_lost(
    talk: Dialogue, sample: SampleForm, sofie: Person
) -> None:
    await begins(talk, sofie)
    await sofie.says("woord " * 666, raw=True)
    await sofie.sees("form.again")
    await sofie.says("Feest")
    await sofie.sees("form.step")


async def test_voice_photo_and_place(talk: Dialogue, sample: SampleForm, sofie: Person) -> None:
    await begins(talk, sofie)
    await sofie.sends(voice=True)
    for answer in ANSWERS[1:7]:
        await sofie.says(answer)
    await sofie.sends(location=True)
    found = await kept(talk, sofie)
    assert [found.answers[key].attachment is not None for key in ("what", "kind", "where")] == [True, False, True]
    assert found.step == "who"


async def test_an_album_is_one_answer(talk: Dialogue, sample: SampleForm, sofie: Person) -> None:
    await begins(talk, sofie)
    await sofie.sends(album=3)
    assert (await kept(talk, sofie)).step == "kind"
    assert "form.step" in {one.key for one in await sofie.news()}


async def test_a_managers_words_go_to_the_form_unless_they_answer_a_card(
    talk: Dialogue, sofie: Person, amira: Person
) -> None:
    offers(talk, SampleForm(permission=Permission.PLAN))
    await asks(sofie)
    await begins(talk, amira)
    await amira.says("Feest?")
    await amira.sees("form.step")
    await amira.says_by_reply("card", "Ja, dat mag.")
    await amira.sees("answer.preview")
    await amira.says_by_reply("form.step", "plein")
    await amira.sees("form.step")
    assert (await kept(talk, amira)).value("kind") == "plein"


async def test_two_managers_in_one_draft(talk: Dialogue, amira: Person) -> None:
    offers(talk, SampleForm(permission=Permission.PLAN))
    bram = talk.person("staff")
    await talk.appoint(bram)
    await begins(talk, amira)
    await amira.says("Feest")
    await talk.settle()
    found = await talk.unit(lambda unit: talk.bot.desk.conversing.drafts(unit, "sample"))
    await bram.says("hallo")
    await bram.news()
    await bram.taps_data(f"1|form.show|{found[0].id}")
    await bram.sees("form.taken")
    await bram.taps("form.take")
    await bram.sees("form.step")
    await amira.looks_away()
    await amira.taps("form.skip")
    await amira.sees("form.taken")
    assert (await kept(talk, bram)).words("what") == "Feest"


async def test_somebody_elses_form_is_not_found(talk: Dialogue, sample: SampleForm, sofie: Person, luc: Person) -> None:
    await begins(talk, sofie)
    await begins(talk, luc)
    await luc.taps_data("1|form.show|1")
    await luc.sees("error.not_found")
    await luc.taps_data("1|form.skip|1|what")
    await luc.sees("error.not_found")
    assert (await kept(talk, sofie)).answers == {}
