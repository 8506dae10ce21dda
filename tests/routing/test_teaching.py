from dataclasses import replace
from datetime import date

from bot.domain.message import Localized
from bot.domain.topic import KnownAnswer
from bot.routing.classifier import Example
from bot.routing.teaching import examples, outside, questions
from tests.routing.makers import authority, topic

KNOWN = KnownAnswer(
    "k", Localized(nl="vraag", fr="question"), ("anders",), Localized(nl="antwoord"), "", date.min, date.max
)
TERRAS = replace(
    topic("terras", "parasol", examples=("een",), asked=("twee",)),
    examples_fr=("un",),
    examples_en=("one",),
    known=(KNOWN,),
)
FAVV = authority("favv", "business", "controle", asked=("de controle kwam",))


def test_everything_in_the_content_teaches_once() -> None:
    found = list(examples([TERRAS], [FAVV]))
    assert [one.text for one in found if one.label == "terras"] == [
        *("een", "un", "one", "twee", "vraag", "question", "anders", "parasol", "terras")
    ]
    assert [one.text for one in found if one.label == outside(FAVV)] == ["controle", "de controle kwam"]


def test_questions_as_they_come_in() -> None:
    asked = [Example("twee", "terras"), Example("de controle kwam", outside(FAVV))]
    assert list(questions([TERRAS], [FAVV])) == asked


def test_a_family_has_one_label_that_no_topic_can_have() -> None:
    assert outside(FAVV) == outside(authority("fod", "business"))
    assert not outside(FAVV).isidentifier()
