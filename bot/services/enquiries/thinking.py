"""What is thought of the words of a question: where it goes, and whether an answer is known that may help already."""

from collections.abc import Sequence
from datetime import date

from bot.domain.contact import Contact
from bot.domain.enquiry import Enquiry, Part
from bot.domain.town import Town
from bot.routing.known import Known, KnownAnswers
from bot.routing.ranking import Band, Ranking
from bot.services.enquiries.draft_screens import Thought
from bot.services.learning.guide import Guide
from bot.services.ports import Unit
from bot.services.wording import words_of

LIKELY = 0.4
"""The probability of the best topic from which words typed in a form may be a question: then 0.93 of questions are
seen as such, and fewer answers in interviews are than by the keywords of before."""


class Thinking:
    """Asks the guide, and finds the answer to what is asked often."""

    def __init__(self, town: Town, guide: Guide) -> None:
        self._town = town
        self._guide = guide
        self._known = KnownAnswers(town.topics.values())

    def rank(self, unit: Unit, actor: Contact, words: str) -> Ranking:
        """Return what words of that person are probably about."""
        return self._guide.rank(unit, actor, words)

    def recognises(self, unit: Unit, actor: Contact, words: str) -> bool:
        """Tell whether the words are probably about something that the town answers questions on."""
        ranking = self.rank(unit, actor, words)
        return ranking.band is not Band.NONE and ranking.candidates[0].score >= LIKELY

    def about(self, unit: Unit, actor: Contact, draft: Enquiry, parts: Sequence[Part]) -> Thought:
        """Return what is thought of a draft with these parts."""
        words = words_of(parts)
        ranking = self.rank(unit, actor, words)
        today = self._town.calendar.local_date(unit.now)
        return Thought(ranking, self._known_answer(words, draft.topic, ranking, today))

    def _known_answer(self, words: str, scanned: str, ranking: Ranking, today: date) -> Known | None:
        if scanned in self._town.topics:
            topics: tuple[str, ...] = (scanned,)
        else:
            topics = tuple(one.topic for one in ranking.candidates) if ranking.band is not Band.NONE else ()
        return self._known.match(words, topics[:1] if ranking.band is Band.ONE else topics, today)
