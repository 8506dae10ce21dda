"""Decisions (B8): from the manager's form to those whom it concerns, and what they say back."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

from bot.domain.access import Role
from bot.domain.contact import Contact, Matter, Proactive, Welcome
from bot.domain.decision import Decision, Link, LinkKind, Outcome
from bot.domain.enquiry import Status
from bot.domain.meeting import Attendance, Item, ItemKind, Meeting, MeetingKind, MeetingStatus, Rung
from bot.domain.message import Text
from bot.services.ports import Unit
from tests.dialogue import MANAGER, TUESDAY, Dialogue, Person, Shown
from tests.handlers.scenes import asks

SUNDAYS = "kan de koopzondag vaker dan vier keer per jaar?"
WHAT = "Koopzondag blijft vier keer per jaar"
WHY = "61 % van de winkels vindt geen personeel."


async def prepares(manager: Person, *, linked: str = "", group: str = "none", one: str = "") -> None:
    """Let the manager fill in a "no" up to its preview."""
    await manager.says("/beslissingen")
    await manager.taps("decision.new")
    await manager.says(WHAT)
    await manager.says("Nee")
    await manager.says(WHY)
    await manager.says("na de zomer")
    await manager.taps("form.skip")
    await manager.taps("form.skip")
    await manager.says("Informatief")
    if linked == "1":
        await manager.taps("form.toggle", 1)
        await manager.taps("form.done")
    elif linked:
        await manager.says(linked)
    else:
        await manager.taps("form.skip")
    await manager.taps("form.pick", group)
    if one:
        await manager.taps("form.pick", one)
    await manager.taps("form.finish")


async def leaves(talk: Dialogue) -> None:
    """Let what was confirmed leave, and the report of it arrive."""
    talk.passes(seconds=70)
    await talk.comes_due()
    await talk.comes_due()


async def tells(talk: Dialogue, manager: Person) -> None:
    """Let the manager send what was prepared, and a minute pass."""
    await manager.taps("cast.send")
    await leaves(talk)


async def decided(talk: Dialogue, *questions: int, audience: str = "none", what: str = WHAT, why: str = WHY) -> int:
    """Return a decision that was told already, as if long ago."""

    def store(unit: Unit) -> int:
        links = tuple(Link(LinkKind.ENQUIRY, enquiry) for enquiry in questions)
        new = Decision(0, what, Outcome.YES, why, MANAGER, unit.now, audience=audience, links=links)
        return unit.decisions.add(replace(new, published_at=unit.now)).id

    return await talk.unit(store)


async def knows(talk: Dialogue, person: Person, **more: Any) -> None:  # noqa: ANN401 - any field
    """Let somebody be greeted and want to hear everything."""
    telegram = talk.simulator.state.people.get(person.id)
    assert telegram is not None
    talk.simulator.state.default_bot().private_chat(telegram).started = True
    known = Contact(
        person.id, telegram.name, telegram.language_code or "nl", TUESDAY, welcome=Welcome.DONE, proactive=Proactive.ALL
    )
    await talk.unit(lambda unit: unit.contacts.save(replace(known, **more)))


async def untold(talk: Dialogue) -> list[Decision]:
    return [*await talk.unit(lambda unit: unit.decisions.untold(9))]


def lines_of(card: Shown) -> list[Text]:
    lines = card.value("lines")
    assert isinstance(lines, tuple)
    return [*lines]


# Those whom it concerns


async def test_each_hears_it_in_their_own_language(talk: Dialogue, sofie: Person, luc: Person, amira: Person) -> None:
    els = await talk.somebody(name="Els", language_code="en")
    await asks(sofie, SUNDAYS, "anders")
    await asks(luc, "le dimanche commercial peut-il revenir plus souvent ?", "anders")
    await asks(els, "can shops open on more Sundays?", "anders")
    await prepares(amira, linked="1, 2 en 3")
    await tells(talk, amira)
    for person, language, number in ((sofie, "nl", 1), (luc, "fr", 2), (els, "en", 3)):
        (card,) = await person.sees("decision.card")
        assert card.language == language
        assert [line.key for line in lines_of(card)] == [
            "decision.head.no",
            "decision.why.asked",
            "decision.because",
            "decision.next",
            "decision.contact_manager",
            "decision.informative" if language == "nl" else "decision.written_in",
        ]
        numbers = lines_of(card)[1].values["numbers"]
        assert isinstance(numbers, tuple)
        assert [one.values["number"] for one in numbers] == [number]
        assert card.actions == ["decision.react", "settings.mute"]
    (found,) = await talk.unit(lambda unit: unit.decisions.published(5))
    assert (found.outcome, found.next_words, found.published_at) == (Outcome.NO, "na de zomer", talk.clock.now())


async def test_everybody_gets_it_once_by_the_reason_that_matters_most(
    talk: Dialogue, sofie: Person, luc: Person, amira: Person
) -> None:
    await asks(sofie, SUNDAYS, "anders")
    await knows(talk, luc, trade="horeca")
    await prepares(amira, linked="1", group="all")
    await tells(talk, amira)
    (to_sofie,), (to_luc,) = await sofie.sees("decision.card"), await luc.sees("decision.card")
    assert lines_of(to_sofie)[1].key == "decision.why.asked"
    assert lines_of(to_luc)[1].key == "decision.why.all"


async def test_who_was_invited_where_it_was_discussed_hears_it(talk: Dialogue, luc: Person, amira: Person) -> None:
    await knows(talk, luc)

    def discussed(unit: Unit) -> int:
        agenda = (Item(ItemKind.DISCUSSION, "Koopzondagen in 2027", 20),)
        meeting = unit.meetings.add(
            Meeting(
                0,
                MeetingKind.CONSULTATION,
                "Overleg",
                date(2026, 11, 23),
                time(19, 30),
                TUESDAY - timedelta(days=1),
                90,
                "De Molen",
                "-",
                "-",
                Rung.ADVISE,
                MANAGER,
                MeetingStatus.ANNOUNCED,
                items=agenda,
            )
        )
        unit.meetings.invite(Attendance(meeting.id, luc.id, None, unit.now))
        return meeting.items[0].id

    item = await talk.unit(discussed)
    await amira.says("/beslissingen")
    await amira.taps("decision.new")
    for words in (WHAT, "Ja", WHY):
        await amira.says(words)
    for _ in range(3):
        await amira.taps("form.skip")
    await amira.taps("form.pick", "informative")
    await amira.taps("form.skip")
    await amira.taps("form.toggle", item)
    await amira.taps("form.done")
    await amira.taps("form.pick", "none")
    await amira.taps("form.finish")
    await tells(talk, amira)
    (card,) = await luc.sees("decision.card")
    assert lines_of(card)[1].key == "decision.why.invited"


async def test_switches_are_heeded_but_not_by_an_answer_to_ones_own_question(
    talk: Dialogue, sofie: Person, luc: Person, amira: Person
) -> None:
    await knows(talk, sofie, proactive=Proactive.OWN)
    await knows(talk, luc, muted=frozenset({Matter.DECISION}))
    await asks(sofie, SUNDAYS, "anders")
    await prepares(amira, linked="1", group="all")
    await tells(talk, amira)
    await sofie.sees("decision.card")
    await luc.sees()


async def test_stop_about_this_has_a_way_back(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie, SUNDAYS, "anders")
    await prepares(amira, linked="1")
    await tells(talk, amira)
    await sofie.looks_away()
    await knows(talk, sofie)
    await sofie.taps("settings.mute", "decision")
    (said,) = await sofie.sees("settings.muted.decision")
    assert said.edits == 0
    assert "settings.unmute" in said.actions
    contact = await sofie.contact()
    assert contact is not None
    assert not contact.hears(Matter.DECISION)


async def test_two_taps_on_send_send_once(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie, SUNDAYS, "anders")
    await prepares(amira, linked="1")
    message_id, data = await amira.button("cast.send")
    await amira.taps_data(data, message_id)
    assert await amira.taps_data(data, message_id) == talk.words("cast.on_its_way")
    await leaves(talk)
    await sofie.sees("decision.card")
    await amira.taps_data(data, message_id)
    await leaves(talk)
    await sofie.sees()


# The form


async def test_what_cannot_be_told_is_refused_and_nothing_is_lost(talk: Dialogue, amira: Person) -> None:
    await amira.says("/beslissingen")
    await amira.taps("decision.new")
    await amira.says("x" * 121)
    await amira.says(WHAT)
    await amira.says("Nee")
    await amira.looks_away()
    await amira.sends(voice=True)
    await amira.says(WHY)
    await amira.says("23/11/2026")
    await amira.says("1 september 2027")
    await amira.says("www.molenbeke.example")
    await amira.says("https://molenbeke.example/koopzondag")
    await amira.taps("form.skip")
    await amira.taps("form.pick", "appeal")
    await amira.says("Binnen 60 dagen bij de Raad van State.")
    await amira.says("77")
    await amira.taps("form.skip")
    await amira.taps("form.pick", "none")
    shown = await amira.news()
    refusals = [why.key for one in shown if one.key == "form.again" and isinstance(why := one.value("why"), Text)]
    assert refusals == [
        "decision.needs_words",
        "decision.next_past",
        "decision.needs_https",
        "decision.no_such_question",
    ]
    await amira.taps("form.finish")
    await amira.sees("decision.needs_people")
    assert await untold(talk) == []
    await amira.taps("form.choose", 0)
    await amira.sees("form.which")


async def test_a_restart_between_any_two_steps_goes_on_exactly_there(talk: Dialogue, amira: Person) -> None:
    await amira.says("/beslissingen")
    await amira.taps("decision.new")
    for words in (WHAT, "Nee", WHY):
        await amira.says(words)
        await talk.settle()
        await talk.restart()
    talk.passes(days=3)
    await amira.says("/beslissingen")
    (*_, listed) = await amira.news()
    assert listed.actions == ["decision.new", "form.show"]
    await amira.taps("form.show")
    (step,) = await amira.sees("form.step")
    assert lines_of(step)[0].key == "decision.ask.next"


async def test_a_colleague_goes_on_with_a_draft(talk: Dialogue, amira: Person) -> None:
    bram = talk.person("staff")
    await talk.appoint(bram)
    await amira.says("/beslissingen")
    await amira.taps("decision.new")
    await amira.says(WHAT)
    await bram.says("/beslissingen")
    (listed,) = await bram.sees("decision.none")
    assert listed.actions == ["decision.new", "form.take"]
    await bram.taps("form.take")
    (step,) = await bram.sees("form.step")
    assert lines_of(step)[0].key == "decision.ask.outcome"
    await amira.looks_away()
    await amira.taps("form.pick", "yes")
    assert (await amira.news())[-1].key != "form.step"


async def test_what_was_not_sent_waits_in_the_list_and_can_be_changed(
    talk: Dialogue, sofie: Person, amira: Person
) -> None:
    await asks(sofie, SUNDAYS, "anders")
    await prepares(amira, linked="1")
    await amira.taps("cast.drop")
    await amira.looks_away()
    await amira.says("/beslissingen")
    (listed,) = await amira.sees("decision.none")
    assert listed.actions == ["decision.new", "decision.show"]
    await amira.taps("decision.show")
    (card,) = await amira.sees("decision.card")
    assert card.actions == ["decision.preview", "decision.edit", "decision.drop", "decision.list"]
    await amira.taps("decision.preview")
    await amira.sees("cast.preview")
    await amira.says("/beslissingen")
    await amira.taps("decision.show")
    await amira.looks_away()
    await amira.taps("decision.edit")
    await amira.sees("form.summary_long")
    await amira.taps("form.choose", 0)
    await amira.taps("form.change", "why")
    await amira.says("Er is geen personeel te vinden.")
    await amira.taps("form.finish")
    await tells(talk, amira)
    (card,) = await sofie.sees("decision.card")
    assert lines_of(card)[2].values["why"] == "Er is geen personeel te vinden."
    assert await untold(talk) == []


async def test_what_was_told_does_not_change(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie, SUNDAYS, "anders")
    await prepares(amira, linked="1")
    (prepared,) = await untold(talk)
    await tells(talk, amira)
    await amira.looks_away()
    for old in ("decision.edit", "decision.preview"):
        await amira.taps_data(f"1|{old}|{prepared.id}")
        await amira.sees("decision.already_told")


async def test_what_is_about_to_leave_does_not_change_either(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie, SUNDAYS, "anders")
    await prepares(amira, linked="1")
    (prepared,) = await untold(talk)
    await amira.taps("cast.send")
    await amira.looks_away()
    for tapped in ("edit", "drop", "preview"):
        await amira.taps_data(f"1|decision.{tapped}|{prepared.id}")
        await amira.sees("decision.leaving")
    await amira.taps("cast.stop")
    await amira.looks_away()
    await amira.taps_data(f"1|decision.drop|{prepared.id}")
    await amira.sees("decision.none")
    await amira.taps_data(f"1|decision.drop|{prepared.id}")
    await amira.sees("error.not_found")
    assert await untold(talk) == []


async def test_who_it_is_for_can_be_one_group(talk: Dialogue, luc: Person, amira: Person) -> None:
    await knows(talk, luc, zone="kerkplein", trade="horeca", themes=frozenset({"markt"}))
    await prepares(amira, group="zone", one="kerkplein")
    for step, key in (("trade", "horeca"), ("theme", "markt")):
        (prepared, *_) = await untold(talk)
        await amira.taps_data(f"1|decision.edit|{prepared.id}")
        await amira.taps("form.choose", 0)
        await amira.taps("form.choose", 6)
        await amira.taps("form.change", "group")
        await amira.taps("form.pick", step)
        await amira.taps("form.pick", key)
        await amira.taps("form.finish")
    await tells(talk, amira)
    (card,) = await luc.sees("decision.card")
    assert lines_of(card)[1].key == "decision.why.theme"


# The list and the card


async def test_the_list_turns_its_pages(talk: Dialogue, sofie: Person) -> None:
    for number in range(6):
        await decided(talk, what=f"Beslissing {number}")
        talk.passes(minutes=1)
    await sofie.says("/beslissingen")
    (page,) = await sofie.sees("decision.list")
    assert page.value("count") == 6
    assert page.actions == [*["decision.show"] * 5, "decision.list"]
    assert lines_of(page)[0].values["what"] == "Beslissing 5"
    await sofie.taps("decision.list", 5)
    (page,) = await sofie.sees("decision.list")
    assert [(line.values["at"], line.values["what"]) for line in lines_of(page)] == [(6, "Beslissing 0")]
    await sofie.taps_data("1|decision.list|4000000000")
    await sofie.sees("decision.list")
    await sofie.taps("decision.show")
    await sofie.sees("decision.card")


async def test_without_decisions_the_list_says_so(talk: Dialogue, sofie: Person) -> None:
    await sofie.says("/decisions")
    (empty,) = await sofie.sees("decision.none")
    assert empty.actions == []


async def test_a_long_why_is_one_tap_away(talk: Dialogue, sofie: Person) -> None:
    await decided(talk, why="Omdat het zo is. 🧁 " * 110 + "\n" + "🧁" * 900)
    await sofie.says("/beslissingen")
    await sofie.taps("decision.show")
    await sofie.taps("decision.why")
    shown = await sofie.news()
    assert [one.key for one in shown] == ["decision.list", "decision.card", "decision.whole", "decision.whole"]
    assert shown[-1].edits == 0
    await sofie.taps_data("1|decision.next|1")
    await sofie.sees("error.not_found")


async def test_an_asker_finds_it_under_the_own_question(talk: Dialogue, sofie: Person) -> None:
    await asks(sofie, SUNDAYS, "anders")
    await sofie.says("/1")
    (before,) = await sofie.sees("mine.one")
    assert "decision.show" not in before.actions
    await decided(talk, (await talk.enquiry(1)).id)
    await sofie.says("/1")
    await sofie.taps("decision.show")
    (_, card) = await sofie.sees("mine.one", "decision.card")
    assert lines_of(card)[1].key == "decision.why.asked"


async def test_nobody_reads_or_makes_what_is_not_theirs(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie, SUNDAYS, "anders")
    await prepares(amira, linked="1")
    (prepared,) = await untold(talk)
    for action in ("show", "why", "next", "react"):
        await sofie.taps_data(f"1|decision.{action}|{prepared.id}")
        await sofie.sees("error.not_found")
    for action in ("new", *(f"{verb}|{prepared.id}" for verb in ("edit", "preview", "drop"))):
        await sofie.taps_data(f"1|decision.{action}")
        await sofie.sees("error.not_allowed")


# Reactions


async def test_a_reaction_becomes_a_question_that_names_the_decision(
    talk: Dialogue, sofie: Person, amira: Person
) -> None:
    decision = await decided(talk)
    await sofie.says("/beslissingen")
    await sofie.taps("decision.show")
    await sofie.taps("decision.react")
    await sofie.sends(voice=True)
    await sofie.taps("ask.submit", "anders")
    await amira.sees("card")
    enquiry = await talk.enquiry(1)
    stored = await talk.unit(lambda unit: unit.decisions.get(decision))
    assert stored is not None
    assert stored.linked(LinkKind.REACTION) == (enquiry.id,)
    await amira.says("/001")
    (card,) = await amira.sees("card")
    assert "decision.reaction_to" in [line.key for line in lines_of(card)]
    await amira.says("/beslissingen")
    await amira.taps("decision.show")
    (_, told) = await amira.sees("decision.list", "decision.card")
    assert told.actions == ["queue.show", "decision.list"]


async def test_a_manager_who_tries_the_card_gets_a_word_and_no_question(
    talk: Dialogue, sofie: Person, amira: Person
) -> None:
    await asks(sofie, SUNDAYS, "anders")
    await prepares(amira, linked="1")
    await amira.taps("cast.test")
    assert await amira.taps("decision.react") == talk.words("decision.react_theirs")
    assert (await talk.unit(lambda unit: unit.contacts.get(amira.id))).expects is None  # type: ignore[union-attr]


async def test_a_reply_to_the_card_is_a_reaction_too(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie, SUNDAYS, "anders")
    await prepares(amira, linked="1")
    await tells(talk, amira)
    await sofie.says_by_reply("decision.card", "en in december dan?")
    await sofie.taps("ask.submit", "anders")
    (told,) = await talk.unit(lambda unit: unit.decisions.published(1))
    assert told.linked(LinkKind.REACTION) == ((await talk.enquiry(2)).id,)


async def test_a_reply_to_what_was_opened_from_the_list_is_a_reaction_too(talk: Dialogue, sofie: Person) -> None:
    decision = await decided(talk)
    await sofie.says("/beslissingen")
    await sofie.taps("decision.show")
    await sofie.taps("decision.react")
    await sofie.says_by_reply("decision.react_how", "en in december dan?")
    await sofie.taps("ask.submit", "anders")
    stored = await talk.unit(lambda unit: unit.decisions.get(decision))
    assert stored is not None
    assert stored.linked(LinkKind.REACTION) == ((await talk.enquiry(1)).id,)


async def test_a_reply_to_anything_else_is_none(talk: Dialogue, sofie: Person) -> None:
    decision = await decided(talk)
    await sofie.says("/beslissingen")
    await sofie.says_by_reply("decision.list", "waar mag mijn container staan?")
    await sofie.button("ask.discard")
    stored = await talk.unit(lambda unit: unit.decisions.get(decision))
    assert stored is not None
    assert stored.links == ()


async def test_whoever_goes_back_does_not_react(talk: Dialogue, sofie: Person) -> None:
    decision = await decided(talk)
    await sofie.says("/beslissingen")
    await sofie.taps("decision.show")
    await sofie.taps("decision.react")
    await sofie.taps_data(f"1|decision.show|{decision}")
    await sofie.says("waar mag mijn container staan?")
    await sofie.button("ask.discard")
    stored = await talk.unit(lambda unit: unit.decisions.get(decision))
    assert stored is not None
    assert stored.linked(LinkKind.REACTION) == ()


async def test_a_reaction_to_what_was_erased_is_still_a_question(talk: Dialogue, sofie: Person) -> None:
    decision = await decided(talk)
    await sofie.says("/beslissingen")
    await sofie.taps("decision.show")
    await sofie.taps("decision.react")
    await talk.change("DELETE FROM decisions")
    await sofie.says("en in december dan, mag het dan wel?")
    await sofie.taps("ask.submit", "anders")
    assert (await talk.enquiry(1)).status is Status.NEW
    await sofie.looks_away()
    await sofie.taps_data(f"1|decision.react|{decision}")
    await sofie.sees("error.not_found")


async def test_one_that_was_erased_before_it_left_is_not_sent(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie, SUNDAYS, "anders")
    await prepares(amira, linked="1")
    await amira.taps("cast.send")
    await talk.change("DELETE FROM decision_links")
    await talk.change("DELETE FROM decisions")
    await leaves(talk)
    await sofie.sees()


async def test_only_managers_see_what_is_being_made(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await amira.says("/beslissingen")
    await amira.taps("decision.new")
    await sofie.says("/beslissingen")
    (empty,) = await sofie.sees("decision.none")
    assert empty.actions == []
    await talk.change("DELETE FROM staff")
    await amira.looks_away()
    await amira.taps("decision.new")
    await amira.sees("error.not_allowed")
    await talk.appoint(amira, Role.MANAGER)
