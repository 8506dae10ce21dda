"""Results: who counts, how each kind of question is shown, and a table that no spreadsheet works out."""

import csv
from dataclasses import replace
from io import StringIO
from types import MappingProxyType

import pytest

from bot.app import build_catalogues
from bot.content import packaged_content
from bot.domain.conversation import Answered, Given, Kind, Stage
from bot.domain.due import DueState
from bot.domain.interview import Choice, Interview, Progress, Question
from bot.domain.message import Attachment, AttachmentKind, Localized, Text
from bot.services.interviews.results import Results, Share
from bot.services.interviews.screens import RoundScreens
from bot.services.interviews.table import Table
from bot.services.tables import safe
from tests.screen_rules import broken_rules
from tests.services.interviews.campaign_town import CAMPAIGN, TOWN, Round, answered, contact

CATALOGUES = build_catalogues(packaged_content(), TOWN)
WORDS = Localized(nl="a", fr="b", en="c")
CHOICES = (Choice("x", WORDS), Choice("y", WORDS))
INTERVIEW = Interview(
    "proef",
    WORDS,
    WORDS,
    5,
    MappingProxyType({"deel": WORDS}),
    (
        Question("text", WORDS, "deel", Kind.TEXT, WORDS),
        Question("some", WORDS, "deel", Kind.CHOICES, WORDS, CHOICES),
        Question("number", WORDS, "deel", Kind.NUMBER, WORDS),
    ),
)


def results(world: Round) -> Results:
    return Results(world.unit, CAMPAIGN, INTERVIEW)


def heard() -> Round:
    world = Round(contact(1, "winkel", "markt"), contact(2, "winkel"), contact(3, "weg"), contact(4, "horeca", "markt"))
    world.conversations = [
        answered(1, Given("text", words="een"), Given("some", value="x,y"), Given("number", value="12")),
        answered(2, Given("some", words="zelf", value="y"), Given("number", Answered.UNSURE), stage=Stage.PAUSED),
        answered(3, stage=Stage.LEFT),
        answered(9, Given("text", words="nooit gevraagd")),
    ]
    return world


def test_only_who_was_asked_counts() -> None:
    found = results(heard())
    assert [found.count(one) for one in Progress] == [1, 1, 1, 1]
    assert [person for person, _ in found.heard()] == [1, 2]


def test_an_invitation_that_did_not_arrive_asked_nobody() -> None:
    world = Round(contact(1), contact(2))
    world.dues[0] = replace(world.dues[0], state=DueState.BLOCKED)
    assert results(world).asked == {2}


def test_who_was_heard_by_trade_and_zone() -> None:
    found = results(heard())
    assert found.by_trade([*TOWN.trades]) == [Share("winkel", 2, 2), Share("horeca", 0, 1), Share("", 0, 1)]
    assert found.by_zone([*TOWN.zones]) == [Share("markt", 1, 2), Share("", 1, 2)]


def test_nobody_asked_is_shown_as_such() -> None:
    screens = RoundScreens(TOWN)
    world = Round()
    card = screens.card(world.unit, CAMPAIGN, results(world))
    lines = card.text.values["lines"]
    assert isinstance(lines, tuple)
    assert [line.values["heard"] for line in lines if "heard" in line.values] == [Text("interview.nobody_yet")] * 2


@pytest.mark.parametrize(
    ("at", "last"), [(1, "interview.said"), (2, "interview.said"), (3, "interview.question.average")]
)
def test_each_kind_of_question_reads_well(at: int, last: str) -> None:
    screen = RoundScreens(TOWN).question(CAMPAIGN, results(heard()), at, 0)
    lines = screen.text.values["lines"]
    assert isinstance(lines, tuple)
    assert lines[-1].key == last
    assert not [*broken_rules(screen, CATALOGUES, TOWN.languages)]


def test_a_picture_is_looked_at_and_a_recording_listened_to() -> None:
    world = Round(contact(1), contact(2), contact(3))
    world.conversations = [
        answered(1, Given("text", attachment=Attachment(AttachmentKind.PHOTO, "p"))),
        answered(2, Given("text", words="kijk", attachment=Attachment(AttachmentKind.VOICE, "v"))),
        answered(3, Given("text", words="lang " * 100)),
    ]
    screen = RoundScreens(TOWN).question(CAMPAIGN, results(world), 1, 99)
    assert [one.label.key for one in screen.rows[0]] == ["interview.look", "interview.listen", "interview.read"]
    assert not [*broken_rules(screen, CATALOGUES, TOWN.languages)]


def test_a_list_shows_how_each_round_stands() -> None:
    world = Round(contact(1))
    rounds = [
        replace(CAMPAIGN, sent_at=None),
        CAMPAIGN,
        replace(CAMPAIGN, closes_on=CAMPAIGN.created_at.date().replace(day=1)),
        replace(CAMPAIGN, interview="weg", audience="person:1", feedback_at=CAMPAIGN.created_at),
    ]
    unit = world.unit
    unit.campaigns.newest = lambda limit, offset=0: rounds  # type: ignore[method-assign] # it is a fake
    lines = RoundScreens(TOWN).list(unit, -3).text.values["lines"]
    assert isinstance(lines, tuple)
    states = [line.values["state"] for line in lines]
    assert [state.key.rpartition(".")[2] for state in states if isinstance(state, Text)] == [
        "unsent",
        "open",
        "untold",
        "told",
    ]


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@a", "\tx", "\rx", "\nx"])
def test_a_formula_becomes_words(cell: str) -> None:
    assert safe(cell) == f"'{cell}"


def test_the_table_holds_every_answer_and_no_name() -> None:
    world = heard()
    del world.people[2]
    file = Table(TOWN, CATALOGUES, "nl").file(results(world), "proef-1.csv")
    assert "Zaak" not in file.content
    head, *rows = csv.reader(StringIO(file.content.removeprefix("\ufeff")), delimiter=";")
    assert len(head) == 8
    assert rows[0] == ["1", "Winkel", "Grote Markt", "nl", "klaar", "een", "a, a", "12"]
    assert rows[1][1:4] == ["", "", ""]
    assert rows[1][6] == "a zelf"
