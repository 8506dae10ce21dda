"""The router that is in use: asked by everybody, brought up to date before it answers, replaced when it learnt anew."""

from collections.abc import Callable, Iterable
from datetime import datetime
from threading import RLock

from bot.domain.contact import Contact
from bot.domain.lesson import Lesson
from bot.domain.rule import Circumstances, Rule
from bot.domain.town import Town
from bot.routing.ranking import Ranking
from bot.routing.router import Router
from bot.services.ports import Unit

MOST_LESSONS = 50_000
"""Lessons that are learnt from; beyond these the oldest have said what they had to say."""

CATCHES_UP = 5_000
"""Lessons that may be new; when there are more (a program that was away long), it is learnt anew beside."""

AT_ONCE = 50
PER_SECOND = 20.0
"""Lessons learnt before a question is answered, and by how many that grows: in a storm people's answers come first."""


_NOTHING_YET = (0, 0)


class Guide:
    """Tells where a question goes; what others taught meanwhile is learnt first.

    The content is learnt at the first question, or by ``relearn`` before it: who only starts need not wait for that.
    ``is_behind`` asks for ``relearn``, which takes a while and is therefore called from a thread of its own. What is
    new is learnt from the log between two questions, by whoever is asked; what was erased or ruled otherwise cannot be.
    """

    def __init__(self, town: Town) -> None:
        self._town = town
        self._lock = RLock()
        self._router: Router | None = None
        self._seen = _NOTHING_YET
        self._may_learn = float(AT_ONCE)
        self._asked_at: datetime | None = None
        self.is_behind = True

    def rank(self, unit: Unit, actor: Contact, text: str) -> Ranking:
        """Return what a question of that person, asked now, is probably about."""
        self._catch_up(unit)
        at = unit.now.astimezone(self._town.zone)
        return self._in_use.rank(text, Circumstances(actor.zone, actor.language, at))

    def why(self, text: str, topic: str, lesson: Lesson | None = None) -> tuple[str, ...]:
        """Return the words that speak for the topic, as typed, the strongest first.

        ``lesson`` is what this very question taught, which is no reason for it, if it was learnt by now.
        """
        is_learnt = lesson is not None and lesson.revision <= self._seen[0]
        return self._in_use.why(text, topic, lesson.text if lesson is not None and is_learnt else "")

    def is_due(self, unit: Unit) -> bool:
        """Tell whether there is something to be learnt anew."""
        self._catch_up(unit)
        return self.is_behind

    def recall(self, unit: Unit) -> tuple[tuple[int, int], tuple[Lesson, ...], tuple[Rule, ...]]:
        """Return all that ``relearn`` needs: how much there is, the lessons and the rules."""
        return unit.lessons.revision(), tuple(unit.lessons.standing(MOST_LESSONS)), tuple(unit.staff_rules.all())

    def relearn(
        self,
        seen: tuple[int, int],
        lessons: Iterable[Lesson],
        rules: Iterable[Rule],
        pause: Callable[[], None] = lambda: None,
    ) -> None:
        """Learn everything anew and judge how sure that makes, beside those who ask; then take the old one's place.

        ``pause`` is called every half a millisecond or so while it judges, to let others go first.
        """
        router = in_use = self._in_use
        if seen != _NOTHING_YET or self._seen != _NOTHING_YET:
            router = self._made(self._all(rules), [(lesson.text, lesson.topic) for lesson in lessons])
        router.calibrate(pause)
        with self._lock:
            if router is not in_use:  # the one in use may have learnt more meanwhile
                self._router, self._seen = router, seen
            self.is_behind = False

    @property
    def _in_use(self) -> Router:
        with self._lock:
            if self._router is None:
                self._router = self._made(self._town.rules)
            return self._router

    def _catch_up(self, unit: Unit) -> None:
        taught, anew = unit.lessons.revision()
        with self._lock:
            router = self._in_use
            known, known_anew = self._seen
            # Less than was known: something was learnt that in the end was not stored.
            if anew != known_anew or not known <= taught <= known + CATCHES_UP:
                router.obey(self._all(unit.staff_rules.all()))
                self.is_behind = True
                return
            if taught == known or not (most := self._afford(unit.now)):
                return
            lessons = unit.lessons.since(known, most)
            for lesson in lessons:
                (router.forget if lesson.undone else router.learn)(lesson.text, lesson.topic)
            self._may_learn -= len(lessons)
            self._seen = (lessons[-1].revision if len(lessons) == most else taught, anew)

    def _afford(self, now: datetime) -> int:
        """Return how many lessons there is time for at that moment."""
        passed = max(0.0, (now - (self._asked_at or now)).total_seconds())
        self._asked_at = now
        self._may_learn = min(float(AT_ONCE), self._may_learn + passed * PER_SECOND)
        return int(self._may_learn)

    def _made(self, rules: Iterable[Rule], taught: Iterable[tuple[str, str]] = ()) -> Router:
        town = self._town
        return Router(town.topics.values(), town.authorities, rules, taught, town.small_talk)

    def _all(self, made: Iterable[Rule]) -> tuple[Rule, ...]:
        """Return these rules of staff, but those whose topic or zone is gone, and then the content's."""
        return (*filter(self._town.can_follow, made), *self._town.rules)
