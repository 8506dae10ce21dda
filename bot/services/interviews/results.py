"""What a round brought, put together for the manager: who was heard, and how each question was answered."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.contact import Contact
from bot.domain.conversation import Answered, Conversation, Given
from bot.domain.interview import Campaign, Interview, Progress, Question, Tally, progress, tally
from bot.services.interviews.rounds import asked, contacts_by_id, latest_of_all
from bot.services.ports import Unit

HEARD = (Progress.BEGUN, Progress.FINISHED)


@dataclass(frozen=True, slots=True)
class Share:
    """How many of a group were heard: 4 of 9 shops. ``key`` is "" for who said nothing of themselves."""

    key: str
    heard: int
    asked: int


@dataclass(frozen=True, slots=True)
class Entry:
    """What one person answered to one question; ``person`` is None when they are gone."""

    conversation: Conversation
    person: Contact | None
    given: Given


class Results:
    """The results of one round at this moment; only who was asked counts."""

    def __init__(self, unit: Unit, campaign: Campaign, interview: Interview) -> None:
        self.interview = interview
        self.people = contacts_by_id(unit)
        self.asked = asked(unit, campaign)
        self.conversations: Mapping[int, Conversation] = {
            person: one for person, one in sorted(latest_of_all(unit, campaign).items()) if person in self.asked
        }

    def count(self, *among: Progress) -> int:
        """Return how many of those who were asked came that far."""
        return sum(progress(self.conversations.get(person)) in among for person in self.asked)

    def heard(self) -> Sequence[tuple[int, Conversation]]:
        """Return who answered anything, with their newest conversation."""
        return [(person, one) for person, one in self.conversations.items() if progress(one) in HEARD]

    def by_trade(self, trades: Sequence[str]) -> Sequence[Share]:
        """Return the share that was heard of each trade that was asked, in that order, who has none last."""
        return self._shares(trades, lambda contact: contact.trade)

    def by_zone(self, zones: Sequence[str]) -> Sequence[Share]:
        """Return the share that was heard of each zone that was asked, in that order, who has none last."""
        return self._shares(zones, lambda contact: contact.zone)

    def tally(self, question: Question) -> Tally:
        """Return how that question was answered."""
        answers = [one.answers[question.key] for one in self.conversations.values() if question.key in one.answers]
        return tally(question, answers)

    def entries(self, question: Question) -> Sequence[Entry]:
        """Return what people said, in words or with a file, to that question."""
        return [
            Entry(one, self.people.get(person), given)
            for person, one in self.conversations.items()
            if (given := one.answers.get(question.key)) is not None
            and given.how is Answered.GIVEN
            and (given.words or given.attachment is not None)
        ]

    def _shares(self, keys: Sequence[str], key_of: Callable[[Contact], str]) -> Sequence[Share]:
        heard = {person for person, _ in self.heard()}
        groups: dict[str, list[int]] = {key: [] for key in (*keys, "")}
        for person in self.asked:
            contact = self.people.get(person)
            key = key_of(contact) if contact is not None else ""
            groups[key if key in groups else ""].append(person)
        return [Share(key, len(heard.intersection(ids)), len(ids)) for key, ids in groups.items() if ids]
