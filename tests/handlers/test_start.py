"""The welcome (B1): language, how we treat data, may we write ourselves, which trade; each can be skipped."""

import pytest

from bot.domain.contact import Contact, Proactive, Welcome
from tests.dialogue import Dialogue, Person
from tests.handlers.scenes import TERRACE, asks


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
    (done,) = await sofie.sees("welcome.done")
    assert done.message_id == hello.message_id
    contact = await known(sofie)
    assert (contact.name, contact.language, contact.trade) == ("Sofie Claes", "nl", "horeca")
    assert (contact.welcome, contact.proactive) == (Welcome.DONE, Proactive.ALL)


async def test_the_trade_may_be_skipped(talk: Dialogue, sofie: Person) -> None:
    await sofie.starts()
    for action, *value in (("language", "nl"), ("accept",), ("opt_in", "none"), ("trade", "")):
        await sofie.taps(f"welcome.{action}", *value)
    contact = await known(sofie)
    assert (contact.welcome, contact.trade, contact.proactive) == (Welcome.DONE, "", Proactive.NONE)


async def test_every_button_of_the_menu_leads_somewhere(talk: Dialogue, sofie: Person) -> None:
    await sofie.says("/help")
    await sofie.sees("help.asker")
    await sofie.taps("mine.list")
    await sofie.sees("mine.none")
    await sofie.says("/help")
    await sofie.taps("ask.invite")
    await sofie.sees("help.asker", "ask.invite")


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
    for table in ("enquiry_parts", "enquiry_events", "enquiries"):
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
    await sofie.sees("welcome.hello", "welcome.notice", "ask.topic")
    await sofie.taps("welcome.accept")
    await sofie.taps("welcome.opt_in", "own")
    await sofie.taps("welcome.trade", "winkel")
    await sofie.sees("welcome.opt_in", "welcome.trade", "ask.topic")
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


async def test_old_buttons_of_the_welcome_show_where_one_is(talk: Dialogue, sofie: Person) -> None:
    await sofie.starts()
    accept = "1|welcome.accept"
    await sofie.taps_data(accept)
    await sofie.sees("welcome.hello", "welcome.hello")
    await sofie.taps_data("1|welcome.trade|horeca")
    await sofie.sees("welcome.hello")
    await sofie.taps_data("1|welcome.opt_in|none")
    await sofie.sees("proactive.none")


async def test_start_after_the_welcome_shows_the_menu(talk: Dialogue, sofie: Person) -> None:
    await sofie.starts()
    for action, *value in (("language", "nl"), ("accept",), ("opt_in", "own"), ("trade", "horeca")):
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
