"""Examples to store, and a short way into one transaction."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from bot.domain.contact import Contact
from bot.domain.enquiry import Author, Enquiry, Part, Status
from bot.domain.message import Message, button, text
from bot.storage.database import Database
from bot.storage.unit import StorageUnit

T = TypeVar("T")

NOW = datetime(2026, 11, 23, 9, 12, 5, 123456, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)
ANNA = Contact(7_000_000_001, "Anna", "fr", NOW)
BRAM = Contact(2, "Bram", "nl", NOW)
CARD = Message(text("card", number=41), ((button("answer", "answer", 41),),))
PLAIN = Message(text("plain"))
OTHER_COUNTERS = (
    "name NOT IN ('enquiry', 'lessons', 'learning_anew', 'rule', 'unindexed', 'audit', 'invite', 'unnamed')"
)
"""Which rows of that table are not the migrations' but a test's."""
DRAFT = Enquiry(0, ANNA.id, Status.DRAFT, "fr", "terras", NOW, NOW)


async def within(database: Database, use: Callable[[StorageUnit], T], at: datetime = NOW) -> T:
    """Run the use in one transaction and return its result."""
    return await database.run(lambda tx: use(StorageUnit(tx, at)))


def known(unit: StorageUnit) -> None:
    """Make Anna and Bram known."""
    unit.contacts.save(ANNA)
    unit.contacts.save(BRAM)


def sent(unit: StorageUnit, enquiry: Enquiry = DRAFT) -> Enquiry:
    """Store an enquiry, sent unless it says otherwise, with the next number."""
    status = Status.NEW if enquiry.status is Status.DRAFT else enquiry.status
    return unit.enquiries.add(replace(enquiry, status=status, number=unit.enquiries.next_number(), asked_at=NOW))


def part(enquiry: Enquiry, words: str = "mag dat?", *, message_id: int = 0, version: int = 1, album: str = "") -> Part:
    """Return something that the enquiry's asker said in it."""
    return Part(
        enquiry.id, Author.ASKER, enquiry.asker_id, words, NOW, message_id=message_id, version=version, album=album
    )
