"""How good a router is: what it makes of questions of which a person told the topic."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.domain.town import ANDERS
from bot.routing.ranking import Band, Ranking

Asked = tuple[str, str]
"""A question and the key of its topic, ``ANDERS`` when it is about none."""


@dataclass(frozen=True, slots=True)
class TopicQuality:
    """How one topic fares: of what was thought to be about it how much was, and of what is about it how much was found.

    ``precision`` is None when nothing was thought to be about it, ``recall`` when nothing is.
    """

    topic: str
    precision: float | None
    recall: float | None
    questions: int


@dataclass(frozen=True, slots=True)
class Confusion:
    """How often questions about ``right`` were thought to be about ``thought``."""

    right: str
    thought: str
    times: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What came of an evaluation; a share of nothing is None.

    ``first`` and ``among_three`` are shares of the questions about a topic, whatever the band. ``proposed`` is the
    share of all questions for which one topic is proposed alone, ``proposed_right`` how much of that is right.
    ``caught`` is the share of the other questions that are left to a person. In ``topics`` and ``confusions``, what is
    left to a person was thought to be about ``ANDERS``.
    """

    questions: int
    first: float | None
    among_three: float | None
    proposed: float | None
    proposed_right: float | None
    outside: int
    caught: float | None
    topics: tuple[TopicQuality, ...]
    confusions: tuple[Confusion, ...]
    microseconds: float | None


def evaluate(
    rows: Sequence[Asked], topics: Iterable[str], rank: Callable[[str], Ranking], clock: Callable[[], float]
) -> Evaluation:
    """Return what ``rank`` makes of these questions; a topic that is not among ``topics`` counts as ``ANDERS``.

    ``clock`` tells seconds; it is read before and after.
    """
    known = tuple(topics)
    right = [topic if topic in known else ANDERS for _, topic in rows]
    start = clock()
    found = [rank(text) for text, _ in rows]
    took = clock() - start
    tops = [tuple(one.topic for one in ranking.candidates) for ranking in found]
    inside = [(topic, top) for topic, top in zip(right, tops, strict=True) if topic != ANDERS]
    alone = [
        pair for pair, ranking in zip(zip(right, tops, strict=True), found, strict=True) if ranking.band is Band.ONE
    ]
    thought = [ANDERS if ranking.band is Band.NONE else top[0] for ranking, top in zip(found, tops, strict=True)]
    pairs = Counter(zip(right, thought, strict=True))
    outside = len(rows) - len(inside)
    return Evaluation(
        questions=len(rows),
        first=_share(sum(top[:1] == (topic,) for topic, top in inside), len(inside)),
        among_three=_share(sum(topic in top for topic, top in inside), len(inside)),
        proposed=_share(len(alone), len(rows)),
        proposed_right=_share(sum(top[0] == topic for topic, top in alone), len(alone)),
        outside=outside,
        caught=_share(pairs[ANDERS, ANDERS], outside),
        topics=tuple(_quality(topic, pairs) for topic in (*known, ANDERS)),
        confusions=_confusions(pairs),
        microseconds=_share(took * 1e6, len(rows)),
    )


def _quality(topic: str, pairs: Counter[Asked]) -> TopicQuality:
    asked = sum(times for (right, _), times in pairs.items() if right == topic)
    thought = sum(times for (_, one), times in pairs.items() if one == topic)
    both = pairs[topic, topic]
    return TopicQuality(topic, _share(both, thought), _share(both, asked), asked)


def _confusions(pairs: Counter[Asked]) -> tuple[Confusion, ...]:
    """Return what was thought wrongly, the most frequent first."""
    wrong = [Confusion(right, thought, times) for (right, thought), times in pairs.items() if right != thought]
    return tuple(sorted(wrong, key=lambda one: (-one.times, one.right, one.thought)))


def _share(part: float, whole: int) -> float | None:
    return part / whole if whole else None
