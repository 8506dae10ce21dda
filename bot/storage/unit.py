"""One transaction with all its repositories: what a use case is given."""

from datetime import datetime

from bot.services.ports import Contacts, Enquiries, Inbox, Leases, Outbox, Outgoing, Staff
from bot.storage.contacts import ContactTable
from bot.storage.database import Transaction
from bot.storage.enquiries import EnquiryTable
from bot.storage.inbox import InboxTable
from bot.storage.leases import LeaseTable
from bot.storage.outbox import OutboxTable
from bot.storage.staff import StaffTable


class StorageUnit:
    """Implements ``bot.services.ports.Unit`` on a transaction.

    ``fresh`` holds the rows that were put in the outbox here; they are the sender's once the transaction committed.
    """

    __slots__ = ("contacts", "enquiries", "fresh", "inbox", "leases", "now", "outbox", "staff")

    def __init__(self, transaction: Transaction, now: datetime) -> None:
        outbox = OutboxTable(transaction, now)
        self.now = now
        self.contacts: Contacts = ContactTable(transaction)
        self.staff: Staff = StaffTable(transaction)
        self.enquiries: Enquiries = EnquiryTable(transaction)
        self.outbox: Outbox = outbox
        self.inbox: Inbox = InboxTable(transaction)
        self.leases: Leases = LeaseTable(transaction)
        self.fresh: list[Outgoing] = outbox.fresh
