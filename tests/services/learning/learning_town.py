"""A small town that learns quickly, two people in it, and a database in memory."""

from dataclasses import replace

from bot.content import load_town, packaged_content
from bot.domain.access import Role
from bot.domain.contact import Contact
from bot.domain.enquiry import Author, Enquiry, Part, Status
from bot.storage.unit import StorageUnit
from tests.storage.examples import NOW
from tests.storage.memory import Memory

WHOLE = load_town(packaged_content())
TOWN = replace(WHOLE, topics={key: WHOLE.topics[key] for key in ("terras", "markt", "afval")}, authorities=(), rules=())
SOFIE = Contact(1001, "Sofie Claes", "nl", NOW)
AMIRA = Contact(2001, "Amira Haddad", "nl", NOW, role=Role.MANAGER)
QUESTION = "wanneer komen de flurken langs bij mij"


def memory() -> Memory:
    """Return a database in which both are known, and Amira is the manager."""
    made = Memory()

    def store(unit: StorageUnit) -> None:
        unit.contacts.save(SOFIE)
        unit.contacts.save(AMIRA)
        unit.staff.appoint(AMIRA.id, Role.MANAGER, "", NOW)

    made.within(store)
    return made


def asked(unit: StorageUnit, *words: str, topic: str = "anders", status: Status = Status.NEW) -> Enquiry:
    """Store a question of Sofie's in these messages."""
    number = 0 if status is Status.DRAFT else unit.enquiries.next_number()
    enquiry = unit.enquiries.add(
        Enquiry(0, SOFIE.id, status, "nl", "", NOW, NOW, number=number, topic=topic, asked_at=NOW)
    )
    for message_id, said in enumerate(words, 1):
        part = Part(enquiry.id, Author.ASKER, SOFIE.id, said, NOW, message_id=message_id + 100 * enquiry.id)
        unit.enquiries.add_part(part)
    return enquiry
