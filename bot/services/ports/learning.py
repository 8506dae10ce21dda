"""What the use cases need to learn where questions go, to see how well that goes, and to find earlier questions."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.enquiry import Enquiry
from bot.domain.lesson import Forecast, Lesson, Outcome
from bot.domain.rule import Rule


class Lessons(Protocol):
    """Everything that people taught, and the count by which programs that run at the same time stay in step."""

    def revision(self) -> tuple[int, int]:
        """Return how much was ever taught or undone, and how often something was erased or a rule changed.

        When the first grows, ``since`` tells what is new; when the second does, everything is to be learnt anew.
        """
        ...

    def teach(self, lesson: Lesson) -> None:
        """Store a lesson under the next revision; one of the same enquiry that stood before is undone."""
        ...

    def undo(self, enquiry_id: int) -> Lesson | None:
        """Undo what was taught last from an enquiry, and let the lesson before it, if any, stand again.

        Returns the lesson that stands now, None when there is none.
        """
        ...

    def of_enquiry(self, enquiry_id: int) -> Lesson | None:
        """Return the lesson that stands for an enquiry."""
        ...

    def since(self, revision: int, limit: int) -> Sequence[Lesson]:
        """Return what was taught or undone after that revision, in order."""
        ...

    def standing(self, limit: int) -> Sequence[Lesson]:
        """Return the newest lessons that stand, at most so many."""
        ...

    def erase(self, person_id: int) -> None:
        """Remove everything that was learnt from that person's words."""
        ...


class Forecasts(Protocol):
    """What was thought of each question when its asker saw it last, beside what it turned out to be."""

    def put(self, forecast: Forecast) -> None:
        """Store it, in the place of what was thought of the same enquiry before."""
        ...

    def of_enquiry(self, enquiry_id: int) -> Forecast | None:
        """Return what was thought of an enquiry."""
        ...

    def outcome(self, since: datetime, until: datetime) -> Outcome:
        """Return how the forecasts of that time came out for what was sent, by the topic that it has now."""
        ...


class StaffRules(Protocol):
    """The rules that staff made in the chat, in the order in which they hold."""

    def all(self) -> Sequence[Rule]:
        """Return the rules that hold, in order."""
        ...

    def add(self, rule: Rule, at: datetime) -> Rule:
        """Store a rule behind the others and return it with its key; everybody follows it from then on."""
        ...

    def end(self, key: str, at: datetime) -> bool:
        """End a rule; return whether it held until now."""
        ...


class Archive(Protocol):
    """Finds questions by their words."""

    def index(self, enquiry_id: int, words: Iterable[str]) -> None:
        """Note which words (normalised) a question has, instead of those it had."""
        ...

    def unindexed(self, limit: int) -> Sequence[int]:
        """Return the ids of questions that were sent before words were noted, the newest first, each once."""
        ...

    def answered_like(self, words: Iterable[str], but: int, limit: int) -> Sequence[Enquiry]:
        """Return answered questions, not ``but``, that share the most of these words; the newest of equals first.

        The words that say most come first; beyond a dozen they are not looked for.
        """
        ...

    def said(self, enquiry_ids: Sequence[int], most: int) -> Mapping[int, str]:
        """Return what the askers of these questions said, in their newest words, at most so many characters of each."""
        ...
