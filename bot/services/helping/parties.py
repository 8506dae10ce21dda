"""Who else helps, when the town does not: the authorities of the town's content and those that a topic names."""

from collections.abc import Mapping
from itertools import chain

from bot.domain.contact import Contact
from bot.domain.elsewhere import Authority
from bot.domain.enquiry import Author, Enquiry
from bot.domain.message import Text, text
from bot.domain.topic import Elsewhere
from bot.domain.town import Town
from bot.services.learning.guide import Guide
from bot.services.ports import Unit

Party = Authority | Elsewhere


class Parties:
    """Knows everybody to whom people can be sent, by a short key that buttons carry."""

    def __init__(self, town: Town, guide: Guide) -> None:
        self._town = town
        self._guide = guide

    def get(self, key: str) -> Party | None:
        """Return the one with that key, None when the content does not know it (any more)."""
        return party_of(self._town, key)

    def ranked(self, unit: Unit, enquiry: Enquiry, asker: Contact) -> tuple[tuple[str, Party], ...]:
        """Return all, the likeliest first: whom the router names for these words, whom the topic names, the others."""
        parties = _all(self._town)
        words = [part.text for part in unit.enquiries.parts(enquiry.id) if part.author is Author.ASKER]
        likeliest = self._guide.rank(unit, asker, "\n".join(words)).authority
        of_topic = (key for key in parties if key.startswith(f"{enquiry.topic}."))
        keys = dict.fromkeys(chain((likeliest,), of_topic, (one.key for one in self._town.authorities)))
        return tuple((key, parties[key]) for key in keys if key in parties)


def party_of(town: Town, key: str) -> Party | None:
    """Return whom a button or a letter names, None when the content does not know them (any more)."""
    return _all(town).get(key)


def _all(town: Town) -> Mapping[str, Party]:
    of_topics: dict[str, Party] = {
        f"{topic.key}.{place}": one for topic in town.topics.values() for place, one in enumerate(topic.elsewhere)
    }
    return of_topics | {one.key: one for one in town.authorities if one.name}


def ways(party: Party) -> tuple[Text, ...]:
    """Return how that one is reached, a line each, written out."""
    return (
        *((text("help.phone", phone=party.phone),) if party.phone else ()),
        *((text("help.url", url=party.url),) if party.url else ()),
    )
