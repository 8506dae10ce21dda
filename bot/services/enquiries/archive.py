"""Earlier questions that were answered: kept so that they can be found, and found by what they have in common."""

from bot.domain.access import Permission
from bot.domain.contact import Contact
from bot.domain.enquiry import Enquiry
from bot.routing.likeness import likeness
from bot.routing.stems import stems
from bot.services.guard import Gate, Thing, may
from bot.services.ports import Unit

READS = Gate(Permission.READ, Thing.ENQUIRY)

MOST = 3
"""Earlier questions that are shown with one question."""

LIKE, LIKE_ELSEWHERE = 0.15, 0.3
"""The likeness from which an earlier question is worth a look: one about the same topic, and one about another."""

COMPARED = 30
"""Questions with words in common that are compared whole."""

BATCH = 100
"""Older questions that are made findable in one transaction."""

_WHOLE = 4000
"""Characters of a question by which it can be found; those of any one message at Telegram."""

_GIST = 600
"""Characters of two questions that are compared; who goes on longer has said by then what it is about."""


def index(unit: Unit, enquiry_id: int) -> None:
    """Make a question that was sent findable by the words that it has now."""
    said = unit.archive.said([enquiry_id], _WHOLE)
    unit.archive.index(enquiry_id, stems(said[enquiry_id]))


def index_older(unit: Unit) -> bool:
    """Make some questions findable that were sent before that was done; return whether there may be more."""
    older = unit.archive.unindexed(BATCH)
    for enquiry_id, words in unit.archive.said(older, _WHOLE).items():
        unit.archive.index(enquiry_id, stems(words))
    return bool(older)


def earlier_like(unit: Unit, enquiry: Enquiry) -> tuple[Enquiry, ...]:
    """Return the answered questions that are most like this one, the likest first, at most ``MOST``."""
    words = unit.archive.said([enquiry.id], _WHOLE)[enquiry.id]
    found = unit.archive.answered_like(stems(words), enquiry.id, COMPARED)
    if not found:
        return ()
    said = unit.archive.said([one.id for one in found], _GIST)
    scores = likeness(words[:_GIST], [said[one.id] for one in found])
    ranked = sorted(zip(scores, found, strict=True), key=lambda scored: -scored[0])
    worth = [one for score, one in ranked if score >= (LIKE if one.topic == enquiry.topic else LIKE_ELSEWHERE)]
    return tuple(worth[:MOST])


def readable_like(unit: Unit, viewer: Contact, enquiry: Enquiry) -> tuple[Enquiry, ...]:
    """Return the answered questions most like this one that the viewer may read: a department not another's."""
    return tuple(one for one in earlier_like(unit, enquiry) if may(unit, viewer, READS, one.id))
