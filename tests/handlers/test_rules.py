"""Rules that managers make: the list, the form with its trial, what they do, and their end."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.domain.contact import Contact
from bot.domain.message import Text, text
from bot.domain.rule import Rule
from bot.services.ports import Unit
from tests.dialogue import Dialogue, Person, Shown
from tests.handlers.scenes import asks

COMMANDS = {"nl": "/regels", "fr": "/regles", "en": "/rules"}


async def speaks(talk: Dialogue, person: Person, language: str) -> None:
    """Let somebody have chosen a language."""

    def store(unit: Unit) -> None:
        known = unit.contacts.get(person.id)
        assert isinstance(known, Contact)
        unit.contacts.save(replace(known, language=language, language_chosen=True))

    await talk.unit(store)


async def last(person: Person) -> Shown:
    return (await person.chat())[-1]


async def hears(person: Person) -> str:
    """Return the key of what the newest screen asks, or of the sentence above it."""
    shown = (await last(person)).message.text
    if shown.key == "form.again":
        why = shown.values["why"]
        assert isinstance(why, Text)
        return why.key
    lines = shown.values.get("lines")
    return lines[0].key if isinstance(lines, tuple) and shown.key == "form.step" else shown.key


async def held(talk: Dialogue) -> Sequence[Rule]:
    return await talk.unit(lambda unit: unit.staff_rules.all())


async def fills_in(
    manager: Person, words: str = "laadzone, lossen*", what: str = "to", topic: str = "parkeren", zone: str = ""
) -> None:
    """Let the manager answer the form up to its summary."""
    await manager.says("/regels")
    await manager.taps("rule.new")
    await manager.says(words)
    await manager.taps("form.pick", what)
    await manager.taps("form.pick", topic)
    if zone:
        await manager.taps("form.pick", zone)
    else:
        await manager.taps("form.skip")


async def makes(manager: Person, words: str = "laadzone, lossen*", what: str = "to", topic: str = "parkeren") -> None:
    """Let the manager make a rule, and look away."""
    await fills_in(manager, words, what, topic)
    await manager.taps("form.finish")
    await manager.looks_away()


async def ranked(talk: Dialogue, person: Person, words: str) -> tuple[str, ...]:
    """Return which topics the bot thinks of at these words."""

    def rank(unit: Unit) -> tuple[str, ...]:
        actor = unit.contacts.get(person.id)
        assert actor is not None
        return tuple(one.topic for one in talk.bot.desk.guide.rank(unit, actor, words).candidates)

    return await talk.unit(rank)


@pytest.mark.parametrize("language", COMMANDS)
async def test_from_the_list_to_a_rule_that_holds(talk: Dialogue, amira: Person, language: str) -> None:
    await speaks(talk, amira, language)
    await amira.says(COMMANDS[language])
    listed = await last(amira)
    assert (listed.key, listed.language) in {("rule.none", language), ("rule.list", language)}
    await amira.taps("rule.new")
    assert await hears(amira) == "rule.ask_words"
    await amira.says("laadzone, lossen*, laad- en loszone")
    assert await hears(amira) == "rule.ask_what"
    await amira.says(talk.words("rule.option_to", language))
    assert await hears(amira) == "rule.ask_topic"
    parking = talk.bot.town.topics["parkeren"].short
    await amira.says(parking.in_language(language))
    assert await hears(amira) == "rule.ask_zone"
    await amira.taps("form.skip")
    assert await hears(amira) == "rule.draft"
    toast = await amira.taps("form.finish")
    assert toast == talk.words("rule.added", language)
    assert (await last(amira)).key == "rule.list"
    (rule,) = await held(talk)
    assert (rule.words, rule.topic, rule.forbids) == (("laadzone", "lossen*", "laad- en loszone"), "parkeren", False)
    assert (rule.zones, rule.staff_id) == (frozenset(), amira.id)


async def test_it_holds_at_the_next_question(talk: Dialogue, sofie: Person, amira: Person) -> None:
    words = "mag mijn terras blijven staan, met een schnabbelzone ervoor?"
    await asks(sofie)
    assert (await ranked(talk, sofie, words))[0] != "belasting"
    await makes(amira, "schnabbel*", "to", "belasting")
    assert await ranked(talk, sofie, words) == ("belasting",)


async def test_never_is_never(talk: Dialogue, sofie: Person, amira: Person) -> None:
    words = "mag mijn terras blijven staan, met een schnabbelzone ervoor?"
    await asks(sofie)
    assert (await ranked(talk, sofie, words))[0] == "terras"
    await makes(amira, "schnabbelzone", "never", "terras")
    assert "terras" not in await ranked(talk, sofie, words)


async def test_only_in_one_part_of_the_town(talk: Dialogue, sofie: Person, amira: Person) -> None:
    zone, other = list(talk.bot.town.zones)[:2]
    words = "mag mijn terras blijven staan, met een schnabbelzone ervoor?"
    await asks(sofie)
    await fills_in(amira, "schnabbelzone", "to", "belasting", zone)
    await amira.taps("form.finish")
    (rule,) = await held(talk)
    assert rule.zones == {zone}
    for where, forced in ((zone, True), (other, False)):

        def move(unit: Unit, where: str = where) -> None:
            known = unit.contacts.get(sofie.id)
            assert known is not None
            unit.contacts.save(replace(known, zone=where))

        await talk.unit(move)
        assert (await ranked(talk, sofie, words) == ("belasting",)) is forced


async def test_what_it_would_have_done_stands_above_the_last_tap(
    talk: Dialogue, sofie: Person, luc: Person, amira: Person
) -> None:
    await asks(sofie, "de laadzone in de Kerkstraat is altijd bezet", "hinder")
    await asks(luc, "er is geen laadzone meer", "parkeren")
    await fills_in(amira, "laadzone")
    trial = (await last(amira)).value("trial")
    assert isinstance(trial, Text)
    assert (trial.key, trial.values["count"], trial.values["total"]) == ("rule.moves", 1, 2)
    assert await held(talk) == []


async def test_without_questions_nothing_can_be_tried(amira: Person) -> None:
    await fills_in(amira)
    trial = (await last(amira)).value("trial")
    assert isinstance(trial, Text)
    assert trial.key == "rule.untried"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("👍", "rule.no_letters"),
        ("laadzone, *", "rule.no_letters"),
        ("laad*zone", "rule.star_inside"),
        (", ,", "rule.no_words"),
        (",".join("abcdefghijklmnopqrstu"), "rule.too_many_words"),
        ("laadzone " * 30, "form.too_long"),
    ],
)
async def test_words_that_no_question_contains_are_asked_again(amira: Person, words: str, why: str) -> None:
    await amira.says("/regels")
    await amira.taps("rule.new")
    await amira.says(words)
    assert await hears(amira) == why
    await amira.says("laadzone")
    assert await hears(amira) == "rule.ask_what"


async def test_a_voice_message_is_no_word(amira: Person) -> None:
    await amira.says("/regels")
    await amira.taps("rule.new")
    await amira.sends(voice=True)
    assert await hears(amira) == "rule.no_words"


async def test_it_goes_on_after_a_restart_in_the_middle(talk: Dialogue, amira: Person) -> None:
    await amira.says("/regels")
    await amira.taps("rule.new")
    await amira.says("laadzone")
    await amira.taps("form.pick", "never")
    await talk.restart()
    await amira.taps("form.pick", "parkeren")
    await amira.taps("form.skip")
    await talk.restart()
    await amira.taps("form.finish")
    (rule,) = await held(talk)
    assert (rule.words, rule.forbids, rule.topic) == (("laadzone",), True, "parkeren")


async def test_a_rule_holds_after_a_restart(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await makes(amira, "schnabbelzone", "to", "belasting")
    await talk.restart()
    assert await ranked(talk, sofie, "een terras met schnabbelzone") == ("belasting",)


async def test_a_second_tap_at_the_end_makes_no_second_rule(talk: Dialogue, amira: Person) -> None:
    await fills_in(amira)
    message_id, data = await amira.button("form.finish")
    for _ in range(2):
        await amira.taps_data(data, message_id)
    assert len(await held(talk)) == 1


async def test_the_same_rule_again_is_the_same_rule(talk: Dialogue, amira: Person) -> None:
    await makes(amira)
    await fills_in(amira)
    assert await amira.taps("form.finish") == talk.words("rule.held_already")
    assert len(await held(talk)) == 1


async def test_an_answer_can_be_changed_before_the_end(talk: Dialogue, amira: Person) -> None:
    await fills_in(amira)
    await amira.taps("form.choose", 0)
    await amira.taps("form.change", "words")
    await amira.says("parkeerkaart")
    await amira.taps("form.finish")
    (rule,) = await held(talk)
    assert rule.words == ("parkeerkaart",)


async def test_it_ends_after_a_second_tap(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await makes(amira, "schnabbelzone", "to", "belasting")
    await amira.says("/regels")
    await amira.taps("rule.ask_end")
    assert (await last(amira)).key == "rule.ask_end"
    assert len(await held(talk)) == 1
    message_id, data = await amira.button("rule.end")
    assert await amira.taps_data(data, message_id) == talk.words("rule.ended")
    assert await held(talk) == []
    assert await ranked(talk, sofie, "een terras met schnabbelzone") != ("belasting",)
    assert await amira.taps_data(data, message_id) == talk.words("rule.was_ended")


async def test_back_from_the_question_leaves_it(talk: Dialogue, amira: Person) -> None:
    await makes(amira)
    await amira.says("/regels")
    await amira.taps("rule.ask_end")
    await amira.taps("rule.list", 0)
    assert (await last(amira)).key == "rule.list"
    assert len(await held(talk)) == 1


@pytest.mark.parametrize(
    "data", ["1|rule.ask_end|staff:404", "1|rule.end|staff:404", "1|rule.end|x", "1|rule.ask_end|"]
)
async def test_forged_buttons_end_nothing(talk: Dialogue, amira: Person, data: str) -> None:
    await makes(amira)
    await amira.says("/regels")
    assert await amira.taps_data(data) == talk.words("rule.was_ended")
    assert len(await held(talk)) == 1


@pytest.mark.parametrize("data", ["1|rule.list|0", "1|rule.new", "1|rule.ask_end|staff:1", "1|rule.end|staff:1"])
async def test_rules_are_for_managers(talk: Dialogue, sofie: Person, amira: Person, data: str) -> None:
    await makes(amira)
    await asks(sofie)
    await sofie.taps_data(data)
    assert (await sofie.news())[-1].key == "error.not_allowed"
    await sofie.says("/regels")
    assert (await sofie.news())[-1].key == "error.not_allowed"
    assert len(await held(talk)) == 1


async def test_a_rule_about_what_is_gone_says_so_and_stands_in_nobodys_way(
    talk: Dialogue, sofie: Person, amira: Person
) -> None:
    await asks(sofie)
    gone = Rule("", "weg", words=("terras*",), staff_id=amira.id)
    await talk.unit(lambda unit: unit.staff_rules.add(gone, unit.now))
    await makes(amira, "terras*", "to", "belasting")
    assert await ranked(talk, sofie, "mag mijn terras blijven staan") == ("belasting",)
    await amira.says("/regels")
    lines = (await last(amira)).value("lines")
    assert isinstance(lines, tuple)
    said = lines[0].values["rule"]
    assert isinstance(said, Text)
    assert said.values["notes"] == (text("rule.gone"),)
    await amira.taps("rule.ask_end", "staff:1")
    await amira.taps("rule.end")
    assert [rule.topic for rule in await held(talk)] == ["belasting"]


async def test_a_topic_that_goes_while_the_form_is_open_is_chosen_again(talk: Dialogue, amira: Person) -> None:
    await fills_in(amira)
    await talk.change("UPDATE conversation_answers SET value = 'weg' WHERE step = 'topic'")
    await amira.taps("form.finish")
    assert (await amira.news())[-1].key == "rule.has_gone"
    assert await held(talk) == []
