"""Where one message falls apart into two questions, and what each of them is about."""

from dataclasses import dataclass
from zlib import crc32

from bot.domain.enquiry import Enquiry
from bot.domain.errors import NotFound
from bot.domain.town import ANDERS
from bot.routing.halves import halves
from bot.routing.ranking import Band
from bot.services.learning.guide import Guide
from bot.services.ports import Unit

_WHOLE = 4000


@dataclass(frozen=True, slots=True)
class Halves:
    """The two questions in one: what stays, what becomes a question of its own, and what that is about."""

    first: str
    second: str
    topic: str

    @property
    def mark(self) -> int:
        """Return a number by which a button knows these halves again."""
        return crc32(f"{self.first}\n{self.second}".encode())


class Halving:
    """Proposes two halves by what they are about."""

    def __init__(self, guide: Guide) -> None:
        self._guide = guide

    def of(self, unit: Unit, enquiry: Enquiry) -> Halves | None:
        """Return the halves about different topics, the ones with most to say of theirs, or else the most even cut."""
        cuts = halves(unit.archive.said([enquiry.id], _WHOLE)[enquiry.id])
        ranked = [(first.strip(), second.strip()) for first, second in cuts]
        options = [self._ordered(unit, enquiry, first, second) for first, second in ranked]
        return next((one for one in options if one.topic != enquiry.topic), options[0] if options else None)

    def _ordered(self, unit: Unit, enquiry: Enquiry, first: str, second: str) -> Halves:
        """Return the halves with what the question is about already as the one that stays."""
        one, other = self.topic(unit, enquiry, first), self.topic(unit, enquiry, second)
        if other == enquiry.topic != one:
            return Halves(second, first, one)
        return Halves(first, second, other)

    def topic(self, unit: Unit, enquiry: Enquiry, words: str) -> str:
        """Return what those words are about, as far as the topics go."""
        asker = unit.contacts.get(enquiry.asker_id)
        if asker is None:
            raise NotFound
        ranking = self._guide.rank(unit, asker, words)
        return ANDERS if ranking.band is Band.NONE else ranking.candidates[0].topic
