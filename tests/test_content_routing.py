"""What a content folder says of where questions go: known answers, who else helps, rules, sentences that stand once."""

from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest

from bot.content import load_town, packaged_content
from bot.domain.rule import Rule
from bot.domain.town import ANDERS
from bot.routing.router import Router
from tests.town_folder import copied, replaced, small_topic, told

TERRAS = "topics/terras.toml"
FIETSEN = "topics/fietsen.toml"
ELSEWHERE = "elsewhere.toml"
RULES = "rules.toml"
KNOWN = """
[[known]]
key = "sleutel"
question = { nl = "Waar is mijn sleutel?", fr = "Où est ma clé ?", en = "Where is my key?" }
also = ["sleutel kwijt aan de fietsbox", "wie heeft een reservesleutel van de fietsbox"]
answer = { nl = "Vraag het aan de balie.", fr = "Demandez au guichet.", en = "Ask the desk." }
source = "Reglement fietsboxen"
dated = 2026-03-01
review = 2027-03-01
"""
NAME = 'name = { nl = "Fietsbond", fr = "Fietsbond", en = "Fietsbond" }\n'
WHEN = 'when = { nl = "Het gaat over fietsen.", fr = "Il s\'agit de vélos.", en = "It is about bikes." }\n'
NAMED = f"""
[[authorities]]
key = "fietsbond"
family = "citizens"
{NAME}{WHEN}url = "https://www.fietsersbond.be"
examples = ["fietslessen voor volwassenen", "fietskaart van de streek", "fietstocht op zondag"]
"""
RULE = """
[[rules]]
key = "fietsen"
topic = "terras"
words = ["fiets*"]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the example town, with one topic more that has a known answer."""
    folder = copied(tmp_path)
    (folder / FIETSEN).write_text(small_topic("fietsen") + KNOWN, "utf-8")
    return folder


def add(folder: Path, name: str, words: str) -> None:
    path = folder / name
    path.write_text(path.read_text("utf-8") + words, "utf-8")


# Known answers


def test_a_known_answer_is_the_topics(folder: Path) -> None:
    (known,) = load_town(folder).topics["fietsen"].known
    assert (known.key, known.also[0], known.source, known.url) == (
        "sleutel",
        "sleutel kwijt aan de fietsbox",
        "Reglement fietsboxen",
        "",
    )
    assert (known.dated, known.review) == (date(2026, 3, 1), date(2027, 3, 1))
    assert set(known.question) == set(known.answer) == {"nl", "fr", "en"}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "Waar is mijn",
            "Waar is mijn" + 80 * "n",
            "question: expected a question of at most 90 characters, found 101",
        ),
        ("Ask the desk.", 351 * "a", "answer: expected an answer of at most 350 characters, found 351 in en"),
        (', en = "Ask the desk."', "", "answer: expected words in nl, fr, en, found only nl, fr"),
        (', "wie heeft een reservesleutel van de fietsbox"', "", "also: expected at least 2 other ways to ask it"),
        ("wie heeft een reservesleutel van", "Sleutel kwijt aan", "also: expected every entry once, found"),
        (
            "review = 2027-03-01",
            "review = 2026-02-28",
            " expected a review on or after dated (2026-03-01), found review",
        ),
        ("review = 2027-03-01", "", "review: expected the last date on which it may be offered, such as 2027-03-01"),
        ("2027-03-01", '"2027-03-01"', "review: expected the last date on which it may be offered"),
        ("2027-03-01", "2027-03-01T09:00:00", "review: expected the last date on which it may be offered"),
        ('"Reglement fietsboxen"', '" "', 'source: expected words, found " "'),
        ('"sleutel"', '"sleutel_van_de_fiets"', "key: expected a key of at most 16 small letters"),
        ("source", "bron", "bron: expected one of the keys key, question, also, answer, source, dated, review, url"),
    ],
)
def test_a_mistake_in_a_known_answer_is_told(folder: Path, old: str, new: str, message: str) -> None:
    replaced(folder, FIETSEN, (old, new))
    start = f"{FIETSEN}: known.1:" if message.startswith(" ") else f"{FIETSEN}: known.1."
    assert [line for line in told(folder) if line.startswith(start + message)], told(folder)


def test_two_known_answers_with_one_key(folder: Path) -> None:
    add(folder, FIETSEN, KNOWN)
    assert f'{FIETSEN}: known: expected every key once, found "sleutel" more than once' in told(folder)


# Who else helps


def test_the_example_town_knows_who_else_helps_and_what_asks_nothing() -> None:
    town = load_town(packaged_content())
    assert len({authority.key for authority in town.authorities}) == len(town.authorities) >= 20
    assert {authority.family for authority in town.authorities} == {
        "business",
        "utilities",
        "citizens",
        "urgent",
        "talk",
    }
    for authority in town.authorities:
        assert bool(authority.name) == bool(authority.when) == (authority.family != "talk")
        assert authority.url.count("/") == (2 if authority.url else 0), (
            "only the front door of a site stays where it is"
        )
        assert all(len(words) <= 90 for words in authority.when.values())
    assert {authority.key: authority.phone for authority in town.authorities if authority.family == "urgent"} == {
        "emergency": "112",
        "police": "101",
    }


def test_an_authority_has_sentences_in_all_languages_and_what_was_asked(folder: Path) -> None:
    more = 'examples_fr = ["à vélo"]\nexamples_en = ["by bike"]\nasked = ["fietsexamen van mijn dochter"]\n'
    add(folder, ELSEWHERE, NAMED + more)
    authority = load_town(folder).authorities[-1]
    assert authority.examples[-2:] == ("à vélo", "by bike")
    assert authority.asked == ("fietsexamen van mijn dochter",)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (WHEN, "", ": expected both name and when, or nobody to send people to, found only name, url"),
        (NAME, "", ": expected both name and when, or nobody to send people to, found only when, url"),
        (', "fietstocht op zondag"', "", ".examples: expected at least 3 sentences, found a list of 2"),
        ("https://", "http://", ".url: expected an address that starts with https://"),
        ('family = "citizens"\n', "", ".family: expected a key of at most 24 small letters"),
        ('name = { nl = "Fietsbond",', "name = {", ".name: expected words in nl, fr, en, found only fr, en"),
    ],
)
def test_a_mistake_in_who_else_helps_is_told(folder: Path, old: str, new: str, message: str) -> None:
    number = len(load_town(folder).authorities) + 1
    assert old in NAMED
    add(folder, ELSEWHERE, NAMED.replace(old, new, 1))
    assert [line for line in told(folder) if line.startswith(f"{ELSEWHERE}: authorities.{number}{message}")], told(
        folder
    )


def test_two_authorities_with_one_key(folder: Path) -> None:
    add(folder, ELSEWHERE, NAMED + NAMED)
    assert f'{ELSEWHERE}: authorities: expected every key once, found "fietsbond" more than once' in told(folder)


def test_a_town_may_name_nobody_and_have_no_rules(folder: Path) -> None:
    (folder / ELSEWHERE).unlink()
    (folder / RULES).unlink()
    town = load_town(folder)
    assert (town.authorities, town.rules) == ((), ())
    (folder / RULES).write_text("", "utf-8")
    assert load_town(folder).rules == ()


# Rules


def test_a_rule_with_all_that_it_can_name(folder: Path) -> None:
    more = 'forbids = true\nzones = ["statie"]\nlanguages = ["fr"]\nfrom = "22:00"\nuntil = "06:00"\n'
    (folder / RULES).write_text(RULE + more, "utf-8")
    assert load_town(folder).rules == (
        Rule(
            key="fietsen",
            topic="terras",
            forbids=True,
            words=("fiets*",),
            zones=frozenset({"statie"}),
            languages=frozenset({"fr"}),
            from_time=time(22),
            until_time=time(6),
        ),
    )


def test_the_example_towns_rules_agree_with_all_its_sentences() -> None:
    town = load_town(packaged_content())
    told_by_hand = [
        (sentence, topic.key)
        for topic in town.topics.values()
        for sentence in (*topic.examples, *topic.examples_fr, *topic.examples_en, *topic.asked)
    ]
    told_by_hand += [(sentence, ANDERS) for one in town.authorities for sentence in (*one.examples, *one.asked)]
    # Of the topics only the keys matter to the rules.
    bare = [replace(topic, examples=(), examples_fr=(), examples_en=(), asked=()) for topic in town.topics.values()]
    router = Router(bare, rules=town.rules)
    rankings = [(router.rank(sentence), topic, sentence) for sentence, topic in told_by_hand]
    ruled = [(ranking, topic, sentence) for ranking, topic, sentence in rankings if ranking.fired]
    assert [sentence for ranking, topic, sentence in ruled if ranking.candidates[0].topic != topic] == []
    assert {key for ranking, _, _ in ruled for key in ranking.fired} == {rule.key for rule in town.rules}


WORDS = 'words = ["fiets*"]\n'


def test_a_rule_may_send_questions_straight_to_the_manager(folder: Path) -> None:
    (folder / RULES).write_text(RULE.replace('"terras"', '"anders"'), "utf-8")
    assert load_town(folder).rules[0].topic == ANDERS


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"terras"', '"teras"', 'rules.1.topic: expected a key of topics, or anders, found "teras"'),
        ('"terras"', '"anders"\nforbids = true', 'rules.1.topic: expected a key of topics, found "anders"'),
        (WORDS, 'zones = ["markt", "dorp"]\n', 'rules.1.zones.2: expected a key of zones, found "dorp"'),
        (WORDS, 'languages = ["de"]\n', 'rules.1.languages.1: expected one of nl, fr, en, found "de"'),
        (WORDS, "", "rules.1: expected at least one of words, zones, languages, or from with until, found none"),
        (WORDS, "words = []\n", "rules.1: expected at least one of words, zones, languages, or from with until"),
        ('"fiets*"', '"fiets", "👍"', "rules.1.words.2: expected words with letters or digits, a * only at the end"),
        ('"fiets*"', '"fiets *"', "rules.1.words.1: expected words with letters or digits, a * only at the end"),
        ('"fiets*"', '"fi*ts"', "rules.1.words.1: expected words with letters or digits, a * only at the end"),
        ('"fiets*"', '" "', "rules.1.words.1: expected words with letters or digits, a * only at the end"),
        (WORDS, 'from = "22:00"\n', "rules.1: expected both from and until, found only from"),
        (WORDS, 'until = "06:00"\n', "rules.1: expected both from and until, found only until"),
        (
            WORDS,
            'from = "22:00"\nuntil = "22:00"\n',
            "rules.1: expected two different times, found from and until 22:00",
        ),
        (
            WORDS,
            'from = "22u"\nuntil = "06:00"\n',
            'rules.1.from: expected a time from "00:00" to "23:59", found "22u"',
        ),
        (WORDS, 'from = "22:00"\nuntil = "24:00"\n', 'rules.1.until: expected a time from "00:00" to "23:59", found'),
        (
            WORDS,
            "from = 22:00:00\nuntil = 6\n",
            'rules.1.from: expected a time from "00:00" to "23:59", found 22:00:00',
        ),
        (
            WORDS,
            WORDS + 'forbids = "ja"\n',
            "rules.1.forbids: expected true when a question can not be about the topic",
        ),
        (
            WORDS,
            WORDS + 'van = "22:00"\n',
            "rules.1.van: expected one of the keys key, topic, forbids, words, zones, la",
        ),
        (WORDS, WORDS + RULE, 'rules: expected every key once, found "fietsen" more than once'),
    ],
)
def test_a_mistake_in_a_rule_is_told(folder: Path, old: str, new: str, message: str) -> None:
    (folder / RULES).write_text(RULE, "utf-8")
    replaced(folder, RULES, (old, new))
    assert [line for line in told(folder) if line.startswith(f"{RULES}: {message}")], told(folder)


def test_a_rule_is_not_blamed_for_a_topic_with_a_mistake(folder: Path) -> None:
    replaced(folder, TERRAS, ("working_days = 3", "working_days = 0"))
    add(folder, RULES, RULE)
    assert len(told(folder)) == 1


# Sentences that stand twice


TWICE = "expected a sentence that stands nowhere else, found"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("\n[[known]]", 'asked = ["Hoe zit het met fietsen nummer 3?"]\n[[known]]', "asked.1: {} also at examples.4"),
        ("sleutel kwijt aan de", "HOE zit het met fietsen, nummer 7", "known.1.also.1: {} also at examples.8"),
        ("Waar is mijn sleutel?", "Hoe zit het met fietsen nummer 0", "known.1.question: {} also at examples.1"),
    ],
)
def test_a_sentence_that_stands_twice_in_a_topic_is_told(folder: Path, old: str, new: str, message: str) -> None:
    replaced(folder, FIETSEN, (old, new), ("nummer 7 fietsbox", "nummer 7") if "nummer 7" in new else (new, new))
    (line,) = told(folder)
    where, _, other = message.partition("{}")
    assert line.startswith(f"{FIETSEN}: {where}{TWICE} ")
    assert line.endswith(other)


def test_a_sentence_of_two_topics_is_told(folder: Path) -> None:
    (folder / "topics" / "vouwfietsen.toml").write_text(small_topic("vouwfietsen"), "utf-8")
    replaced(folder, "topics/vouwfietsen.toml", ("met vouwfietsen nummer 2", "met Fietsen, nummer 6?"))
    (line,) = told(folder)
    assert line == (
        f'topics/vouwfietsen.toml: examples.3: {TWICE} "hoe zit het met Fietsen, nummer 6?"'
        f" also at {FIETSEN}: examples.7"
    )


def test_a_sentence_of_a_topic_and_of_somebody_else_is_told(folder: Path) -> None:
    number = len(load_town(folder).authorities) + 1
    add(folder, ELSEWHERE, NAMED.replace("fietskaart van de streek", "hoe zit het met fietsen nummer 2"))
    (line,) = told(folder)
    assert line.startswith(f"{ELSEWHERE}: authorities.{number}.examples.2: {TWICE} ")
    assert line.endswith(f" also at {FIETSEN}: examples.3")


def test_of_two_places_with_many_sentences_in_common_one_is_told(folder: Path) -> None:
    (folder / "topics" / "vouwfietsen.toml").write_text(
        small_topic("fietsen").replace('key = "fietsen"', 'key = "vouwfietsen"'), "utf-8"
    )
    (line,) = told(folder)
    assert line.startswith("topics/vouwfietsen.toml: examples.1: expected a sentence that stands nowhere else")
    assert line.endswith(f"also at {FIETSEN}: examples.1 (and 7 more)")


def test_sentences_without_letters_may_stand_twice(folder: Path) -> None:
    replaced(folder, FIETSEN, ("hoe zit het met fietsen nummer 3", "👍"))
    add(folder, ELSEWHERE, NAMED.replace("fietskaart van de streek", "🚲"))
    assert "fietsen" in load_town(folder).topics
