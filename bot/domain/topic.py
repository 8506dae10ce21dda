"""What an enquiry can be about, and who else helps when the town does not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.domain.message import Localized


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """An authority outside the town: when it is the one to ask, and how it is reached (url and phone may be "")."""

    name: Localized
    when: Localized
    url: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class KnownAnswer:
    """A question that many ask, with what holds in general; it is offered, never sent as the town's answer by itself.

    ``also`` are other ways in which people ask it in Dutch. ``source`` says where it stands, ``url`` may be "". It was
    established on ``dated``, and is offered until ``review``.
    """

    key: str
    question: Localized
    also: tuple[str, ...]
    answer: Localized
    source: str
    dated: date
    review: date
    url: str = ""

    def is_fresh(self, today: date) -> bool:
        """Tell whether it may still be offered on that day."""
        return today <= self.review


@dataclass(frozen=True, slots=True)
class Topic:
    """One subject of enquiries: its words for people, what recognises it, and what the town promises for it.

    ``department`` is a department's key, ``working_days`` the days within which an answer is promised. ``keywords`` are
    single words; ``examples`` are sentences about it in Dutch, over its whole breadth, with French and English beside
    them; ``asked`` are questions as often and in such words as they come in, in any language. Where it ``follows_up``
    askers hear from us again some weeks after the answer.
    """

    key: str
    title: Localized
    short: Localized
    department: str
    keywords: tuple[str, ...]
    examples: tuple[str, ...]
    examples_fr: tuple[str, ...]
    examples_en: tuple[str, ...]
    working_days: int
    elsewhere: tuple[Elsewhere, ...] = ()
    asked: tuple[str, ...] = ()
    follows_up: bool = False
    known: tuple[KnownAnswer, ...] = ()


def stale(topics: Iterable[Topic], today: date) -> tuple[tuple[Topic, KnownAnswer], ...]:
    """Return the known answers that are past their review date on that day, each with its topic, in their order."""
    return tuple((topic, known) for topic in topics for known in topic.known if not known.is_fresh(today))
