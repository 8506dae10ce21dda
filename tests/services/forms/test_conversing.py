"""The engine of forms: every step by tap and by typing, wherever one comes from, and nothing is ever lost."""

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.access import Permission
from bot.domain.contact import Expects
from bot.domain.conversation import SUMMARY, Answered, Given, Kind, Stage, Step, path
from bot.domain.errors import NotAllowed, NotFound, Refused
from bot.domain.message import Attachment, AttachmentKind
from tests.services.forms.hall import AMIRA, BRAM, LUC, SOFIE, FormHall, actions, keys, rendered
from tests.services.forms.sample_form import ANSWERS, STEPS, SampleForm, option, words

VOICE = Attachment(AttachmentKind.VOICE, "voice-1")
PHOTO = Attachment(AttachmentKind.PHOTO, "photo-1")
DRAFT = SampleForm(permission=Permission.PLAN)
BEFORE = {key: ANSWERS[:count] for count, key in enumerate(("what", "kind", "themes", "places", "likes", "day"))}


@pytest.fixture
def hall() -> FormHall:
    """Sofie and the others, before a form with a step of every kind."""
    return FormHall(SampleForm())


@pytest.fixture
def office() -> FormHall:
    """Two managers before a form that is theirs together."""
    return FormHall(SampleForm(permission=Permission.PLAN))


def at_step(hall: FormHall, key: str) -> None:
    hall.begins()
    hall.walks(*BEFORE[key])
    assert hall.at() == key
    hall.passes(minutes=1)


def toast(reply: Any) -> str:  # noqa: ANN401 - any reply
    return reply.toast.key if reply.toast is not None else ""


def test_typing_leads_through_every_kind_of_step(hall: FormHall) -> None:
    assert keys(hall.begins())[:2] == ["form.step", "form.counted"]
    hall.walks(*ANSWERS)
    found = hall.kept.rows[1]
    assert [found.words(key) for key in ("what", "kind", "themes", "places", "likes")] == [
        "Feest",
        "plein",
        "groen,licht",
        "20",
        "4",
    ]
    assert [found.value(key) for key in ("day", "at", "who", "sure")] == ["2026-12-08", "19:30", "all", "yes"]
    assert [found.words(key) for key in ("where", "permit", "item.1.title")] == ["Zaal De Molen", "V-12", "Welkom"]
    assert hall.at() == SUMMARY
    assert hall.people.rows[SOFIE].expects is None
    hall.taps("finish")
    assert hall.kind.finished == [hall.kept.rows[1]]
    assert hall.kept.rows[1].stage is Stage.DONE


def test_tapping_leads_through_as_well(hall: FormHall) -> None:
    at_step(hall, "kind")
    assert not hall.taps("pick", "kind", "plein").fresh
    hall.taps("toggle", "themes", "licht")
    hall.taps("toggle", "themes", "groen")
    shown = hall.taps("toggle", "themes", "licht")
    assert "✅ groen" in rendered(shown)
    hall.taps("done", "themes")
    hall.taps("skip", "places")
    hall.taps("unsure", "likes")
    found = hall.kept.rows[1].answers
    assert (found["kind"].value, found["themes"].value) == ("plein", "groen")
    assert (found["places"].how, found["likes"].how) == (Answered.SKIPPED, Answered.UNSURE)


@pytest.mark.parametrize("count", range(len(ANSWERS) + 1))
def test_a_restart_between_any_two_steps_resumes_exactly_there(count: int) -> None:
    hall = FormHall(SampleForm())
    hall.begins()
    hall.walks(*ANSWERS[:count])
    here, answers = hall.at(), hall.kept.rows[1].answers
    if count % 2:
        hall.taps("pause")
    hall.restart()
    hall.passes(days=9)
    shown = hall.taps("show")
    assert shown.fresh
    assert (hall.at(), hall.kept.rows[1].answers) == (here, answers)
    assert keys(shown)[0] == ("form.step" if here else "form.summary_long")
    hall.restart()
    hall.walks(*ANSWERS[count:])
    assert hall.at() == SUMMARY


def test_beginning_again_goes_on(hall: FormHall) -> None:
    hall.begins()
    hall.says("Feest")
    hall.taps("pause")
    again = hall.begins()
    assert (toast(again), hall.at(), len(hall.kept.rows)) == ("form.went_on", "kind", 1)
    assert hall.kept.rows[1].stage is Stage.OPEN
    hall.begins(subject=5)
    assert len(hall.kept.rows) == 2


def test_a_finished_form_begins_anew(hall: FormHall) -> None:
    hall.begins()
    hall.walks(*ANSWERS)
    hall.taps("finish")
    hall.begins()
    assert [*hall.kept.rows] == [1, 2]


def test_what_is_known_beforehand_is_not_asked(hall: FormHall) -> None:
    hall.begins(answers={"what": Given("what", words="Feest")})
    assert hall.at() == "kind"


def test_the_second_of_two_quick_taps_changes_nothing(hall: FormHall) -> None:
    at_step(hall, "kind")
    hall.taps("pick", "kind", "plein")
    second = hall.taps("pick", "kind", "straat")
    assert (second.screen, toast(second)) == (None, "form.noted")
    assert hall.kept.rows[1].value("kind") == "plein"


@pytest.mark.parametrize(
    ("action", "values"),
    [("pick", ("what", "plein")), ("toggle", ("kind", "x")), ("done", ("item.9.more",)), ("back", ("what",))],
)
def test_an_old_button_shows_where_one_is(hall: FormHall, action: str, values: tuple[str, ...]) -> None:
    at_step(hall, "themes")
    before = hall.kept.rows[1]
    shown = hall.taps(action, *values)
    assert (toast(shown), shown.fresh, keys(shown)[0]) == ("form.old_button", True, "form.step")
    assert hall.kept.rows[1] == before


@pytest.mark.parametrize(
    ("action", "values"), [("pick", ("themes", "groen")), ("toggle", ("themes", "niets")), ("change", ("niets",))]
)
def test_a_forged_button_changes_nothing(hall: FormHall, action: str, values: tuple[str, ...]) -> None:
    at_step(hall, "themes")
    before = hall.kept.rows[1]
    assert toast(hall.taps(action, *values)) == "form.old_button"
    assert hall.kept.rows[1] == before


def test_a_toggle_on_another_kind_of_step_is_an_old_button(hall: FormHall) -> None:
    at_step(hall, "kind")
    assert toast(hall.taps("toggle", "kind", "plein")) == "form.old_button"


def test_nothing_chosen_is_a_skipped_step_unless_it_must_be() -> None:
    must = Step("themes", Kind.CHOICES, words("Waarover?"), (option("groen"),), required=True)
    hall = FormHall(SampleForm(steps=(must, replace(must, key="more", required=False))))
    hall.begins()
    assert keys(hall.taps("done", "themes"))[0] == "form.again"
    hall.taps("toggle", "themes", "groen")
    hall.taps("done", "themes")
    hall.taps("done", "more")
    assert hall.kept.rows[1].answers["more"].how is Answered.SKIPPED


def test_back_keep_and_change(hall: FormHall) -> None:
    at_step(hall, "places")
    assert "form.back" not in actions(FormHall(SampleForm()).begins())
    hall.taps("back", "places")
    shown = hall.taps("back", "themes")
    assert "form.given" in keys(shown)
    assert "form.keep" in actions(shown)
    assert hall.at() == "kind"
    hall.taps("keep", "kind")
    assert hall.at() == "places"


def test_back_from_the_first_step_says_so(hall: FormHall) -> None:
    hall.begins()
    assert keys(hall.taps("back", "what"))[0] == "form.again"


def test_a_change_from_the_summary_returns_there(hall: FormHall) -> None:
    hall.begins()
    hall.walks(*ANSWERS)
    first = hall.taps("choose", 0)
    assert actions(first).count("form.change") == 6
    assert "form.change" in actions(hall.taps("choose", 12))
    assert "form.change" in actions(hall.taps("choose", 999))
    changing = hall.taps("change", "sure")
    assert "form.keep" not in actions(changing)
    shown = hall.says("nee")
    assert keys(shown)[0] == "form.summary_long"
    assert "permit" not in hall.kept.rows[1].answers


def test_what_its_kind_refuses_is_said_above_the_same_step(hall: FormHall) -> None:
    at_step(hall, "day")
    shown = hall.says("23/11/2026")
    assert (keys(shown)[0], hall.at()) == ("form.again", "day")
    assert "form.pause" in actions(shown)


def test_a_refusal_that_does_not_fit_goes_ahead(hall: FormHall) -> None:
    tall = replace(STEPS[0], ask=words("lijn\n" * 6 + "lijn"))
    hall.kind.steps = (tall, *STEPS[1:])
    hall.conversing.begin(hall.unit, hall.people.rows[SOFIE], "sample")
    shown = hall.conversing.taps.skip(hall.unit, hall.people.rows[SOFIE], 1, "what")
    assert [one.key for one in hall.post.said] == ["form.required"]
    assert keys(shown)[0] == "form.step"


@pytest.mark.parametrize("typed", ["x" * 4000, "", "مرحبا", "👍👍👍", "31/31", "\u200b", "1" * 400])
def test_what_cannot_be_read_leaves_everything_as_it_was(hall: FormHall, typed: str) -> None:
    at_step(hall, "day")
    before = hall.kept.rows[1]
    assert keys(hall.says(typed))[0] == "form.again"
    assert hall.kept.rows[1] == before


def test_an_answer_that_is_too_long_is_refused_whole(hall: FormHall) -> None:
    hall.begins()
    assert keys(hall.says("x" * 61))[0] == "form.again"
    assert hall.kept.rows[1].answers == {}


def test_something_unreadable_shows_the_step_again(hall: FormHall) -> None:
    actor = hall.people.rows[SOFIE]
    assert hall.conversing.again(hall.unit, actor, words("een sticker")) is None
    hall.begins()
    shown = hall.conversing.again(hall.unit, hall.people.rows[SOFIE], words("een sticker"))
    assert shown is not None
    assert keys(shown)[0] == "form.again"
    hall.kept.save(replace(hall.kept.rows[1], stage=Stage.LEFT))
    assert hall.conversing.again(hall.unit, hall.people.rows[SOFIE], words("een sticker")) is None


def test_voice_and_photos_are_kept_with_the_answer(hall: FormHall) -> None:
    hall.begins()
    hall.says("", attachment=VOICE)
    assert hall.kept.rows[1].answers["what"].attachment == VOICE
    assert hall.at() == "kind"


def test_an_album_is_one_answer(hall: FormHall) -> None:
    hall.begins()
    hall.says("kijk", attachment=PHOTO, album="a")
    second = hall.says("", attachment=PHOTO, album="a")
    assert (keys(second), second.merge_key) == (["form.one_file"], "album:a")
    assert hall.at() == "kind"


def test_a_question_in_between_is_recognised(hall: FormHall) -> None:
    at_step(hall, "day")
    shown = hall.says("mag mijn terras blijven staan?")
    assert actions(shown) == ["form.question", "form.show"]
    assert hall.at() == "day"
    assert hall.kept.rows[1].words("?") == "mag mijn terras blijven staan?"


def test_a_question_that_could_be_the_answer_is_asked_about(hall: FormHall) -> None:
    hall.begins()
    shown = hall.says("mag mijn terras blijven staan?")
    assert actions(shown) == ["form.mine", "form.question"]
    hall.taps("mine")
    assert hall.kept.rows[1].words("what") == "mag mijn terras blijven staan?"
    hall.passes(minutes=1)
    assert toast(hall.taps("mine")) == "form.old_button"
    assert toast(hall.taps("question")) == "form.old_button"


def test_a_managers_words_are_the_answer_whatever_they_look_like(office: FormHall) -> None:
    office.begins(AMIRA)
    office.says("mag mijn terras blijven staan?", AMIRA)
    assert office.at() == "kind"


def test_words_for_something_else_are_let_through(hall: FormHall) -> None:
    assert hall.ignores("dag")
    hall.begins()
    hall.post.subjects = {50: "card:3", 51: "form:1"}
    assert hall.ignores("dag", reply_to=50)
    hall.says("Feest", reply_to=51)
    hall.walks(*ANSWERS[1:])
    assert hall.ignores("nog iets")
    hall.taps("finish")
    assert hall.ignores("nog iets", reply_to=51)


def test_a_reply_is_an_answer_long_after(hall: FormHall) -> None:
    hall.begins()
    hall.passes(days=3)
    assert hall.ignores("Feest")
    hall.post.subjects = {51: "form:1"}
    hall.says("Feest", reply_to=51)
    assert hall.at() == "kind"


def test_pause_and_stop(hall: FormHall) -> None:
    hall.begins()
    paused = hall.taps("pause")
    assert keys(paused)[0] == "form.paused_at"
    assert hall.people.rows[SOFIE].expects is None
    assert actions(hall.taps("stop")) == ["form.show", "form.leave"]
    assert keys(hall.taps("leave"))[0] == "form.was_left"
    for action in ("show", "pause", "leave", "finish"):
        over = hall.taps(action)
        assert (over.screen, toast(over)) == (None, "form.left")


def test_a_pause_without_count_says_where_nothing(hall: FormHall) -> None:
    hall.kind.counted = False
    hall.begins()
    assert keys(hall.taps("pause"))[0] == "form.paused"


def test_a_second_finish_changes_nothing(hall: FormHall) -> None:
    hall.begins()
    hall.walks(*ANSWERS)
    hall.taps("finish")
    second = hall.taps("finish")
    assert (second.screen, toast(second), len(hall.kind.finished)) == (None, "form.done", 1)


def test_an_incomplete_form_cannot_be_finished(hall: FormHall) -> None:
    at_step(hall, "day")
    assert keys(hall.taps("finish"))[0] == "form.again"
    assert hall.kind.finished == []


def test_what_the_receiver_refuses_is_left_to_the_door(hall: FormHall) -> None:
    hall.begins()
    hall.walks("weiger", *ANSWERS[1:])
    with pytest.raises(Refused):
        hall.taps("finish")


def test_a_finished_form_can_be_reopened_by_its_room(hall: FormHall) -> None:
    hall.begins()
    hall.walks(*ANSWERS)
    hall.taps("finish")
    assert keys(hall.taps("reopen"))[0] == "form.summary_long"
    assert keys(hall.taps("reopen"))[0] == "form.summary_long"
    hall.taps("finish")
    hall.begins()
    with pytest.raises(Refused, match="own_first"):
        hall.taps("reopen")
    with pytest.raises(NotFound):
        hall.taps("reopen", person=LUC)


# Whose it is


def test_somebody_elses_answers_are_nobodys_business(hall: FormHall) -> None:
    hall.begins()
    for action in ("show", "pause", "finish", "take"):
        with pytest.raises(NotFound):
            hall.taps(action, person=LUC)
        with pytest.raises(NotFound):
            hall.taps(action, id_=99)


def test_two_managers_in_one_draft(office: FormHall) -> None:
    office.begins(AMIRA, subject=5)
    held = office.begins(BRAM, subject=5)
    assert (keys(held)[0], actions(held)) == ("form.taken", ["form.take"])
    assert keys(office.taps("show", person=BRAM))[0] == "form.taken"
    assert office.taps("take", person=BRAM).fresh
    assert office.kept.rows[1].person_id == BRAM
    assert keys(office.taps("skip", "what", person=AMIRA))[0] == "form.taken"
    office.says("Feest", BRAM)
    assert keys(office.taps("take", person=BRAM))[0] == "form.step"
    assert [one.id for one in office.conversing.drafts(office.unit, "sample")] == [1]


def test_words_for_a_draft_that_somebody_took_are_not_taken(office: FormHall) -> None:
    office.begins(AMIRA, subject=5)
    office.taps("take", person=BRAM)
    assert keys(office.says("Feest", AMIRA))[0] == "form.taken"
    assert office.people.rows[AMIRA].expects is None
    assert office.kept.rows[1].answers == {}


def test_only_one_draft_about_the_same_at_once(office: FormHall) -> None:
    office.begins(AMIRA)
    office.begins(BRAM)
    with pytest.raises(Refused, match="own_first"):
        office.taps("take", person=AMIRA, id_=2)


def test_each_act_asks_for_the_permission_of_its_form(office: FormHall) -> None:
    with pytest.raises(NotAllowed):
        office.begins(SOFIE)
    office.begins(AMIRA)
    with pytest.raises(NotFound):
        office.taps("show", person=SOFIE)
    with pytest.raises(NotAllowed):
        office.taps("take", person=SOFIE)
    office.people.save(replace(office.people.rows[AMIRA], role=office.people.rows[SOFIE].role))
    assert office.ignores("Feest", AMIRA)


# Forms that changed


def test_a_kind_that_no_longer_exists(hall: FormHall) -> None:
    hall.begins()
    hall.kept.save(replace(hall.kept.rows[1], form="gone"))
    with pytest.raises(Refused, match=r"form\.gone"):
        hall.taps("show")
    assert hall.ignores("Feest")
    with pytest.raises(NotFound):
        hall.taps("show", person=LUC)


def test_a_step_that_no_longer_exists(hall: FormHall) -> None:
    at_step(hall, "places")
    hall.kind.steps = tuple(one for one in STEPS if one.key not in {"places", "kind"})
    assert toast(hall.taps("skip", "places")) == "form.old_button"
    hall.says("4")
    assert hall.kept.rows[1].value("likes") == "4"
    assert [one.key for one in path(hall.kind.form(hall.unit, hall.kept.rows[1]), hall.kept.rows[1].answers)][
        2
    ] == "likes"


# Screens


def test_many_long_options_are_folded() -> None:
    many = tuple(option(f"keuze {n}", says=True) for n in range(12))
    hall = FormHall(SampleForm(steps=(Step("what", Kind.CHOICE, words("Welke?"), many, open=True),)))
    assert "form.folded" in keys(hall.begins())


def test_a_short_summary_is_not_folded_and_a_long_one_is_cut() -> None:
    hall = FormHall(SampleForm(steps=STEPS[:3]))
    hall.begins()
    assert keys(hall.says("Feest"))[0] == "form.step"
    hall.taps("unsure", "kind")
    hall.taps("skip", "kind")
    shown = hall.taps("skip", "themes")
    assert keys(shown)[0] == "form.summary"
    hall = FormHall(SampleForm(steps=tuple(Step(f"s{n}", Kind.TEXT, words("vraag " * 15)) for n in range(40))))
    hall.begins()
    hall.walks(*["antwoord " * 12] * 40)
    assert keys(hall.taps("show"))[-1] == "form.more_lines"


def test_values_that_no_longer_read_are_shown_as_they_are(hall: FormHall) -> None:
    day, at = STEPS[5], STEPS[6]
    assert isinstance(day, Step)
    assert isinstance(at, Step)
    screens = hall.conversing._steps.screens
    for step in (day, at):
        shown = screens.answer(step, Given(step.key, value="ooit"))
        assert shown.values["answers"] == (words("ooit"),)


def test_the_answer_is_expected_only_while_a_step_is_asked(hall: FormHall) -> None:
    hall.begins()
    expects = hall.people.rows[SOFIE].expects
    assert expects is not None
    assert (expects.kind, expects.subject) == (Expects.FORM, 1)
