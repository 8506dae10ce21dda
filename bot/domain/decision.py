"""A decision and the why of it, for those whom it concerns, before they read it elsewhere (guide, "koppel terug")."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.errors import Refused

_WEB_ADDRESS = re.compile(r"https://[^\s/?#@]+\.[^\s/?#@]+([/?#]\S*)?")


class Outcome(StrEnum):
    """What was decided about what people asked."""

    YES = "yes"
    NO = "no"
    PARTLY = "partly"
    NOT_YET = "not_yet"


NEEDS_NEXT = frozenset({Outcome.NO, Outcome.NOT_YET})
"""Outcomes that cannot be told without the next moment at which it is looked at again."""


class Legal(StrEnum):
    """Whether the card is a notice in law. Bestuursdecreet II.21: a notice carries how to appeal, or is none."""

    INFORMATIVE = "informative"
    APPEAL = "appeal"


class LinkKind(StrEnum):
    """What a decision answers, or what came of it."""

    ENQUIRY = "enquiry"
    ITEM = "item"
    REACTION = "reaction"


@dataclass(frozen=True, slots=True)
class Link:
    """One question, agenda item or reaction that belongs to a decision; ``ref_id`` is its row."""

    kind: LinkKind
    ref_id: int


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision as it is told. ``next_on`` is the next moment, ``appeal`` how, where and until when to appeal."""

    id: int
    what: str
    outcome: Outcome
    why: str
    created_by: int
    created_at: datetime
    next_on: date | None = None
    next_words: str = ""
    url: str = ""
    contact: str = ""
    legal: Legal = Legal.INFORMATIVE
    appeal: str = ""
    audience: str = "none"
    published_at: datetime | None = None
    links: tuple[Link, ...] = ()

    def checked(self) -> "Decision":
        """Return this decision when it can be told; raise ``Refused`` that says what is missing."""
        if not self.what.strip():
            raise Refused("decision.needs_what")
        if not self.why.strip():
            raise Refused("decision.needs_why")
        if self.outcome in NEEDS_NEXT and self.next_on is None and not self.next_words.strip():
            raise Refused("decision.needs_next")
        if self.legal is Legal.APPEAL and not self.appeal.strip():
            raise Refused("decision.needs_appeal")
        check_address(self.url)
        return self

    def linked(self, kind: LinkKind) -> tuple[int, ...]:
        """Return the ids of what it is linked to, of that kind, in order."""
        return tuple(link.ref_id for link in self.links if link.kind is kind)


def check_address(url: str) -> None:
    """Raise ``Refused`` unless this is a whole https address, or none ("")."""
    if url and not _WEB_ADDRESS.fullmatch(url):
        raise Refused("decision.needs_https")
