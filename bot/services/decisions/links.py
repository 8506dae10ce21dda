"""What a decision answers: questions and agenda items that are like it are proposed, the manager chooses."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import TypeVar

from bot.domain.conversation import Conversation, Kind, Option, Step
from bot.domain.decision import Link, LinkKind
from bot.domain.enquiry import Enquiry
from bot.domain.errors import Refused
from bot.domain.meeting import Item
from bot.domain.message import text
from bot.domain.words import shorten
from bot.routing.likeness import alike
from bot.services.ports import Unit
from bot.services.wording import titled

LOOKS_BACK = timedelta(days=365)
LOOKED_AT = 200
"""How far back, and at how many questions and items at most, we look for what a decision may answer."""

PROPOSED = 4
"""Proposals on one screen: each is a line, and no screen has more than eight."""

LABEL = 16
"""UTF-16 units of an item's title on its button."""

_NUMBER = re.compile(r"\d{1,9}")

T = TypeVar("T")


class Links:
    """Finds, shows and reads what a decision is linked to."""

    def steps(self, unit: Unit, conversation: Conversation) -> tuple[Step, ...]:
        """Return the steps that propose; agenda items are left out when none is like the decision."""
        items = self._item_options(unit, conversation)
        ask = text("decision.ask.enquiries")
        offered = self._question_options(unit, conversation)
        questions = Step("enquiries", Kind.CHOICES, ask, offered, open=True, title=text("decision.step.enquiries"))
        if not items:
            return (questions,)
        title = text("decision.step.items")
        return (questions, Step("items", Kind.CHOICES, text("decision.ask.items"), items, title=title))

    def typed(self, unit: Unit, words: str) -> tuple[Enquiry, ...]:
        """Return the questions whose numbers were typed; raise ``Refused`` that names a number that is none's."""
        numbers = dict.fromkeys(int(number) for number in _NUMBER.findall(words))
        if words.strip() and not numbers:
            raise Refused("decision.needs_numbers")
        return tuple(self._by_number(unit, number) for number in numbers)

    def chosen(self, unit: Unit, conversation: Conversation) -> tuple[Link, ...]:
        """Return the links that the answers say, each once; what is gone meanwhile is left out."""
        given = conversation.answers.get("enquiries")
        typed = self.typed(unit, given.words) if given is not None else ()
        questions = dict.fromkeys(
            (
                *(one.id for one in map(unit.enquiries.get, _ids(conversation.value("enquiries"))) if one is not None),
                *(one.id for one in typed),
            )
        )
        items = (ref for ref in _ids(conversation.value("items")) if unit.meetings.of_item(ref) is not None)
        return (
            *(Link(LinkKind.ENQUIRY, ref) for ref in questions),
            *(Link(LinkKind.ITEM, ref) for ref in items),
        )

    @staticmethod
    def _by_number(unit: Unit, number: int) -> Enquiry:
        found = unit.enquiries.by_number(number)
        if found is None:
            raise Refused("decision.no_such_question", number=number)
        return found

    @staticmethod
    def _question_options(unit: Unit, conversation: Conversation) -> tuple[Option, ...]:
        recent = unit.enquiries.recent(unit.now - LOOKS_BACK, LOOKED_AT) if _says_why(conversation) else ()
        kept = map(unit.enquiries.get, _ids(conversation.value("enquiries")))
        found = _proposed(conversation, [*recent], lambda enquiry: enquiry.summary)
        each = {enquiry.id: enquiry for enquiry in (*found, *kept) if enquiry is not None}
        return tuple(
            Option(
                str(enquiry.id),
                text("decision.question", number=enquiry.number),
                text("decision.question_says", number=enquiry.number, title=titled(enquiry)),
            )
            for enquiry in each.values()
        )

    @staticmethod
    def _item_options(unit: Unit, conversation: Conversation) -> tuple[Option, ...]:
        found_items = unit.meetings.recent_items(unit.now - LOOKS_BACK, LOOKED_AT) if _says_why(conversation) else ()
        recent = [(meeting.day, item) for meeting, item in found_items]
        found = _proposed(conversation, recent, lambda one: one[1].title)
        each = {item.id: (day, item) for day, item in (*found, *_kept_items(unit, conversation))}
        return tuple(
            Option(
                str(item.id),
                text("decision.item", title=shorten(item.title, LABEL)),
                text("decision.item_says", title=item.title, day=day),
            )
            for day, item in each.values()
        )


def _says_why(conversation: Conversation) -> bool:
    """Tell whether there is enough to compare with: until then nothing is looked for."""
    return bool(conversation.words("why"))


def _kept_items(unit: Unit, conversation: Conversation) -> Iterable[tuple[date, Item]]:
    for ref in _ids(conversation.value("items")):
        meeting = unit.meetings.of_item(ref)
        if meeting is not None:
            yield from ((meeting.day, item) for item in meeting.items if item.id == ref)


def _proposed(conversation: Conversation, offered: Sequence[T], words: Callable[[T], str]) -> Iterable[T]:
    about = f"{conversation.words('what')} {conversation.words('why')}"
    return (offered[place] for place in alike(about, [words(one) for one in offered], PROPOSED))


def _ids(value: str) -> tuple[int, ...]:
    return tuple(int(one) for one in value.split(",") if one.isdigit())
