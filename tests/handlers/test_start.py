"""The welcome (B1): language, how we treat data, may we write ourselves, which trade; each can be skipped."""

import pytest

from bot.domain.contact import Contact, Proactive, Welcome
from bot.domain.conversation import Stage
from tests.dialogue import Dialogue, Person
from tests.handlers.scenes import TERRACE, asks

STEPS = (("language", "nl"), ("accept",), ("opt_in", "all"), ("trade", "horeca"), ("zone", ""))
"""What somebody taps who passes the whole welcome."""


async def known(person: Person) -> Contact:
    contact = await person.contact()
    assert contact is not None
    return contact


async def test_the_whole_welcome_takes_the_place_of_one_message(talk: Dialogue, sofie: Person) -> None:
    await sofie.starts()
    (hello,) = await sofie.sees("welcome.hello")
    await sofie.taps("welcome.language", "nl")
    await sofie.sees("welcome.notice")
    await sofie.taps("welcome.accept")
    await sofie.sees("welcome.opt_in")
    await sofie.taps("welcome.opt_in", "all")
    await sofie.sees("welcome.trade")
    await sofie.taps("welcome.trade", "horeca")
    await sofie.sees("welcome.zone")
    await sofie.taps("welcome.zone", "markt")
    (done,) = await sofie.sees("welcome.done")
    assert done.message_id == hello.message_id
    contact = await known(sofie)
    assert (contact.name, contact.language) == ("Sofie Claes", "nl")
    assert (contact.trade, contact.zone) == ("horeca", "markt")
    assert (contact.welcome, contact.proactive) == (Welcome.DONE, Proactive.ALL)


async def test_trade_and_place_may_be_skipped(talk: Dialogue, sofie: Person) -> None:
    await sofie.starts()
    for action, *value in (("language", "nl"), ("accept",), ("opt_in", "none"), ("trade", ""), ("zone", "")):
        await sofie.taps(f"welcome.{action}", *value)
    contact = await known(sofie)
    assert (contact.welcome, contact.proactive) == (Welcome.DONE, Proactive.NONE)
    assert (contact.trade, contact.zone) == ("", "")


async def test_the_welcome_is_a_form_with_its_answers(talk: Dialogue, sofie: Person) -> None:
    await sofie.starts()
    for action, *value in STEPS:
        assert (await known(sofie)).welcome is not Welcome.DONE
        await sofie.taps(f"welcome.{action}", *value)
    kept = await talk.unit(lambda unit: unit.conversations.latest(sofie.id, "welcome", 0))
    assert kept is not None
    assert kept.stage is Stage.DONE
    assert {step: given.value for step, given in kept.answers.items()} == {
        "language": "nl",
        "notice": "read",
        "opt_in": "all",
        "trade": "horeca",
        "zone": "",
    }
    assert await talk.unit(lambda unit: unit.conversations.unfinished(sofie.id)) == []


@pytest.mark.parametrize("taps", range(len(STEPS)))
async def test_a_restart_between_any_two_steps_changes_nothing(talk: Dialogue, sofie: Person, taps: int) -> None:
    await sofie.starts()
    for at, (action, *value) in enumerate(STEPS):
        if at == taps:
            await talk.restart()
            shown = (await sofie.news())[-1]
            await sofie.starts()
            (again,) = await sofie.sees(shown.key)
            assert again.actions == shown.actions
        await sofie.taps(f"welcome.{action}", *value)
    assert (await known(sofie)).welcome is Welcome.DONE


async def test_steps_back_another_choice_and_on_where_one_was(talk: Dialogue, sofie: Person) -> None:
    await sofie.starts()
    for action, *value in STEPS[:4]:
        await sofie.taps(f"welcome.{action}", *value)
    await sofie.taps("welcome.back")
    await sofie.taps("welcome.trade", "winkel")
    await sofie.taps("welcome.back")
    await sofie.taps("welcome.back")
    assert (await sofie.news())[-1].key == "welcome.opt_in"
    await sofie.taps("welcome.opt_in", "own")
    await sofie.taps("welcome.zone", "statie")
    contact = await known(sofie)
    assert (contact.proactive, contact.trade, contact.zone) == (Proactive.OWN, "winkel", "statie")
    await sofie.news()
    await sofie.taps_data("1|welcome.back")
    await sofie.sees("welcome.done")


async def test_the_buttons_of_the_welcome_can_be_typed(talk: Dialogue, sofie: Person) -> None:
    await sofie.starts()
    for words in ("nederlands", "oké, ga verder", "ja graag", "Horeca", "overslaan"):
        await sofie.says(words)
    await sofie.sees(
        *("welcome.hello", "welcome.notice", "welcome.opt_in"),
        *("welcome.trade", "welcome.zone", "welcome.done"),
    )


async def test_days_later_it_goes_on_where_it_was(talk: Dialogue, sofie: Person) -> None:
    await sofie.starts()
    await sofie.taps("welcome.language", "nl")
    talk.passes(days=40)
    await sofie.taps("welcome.accept")
    assert (await sofie.news())[-1].key == "welcome.opt_in"


async def test_a_double_tap_does_not_skip_a_step(talk: Dialogue, sofie: Person) -> None:
    await sofie.starts()
    for action, *value in STEPS:
        message_id, data = await sofie.button(f"welcome.{action}", *value)
        await sofie.taps_data(data, message_id)
        shown, reached = (await sofie.messages())[-1], await known(sofie)
        await sofie.taps_data(data, message_id)
        assert (await sofie.messages())[-1]["text"] == shown["text"]
        assert await known(sofie) == reached


async def test_every_button_of_the_menu_leads_somewhere(talk: Dialogue, sofie: Person) -> None:
    await sofie.says("/help")
    await sofie.sees("help.asker")
    await sofie.taps("mine.list")
    await sofie.sees("mine.none")
    await sofie.says("/help")
    await sofie.taps("ask.invite")
    await sofie.sees("help.asker", "ask.invite")
    for action, key in (("meeting.list", "meeting.none"), ("part.show", "part.ways")):
        await sofie.says("/help")
        await sofie.taps(action)
        assert (await sofie.news())[-1].key == key


async def test_a_no_keeps_nothing_and_shows_the_other_ways(talk: Dialogue, sofie: Person) -> None:
    await sofie.starts()
    await sofie.taps("welcome.language", "nl")
    await sofie.says(TERRACE)
    await sofie.taps("ask.discard")
    await sofie.says(TERRACE)
    await sofie.news()
    await sofie.taps("welcome.decline")
    (declined,) = await sofie.sees("welcome.declined")
    assert {"phone", "email", "address", "hours"} <= set(declined.message.text.values)
    for table in ("enquiry_parts", "enquiry_events", "enquiries", "conversations", "conversation_answers"):
        assert await talk.rows(f"SELECT * FROM {table}") == []
    assert await sofie.contact() is None


async def test_a_no_after_a_question_keeps_the_question(talk: Dialogue, sofie: Person) -> None:
    await sofie.starts()
    await sofie.taps("welcome.language", "nl")
    await asks(sofie)
    await sofie.taps("welcome.decline")
    await sofie.sees("welcome.declined")
    assert (await talk.enquiry(1)).asker_id == sofie.id
    assert await sofie.contact() is not None


async def test_after_a_no_one_can_still_ask(talk: Dialogue, sofie: Person) -> None:
    await sofie.starts()
    await sofie.taps("welcome.language", "nl")
    await sofie.taps("welcome.decline")
    await sofie.news()
    await sofie.says(TERRACE)
    await sofie.sees("welcome.short", "ask.topic")


async def test_more_about_data_and_back_into_the_welcome(talk: Dialogue, sofie: Person) -> None:
    await sofie.starts()
    await sofie.taps("welcome.language", "nl")
    await sofie.taps("welcome.privacy")
    (notice,) = (await sofie.news())[-1:]
    assert notice.key == "privacy.notice"
    assert notice.actions == ["welcome.accept", "welcome.decline"]
    await sofie.taps("welcome.accept")
    await sofie.sees("welcome.opt_in")


async def test_a_question_typed_during_the_welcome_waits_at_its_end(talk: Dialogue, sofie: Person) -> None:
    await sofie.starts()
    await sofie.taps("welcome.language", "nl")
    await sofie.says(TERRACE)
    _, _, draft = await sofie.sees("welcome.hello", "welcome.notice", "ask.topic")
    assert {action.partition(".")[0] for action in draft.actions} == {"ask"}
    await sofie.taps("welcome.accept")
    await sofie.taps("welcome.opt_in", "own")
    await sofie.taps("welcome.trade", "winkel")
    await sofie.taps("welcome.zone", "")
    await sofie.sees("welcome.opt_in", "welcome.trade", "welcome.zone", "ask.topic")
    await sofie.taps("ask.submit", "terras")
    assert [one.key for one in await sofie.news()] == ["ask.receipt", "ask.sent_off"]


async def test_whoever_asked_first_is_asked_the_opt_in_once(talk: Dialogue, sofie: Person) -> None:
    await sofie.says(TERRACE)
    await sofie.taps("ask.submit", "terras")
    await sofie.sees("welcome.short", "ask.topic", "ask.receipt", "welcome.opt_in", "ask.sent_off")
    assert (await known(sofie)).welcome is Welcome.OPT_IN
    talk.passes(hours=1)
    await sofie.says("waar kan ik parkeren met de bestelwagen?")
    await sofie.taps("ask.submit", "parkeren")
    await sofie.sees("ask.topic", "ask.receipt", "ask.sent_off")
    await sofie.taps("welcome.opt_in", "all")
    await sofie.taps("welcome.trade", "winkel")
    await sofie.taps("welcome.zone", "markt")
    contact = await known(sofie)
    assert (contact.welcome, contact.proactive) == (Welcome.DONE, Proactive.ALL)


async def test_whoever_was_half_way_before_it_was_a_form_goes_on(talk: Dialogue, sofie: Person) -> None:
    await sofie.says("/help")
    await talk.change(f"UPDATE contacts SET welcome = 'opt_in' WHERE id = {sofie.id}")
    await sofie.starts()
    await sofie.taps("welcome.opt_in", "own")
    await sofie.taps("welcome.trade", "")
    await sofie.taps("welcome.zone", "markt")
    await sofie.sees("help.asker", "welcome.opt_in", "welcome.trade", "welcome.zone", "welcome.done")


async def test_old_buttons_of_the_welcome_show_where_one_is(talk: Dialogue, sofie: Person) -> None:
    await sofie.starts()
    accept = "1|welcome.accept"
    await sofie.taps_data(accept)
    await sofie.sees("welcome.hello", "welcome.hello")
    for old in ("trade|horeca", "zone|markt", "back"):
        await sofie.taps_data(f"1|welcome.{old}")
        await sofie.sees("welcome.hello")
    await sofie.taps_data("1|welcome.opt_in|none")
    await sofie.sees("proactive.none")


async def test_start_after_the_welcome_shows_the_menu(talk: Dialogue, sofie: Person) -> None:
    await sofie.starts()
    for action, *value in STEPS:
        await sofie.taps(f"welcome.{action}", *value)
    await sofie.news()
    await sofie.starts()
    (done,) = await sofie.sees("welcome.done")
    assert done.edits == 0


async def test_start_again_shows_the_step_that_was_reached(talk: Dialogue, sofie: Person) -> None:
    await sofie.starts()
    await sofie.taps("welcome.language", "nl")
    await sofie.news()
    await talk.restart()
    await sofie.starts()
    await sofie.sees("welcome.notice")


# The links


async def test_a_scanned_topic_is_set(talk: Dialogue, sofie: Person) -> None:
    await sofie.starts("terras")
    await sofie.sees("ask.invite_topic")
    await sofie.says("wat mag er?")
    _, draft = await sofie.sees("welcome.short", "ask.topic")
    assert draft.actions[:2] == ["ask.submit", "ask.submit"]
    await sofie.taps("ask.submit", "terras")
    assert (await talk.enquiry(1)).topic == "terras"


async def test_an_unknown_link_is_a_plain_start(talk: Dialogue, sofie: Person) -> None:
    await sofie.starts("kroketten")
    await sofie.sees("welcome.hello")


# Languages


@pytest.mark.parametrize(("role", "language"), [("entrepreneur_fr", "fr"), ("entrepreneur_en", "en")])
async def test_telegrams_language_is_the_first_guess(talk: Dialogue, role: str, language: str) -> None:
    person = talk.person(role)
    await person.says("terrasse?")
    assert {one.language for one in await person.news()} == {language}


async def test_a_language_that_the_town_does_not_have_is_the_towns_first(talk: Dialogue) -> None:
    piotr = await talk.somebody(name="Piotr", language_code="pl")
    await piotr.starts()
    (hello,) = await piotr.sees("welcome.hello")
    assert hello.language == "nl"


async def test_the_choice_counts_from_the_next_word_on(talk: Dialogue, sofie: Person) -> None:
    await sofie.starts()
    await sofie.taps("welcome.language", "fr")
    assert [one.language for one in await sofie.news()] == ["nl", "fr"]
    await sofie.taps("welcome.accept")
    (opt_in,) = await sofie.sees("welcome.opt_in")
    assert opt_in.language == "fr"


async def test_the_language_can_be_changed_later(talk: Dialogue, sofie: Person) -> None:
    await asks(sofie)
    await sofie.says("/taal")
    await sofie.sees("language.choose")
    await sofie.taps("welcome.language", "en")
    await sofie.news()
    await sofie.says("/mijnvragen")
    assert {one.language for one in await sofie.news()} == {"en"}


async def test_stop_is_a_promise_and_can_be_undone(talk: Dialogue, sofie: Person) -> None:
    await sofie.says("/stop")
    await sofie.sees("proactive.own")
    assert (await known(sofie)).proactive is Proactive.OWN
    await sofie.taps("welcome.opt_in", "all")
    assert (await known(sofie)).proactive is Proactive.ALL


async def test_a_new_name_is_noted(talk: Dialogue, sofie: Person) -> None:
    await sofie.says("/help")
    await talk.world.post("/sim/users", id=sofie.id, name="Sofie De Smet")
    await sofie.says("/help")
    assert (await known(sofie)).name == "Sofie De Smet"
