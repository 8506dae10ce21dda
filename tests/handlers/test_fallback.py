"""What fits nowhere else: commands, stickers, groups, people who come and go."""

import pytest

from tests.dialogue import Dialogue, Person
from tests.handlers.scenes import TERRACE, asks

COMMANDS = {
    "/help": "help.asker",
    "/menu": "help.asker",
    "/settings": "settings.overview",
    "/instellingen": "settings.overview",
    "/privacy": "privacy.notice",
    "/taal": "language.choose",
    "/langue": "language.choose",
    "/language": "language.choose",
    "/stop": "proactive.own",
    "/vraag": "ask.invite",
    "/ask": "ask.invite",
    "/question": "ask.invite",
    "/mijnvragen": "mine.none",
    "/mesquestions": "mine.none",
    "/myquestions": "mine.none",
    "/werklijst": "error.not_allowed",
    "/queue": "error.not_allowed",
    "/kroketten": "help.asker",
    "/help@simulator_bot": "help.asker",
}


async def test_every_command_answers(talk: Dialogue, sofie: Person) -> None:
    for command, key in COMMANDS.items():
        await sofie.says(command)
        assert [one.key for one in await sofie.news()] == [key], command


async def test_the_manager_gets_help_of_her_own(talk: Dialogue, amira: Person) -> None:
    await amira.says("/help")
    (shown,) = await amira.sees("help.staff")
    assert shown.actions == ["queue.list"]


async def test_a_command_in_the_middle_loses_nothing(talk: Dialogue, sofie: Person) -> None:
    await sofie.says(TERRACE)
    await sofie.says("/help")
    await sofie.says("/mijnvragen")
    await sofie.news()
    await sofie.taps("ask.submit", "terras")
    assert (await talk.enquiry(1)).asker_id == sofie.id


@pytest.mark.parametrize("what", [{"sticker": "🥐"}, {"contact": True}])
async def test_what_we_cannot_read_gets_a_friendly_word(
    talk: Dialogue, sofie: Person, amira: Person, what: dict[str, object]
) -> None:
    await sofie.sends(**what)
    (shown,) = await sofie.sees("other.unknown_kind")
    assert shown.actions == ["ask.invite", "mine.list", "meeting.list", "part.show"]
    await amira.sends(**what)
    (shown,) = await amira.sees("other.unknown_kind")
    assert shown.actions == []


async def test_a_group_is_left(talk: Dialogue, sofie: Person) -> None:
    group = await talk.world.post("/sim/groups", title="Winkeliers", members=[sofie.id], bot="member")
    await talk.settle()
    calls = await talk.world.get("/sim/calls?method=leaveChat")
    assert [call["params"]["chat_id"] for call in calls] == [group["id"]]
    outcomes = await talk.rows("SELECT outcome FROM inbox")
    assert outcomes == [{"outcome": "ignored: group"}]


async def test_a_group_that_cannot_be_left_is_no_trouble(talk: Dialogue, sofie: Person) -> None:
    await talk.faults("leaveChat", 403)
    await talk.world.post("/sim/groups", title="Winkeliers", members=[sofie.id], bot="member")
    await sofie.says("/help")
    await sofie.sees("help.asker")


async def test_words_in_a_group_are_not_ours(talk: Dialogue, sofie: Person) -> None:
    await talk.faults("leaveChat", 403)
    group = await talk.world.post("/sim/groups", title="Winkeliers", members=[sofie.id], bot="administrator")
    await talk.settle()
    for words in (TERRACE, "/vraag", "/start"):
        await sofie.says(words, chat=group["id"])
    await sofie.sees()
    assert await sofie.contact() is None
    assert await talk.rows("SELECT * FROM outbox") == []


async def test_whoever_stops_the_bot_is_marked_and_comes_back_by_writing(talk: Dialogue, sofie: Person) -> None:
    await asks(sofie)
    await sofie.blocks()
    await talk.settle()
    contact = await sofie.contact()
    assert contact is not None
    assert contact.unreachable_since == talk.clock.now()
    await sofie.unblocks()
    await sofie.says("/mijnvragen")
    assert (await sofie.news())[-1].key == "mine.list"
    contact = await sofie.contact()
    assert contact is not None
    assert contact.unreachable_since is None


async def test_a_stranger_who_stops_the_bot_leaves_nothing(talk: Dialogue, sofie: Person) -> None:
    await sofie.blocks()
    await talk.settle()
    assert await sofie.contact() is None


async def test_being_put_out_of_a_group_is_no_trouble(talk: Dialogue, sofie: Person) -> None:
    group = await talk.world.post("/sim/groups", title="Winkeliers", members=[sofie.id], bot="member")
    await talk.settle()
    await talk.world.post("/sim/kick", chat=group["id"])
    ends = await talk.rows("SELECT outcome FROM inbox WHERE chat_id = :chat", chat=group["id"])
    assert {row["outcome"] for row in ends} == {"ignored: group"}


async def test_an_update_that_keeps_failing_is_set_aside_and_its_sender_told(talk: Dialogue, sofie: Person) -> None:
    talk.forgives = True
    await sofie.says("/help")
    await talk.unit(lambda unit: unit.enquiries.next_number())
    # A table that is away is what a fault in our own code looks like from here.
    await talk.change("ALTER TABLE enquiries RENAME TO enquiries_away")
    await sofie.says(TERRACE)
    await talk.settle()
    await talk.change("ALTER TABLE enquiries_away RENAME TO enquiries")
    await sofie.sees("help.asker", "error.sorry")
    rows = await talk.rows("SELECT state, attempts FROM inbox WHERE state <> 'handled'")
    assert rows == [{"state": "aside", "attempts": 3}]
    await sofie.says(TERRACE)
    assert (await sofie.news())[-1].key == "ask.topic"
