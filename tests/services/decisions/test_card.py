"""The card of a decision: whom it concerns and why, how it reads, and that nothing leaves without its why."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from bot.domain.contact import Contact
from bot.domain.decision import Decision, Legal, Link, LinkKind, Outcome
from bot.domain.due import Cast, Due, DueRow
from bot.domain.enquiry import Enquiry, Status
from bot.domain.errors import Refused
from bot.domain.meeting import Attendance, Coming, Item, ItemKind, Meeting, MeetingKind, Rung
from bot.domain.message import Message
from bot.services.decisions.occasions import DecisionCard
from bot.services.decisions.people import reason
from bot.services.decisions.screens import WHY_FOLDED, DecisionScreens
from bot.services.ports import Unit
from tests.screen_rules import broken_rules
from tests.services.many import CATALOGUES, MANAGER, TOWN, TUESDAY, House

CARD = DecisionCard(TOWN)
ANNA, BEN, CEM = 1, 2, 3
NO = Decision(
    0,
    "Koopzondag blijft vier keer per jaar",
    Outcome.NO,
    "61 % van de winkels vindt geen personeel voor de zondag.",
    MANAGER,
    TUESDAY,
    next_on=date(2027, 9, 1),
)


@pytest.fixture
def house() -> Iterator[House]:
    built = House()
    for number, trade, zone in ((ANNA, "winkel", "markt"), (BEN, "horeca", "markt"), (CEM, "horeca", "statie")):
        built.person(number, trade=trade, zone=zone, themes=frozenset({"markt"} if number == CEM else ()))
    yield built
    built.close()


def asked(unit: Unit, person: int, words: str, number: int) -> Enquiry:
    new = Enquiry(0, person, Status.NEW, "nl", words, unit.now, unit.now, number=number, asked_at=unit.now)
    return unit.enquiries.add(new)


def discussed(unit: Unit, *people: int) -> int:
    """Return the id of an agenda item of a meeting to which these people were invited."""
    meeting = unit.meetings.add(
        Meeting(
            0,
            MeetingKind.CONSULTATION,
            "Overleg handelaars",
            date(2026, 12, 8),
            time(19, 30),
            TUESDAY + timedelta(days=14),
            90,
            "De Molen",
            "Er komt een markt",
            "Wanneer",
            Rung.ADVISE,
            MANAGER,
            items=(Item(ItemKind.DISCUSSION, "Koopzondagen", 20), Item(ItemKind.INFORMATION, "Kerstmarkt", 10)),
        )
    )
    for person in people:
        unit.meetings.invite(Attendance(meeting.id, person, None, unit.now))
    return meeting.items[0].id


def stored(house: House, decision: Decision = NO, *links: Link) -> Decision:
    return house.unit(lambda unit: unit.decisions.add(replace(decision, links=links)))


def whom(house: House, decision: Decision) -> list[tuple[int, str]]:
    return house.unit(lambda unit: [(one.person.id, one.why) for one in CARD.people(unit, decision.id, 0)])


def seen(house: House, decision: Decision, person: int, why: str, due: int = 7) -> Message:
    def look(unit: Unit) -> Message | None:
        row = DueRow(due, Due.DECISION, decision.id, 0, person, unit.now, why=why)
        who = unit.contacts.get(person)
        assert who is not None
        return CARD.message(unit, row, who)

    found = house.unit(look)
    assert found is not None
    assert [*broken_rules(found, CATALOGUES, TOWN.languages)] == []
    for language in TOWN.languages:
        assert len(CATALOGUES.render(found.text, language)) <= 4096
    return found


def keys(message: Message) -> list[str]:
    lines = message.text.values["lines"]
    assert isinstance(lines, tuple)
    return [line.key for line in lines]


# Whom it concerns


def test_who_asked_comes_first_then_who_was_invited_then_the_rest(house: House) -> None:
    question = house.unit(lambda unit: asked(unit, BEN, "vaker koopzondag?", 41))
    item = house.unit(lambda unit: discussed(unit, ANNA, BEN))
    links = Link(LinkKind.ENQUIRY, question.id), Link(LinkKind.ITEM, item)
    decision = stored(house, replace(NO, audience="all"), *links)
    assert whom(house, decision) == [(BEN, "asked"), (ANNA, "invited"), (CEM, "all")]


@pytest.mark.parametrize(
    ("audience", "expected"),
    [
        ("none", []),
        ("all", [ANNA, BEN, CEM]),
        ("trade:horeca", [BEN, CEM]),
        ("zone:statie", [CEM]),
        ("theme:markt", [CEM]),
    ],
)
def test_others_are_chosen_by_group(house: House, audience: str, expected: list[int]) -> None:
    decision = stored(house, replace(NO, audience=audience))
    assert [person for person, _ in whom(house, decision)] == expected


def test_whoever_was_erased_or_never_existed_is_left_out(house: House) -> None:
    links = Link(LinkKind.ENQUIRY, 999), Link(LinkKind.ITEM, 999)
    assert whom(house, stored(house, NO, *links)) == []


def test_also_who_said_no_to_the_meeting_hears_what_came_of_it(house: House) -> None:
    def invited(unit: Unit) -> int:
        item = discussed(unit, ANNA)
        meeting = unit.meetings.of_item(item)
        assert meeting is not None
        unit.meetings.answer(Attendance(meeting.id, ANNA, Coming.NO, unit.now))
        return item

    decision = stored(house, NO, Link(LinkKind.ITEM, house.unit(invited)))
    assert whom(house, decision) == [(ANNA, "invited")]


def test_why_it_concerns_one_person(house: House) -> None:
    question = house.unit(lambda unit: asked(unit, BEN, "vaker koopzondag?", 41))
    item = house.unit(lambda unit: discussed(unit, ANNA, BEN))
    links = Link(LinkKind.ENQUIRY, question.id), Link(LinkKind.ITEM, item)
    decision = stored(house, replace(NO, audience="zone:statie"), *links)

    def why(unit: Unit) -> list[str]:
        people = [unit.contacts.get(person) for person in (ANNA, BEN, CEM, MANAGER)]
        return [reason(unit, decision, person) for person in people if person is not None]

    assert house.unit(why) == ["invited", "asked", "zone", ""]


# How it reads


def test_the_card_quotes_what_was_asked(house: House) -> None:
    first = house.unit(lambda unit: asked(unit, BEN, "kan het vaker <koopzondag> zijn?", 41))
    second = house.unit(lambda unit: asked(unit, BEN, "en op kerstavond?", 43))
    links = tuple(Link(LinkKind.ENQUIRY, one.id) for one in (first, second))
    card = seen(house, stored(house, NO, *links), BEN, "asked")
    assert keys(card) == [
        "decision.head.no",
        "decision.why.asked",
        "decision.because",
        "decision.again_on",
        "decision.contact_manager",
        "decision.informative",
    ]
    shown = CATALOGUES.render(card.text, "nl")
    assert "041 en 043" in shown
    assert "&lt;koopzondag&gt;" in shown
    assert [button.action for row in card.rows for button in row] == ["decision.react", "settings.mute"]


def test_the_card_names_the_agenda_item(house: House) -> None:
    item = house.unit(lambda unit: discussed(unit, ANNA))
    card = seen(house, stored(house, NO, Link(LinkKind.ITEM, item)), ANNA, "invited")
    assert "“Koopzondagen”" in CATALOGUES.render(card.text, "nl")


@pytest.mark.parametrize("audience", ["all", "trade:horeca", "zone:statie", "theme:markt"])
def test_the_card_says_by_what_somebody_was_chosen(house: House, audience: str) -> None:
    why = audience.partition(":")[0]
    assert keys(seen(house, stored(house, replace(NO, audience=audience)), CEM, why))[1] == f"decision.why.{why}"


@pytest.mark.parametrize("audience", ["trade:gone", "zone:gone", "theme:gone", "none"])
@pytest.mark.parametrize("why", ["", "asked", "invited", "zone", "whatever"])
def test_a_reason_that_is_gone_is_left_out(house: House, audience: str, why: str) -> None:
    card = seen(house, stored(house, replace(NO, audience=audience)), CEM, why)
    assert keys(card)[1] == "decision.because"


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_stands_first(house: House, outcome: Outcome) -> None:
    card = seen(house, stored(house, replace(NO, outcome=outcome)), CEM, "")
    assert keys(card)[0] == f"decision.head.{outcome}"
    again = outcome in {Outcome.NO, Outcome.NOT_YET}
    assert ("decision.again_on" if again else "decision.next_on") in keys(card)


def test_the_fullest_card_still_fits(house: House) -> None:
    question = house.unit(lambda unit: asked(unit, BEN, "ongewoon lange vraag " * 3, 41))
    full = replace(
        NO,
        what="é" * 120,
        why="Omdat het zo is.\n" * 176,
        next_on=None,
        next_words="Na de zomer kijken we opnieuw.\n" * 32,
        url=f"https://molenbeke.example/{'x' * 170}",
        contact="& " * 100,
        legal=Legal.APPEAL,
        appeal="Bij de Raad van State.\n" * 26,
    )
    decision = stored(house, full, Link(LinkKind.ENQUIRY, question.id))
    card = seen(house, decision, BEN, "asked")
    assert keys(card)[2:] == [
        "decision.because_long",
        "decision.next",
        "decision.more",
        "decision.contact",
        "decision.appeal",
    ]
    actions = [[button.action for button in row] for row in card.rows]
    assert actions == [["decision.why", "decision.next"], ["decision.react", "settings.mute"]]
    whole = "".join(str(one.text.values["words"]) for one in DecisionScreens.why(decision))
    assert whole == full.why.strip()
    assert len(full.why) > WHY_FOLDED


def test_without_a_next_moment_a_yes_says_nothing_about_it(house: House) -> None:
    card = seen(house, stored(house, replace(NO, outcome=Outcome.YES, next_on=None)), CEM, "")
    assert not {"decision.next", "decision.next_on", "decision.again_on"} & {*keys(card)}


def test_who_reads_another_language_is_told_in_which_it_was_written(house: House) -> None:
    house.person(CEM, language="fr")
    decision = stored(house, replace(NO, audience="all"))
    assert keys(seen(house, decision, CEM, "all"))[-1] == "decision.written_in"
    # Whoever wrote it may have left the town hall since: then it is the town's own language.
    gone = stored(house, replace(NO, audience="all", created_by=404))
    assert keys(seen(house, gone, CEM, "all"))[-1] == "decision.written_in"
    assert keys(seen(house, gone, ANNA, "all"))[-1] == "decision.informative"


# What must not happen


def test_a_decision_that_is_gone_says_nothing(house: House) -> None:
    def look(unit: Unit) -> tuple[object, ...]:
        row = DueRow(1, Due.DECISION, 99, 0, ANNA, unit.now)
        anna = unit.contacts.get(ANNA)
        assert anna is not None
        CARD.begun(unit, Cast(1, Due.DECISION, 99, 0, MANAGER, unit.now, unit.now))
        return CARD.people(unit, 99, 0), CARD.message(unit, row, anna), CARD.helps(unit, row), CARD.title(unit, row).key

    assert house.unit(look) == ((), None, False, "decision.gone")


def test_nothing_leaves_without_its_why(house: House) -> None:
    for broken in (replace(NO, next_on=None), replace(NO, legal=Legal.APPEAL)):
        with pytest.raises(Refused):
            seen(house, stored(house, broken), ANNA, "all")


def test_not_even_the_database_takes_one_without_its_why(house: House) -> None:
    with pytest.raises(Exception, match="CHECK"):
        stored(house, replace(NO, why=" "))


# Telling it


def test_a_manager_who_looks_beforehand_sees_what_others_will_see(house: House) -> None:
    question = house.unit(lambda unit: asked(unit, BEN, "vaker koopzondag?", 41))
    decision = stored(house, replace(NO, audience="all"), Link(LinkKind.ENQUIRY, question.id))
    assert keys(seen(house, decision, MANAGER, "", due=0))[1] == "decision.why.asked"
    # In a real row nobody sees what somebody else asked.
    assert keys(seen(house, decision, MANAGER, "", due=7))[1] == "decision.because"


def test_a_sample_for_nobody_has_no_reason(house: House) -> None:
    assert keys(seen(house, stored(house), MANAGER, "", due=0))[1] == "decision.because"


def test_it_is_told_from_when_it_begins_to_leave(house: House) -> None:
    decision = stored(house)
    cast = Cast(1, Due.DECISION, decision.id, 0, MANAGER, house.now, house.now)
    assert house.unit(lambda unit: unit.decisions.untold(5)) == [decision]
    house.unit(lambda unit: CARD.begun(unit, cast))
    began = house.now
    house.now += timedelta(minutes=1)
    house.unit(lambda unit: CARD.begun(unit, cast))
    (told,) = house.unit(lambda unit: unit.decisions.published(5))
    assert told.published_at == began
    assert house.unit(lambda unit: unit.decisions.untold(5)) == []


def test_it_waits_until_people_are_awake(house: House) -> None:
    decision = stored(house)
    row = DueRow(1, Due.DECISION, decision.id, 0, ANNA, house.now)
    assert house.unit(lambda unit: CARD.urgent(unit, row)) is False
    assert house.unit(lambda unit: CARD.helps(unit, row)) is True
    assert house.unit(lambda unit: CARD.title(unit, row)).values["what"] == NO.what


def test_only_who_may_know_sees_the_reason_of_a_question(house: House) -> None:
    question = house.unit(lambda unit: asked(unit, BEN, "vaker koopzondag?", 41))
    decision = stored(house, NO, Link(LinkKind.ENQUIRY, question.id))
    assert keys(seen(house, decision, ANNA, "asked"))[1] == "decision.because"


def test_a_contact_without_a_name_is_no_trouble(house: House) -> None:
    nameless: Contact = house.person(8, name="")
    assert keys(seen(house, stored(house, replace(NO, audience="all")), nameless.id, "all"))[1] == "decision.why.all"
