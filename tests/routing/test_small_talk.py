import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content import load_town, packaged_content
from bot.routing.small_talk import SmallTalk

TOWN = load_town(packaged_content())
SMALL_TALK = SmallTalk(TOWN.small_talk)


@pytest.mark.parametrize(
    "text",
    [
        "bedankt",
        "Merci!",
        "merciiii",
        "ok",
        "OK 👍",
        "hallo",
        "👍",
        "❤️",
        "...",
        "?",
        "",
        "dank je wel!",
        "Dag, hoe gaat het?",
        "d'accord",
        "très bien, merci",
        "bonjour",
        "thanks a lot",
        "Good morning!",
        "oké, bedankt hé",
        "goed zo 🎉 bedankt",
        "bedankt hoor",
        "goeiemorgen allemaal",
    ],
)  # fmt: skip - a list of words reads better on few lines
def test_small_talk(text: str) -> None:
    assert SMALL_TALK.matches(text)


@pytest.mark.parametrize(
    "text",
    [
        "terras",
        "ok en de vuilbakken dan",
        "bedankt, maar mag mijn terras blijven",
        "dag, wanneer is de markt",
        "041",
        "dank",
        "bonjour, je cherche un emplacement",
        "hello, where can I park",
        "привет",
        "ok 2",
        "je",
    ],
)  # fmt: skip - a list of words reads better on few lines
def test_a_message_with_anything_else_is_not_small_talk(text: str) -> None:
    assert not SmallTalk(word for word in TOWN.small_talk if word != "dank").matches(text)


def test_phrases_count_whole() -> None:
    small_talk = SmallTalk(["dank je wel", "tot morgen"])
    assert small_talk.matches("Dank je wel, tot morgen!")
    assert not small_talk.matches("dank je")
    assert not small_talk.matches("morgen")


def test_without_words_only_wordless_texts_are_small_talk() -> None:
    assert SmallTalk([]).matches("👍")
    assert not SmallTalk([]).matches("ok")


def test_every_example_question_is_a_question() -> None:
    asked = [
        example
        for topic in TOWN.topics.values()
        for example in (*topic.examples, *topic.examples_fr, *topic.examples_en)
    ]
    assert not [example for example in asked if SMALL_TALK.matches(example)]


@given(st.text(max_size=300))
def test_no_text_breaks_it(text: str) -> None:
    assert SMALL_TALK.matches(text) in {True, False}


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("mag mijn terras blijven staan?\nalvast bedankt", "mag mijn terras blijven staan?"),
        ("Hallo, mag mijn terras 1,5 meter breder? Merci!", "mag mijn terras 1,5 meter breder?"),
        ("bedankt voor de info. hoe laat sluit mijn café", "hoe laat sluit mijn café"),
        ("waar kan ik 'dank je' kaarten hangen", "waar kan ik 'dank je' kaarten hangen"),
        ("Goeiedag,\n\nhelp\n\nvriendelijke groeten", "help"),
        ("bedankt hoor 👍", ""),
        ("...?!", ""),
        ("", ""),
    ],
)
def test_what_asks_nothing_is_left_out_of_a_question(text: str, left: str) -> None:
    assert SMALL_TALK.without(text) == left


@given(st.text(max_size=200))
def test_nothing_but_small_talk_is_ever_left_out(text: str) -> None:
    left = SMALL_TALK.without(text)
    assert bool(left) != SMALL_TALK.matches(text) or not left
    assert SMALL_TALK.without(left) == left
