"""Whatever a client sends: nothing is lost, nothing breaks, nobody's data shows elsewhere."""

from tests.dialogue import Dialogue, Person
from tests.handlers.scenes import TERRACE, answers, asks

HTML = "<b>vet</b> & <script>alert('x')</script> </blockquote>"


OLD_OR_FORGED = (
    " ",
    "1",
    "1|",
    "0|ask.submit|1|terras",
    "2|ask.submit|1|terras",
    "1|ask.submit",
    "1|ask.submit|1",
    "1|ask.submit|1|terras|nog",
    "1|ask.submit|een|terras",
    "1|ask.submit|-1|terras",
    "1|ask.submit|1.0|terras",
    "1|ask.submit|٣|terras",
    f"1|ask.submit|{2**52 + 1}|terras",
    f"1|mine.show|{'9' * 16}",
    "1|mine.show|99999999999999999999999999",
    "1|kroketten|1",
    "oude knop",
    "|||||",
    "1|mine.show|1\x00",
    "\x00\x01\x02\ufffd",
    "\u202e1|mine.show|1",
    "x" * 64,
    "x" * 4000,
)


async def test_an_old_or_forged_button_explains_itself(talk: Dialogue, sofie: Person) -> None:
    await asks(sofie)
    for data in OLD_OR_FORGED:
        assert await sofie.taps_data(data) == talk.words("other.old_button_toast"), data
        (shown,) = await sofie.sees("other.old_button")
        assert shown.actions == ["ask.invite", "mine.list", "meeting.list", "part.show"]


async def test_the_manager_gets_her_list_instead_of_an_old_button(talk: Dialogue, amira: Person) -> None:
    await amira.says("/werklijst")
    await amira.looks_away()
    await amira.taps_data("9|weg")
    (shown,) = await amira.sees("other.old_button")
    assert shown.actions == ["queue.list"]


NOT_THERE = (
    "1|ask.submit|999|terras",
    "1|ask.reword|999",
    "1|ask.discard|999",
    "1|ask.attach|999|1",
    "1|mine.show|999",
    f"1|mine.show|{2**52}",
    "1|mine.answer|999",
    "1|mine.helped|999",
    "1|mine.not_helped|999",
    "1|mine.reopen|999",
    "1|mine.add|999",
    "1|mine.nudge|999",
    "1|mine.withdraw|999",
    "1|mine.withdraw_yes|999",
    "1|mine.checked|999|1",
    "1|mine.went|999|1",
    "1|mine.show|0",
    "1|welcome.opt_in|kroketten",
)


async def test_what_does_not_exist_is_not_found(talk: Dialogue, sofie: Person) -> None:
    await asks(sofie)
    for data in NOT_THERE:
        await sofie.taps_data(data)
        assert [one.key for one in await sofie.news()] == ["error.not_found"], data


async def test_a_forged_value_falls_back_to_what_there_is(talk: Dialogue, sofie: Person) -> None:
    await asks(sofie)
    for data in ("1|welcome.language|xx", "1|welcome.trade|kroketten", f"1|mine.list|{2**52}"):
        await sofie.taps_data(data)
        assert len(await sofie.news()) == 1, data
    contact = await sofie.contact()
    assert contact is not None
    assert (contact.language, contact.trade) == ("nl", "")


async def test_a_forged_topic_is_something_else(talk: Dialogue, sofie: Person) -> None:
    await sofie.says(TERRACE)
    await sofie.taps_data("1|ask.submit|1|kroketten")
    assert (await talk.enquiry(1)).topic == "anders"


MANAGERS = [
    "queue.list|0",
    "queue.show|1",
    "queue.whole|1",
    "queue.files|1",
    "queue.topics|1",
    "queue.reroute|1|afval",
    "queue.undo|1|2",
    "queue.close|1",
    "queue.answer|1",
    "answer.send|1|1",
    "answer.reword|1",
    "answer.drop|1",
    "answer.choose|1|1",
    "answer.ask|1",
    "answer.go_on|1",
    "answer.sign|1|1",
    "answer.take_back|1",
    "queue.only|afval|1",
    "queue.of|afval|1",
    "queue.filters",
    "queue.departments",
    "queue.more|1",
    "help.ask|1",
    "help.ask_send|1|1",
    "help.reword|1|1",
    "help.again|1",
    "help.parties|1|0",
    "help.pick|1|favv",
    "help.hand_over|1|1",
    "queue.history|1|1",
    "hand.choose|1",
    "hand.ask|1|afval",
    "hand.offer|1|afval",
    "hand.recall|1",
    "hand.adopt|1",
    "hold.list|1",
    "hold.show|1",
    "hold.take|1",
    "hold.refuse|1",
    "hold.refuse_to|1|afval",
    "hold.hand_on|1",
    "hold.pass|1|1",
    "hold.advise|1",
]


async def test_a_managers_button_is_refused_to_everybody_else(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await amira.says_by_reply("card", "Ja.")
    await amira.looks_away()
    before = await talk.enquiry(1)
    for data in MANAGERS:
        await sofie.taps_data(f"1|{data}")
        assert [one.key for one in await sofie.news()] == ["error.not_allowed"], data
    await amira.sees()
    assert await talk.enquiry(1) == before


async def test_every_managers_button_is_tried_here(talk: Dialogue) -> None:
    taps = talk.bot.application.bot_data["shell"].taps
    tried = {data.partition("|")[0] for data in MANAGERS}
    assert tried == {action for action in taps if action.startswith(("queue.", "answer.", "hand.", "hold.", "help."))}


async def test_somebody_elses_draft_is_not_there(talk: Dialogue, sofie: Person, luc: Person) -> None:
    await sofie.says(TERRACE)
    await luc.says("/help")
    await luc.sees("help.asker")
    for action in ("ask.submit|1|terras", "ask.reword|1", "ask.discard|1", "ask.attach|1|1"):
        await luc.taps_data(f"1|{action}")
        assert [one.key for one in await luc.news()] == ["error.not_found"], action
    assert (await talk.rows("SELECT status FROM enquiries")) == [{"status": "draft"}]


async def test_somebody_elses_answer_is_not_there(talk: Dialogue, sofie: Person, luc: Person, amira: Person) -> None:
    await asks(sofie)
    await answers(amira)
    await luc.says("/help")
    await luc.sees("help.asker")
    before = await talk.enquiry(1)
    for action in ("helped", "not_helped"):
        await luc.taps_data(f"1|mine.{action}|1")
        await luc.sees("error.not_found")
    assert await talk.enquiry(1) == before


# Words


async def test_html_in_names_and_words_stays_words(talk: Dialogue, amira: Person) -> None:
    eve = await talk.somebody(name=HTML)
    await eve.says(HTML)
    await eve.taps("ask.submit", "anders")
    assert any(HTML in row["text"] for row in await amira.messages())
    await amira.says_by_reply("card", HTML)
    await amira.taps("answer.send", 1)
    assert "answer.arrived_closed" in [one.key for one in await amira.news()]
    assert any(HTML in row["text"] for row in await eve.messages() if row["by"] == "bot")
    await eve.says("/mijnvragen")
    await eve.taps("mine.show")
    assert (await eve.news())[-1].key == "mine.one"


async def test_signs_that_turn_or_hide_text_are_taken_out(talk: Dialogue, amira: Person) -> None:
    eve = await talk.somebody(name="\u202eeve\u200b")
    await eve.says("mag\u200b mijn \u202eterras\u202c blijven?", raw=True)
    await eve.taps("ask.submit", "terras")
    assert [part.text for part in await talk.parts(1)] == ["mag mijn terras blijven?"]
    contact = await eve.contact()
    assert contact is not None
    assert contact.name == "eve"


async def test_a_name_of_nothing_visible_is_replaced(talk: Dialogue, amira: Person) -> None:
    nobody = await talk.somebody(name="\u200b\u200b")
    await asks(nobody)
    await amira.sees("card")
    contact = await nobody.contact()
    assert contact is not None
    assert contact.name == ""


async def test_nothing_visible_is_no_question(talk: Dialogue, sofie: Person) -> None:
    await sofie.says("\u200b\u2060\u202e", raw=True)
    await sofie.sees("other.empty")


async def test_a_very_long_text_is_kept_whole(talk: Dialogue, sofie: Person, amira: Person) -> None:
    words = ("terras € & 👍 " * 800)[:10_000].strip()
    await sofie.says(words, raw=True)
    await sofie.sees("welcome.short", "ask.topic")
    await sofie.taps("ask.reword")
    await sofie.sees("ask.reword_how")
    await sofie.taps("ask.submit", "terras")
    await amira.sees("card")
    assert [part.text for part in await talk.parts(1)] == [words]


async def test_nul_and_control_signs_reach_no_database(talk: Dialogue, sofie: Person) -> None:
    await sofie.says("mag\x00 mijn\x07 terras\x1b blijven?", raw=True)
    await sofie.taps("ask.submit", "terras")
    assert [part.text for part in await talk.parts(1)] == ["mag mijn terras blijven?"]


async def test_right_to_left_people_ask_as_well(talk: Dialogue, amira: Person) -> None:
    words = "هل يمكن أن تبقى شرفتي؟"
    noor = await talk.somebody(name="نور", language_code="ar")
    await asks(noor, words, "anders")
    await amira.sees("card")
    assert [part.text for part in await talk.parts(1)] == [words]


async def test_a_very_large_id_is_an_id(talk: Dialogue, amira: Person) -> None:
    far = await talk.somebody(id=2**52 - 1)
    await asks(far)
    assert (await talk.enquiry(1)).asker_id == 2**52 - 1


async def test_an_invitation_is_no_topic_and_a_forged_one_gives_nothing(talk: Dialogue, sofie: Person) -> None:
    await sofie.starts("in-kroketten")
    await sofie.sees("staff.invite_invalid")
    await sofie.says("/start in-" + "x" * 500)
    await sofie.sees("staff.invite_invalid")
    await sofie.says("/start in-\u202e\x00é")
    await sofie.sees("staff.invite_invalid")
