"""A department answers (B5): by reply or button, only what it took, signed with a name or without."""

from bot.domain.enquiry import Signed, Status
from tests.dialogue import Dialogue, Person
from tests.handlers.answer_scenes import DEPARTMENT, answer_of, colleague, hands, offered, signed_by, taken
from tests.handlers.scenes import ANSWER, TERRACE


async def test_a_colleague_answers_by_replying_to_the_card(talk: Dialogue, sofie: Person, amira: Person) -> None:
    karim = await colleague(talk)
    await taken(talk, sofie, amira, karim)
    await karim.says_by_reply("card", ANSWER)
    (preview,) = await karim.sees("answer.preview")
    assert signed_by(preview).key == "answer.signed"
    await karim.taps("answer.send", 1)
    (answer,) = (await sofie.news())[-1:]
    assert (answer.key, answer.value("words")) == ("answer.message", ANSWER)
    role = signed_by(answer).values["role"]
    assert getattr(role, "key", "") == "answer.of_department"
    sent, arrived, card = await karim.sees("answer.on_its_way_closed", "answer.arrived_closed", "card")
    assert "hold.hand_on" not in card.actions
    assert sent.message_id == arrived.message_id
    assert arrived.actions == ["answer.take_back", "canned.make", "queue.show"]
    enquiry = await talk.enquiry(1)
    assert (enquiry.status, enquiry.owner_id, enquiry.busy_id) == (Status.CLOSED, karim.id, 0)


async def test_a_colleague_answers_by_the_button(talk: Dialogue, sofie: Person, amira: Person) -> None:
    karim = await colleague(talk)
    await taken(talk, sofie, amira, karim)
    await karim.taps("queue.answer")
    await karim.sees("answer.how")
    await karim.says(ANSWER)
    await karim.sees("answer.preview")
    await karim.taps("answer.send", 0)
    assert (await talk.enquiry(1)).status is Status.ANSWERED
    await amira.says("/1")
    card = (await amira.news())[-1]
    assert "card.arrived" in [line.key for line in card.message.text.values["lines"]]  # type: ignore[union-attr]


async def test_without_a_name_the_department_signs(talk: Dialogue, sofie: Person, amira: Person) -> None:
    karim = await colleague(talk)
    await taken(talk, sofie, amira, karim)
    await karim.says_by_reply("card", ANSWER)
    await karim.taps("answer.sign", 0)
    (_, preview) = await karim.sees("answer.preview", "answer.preview")
    assert signed_by(preview).key == "answer.signed_as"
    assert (await answer_of(talk)).signed is Signed.DEPARTMENT
    await karim.taps("answer.sign", 1)
    assert (await answer_of(talk)).signed is Signed.PERSON
    await karim.taps("answer.sign", 0)
    await karim.taps("answer.send", 1)
    answer = (await sofie.news())[-1]
    assert "Karim" not in next(row["text"] for row in await sofie.messages() if row["message_id"] == answer.message_id)
    await karim.taps("answer.take_back")
    await talk.settle()
    assert not [row for row in await sofie.messages() if "Karim" in row["text"]]


async def test_a_forged_signature_changes_nothing(talk: Dialogue, sofie: Person, amira: Person) -> None:
    karim = await colleague(talk)
    await taken(talk, sofie, amira, karim)
    await karim.says_by_reply("card", ANSWER)
    await karim.news()
    await karim.taps_data("1|answer.sign|1|7")
    await karim.sees("error.not_found")
    assert (await answer_of(talk)).signed is Signed.PERSON


async def test_who_left_still_signs_for_the_department(talk: Dialogue, sofie: Person, amira: Person) -> None:
    karim = await colleague(talk)
    await taken(talk, sofie, amira, karim)
    await karim.says_by_reply("card", ANSWER)
    await karim.taps("answer.send", 1)
    await talk.unit(lambda unit: unit.staff.revoke(karim.id, unit.now))
    await sofie.news()
    await sofie.says("/1")
    await sofie.taps("mine.answer")
    again = (await sofie.news())[-1]
    assert getattr(signed_by(again).values["role"], "key", "") == "answer.of_department"


async def test_what_is_only_offered_must_be_taken_first(talk: Dialogue, sofie: Person, amira: Person) -> None:
    karim = await colleague(talk)
    await offered(talk, sofie, amira, karim)
    await karim.says_by_reply("card", ANSWER)
    (first,) = await karim.sees("answer.take_first_kept")
    assert first.actions == ["hold.take", "queue.show"]
    await karim.taps_data("1|queue.answer|1")
    await karim.sees("answer.take_first")
    await karim.taps("hold.take")
    await karim.looks_away()
    await karim.taps("queue.answer")
    (how,) = await karim.sees("answer.how")
    assert how.actions == ["answer.go_on", "queue.show"]
    await karim.taps("answer.go_on")
    (preview,) = await karim.sees("answer.preview")
    assert preview.value("words") == ANSWER


async def test_loose_words_of_a_colleague_ask_which_question(talk: Dialogue, sofie: Person, amira: Person) -> None:
    karim = await colleague(talk)
    await taken(talk, sofie, amira, karim)
    await karim.says(ANSWER)
    (which,) = await karim.sees("answer.which")
    assert which.actions == ["answer.choose", "answer.ask", "answer.drop"]
    await karim.taps("answer.choose", 1)
    await karim.sees("answer.preview")
    await karim.taps("answer.send", 1)
    assert (await sofie.news())[-1].key == "answer.message"


async def test_loose_words_of_a_colleague_can_be_a_question_of_their_own(
    talk: Dialogue, sofie: Person, amira: Person
) -> None:
    karim = await colleague(talk)
    await taken(talk, sofie, amira, karim)
    await karim.says(TERRACE)
    await karim.taps("answer.ask")
    await karim.news()
    await karim.taps_data("1|answer.ask|1")
    await karim.sees("error.not_found")
    await karim.taps("ask.submit", "terras")
    assert (await talk.enquiry(2)).asker_id == karim.id


async def test_loose_words_can_be_dropped(talk: Dialogue, sofie: Person, amira: Person) -> None:
    karim = await colleague(talk)
    await taken(talk, sofie, amira, karim)
    await karim.says(ANSWER)
    await karim.taps("answer.drop")
    await karim.sees("answer.which", "answer.dropped")
    await sofie.sees()


async def test_a_colleague_without_questions_asks_like_anybody(talk: Dialogue, sofie: Person, amira: Person) -> None:
    karim = await colleague(talk)
    await offered(talk, sofie, amira, karim)
    await karim.says(TERRACE)
    await karim.taps("ask.submit", "terras")
    assert (await talk.enquiry(2)).asker_id == karim.id


async def test_another_department_answers_nothing(talk: Dialogue, sofie: Person, amira: Person) -> None:
    karim, wout = await colleague(talk), await colleague(talk, "Wout Maes", "mobiliteit")
    await taken(talk, sofie, amira, karim)
    await wout.starts()
    await wout.news()
    await wout.taps_data("1|queue.answer|1")
    await wout.sees("error.not_found")
    await karim.says_by_reply("card", ANSWER)
    await talk.settle()
    for data in ("1|answer.send|1|1", "1|answer.sign|1|0", "1|answer.go_on|1", "1|answer.choose|1|1"):
        await wout.taps_data(data)
        await wout.sees("error.not_found")
    await sofie.sees()


async def test_kept_words_cannot_be_given_to_another_departments_question(
    talk: Dialogue, sofie: Person, luc: Person, amira: Person
) -> None:
    karim = await colleague(talk)
    await taken(talk, sofie, amira, karim)
    await luc.says("puis-je laisser ma terrasse ?")
    await luc.taps("ask.submit", "terras")
    await karim.says(ANSWER)
    await karim.news()
    await karim.taps_data(f"1|answer.choose|1|{(await talk.enquiry(2)).id}")
    await karim.sees("error.not_found")
    assert (await answer_of(talk)).enquiry_id == 0


async def test_a_revoked_colleague_sends_nothing(talk: Dialogue, sofie: Person, amira: Person) -> None:
    karim = await colleague(talk)
    await taken(talk, sofie, amira, karim)
    await karim.says_by_reply("card", ANSWER)
    await karim.sees("answer.preview")
    await talk.unit(lambda unit: unit.staff.revoke(karim.id, unit.now))
    await karim.taps("answer.send", 1)
    await karim.sees("error.not_allowed")
    await karim.says_by_reply("card", ANSWER)
    await karim.sees("error.not_allowed")
    await sofie.sees()
    rows = await talk.rows("SELECT outcome FROM audit WHERE actor_id = :who", who=karim.id)
    assert len([row for row in rows if row["outcome"] == "error.not_allowed"]) == 2


async def test_a_revoked_colleague_who_was_asked_for_words_has_a_question(
    talk: Dialogue, sofie: Person, amira: Person
) -> None:
    karim = await colleague(talk)
    await taken(talk, sofie, amira, karim)
    await karim.taps("queue.answer")
    await talk.unit(lambda unit: unit.staff.revoke(karim.id, unit.now))
    await karim.looks_away()
    await karim.says(TERRACE)
    assert "ask.submit" in (await karim.news())[-1].actions
    assert (await talk.enquiry(1)).status is Status.ACCEPTED


async def test_advice_goes_to_the_manager_only(talk: Dialogue, sofie: Person, amira: Person) -> None:
    karim, wout = await colleague(talk), await colleague(talk, "Wout Maes", "mobiliteit")
    await taken(talk, sofie, amira, karim, wout)
    await amira.says("/1")
    await hands(amira, "mobiliteit")
    await wout.taps("hold.take")
    await wout.looks_away()
    await wout.taps_data("1|queue.answer|1")
    (told,) = await wout.sees("answer.is_advice")
    assert told.actions == ["hold.advise", "queue.show"]
    await wout.says_by_reply("card", "Ja, mits anderhalve meter.")
    await wout.news()
    await sofie.sees()
    held = await talk.unit(lambda unit: unit.assignments.live(1, "mobiliteit"))
    assert held is not None
    assert held.advice == "Ja, mits anderhalve meter."


async def test_who_could_not_be_reached_the_managers_hear_too(talk: Dialogue, sofie: Person, amira: Person) -> None:
    karim = await colleague(talk)
    await taken(talk, sofie, amira, karim)
    await sofie.blocks()
    await karim.says_by_reply("card", ANSWER)
    await talk.world.post("/sim/deactivate", from_=sofie.id)
    await karim.taps("answer.send", 1)
    await talk.settle()
    assert (await karim.chat())[-1].key == "answer.unreachable"
    assert DEPARTMENT in await talk.unit(lambda unit: unit.assignments.departments(1))


async def test_what_went_to_another_department_is_answered_there(talk: Dialogue, sofie: Person, amira: Person) -> None:
    karim, wout = await colleague(talk), await colleague(talk, "Wout Maes", "mobiliteit")
    await taken(talk, sofie, amira, karim, wout)
    await karim.says_by_reply("card", ANSWER)
    await karim.taps("answer.send", 0)
    await karim.taps("answer.take_back")
    await amira.says("/1")
    await hands(amira, "mobiliteit")
    await karim.looks_away()
    await karim.says_by_reply("card", "Toch wel.")
    (told,) = await karim.sees("answer.with_another")
    assert told.actions == ["queue.show"]
    await wout.taps("hold.take")
    await wout.says_by_reply("card", "Ja.")
    await wout.taps("answer.send", 1)
    assert (await talk.enquiry(1)).status is Status.CLOSED


async def test_who_advised_answers_nothing_afterwards(talk: Dialogue, sofie: Person, amira: Person) -> None:
    karim, wout = await colleague(talk), await colleague(talk, "Wout Maes", "mobiliteit")
    await taken(talk, sofie, amira, karim, wout)
    await amira.says("/1")
    await hands(amira, "mobiliteit")
    await wout.taps("hold.take")
    await wout.taps("hold.advise")
    await wout.says("Ja, mits anderhalve meter.")
    await talk.settle()
    await amira.says("/1")
    await amira.says_by_reply("card", ANSWER)
    await amira.taps("answer.send", 0)
    await wout.looks_away()
    await wout.taps_data("1|queue.answer|1")
    assert (await wout.news())[-1].key == "answer.is_advice"
    assert [one.key for one in await sofie.news()].count("answer.message") == 1
