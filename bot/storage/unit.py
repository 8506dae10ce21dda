"""One transaction with all its repositories: what a use case is given."""

from datetime import datetime

from bot.services.ports import (
    Archive,
    Campaigns,
    Contacts,
    Conversations,
    Decisions,
    Dues,
    Enquiries,
    Forecasts,
    Inbox,
    Leases,
    Lessons,
    Meetings,
    Outbox,
    Outgoing,
    Staff,
    StaffRules,
)
from bot.storage.archive import ArchiveTable
from bot.storage.campaigns import CampaignTable
from bot.storage.contacts import ContactTable
from bot.storage.conversations import ConversationTable
from bot.storage.database import Transaction
from bot.storage.decisions import DecisionTable
from bot.storage.dues import DueTable
from bot.storage.enquiries import EnquiryTable
from bot.storage.forecasts import ForecastTable
from bot.storage.inbox import InboxTable
from bot.storage.leases import LeaseTable
from bot.storage.lessons import LessonTable
from bot.storage.meetings import MeetingTable
from bot.storage.outbox import OutboxTable
from bot.storage.staff import StaffTable
from bot.storage.staff_rules import StaffRuleTable


class StorageUnit:
    """Implements ``bot.services.ports.Unit`` on a transaction.

    ``fresh`` holds the rows that were put in the outbox here; they are the sender's once the transaction committed.
    """

    __slots__ = (
        "archive",
        "campaigns",
        "contacts",
        "conversations",
        "decisions",
        "dues",
        "enquiries",
        "forecasts",
        "fresh",
        "inbox",
        "leases",
        "lessons",
        "meetings",
        "now",
        "outbox",
        "staff",
        "staff_rules",
    )

    def __init__(self, transaction: Transaction, now: datetime) -> None:
        outbox = OutboxTable(transaction, now)
        self.now = now
        self.contacts: Contacts = ContactTable(transaction)
        self.staff: Staff = StaffTable(transaction)
        self.enquiries: Enquiries = EnquiryTable(transaction)
        self.outbox: Outbox = outbox
        self.inbox: Inbox = InboxTable(transaction)
        self.leases: Leases = LeaseTable(transaction)
        self.conversations: Conversations = ConversationTable(transaction)
        self.meetings: Meetings = MeetingTable(transaction)
        self.decisions: Decisions = DecisionTable(transaction)
        self.campaigns: Campaigns = CampaignTable(transaction)
        self.dues: Dues = DueTable(transaction)
        self.lessons: Lessons = LessonTable(transaction)
        self.forecasts: Forecasts = ForecastTable(transaction)
        self.staff_rules: StaffRules = StaffRuleTable(transaction)
        self.archive: Archive = ArchiveTable(transaction)
        self.fresh: list[Outgoing] = outbox.fresh
