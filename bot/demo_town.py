"""The past of the demo's town: its questions asked, handed on, answered, each at its own moment; nobody is told."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from operator import attrgetter

from bot.demo_deeds import Deeds
from bot.demo_moments import Moments
from bot.demo_people import COLLEAGUES, MANAGER, NEIGHBOURS
from bot.demo_script import BY_ASKER, QuestionTable, Script, StepTable
from bot.domain.contact import Contact, Welcome
from bot.domain.message import Message
from bot.domain.note import Canned
from bot.domain.town import Town
from bot.services.desk import build_desk
from bot.services.enquiries.posting import ANSWER
from bot.services.ports import Delivery, Lane, Speech, State, Unit
from bot.storage.database import Transaction
from bot.storage.outbox import OutboxTable
from bot.storage.unit import StorageUnit

_KNOWN_SINCE = -25
"""Working days before the demo's on which the people of the town were greeted."""


class _Unsaid(OutboxTable):
    """An outbox out of which nothing comes: all of this was said long ago. Of answers it keeps that they arrived."""

    def put(
        self,
        to: Contact,
        message: Message,
        *,
        lane: Lane = Lane.REPLY,
        edits: int = 0,
        reply_to: int = 0,
        subject: str = "",
        merge_key: str = "",
        hold: float = 0.0,
    ) -> None:
        """Owe nobody anything; an answer arrived there and then, as a message that is no longer in any chat."""
        if not subject.startswith(ANSWER) or edits:
            return
        super().put(to, message, subject=subject)
        for row in self.fresh:
            self.record(Delivery(row.id, row.chat_id, State.DELIVERED))
        self.fresh.clear()

    def waits(self, _chat_id: int, _merge_key: str) -> bool:
        """Say that there is news already, so that no card is drawn for nothing."""
        return True


@dataclass(frozen=True, slots=True)
class _Act:
    """What happens to one question at one moment; without a step it is asked."""

    at: datetime
    question: int
    by: int
    step: StepTable | None = None


class Past:
    """Plays what a script says into a database, in the order in which it happened."""

    def __init__(self, script: Script, town: Town, speech: Speech, start: datetime) -> None:
        desk = build_desk(_untaught(town), speech)
        self._script = script
        self._town = town
        self._moments = Moments(town.calendar, start)
        self._deeds = Deeds(desk, self._moments)
        self._clockwork = desk.clockwork
        self._ids: Mapping[str, int] = {
            **{_key(one.name): one.id for one in COLLEAGUES},
            **{_key(one.name): one.id for one in NEIGHBOURS},
            **{one.key: one.id for one in script.people},
        }

    def play(self, transaction: Transaction) -> None:
        """Let it all happen, and leave nothing of it to be said."""
        self._settle(_unit(transaction, self._moments.any_hour(f"{_KNOWN_SINCE} 09:30")))
        enquiries: dict[int, int] = {}
        for act in sorted(self._acts(), key=attrgetter("at")):
            self._let_pass(transaction, act.at)
            unit = _unit(transaction, act.at)
            if act.step is None:
                question = self._script.questions[act.question]
                enquiries[act.question] = self._deeds.ask(unit, act.by, question.topic, question.says)
            else:
                self._deeds.do(unit, act.by, enquiries[act.question], act.step)
        self._let_pass(transaction, self._moments.start)

    def _let_pass(self, transaction: Transaction, until: datetime) -> None:
        """Let everything that comes due until then happen at its own moment, as the bot would have."""
        while (rows := _unit(transaction, until).dues.planned(1)) and rows[0].due_at <= until:
            self._clockwork.tick(_unit(transaction, rows[0].due_at))

    def _settle(self, unit: Unit) -> None:
        for one in self._script.people:
            person = Contact(one.id, one.name, self._town.languages[0], unit.now, language_chosen=True)
            themes = frozenset(one.themes) & self._town.themes.keys()
            known = replace(person, welcome=Welcome.DONE, proactive=one.hears, trade=one.trade, zone=one.zone)
            unit.contacts.save(replace(known, themes=themes))
        for text in self._script.canned:
            by = self._who(text.by)
            unit.canned.add(
                Canned(0, text.title, text.text, by, unit.now, text.department, text.topic, text.use_for, text.used)
            )

    def _acts(self) -> Iterator[_Act]:
        """Yield everything that happens before the demo opens."""
        for place, question in enumerate(self._script.questions):
            for act in self._of(place, question):
                if act.at >= self._moments.start:
                    break
                yield act

    def _of(self, place: int, question: QuestionTable) -> Iterator[_Act]:
        asker = self._ids[question.asker]
        last = _Act(self._moments.any_hour(question.at), place, asker)
        yield last
        for step in question.steps:
            by_asker = step.does in BY_ASKER
            moment = self._moments.any_hour(step.at) if by_asker else self._moments.at_work(step.at, last.at)
            last = _Act(moment, place, asker if by_asker else self._who(step.by), step)
            yield last

    def _who(self, key: str) -> int:
        return self._ids.get(key, MANAGER)


def _unit(transaction: Transaction, at: datetime) -> StorageUnit:
    unit = StorageUnit(transaction, at)
    unit.outbox = _Unsaid(transaction, at)
    return unit


def _untaught(town: Town) -> Town:
    """Return the town with next to nothing to learn from: on none of the cards drawn here anybody reads what it knows.

    Learning all of it would take longer than everything else that is done here.
    """
    topics = {
        key: replace(topic, examples=topic.examples[:1], examples_fr=(), examples_en=(), asked=())
        for key, topic in town.topics.items()
    }
    authorities = tuple(replace(one, examples=one.examples[:1], asked=()) for one in town.authorities)
    return replace(town, topics=topics, authorities=authorities)


def _key(name: str) -> str:
    return name.partition(" ")[0].casefold()
