"""Where a question goes: the topics that it is probably about, how sure that is, why, and whether it is the town's."""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import time

from bot.domain.elsewhere import Authority
from bot.domain.rule import Circumstances, Rule
from bot.domain.topic import Topic
from bot.domain.town import ANDERS
from bot.routing.calibration import Calibration, Judged, calibrate
from bot.routing.classifier import Classifier, Example
from bot.routing.features import tokens
from bot.routing.halves import halves
from bot.routing.ranking import Band, Candidate, Ranking
from bot.routing.rules import Rules, Verdict
from bot.routing.small_talk import SmallTalk
from bot.routing.teaching import examples, outside, questions
from bot.routing.vocabulary import Vocabulary

CANDIDATES = 3

KEYWORDS_UNTIL = 8
"""Examples of a topic with which its keywords weigh a quarter; with none they are all there is, with many a burden."""

LEAST_FADE = 0.02
"""What keywords weigh at least; below this, from some fifty examples on, they are not looked up any more."""

JUDGED = 1000
"""Questions on which the calibration rests at most; more would not make it better, only later."""

FAMILIAR = 0.35
"""The share of a text's marks that must be known to have an opinion; in real questions it is 0.7 and more."""

BOTH = 0.7
"""How probable the topics of both halves of a message must be for it to be two questions."""

REMEMBERED = 1024
"""Questions of which it is remembered what was thought of them, until something is learnt."""

TELLING = 0.3
"""How much a word must say, beside the one that says most, to be named as a reason."""

_MOST_SHOWN = 4


_Asked = tuple[str, str, str, time | None]


class Router:
    """Ranks topics for questions; between two lessons the same question always gets the same answer."""

    def __init__(
        self,
        topics: Iterable[Topic],
        authorities: Iterable[Authority] = (),
        rules: Iterable[Rule] = (),
        taught: Iterable[tuple[str, str]] = (),
        small_talk: Iterable[str] = (),
    ) -> None:
        """Take what the town's content says, its rules in their order, and questions whose topic people told.

        What is ``small_talk`` in a question (a greeting, thanks) says nothing of what it is about.
        There may be 250 topics and families of authorities together.
        """
        topics, self._authorities = tuple(topics), tuple(authorities)
        self._topics = tuple(topic.key for topic in topics)
        self._places = {key: place for place, key in enumerate(self._topics)}
        self._ranked: dict[_Asked, Ranking] = {}
        self.obey(rules)
        self._small_talk = SmallTalk(small_talk)
        self._vocabulary = Vocabulary(topics)
        fades = {topic.key: _fade(topic) for topic in topics}
        self._fades = {key: fade for key, fade in fades.items() if fade >= LEAST_FADE}
        lessons = tuple(Example(text, topic) for text, topic in taught if topic in self._places)
        families = sorted(set(map(outside, self._authorities)))
        self._classifier = Classifier((*self._topics, *families), (*examples(topics, self._authorities), *lessons))
        self._who: Classifier | None = None
        self._judged = (*lessons, *questions(topics, self._authorities))
        self._calibration = Calibration()

    def rank(self, text: str, circumstances: Circumstances = Circumstances()) -> Ranking:  # noqa: B008 - it is frozen
        """Return what the question is probably about, as far as its words and the town's rules tell."""
        # A question is looked at when it is typed, when it is sent, and by whoever answers it.
        minute = circumstances.at.replace(second=0, microsecond=0).time() if circumstances.at else None
        asked = (text, circumstances.zone, circumstances.language, minute)
        if asked not in self._ranked:
            if len(self._ranked) >= REMEMBERED:
                self._ranked.clear()
            self._ranked[asked] = self._whole(text, circumstances)
        return self._ranked[asked]

    def why(self, text: str, topic: str, lesson: str = "") -> tuple[str, ...]:
        """Return the words that speak for the topic rather than another, as typed, the strongest first.

        ``lesson`` is what was learnt from this very question, and is no reason for it.
        """
        if topic not in self._places:
            return ()
        shown: dict[str, frozenset[str]] = {}
        said = self._small_talk.without(text)
        found = self._classifier.words(said, topic, Example(lesson, topic) if lesson else None)
        for typed, says in found:
            if says < TELLING * found[0][1] or len(shown) == _MOST_SHOWN:
                break
            words = frozenset(tokens(typed))
            if not any(words & others for others in shown.values()):
                shown[typed] = words
        return tuple(shown)

    def calibrate(self, pause: Callable[[], None] = lambda: None) -> None:
        """Find out how sure this router may be: ask it what it knows, each time as if it had not seen that question.

        Takes half a millisecond a question, with a ``pause`` after each; until it ends nothing is proposed alone.
        """
        step = max(1, -(-len(self._judged) // JUDGED))
        none = len(self._topics)
        judged = []
        for one in self._judged[::step]:
            judged.append(Judged(self._merged(one.text, one)[0], self._places.get(one.label, none)))
            pause()
        self.calibration = calibrate(judged)

    @property
    def calibration(self) -> Calibration:
        """How sure this router may be."""
        return self._calibration

    @calibration.setter
    def calibration(self, calibration: Calibration) -> None:
        self._calibration = calibration
        self._ranked.clear()

    def learn(self, text: str, topic: str) -> None:
        """Learn from a question of which a person told what it is about; a topic that is gone teaches nothing."""
        if topic in self._places:
            self._classifier.learn(Example(text, topic))
            self._ranked.clear()

    def forget(self, text: str, topic: str) -> None:
        """Undo ``learn`` with the same question and topic."""
        if topic in self._places:
            self._classifier.forget(Example(text, topic))
            self._ranked.clear()

    def obey(self, rules: Iterable[Rule]) -> None:
        """Follow these rules from now on instead of the present ones; those about a topic that is gone say nothing."""
        self._ranked.clear()
        self._rules = Rules(rule for rule in rules if rule.topic in self._places or rule.topic == ANDERS)

    def _whole(self, text: str, circumstances: Circumstances) -> Ranking:
        """Return what a text is about that may ask two things, and thank for them."""
        verdict, said = self._rules.judge(text, circumstances), self._small_talk.without(text)
        ranking = self._single(said, verdict)
        if ranking.outside and ranking.outside >= max((one.score for one in ranking.candidates), default=0.0):
            return replace(ranking, authority=self._authority(said))
        both = self._both(said, circumstances, verdict.forbidden) if ranking.band is Band.ONE else ()
        return replace(ranking, band=Band.THREE, candidates=_first(both, ranking.candidates)) if both else ranking

    def _single(self, text: str, verdict: Verdict) -> Ranking:
        """Return what a text is about that asks one thing, without who else would help."""
        words = tokens(text)
        if words and verdict.forced in self._places:
            return Ranking(Band.ONE, (Candidate(verdict.forced, 1.0),), fired=verdict.fired)
        if verdict.forced or all(map(str.isdecimal, words)):
            return Ranking(Band.NONE, fired=verdict.fired)
        scores, familiar = self._merged(text)
        if familiar < FAMILIAR:
            return Ranking(Band.NONE, fired=verdict.fired)
        *shares, elsewhere = self._calibration.probabilities(scores)
        allowed = [place for place, topic in enumerate(self._topics) if topic not in verdict.forbidden]
        best = sorted(allowed, key=lambda place: (-shares[place], place))[:CANDIDATES]
        candidates = tuple(Candidate(self._topics[place], shares[place]) for place in best)
        return Ranking(self._band(candidates, elsewhere), candidates, elsewhere, fired=verdict.fired)

    def _band(self, candidates: Sequence[Candidate], elsewhere: float) -> Band:
        if not candidates or elsewhere >= candidates[0].score:
            return Band.NONE
        if candidates[0].score >= self._calibration.one:
            return Band.ONE
        return Band.THREE if candidates[0].score >= self._calibration.three else Band.NONE

    def _both(self, text: str, circumstances: Circumstances, forbidden: Container[str]) -> tuple[Candidate, ...]:
        """Return the topics of both questions when the text asks two, as sure as its halves are; nothing otherwise."""
        surest: tuple[Candidate, ...] = ()
        for pair in halves(text):
            best = self._of_halves(pair, circumstances, forbidden)
            if best and (not surest or _least(best) > _least(surest)):
                surest = best
        return surest

    def _of_halves(
        self, pair: tuple[str, str], circumstances: Circumstances, forbidden: Container[str]
    ) -> tuple[Candidate, ...]:
        """Return the topic of each half when both are sure and differ; the shorter, which seldom is, comes first."""
        found: dict[str, Candidate] = {}
        for half in sorted(pair, key=len):
            ranking = self._single(half, self._rules.judge(half, circumstances))
            best = ranking.candidates[0] if ranking.band is not Band.NONE else None
            if best is None or best.score < BOTH or best.topic in forbidden:
                return ()
            if any(best.topic == other.topic for other in found.values()):
                return ()
            found[half] = best
        return tuple(found[half] for half in pair)

    def _merged(self, text: str, but: Example | None = None) -> tuple[tuple[float, ...], float]:
        """Return a score for each topic and last for everything that is none of them, and how familiar the text is."""
        judgement = self._classifier.judge(text, but)
        size = len(self._topics)
        inside, elsewhere = judgement.scores[:size], judgement.scores[size:]
        outside = max(elsewhere, default=min(inside, default=0.0))
        if keywords := self._keywords(text):
            inside = tuple([score + keywords.get(key, 0.0) for key, score in zip(self._topics, inside, strict=True)])
        return (*inside, outside), judgement.familiar

    def _keywords(self, text: str) -> Mapping[str, float]:
        totals: dict[str, float] = {}
        for word in dict.fromkeys(tokens(text)) if self._fades else ():
            for topic, weight in self._vocabulary.weights(word).items():
                totals[topic] = totals.get(topic, 0.0) + weight * self._fades.get(topic, 0.0)
        return totals

    def _authority(self, text: str) -> str:
        if self._who is None:
            known = (Example(words, one.key) for one in self._authorities for words in (*one.examples, *one.asked))
            self._who = Classifier([one.key for one in self._authorities], known)
        judgement = self._who.judge(text)
        if judgement.familiar < FAMILIAR:
            return ""
        return max(zip(judgement.scores, self._who.labels, strict=True))[1]


def _fade(topic: Topic) -> float:
    return (KEYWORDS_UNTIL / (KEYWORDS_UNTIL + len(topic.examples) + len(topic.asked))) ** 2


def _least(candidates: Iterable[Candidate]) -> float:
    return min(one.score for one in candidates)


def _first(both: Sequence[Candidate], candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Return the topics of two questions, each half of what is asked, and the most probable other one."""
    score, order = _least(both) / 2, [one.topic for one in candidates]
    two = sorted((one.topic for one in both), key=lambda topic: order.index(topic) if topic in order else len(order))
    others = (Candidate(one.topic, min(one.score, score)) for one in candidates if one.topic not in two)
    return (*(Candidate(topic, score) for topic in two), *others)[:CANDIDATES]
