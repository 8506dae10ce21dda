"""Whether an answer arrived (B4), and what the manager hears when it did not."""

from tests.dialogue import Dialogue, Person
from tests.handlers.scenes import ANSWER, TERRACE, answers, asks


async def test_an_asker_who_left_is_unreachable(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await sofie.blocks()
    await amira.news()
    await amira.says_by_reply("card", ANSWER)
    await amira.taps("answer.send", 1)
    await amira.sees("answer.preview", "answer.unreachable")
    contact = await sofie.contact()
    assert contact is not None
    assert contact.unreachable_since is not None


async def test_an_asker_who_is_gone_without_a_word_is_found_out(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await talk.world.post("/sim/deactivate", from_=sofie.id)
    await amira.news()
    await amira.says_by_reply("card", ANSWER)
    await amira.taps("answer.send", 1)
    shown = [one.key for one in await amira.news()]
    assert shown[-2:] == ["answer.unreachable", "card"]
    contact = await sofie.contact()
    assert contact is not None
    assert contact.unreachable_since is not None


async def test_who_comes_back_gets_what_was_promised(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await sofie.blocks()
    await answers(amira)
    await sofie.unblocks()
    await sofie.starts()
    assert "answer.message" in [one.key for one in await sofie.news()]
    assert [one.key for one in await amira.news()] == ["answer.arrived_closed", "card"]


async def test_a_slow_telegram_is_waited_for(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await amira.news()
    await amira.says_by_reply("card", ANSWER)
    await amira.sees("answer.preview")
    await talk.faults("sendMessage", 200, delay=0.1, chat=sofie.id)
    await amira.taps("answer.send", 1)
    await sofie.sees("answer.message")
    await amira.sees("answer.on_its_way_closed", "answer.arrived_closed", "card")


async def test_a_slow_screen_still_tells_that_it_arrived(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await amira.news()
    await amira.says_by_reply("card", ANSWER)
    await amira.sees("answer.preview")
    await talk.faults("editMessageText", 200, delay=0.1, chat=amira.id)
    await amira.taps("answer.send", 1)
    await sofie.sees("answer.message")
    assert [one.key for one in await amira.news()][-2:] == ["answer.arrived_closed", "card"]


async def test_the_promise_survives_a_restart(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await sofie.says(TERRACE)
    await sofie.taps("ask.submit", "terras")
    await talk.restart()
    await amira.says_by_reply("card", ANSWER)
    await talk.restart()
    await amira.taps("answer.send", 1)
    assert (await sofie.news())[-1].key == "answer.message"
