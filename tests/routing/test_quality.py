"""How good routing is, on questions that stand in no content file (``tests.bench.routing`` prints the figures)."""

from time import perf_counter

import pytest

from bot.content import load_town, packaged_content
from bot.domain.town import ANDERS
from bot.routing.evaluation import Evaluation, evaluate
from bot.routing.ranking import Band
from bot.routing.router import Router
from bot.routing.teaching import examples
from tests.routing.questions import Asked, development, halves, starting, two_questions
from tests.routing.unseen import UNSEEN, UNSEEN_OTHER_LANGUAGES

TOWN = load_town(packaged_content())
ROWS = development()
CORRECTIONS = 200


@pytest.fixture(scope="module")
def router() -> Router:
    """The packaged town's router, calibrated."""
    made = Router(TOWN.topics.values(), TOWN.authorities, TOWN.rules)
    made.calibrate()
    return made


def first(router: Router, rows: list[Asked]) -> float:
    """Return how often the right topic comes first, of the rows that are about one."""
    return measured(router, [row for row in rows if row[1] != ANDERS]).first or 0.0


def measured(router: Router, rows: list[Asked]) -> Evaluation:
    return evaluate(rows, TOWN.topics, router.rank, perf_counter)


def test_no_question_that_is_measured_on_stands_in_the_content() -> None:
    taught = {one.text for one in examples(TOWN.topics.values(), TOWN.authorities)}
    unseen = {text for asked in (*UNSEEN.values(), *UNSEEN_OTHER_LANGUAGES.values()) for text in asked}
    assert not taught & {text for text, _ in ROWS}
    assert not taught & {text for text, _ in two_questions()}
    assert not taught & unseen


def test_the_development_set_is_large_enough() -> None:
    assert {topic for _, topic in ROWS} == {*TOWN.topics, ANDERS}
    assert sum(topic != ANDERS for _, topic in ROWS) >= 260
    assert sum(topic == ANDERS for _, topic in ROWS) >= 40


def test_the_development_set(router: Router) -> None:
    # Measured: 0.93 first, 0.99 among three, 0.72 proposed of which 0.96 right, 0.87 caught.
    found = measured(router, ROWS)
    assert (found.first or 0) >= 0.85
    assert (found.among_three or 0) >= 0.95
    assert (found.proposed or 0) >= 0.60
    assert (found.proposed_right or 0) >= 0.95
    assert (found.caught or 0) >= 0.80


@pytest.mark.parametrize("asked", [UNSEEN, UNSEEN_OTHER_LANGUAGES], ids=["nl", "fr_en"])
def test_other_questions_in_three_languages(router: Router, asked: dict[str, tuple[str, ...]]) -> None:
    found = measured(router, [(text, topic) for topic, texts in asked.items() for text in texts])
    assert (found.first or 0) >= 0.85
    assert (found.among_three or 0) >= 0.95


def test_two_hundred_corrections_help_a_town_that_starts() -> None:
    """A town with the least content rises by at least four points on each half of the development set.

    The corrections are questions as they came in, which that town does not have: a third of them at a time, each third
    in turn. Measured: from 0.62 to 0.72 (mean of six). The packaged town without them goes from 0.89 to 0.90; with
    them, from 0.93, nowhere: what is left there is not learnt from more of the same.

    Corrections drawn from one half of the development set itself do not help on its other half (0.62 before, 0.61
    after), whatever they weigh: no two of its questions are about the same. One half alone, as all there is to learn
    from, finds the topic of 0.22 of the other half, but of 0.59 of the questions as they come in.
    """
    topics, authorities = starting(TOWN)
    asked = [
        (text, topic.key) for number in range(59) for topic in TOWN.topics.values() for text in topic.asked[number:][:1]
    ]
    for half in halves(ROWS):
        before = first(Router(topics, authorities), half)
        rises = []
        for third in range(3):
            router = Router(topics, authorities)
            for text, topic in asked[third::3][:CORRECTIONS]:
                router.learn(text, topic)
            rises.append(first(router, half) - before)
        assert sum(rises) / len(rises) >= 0.04


def test_a_corrected_question_finds_its_topic_when_it_comes_again() -> None:
    topics, authorities = starting(TOWN)
    router = Router(topics, authorities)
    corrected, others = ([row for row in half if row[1] != ANDERS] for half in halves(ROWS))
    before = first(router, others)
    for text, topic in (corrected * 2)[:CORRECTIONS]:
        router.learn(text, topic)
    assert first(router, corrected) == 1.0
    assert first(router, others) >= before - 0.04, "others suffer little, see above"


def test_two_questions_in_one_message(router: Router) -> None:
    # Measured: 19 of 20 have both topics among the three, 17 are not proposed as one.
    found = [(topics, router.rank(text)) for text, topics in two_questions()]
    among = sum(topics <= {one.topic for one in ranking.candidates} for topics, ranking in found)
    assert among >= 0.8 * len(found)
    assert sum(ranking.band is Band.THREE for _, ranking in found) >= 0.8 * len(found)


def test_it_is_quick(router: Router) -> None:
    # 0.26 ms a question and 9 ms for the longest where it was written; 1 and 20 promised; noisy machines get more.
    assert (measured(router, ROWS).microseconds or 0) < 5_000
    longest = " ".join(text for text, _ in ROWS)[:4000]
    start = perf_counter()
    router.rank(longest)
    assert perf_counter() - start < 0.1
